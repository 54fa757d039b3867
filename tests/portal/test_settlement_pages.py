"""The pages of settlements: the staff's tab, a party's page, and a form that is sent."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.demo.stage import Player
from tests.settlements.price_cut import file_case, price_cut, tell_respondent
from tests.stories.telling import Town


def _page(told: Town, player: Player, path: str, *, cookie: str = "") -> tuple[str, str]:
    headers = {"Authorization": f"Bearer {player.token}", "Cookie": cookie}
    answer = told.stage.send("GET", path, headers=headers)
    assert answer.status == 200, (path, answer.status, answer.body[:300])
    return answer.body.decode(), answer.headers.get("set-cookie", "").split(";")[0]


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    return found.group(1) if found else ""


def _send(told: Town, player: Player, path: str, **fields: str) -> int:
    html, cookie = _page(told, player, path)
    names = ("csrf_token", "version", "idempotency_key")
    body = urlencode({**{name: _hidden(html, name) for name in names}, **fields})
    answer = told.stage.send(
        "POST", path, content=body,
        headers={"Authorization": f"Bearer {player.token}", "Cookie": cookie,
                 "Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    return answer.status


def test_a_party_applies_on_its_page_and_both_sides_see_where_it_stands(
    new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database("sqlite")) as told:
        case_id = file_case(told)
        tell_respondent(told, case_id)
        begin = f"/settlements/{case_id}/mediations"
        assert _send(told, told.owner, begin, request="") == 422
        assert _send(told, told.owner, begin, request="깎은 대금의 지급을 바랍니다.") == 303
        staff, _cookie = _page(told, told.examiner, f"/queue/{case_id}/settlements")
        assert "하도급분쟁조정협의회" in staff
        assert "처분 제한" in staff
        assert "연장에는 양쪽의 동의가 필요합니다" in staff
        english, _cookie = _page(told, told.examiner, f"/queue/{case_id}/settlements?lang=en")
        assert "Forbids measures" in english
        for player in (told.owner, told.respondent):
            mine, _cookie = _page(told, player, f"/my-cases/{case_id}/settlements")
            assert "기간 연장에 동의" in mine
            assert "처분 제한" not in mine
        one = told.owner.get(f"/cases/{case_id}/mediations")["items"][0]["id"]
        settle = f"{begin}/{one}/settle"
        assert _send(told, told.examiner, settle, perform_by="2026-05-01") == 422
        assert _send(told, told.examiner, settle, terms="3,000만원을 지급한다.") == 303
        state = told.owner.get(f"/mediations/{one}")["state"]["code"]
        assert state == "settled"


def _arbitrated(told: Town) -> tuple[str, str]:
    """Refer a dispute on technology to arbitration on the page; returns the case and its address."""
    case_id = file_case(told, ("ST-INF",))
    path, examiner = f"/cases/{case_id}", told.technology_examiner
    told.technology_lead.act(
        f"{path}/assignment", {"account_id": examiner.account_id}, about=path
    )  # fmt: skip
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "notify_hearing", hearing_on="2026-07-06")
    begin = f"/settlements/{case_id}/mediations"
    assert "조정·중재를 구하는 내용" in _page(told, examiner, begin)[0]
    chosen = {"forum": "technology_arbitration", "request": "사용 중지와 배상을 구합니다."}
    assert _send(told, examiner, begin, **chosen) == 303
    one = examiner.get(f"{path}/mediations")["items"][0]["id"]
    return case_id, f"{begin}/{one}"


@pytest.mark.step("T3")
def test_arbitration_is_called_so_on_every_page_and_in_every_paper(
    new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database("sqlite"), today=date(2026, 6, 22)) as told:
        case_id, address = _arbitrated(told)
        examiner = told.technology_examiner
        for language, words in (
            ("ko", ("기술분쟁 조정·중재", "중재 진행 중", "중재기구", "중재를 구하는 내용")),
            ("en", ("Technology mediation and arbitration", "Arbitration running",
                    "Place of arbitration")),
        ):  # fmt: skip
            for player, path in (
                (examiner, f"/queue/{case_id}/settlements"),
                (told.owner, f"/my-cases/{case_id}/settlements"),
            ):
                page, _cookie = _page(told, player, f"{path}?lang={language}")
                assert [one for one in words if one not in page] == []
        assert "중재판정 내용" in _page(told, examiner, f"{address}/settle")[0]
        assert _send(told, examiner, f"{address}/settle", terms="사용을 멈춘다.") == 303
        assert "중재판정 내용" in _page(told, examiner, f"/queue/{case_id}/settlements")[0]
        assert "중재 의뢰" in _page(told, told.owner, f"/my-cases/{case_id}")[0]
        told.stage.settle()
        papers = examiner.get(f"/cases/{case_id}/papers")["items"]
        titles = {(one["title"]["ko"], one["title"]["en"]) for one in papers}
        begun = ("중재 개시 통지서", "Notice of Arbitration")
        assert {begun, ("중재판정 통지서", "Notice of an Award")} <= titles
        assert [ko for ko, en in titles if "조정" in ko or "Mediation" in en] == []
