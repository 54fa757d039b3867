"""Terms of office and panels, entered and ended on the secretary's page."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest

from app.demo.cast import Cast, gather
from app.demo.stage import Answer, Player
from tests.portal.staff_reader import page, send, text_of
from tests.support.town import open_town

PATH = "/committee/members"
_FORM = re.compile(r'<form action="([^"]+)" method="post".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass
class Office:
    """The secretary, three commissioners and a town in which nobody is in office yet."""

    cast: Cast

    @property
    def secretary(self) -> Player:
        """Who prepares the sessions."""
        return self.cast.secretary

    def send(self, act: str, fields: dict[str, Any], thing: str = "") -> Answer:
        """Fill in the form of the page for an act about a thing, and send it."""
        return _post(self.secretary, act, self.hidden(act, thing), fields)

    def hidden(self, act: str, thing: str = "") -> dict[str, str]:
        """Return the hidden fields of the form for an act."""
        _, text = page(self.secretary, PATH)
        forms = [dict(_HIDDEN.findall(one[0])) | {"url": one[1]} for one in _FORM.finditer(text)]
        return next(one for one in forms if one["url"] == f"{PATH}/{act}" and one["thing"] == thing)

    def enter(self, place: int, **dates: str) -> str:
        """Enter the term of one of the commissioners; returns the term's id."""
        member, before = self.cast.panel[place], {one["id"] for one in self.terms()}
        named = {f"appointment.{name}": value for name, value in dates.items()}
        answer = self.send("appointment", {"appointment.account_id": member.account_id, **named})
        assert answer.status == 303, text_of(answer)
        return next(str(one["id"]) for one in self.terms() if one["id"] not in before)

    def last_day(self, term: str) -> str | None:
        """Return the last day of a term; None where it is not fixed."""
        return next(one["until_on"] for one in self.terms() if one["id"] == term)

    def terms(self) -> list[dict[str, Any]]:
        """Return every term as REST gives it."""
        return list(self.secretary.get("/committee/members")["items"])

    def panels(self) -> list[dict[str, Any]]:
        """Return every panel as REST gives it."""
        return list(self.secretary.get("/committee/panels")["items"])


def _post(player: Player, act: str, hidden: dict[str, str], fields: dict[str, Any]) -> Answer:
    body = {name: value for name, value in hidden.items() if name != "url"} | fields
    return send(player, "POST", f"{PATH}/{act}", urlencode(body, doseq=True))


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """Yield an office without members or panels."""
    with open_town(tmp_path_factory.mktemp("office"), today=date(2026, 9, 1)) as stage:
        yield Office(gather(stage))


def test_terms_and_a_panel_are_entered_and_ended_on_the_page(office: Office) -> None:
    _, text = page(office.secretary, PATH)
    assert "등록한 위원이 없습니다." in text
    assert "임기가 있는 위원을 등록하면 회의를 구성할 수 있습니다." in text
    first = office.enter(0, from_on="2026-01-01")
    second = office.enter(1, from_on="2026. 1. 1.", until_on="2026. 8. 31.")
    third = office.enter(2, from_on="2026-01-01", until_on="2028-12-31")
    last_days = [office.last_day(one) for one in (first, second, third)]
    assert last_days == [None, "2026-08-31", "2028-12-31"]
    fields = {
        "panel.kind": "subcommittee", "panel.name": "제1소회의 (가상)", "panel.from_on": "2026-09-01",
        "panel.member_ids": [first, third], "panel.chair_id": third,
    }  # fmt: skip
    hidden = office.hidden("panel")
    for _ in ("once", "a second click"):
        answer = _post(office.secretary, "panel", hidden, fields)
        assert (answer.status, answer.headers["location"]) == (303, PATH)
    (panel,) = office.panels()
    assert (panel["chair_id"], {one["id"] for one in panel["members"]}) == (third, {first, third})
    for language, words in (
        ("ko", ("재직 중", "임기 종료", "운영 중", "소회의 · ", "(의장)", "만료일 미정")),
        (
            "en",
            ("In office", "Term over", "Sits", "Subcommittee · ", "(chair)", "no last day fixed"),
        ),
    ):
        _, text = page(office.secretary, PATH, language=language)
        assert all(one in text for one in words)
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert f'name="thing" value="{second}"' not in text
    ended = office.send("term", {f"term.{first}.until_on": "2026. 8. 15."}, first)
    assert (ended.status, office.last_day(first)) == (303, "2026-08-15")
    over = {f"dissolution.{panel['id']}.until_on": "2026-09-01"}
    assert office.send("dissolution", over, panel["id"]).status == 303
    assert office.panels()[0]["until_on"] == "2026-09-01"


