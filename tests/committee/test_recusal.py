"""Who is kept away: declared before the file opens, effective at once on every door."""

from typing import Any

import pytest

from app.demo import panel
from app.demo.stage import Player
from tests.committee.conftest import HEARING, Chamber

WHY = {"reason": "피심인의 자문을 맡았음", "article": "공정거래법 제67조"}


def doors(chamber: Chamber, item_id: str) -> list[str]:
    """Return the doors that a member has once the file is open."""
    case = f"/cases/{chamber.case_id}"
    return [
        case, f"{case}/timeline", f"{case}/exhibits", f"{case}/papers", f"{case}/measures",
        f"{case}/agenda", f"/agenda/{item_id}", f"/agenda/{item_id}/votes",
    ]  # fmt: skip


def statuses(player: Player, paths: list[str]) -> set[int]:
    """Return how the doors answer."""
    return {player.call("GET", path).status for path in paths}


@pytest.mark.step("K14")
def test_the_file_opens_after_the_declaration_and_shuts_at_once_with_a_recusal(
    chamber: Chamber,
) -> None:
    item_id = chamber.table()
    paths, (chair, second, third) = doors(chamber, item_id), chamber.cast.panel
    told = panel.own_seat(second, item_id)
    assert told["respondent_name"] == "세진전자(가상)"
    assert statuses(second, paths) == {404}
    path = f"/committee/seats/{told['id']}/declaration"
    stranger = third.call("POST", path, {"ground": "none"}, version=1)
    assert stranger.status == 404
    bare = second.call("POST", path, {"ground": "recusal"}, version=told["version"])
    assert (bare.status, bare.body["code"]) == (422, "declaration-incomplete")
    panel.declare(second, item_id)
    assert statuses(second, paths) == {200}
    evidence = chamber.secretary.get(f"/cases/{chamber.case_id}/exhibits")["items"][0]
    listed = f"/evidence/{evidence['evidence_item_id']}"
    before = second.call("GET", listed).status
    panel.declare(second, item_id, "recusal", **WHY)
    assert statuses(second, [*paths, listed]) == {404}
    assert before != 404
    twice = second.call("POST", path, {"ground": "none"}, version=None)
    assert twice.status in (409, 428)
    for member in (chair, third):
        panel.declare(member, item_id)
    chamber.stage.on(HEARING)
    seats = [s["id"] for s in chamber.secretary.get(f"/agenda/{item_id}")["seats"]]
    hearing, about = f"/agenda/{item_id}/hearing", f"/agenda/{item_id}"
    form: dict[str, Any] = {"seat_ids": seats}
    assert chamber.refused(chamber.secretary, hearing, form, about=about) == (422, "invalid")
    sits = [s["id"] for s in chamber.secretary.get(about)["seats"] if s["state"] == "open"]
    short = chamber.refused(chamber.secretary, hearing, {"seat_ids": sits}, about=about)
    assert short == (409, "no-quorum")


@pytest.mark.step("K14")
def test_a_challenge_is_decided_by_another_member_before_anything_is_heard(
    chamber: Chamber,
) -> None:
    item_id = chamber.table()
    chair, second, third = chamber.cast.panel
    for member in chamber.cast.panel:
        panel.declare(member, item_id)
    about = f"/agenda/{item_id}"
    seats = {s["person_id"]: s["id"] for s in chamber.secretary.get(about)["seats"]}
    party = chamber.cast.repeat_offender
    filed = party.post(f"{about}/challenges", {"seat_id": seats[second.person_id], **WHY})
    assert party.get(f"{about}/challenges")["items"][0]["reason"] == WHY["reason"]
    assert chamber.cast.other_owner.get(f"{about}/challenges")["items"] == []
    chamber.stage.on(HEARING)
    form = {"seat_ids": list(seats.values())}
    blocked = chamber.refused(chamber.secretary, f"{about}/hearing", form, about=about)
    assert blocked == (409, "step-blocked")
    decision, granted = f"/challenges/{filed['id']}/decision", {"granted": True, "reason": "인용"}
    own = second.call("POST", decision, granted, version=filed["version"])
    assert (own.status, own.body["code"]) == (403, "own-challenge")
    chair.post(decision, granted, version=filed["version"])
    assert statuses(second, doors(chamber, item_id)) == {404}
    entered = {
        m["person_id"]: m["id"] for m in chamber.secretary.get("/committee/members")["items"]
    }
    fresh = chamber.cast.substitute
    assert fresh.person_id not in entered
    account = {"account_id": fresh.account_id, "from_on": "2026-01-01"}
    member_id = chamber.secretary.post("/committee/members", account)["id"]
    fill = {"seat_id": seats[second.person_id], "member_id": member_id}
    chamber.secretary.act(f"{about}/substitutes", fill, about=about)
    panel.declare(fresh, item_id)
    said = {"side": "respondent", "name": "정세진", "words": "의견을 말씀드립니다."}
    hearing_id = panel.hear(chamber.secretary, item_id, [said])
    vote = panel.vote(chamber.secretary, hearing_id, [chair, third, fresh],
                      panel.violation(later=[{"kind": "corrective_order"}]))  # fmt: skip
    assert (vote["state"], vote["votes_for"]) == ("carried", 3)


@pytest.mark.step("K14")
def test_closed_parts_are_read_by_their_own_side_and_by_officials_only(chamber: Chamber) -> None:
    item_id = chamber.table()
    for member in chamber.cast.panel:
        panel.declare(member, item_id)
    party, about = chamber.cast.repeat_offender, f"/agenda/{item_id}"
    asked = party.post(f"{about}/secrecy-requests", {"passages": "원가표", "reason": "영업비밀"})
    decide = f"/secrecy-requests/{asked['id']}/decision"
    chamber.cast.commissioner.post(decide, {"granted": True, "reason": "영업비밀임"}, version=1)
    chamber.stage.on(HEARING)
    late = chamber.refused(
        party, f"{about}/secrecy-requests", {"passages": "단가", "reason": "비밀"}
    )
    assert late == (409, "request-too-late")
    sits = [s["id"] for s in chamber.secretary.get(about)["seats"]]
    others = [{"side": "respondent", "name": "정세진"}, {"side": "complainant", "name": "이누리"}]
    form = {"seat_ids": sits, "others": others}
    opened = chamber.secretary.act(f"{about}/hearing", form, about=about)
    path = f"/hearings/{opened['id']}"
    said = {
        "side": "respondent",
        "speaker": "정세진",
        "words": "원가는 1,234원입니다.",
        "closed": True,
    }
    chamber.secretary.act(f"{path}/statements", said, about=path)
    unheard = chamber.refused(chamber.secretary, f"{path}/closing", {}, about=path)
    assert unheard == (409, "party-unheard")
    for reader, words in ((party, said["words"]), (chamber.cast.commissioner, said["words"]),
                          (chamber.cast.other_owner, None)):  # fmt: skip
        assert reader.get(path)["statements"][0]["words"] == words
    assert "이누리" not in str(party.get(path))
