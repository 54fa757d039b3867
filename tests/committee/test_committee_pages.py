"""The committee's pages: the declaration, the session, the ballot, the party's answer."""

import re
from urllib.parse import urlencode

from app.demo import panel
from app.demo.stage import Player
from tests.committee.conftest import HEARING, Chamber
from tests.portal.staff_reader import page, send, submit, text_of


def test_the_pages_lead_from_the_agenda_to_the_resolution(chamber: Chamber) -> None:
    secretary, (first, second, third) = chamber.secretary, chamber.cast.panel
    panel_id = panel.standing_panel(secretary, chamber.cast.panel)
    case = f"/committee/cases/{chamber.case_id}"
    wrong = submit(secretary, case, {"panel_id": panel_id, "hearing_on": "2026-09-20"})
    assert wrong.status == 409
    assert "10일 전까지" in text_of(wrong)
    made = submit(secretary, case, {"panel_id": panel_id, "hearing_on": HEARING.isoformat()})
    assert made.status == 303
    item = str(made.headers["location"])
    version = secretary.get(f"/agenda/{item.rpartition('/')[2]}")["version"]
    notice = _act(secretary, item, "notice", version=str(version))
    assert notice == 303
    for member in (first, second, third):
        status, text = page(member, "/committee")
        assert status == 200
        assert "제척·회피 사유가 없음을 확인해야" in text
        assert page(member, item)[0] == 404
        seat = panel.own_seat(member, item.rpartition("/")[2])
        answer = _send(member, "/committee", f"/committee/seats/{seat['id']}",
                       ground="none", version=str(seat["version"]))  # fmt: skip
        assert answer == 303
        assert page(member, item)[0] == 200
    party = chamber.cast.repeat_offender
    status, text = page(party, f"/my-cases/{chamber.case_id}")
    assert item in text
    version = secretary.get(f"/agenda/{item.rpartition('/')[2]}")["version"]
    assert _act(party, item, "answer", attends="yes", version=str(version)) == 303
    chamber.stage.on(HEARING)
    hearing_id = panel.hear(secretary, item.rpartition("/")[2],
                            [{"side": "respondent", "name": "정세진", "words": "선처를"}])  # fmt: skip
    version = secretary.get(f"/hearings/{hearing_id}")["version"]
    assert _act(secretary, item, "vote", thing=hearing_id, version=str(version),
                question="violation", proposal="위반을 인정한다.", kinds="corrective_order") == 303  # fmt: skip
    vote = secretary.get(f"/agenda/{item.rpartition('/')[2]}/votes")["items"][0]
    for member in (first, second, third):
        assert "비밀 투표" in page(member, item)[1]
        assert _act(member, item, "ballot", thing=vote["id"], choice="for") == 303
        assert "비밀 투표:" not in page(member, item)[1]
    version = secretary.get(f"/votes/{vote['id']}")["version"]
    assert _act(secretary, item, "count", thing=vote["id"], version=str(version)) == 303
    status, text = page(secretary, item)
    assert "찬성 3명으로 가결" in text
    assert "의결서 작성" in text
    status, text = page(secretary, item, language="en")
    assert "Carried with 3 for" in text
    assert "찬성 3명" not in page(party, item)[1]


def _act(player: Player, item: str, act: str, **fields: str) -> int:
    return _send(player, item, f"{item}/{act}", **fields)


def _send(player: Player, seen: str, path: str, **fields: str) -> int:
    """Send a form with the token that its page gave."""
    _, text = page(player, seen)
    token = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert token
    return send(player, "POST", path, urlencode({"csrf_token": token[1], **fields})).status
