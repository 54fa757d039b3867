"""The committee at work, played through the public API: panels, hearings, votes, decisions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.demo.stage import Player, Stage

SITS_FROM = "2020-01-01"
_ALL_FINDINGS = [
    {"kind": "corrective_order"},
    {"kind": "surcharge"},
    {"kind": "administrative_fine"},
    {"kind": "criminal_referral"},
    {"kind": "warning"},
]


def standing_panel(
    secretary: Player, members: Sequence[Player], *, kind: str = "subcommittee"
) -> str:  # fmt: skip
    """Return the id of the panel of some members, the first presiding; form it where there is none."""
    entered = {one["person_id"]: one["id"] for one in _items(secretary, "/committee/members")}
    for member in members:
        if member.person_id not in entered:
            form = {"account_id": member.account_id, "from_on": SITS_FROM}
            entered[member.person_id] = secretary.post("/committee/members", form)["id"]
    wanted = [entered[member.person_id] for member in members]
    for panel in _items(secretary, "/committee/panels"):
        sits = [one["id"] for one in panel["members"]]
        if panel["kind"] == kind and sorted(sits) == sorted(wanted) and not panel["until_on"]:
            return str(panel["id"])
    wish = {"kind": kind, "name": "제1소회의 (가상)" if kind == "subcommittee" else "전원회의 (가상)",
            "from_on": SITS_FROM, "member_ids": wanted, "chair_id": wanted[0]}  # fmt: skip
    return str(secretary.post("/committee/panels", wish)["id"])


def table(secretary: Player, case_id: str, panel_id: str, hearing_on: date) -> str:
    """Put a case on the agenda and give notice of its hearing; returns the item's id."""
    case = f"/cases/{case_id}"
    form = {"panel_id": panel_id, "hearing_on": hearing_on.isoformat(), "place": "심판정 (가상)"}
    item_id = str(secretary.act(f"{case}/agenda", form, about=case)["id"])
    item = f"/agenda/{item_id}"
    secretary.act(f"{item}/notice", about=item)
    return item_id


def declare(member: Player, item_id: str, ground: str = "none", **why: str) -> None:
    """Say for a seat whether anything keeps the member away."""
    seat = own_seat(member, item_id)
    path = f"/committee/seats/{seat['id']}/declaration"
    member.post(path, {"ground": ground, **why}, version=seat["version"])


def own_seat(member: Player, item_id: str) -> dict[str, Any]:
    """Return a member's own seat for an item, as told before the file opens."""
    seats = _items(member, "/committee/seats")
    return next(dict(one) for one in seats if one["item_id"] == item_id)


def hear(secretary: Player, item_id: str, heard: Sequence[dict[str, str]]) -> str:
    """Hold the hearing with everybody who sits; each of `heard` says something."""
    item = secretary.get(f"/agenda/{item_id}")
    seats = [seat["id"] for seat in item["seats"] if seat["state"] == "open"]
    others = [{"side": one["side"], "name": one["name"]} for one in heard]
    path = f"/agenda/{item_id}"
    present = {"seat_ids": seats, "others": others}
    hearing_id = str(secretary.act(f"{path}/hearing", present, about=path)["id"])
    hearing = f"/hearings/{hearing_id}"
    for one in heard:
        form = {"side": one["side"], "speaker": one["name"], "words": one["words"]}
        secretary.act(f"{hearing}/statements", form, about=hearing)
    secretary.act(f"{hearing}/closing", about=hearing)
    return hearing_id


def vote(
    secretary: Player, hearing_id: str, voters: Sequence[Player], proposal: dict[str, Any],
    choices: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """Put a proposal to the vote, let everybody vote, and count; returns the vote."""
    hearing = f"/hearings/{hearing_id}"
    opened = secretary.act(f"{hearing}/votes", proposal, about=hearing)
    path = f"/votes/{opened['id']}"
    for place, voter in enumerate(voters):
        voter.post(f"{path}/ballot", {"choice": choices[place] if choices else "for"})
    return dict(secretary.act(f"{path}/count", about=path))


def violation(
    lines: Sequence[dict[str, Any]] = (), *, later: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:  # fmt: skip
    """Return a proposal that finds a violation."""
    return {
        "question": "violation", "proposal": "피심인의 위반 사실을 인정하고 다음의 조치를 한다.",
        "measures": list(lines), "measures_later": list(later),
    }  # fmt: skip


def resolve(
    stage: Stage, secretary: Player, members: Sequence[Player], case_id: str, hearing_on: date
) -> None:  # fmt: skip
    """Take a case that may be tabled to a resolution that leaves its measures to be drafted."""
    item_id = table(secretary, case_id, standing_panel(secretary, members), hearing_on)
    for member in members:
        declare(member, item_id)
    stage.on(hearing_on)
    heard = [
        {"side": "examiner", "name": "윤조사", "words": "심사보고서와 같이 위반이 인정됩니다."},
        {"side": "respondent", "name": "피심인 대리인", "words": "선처를 바랍니다."},
    ]
    hearing_id = hear(secretary, item_id, heard)
    vote(secretary, hearing_id, members, violation(later=_ALL_FINDINGS))


def write_decision(secretary: Player, case_id: str, *, words: str = "") -> str:
    """Write the decision of a case with findings that name their evidence; returns its id."""
    exhibits = _items(secretary, f"/cases/{case_id}/exhibits")
    found = words or "피심인이 신고된 행위를 한 사실이 인정된다."
    form = {
        "order_text": "피심인은 위반행위를 중지하고 의결된 조치를 이행하여야 한다.",
        "findings": [{"words": found, "exhibit_ids": [one["id"] for one in exhibits]}],
    }
    decision_id = str(secretary.post(f"/cases/{case_id}/decisions", form)["id"])
    path = f"/decisions/{decision_id}"
    secretary.act(f"{path}/completion", about=path)
    return decision_id


def _items(player: Player, path: str) -> list[dict[str, Any]]:
    return list(player.get(path)["items"])