def test_a_refused_form_keeps_what_was_typed_and_names_the_wrong_field(office: Office) -> None:
    account = office.cast.panel[0].account_id
    typed = {"appointment.account_id": account, "appointment.from_on": "2026-09-01"}
    answer = office.send("appointment", typed | {"appointment.until_on": "2026-08-31"})
    text = text_of(answer)
    assert (answer.status, 'value="2026-08-31"' in text) == (422, True)
    assert "임기 만료일: 끝나는 날이 시작하는 날보다 빠릅니다" in text
    assert 'href="#appointment.until_on"' in text
    assert f'<option value="{account}" selected>' in text
    term = office.enter(0, from_on="2026-09-01")
    answer = office.send("appointment", typed)
    assert (answer.status, "다른 임기와 겹칩니다" in text_of(answer)) == (422, True)
    answer = office.send("term", {f"term.{term}.until_on": "31.2."}, term)
    text = text_of(answer)
    assert (answer.status, 'value="31.2."' in text) == (422, True)
    assert text.count('<details class="details" open>') == 1


def test_a_refused_panel_names_the_member_and_keeps_the_ticks(office: Office) -> None:
    first = office.enter(0, from_on="2026-01-01")
    later = office.enter(1, from_on="2026-10-01")
    fields = {
        "panel.kind": "plenary", "panel.name": "전원회의 (가상)", "panel.from_on": "2026-09-01",
        "panel.member_ids": [first, later],
    }  # fmt: skip
    unchaired = text_of(office.send("panel", fields))
    assert 'href="#panel.chair_id"' in unchaired
    answer = office.send("panel", fields | {"panel.chair_id": first})
    text = text_of(answer)
    assert answer.status == 422
    name = office.cast.panel[1].name
    assert f"{name} (2026. 10. 1. –): 그날 재직 중인 위원이 아닙니다" in text
    assert len(re.findall(r'type="checkbox"[^>]* checked', text)) == 2
    assert "전원회의 위원 수: 설정되지 않음 (공정거래위원회 사건절차규칙 제84조)." in text
    assert office.panels() == []


def test_what_changed_meanwhile_is_not_ended_and_what_has_ended_says_so(office: Office) -> None:
    term = office.enter(0, from_on="2026-01-01", until_on="2027-12-31")
    seen = office.hidden("term", term)
    answer = office.send("term", {f"term.{term}.until_on": "2028-01-01"}, term)
    assert (answer.status, "이미 끝난 임기·구성입니다" in text_of(answer)) == (409, True)
    assert office.send("term", {f"term.{term}.until_on": "2027-06-30"}, term).status == 303
    answer = _post(office.secretary, "term", seen, {f"term.{term}.until_on": "2027-03-31"})
    assert (answer.status, 'value="2027-03-31"' in text_of(answer)) == (412, True)


def test_only_who_prepares_the_sessions_sees_the_page(office: Office) -> None:
    assert f'href="{PATH}"' in page(office.secretary, "/committee")[1]
    commissioner = office.cast.panel[0]
    assert f'href="{PATH}"' not in page(commissioner, "/committee")[1]
    assert page(commissioner, PATH)[0] == 403
    hidden = office.hidden("appointment")
    assert _post(office.secretary, "nothing", hidden, {}).status == 404
