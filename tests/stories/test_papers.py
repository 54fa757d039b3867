"""The papers of a case over HTTP on both databases: who gets which, both languages, the public page."""

import hashlib
from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app.papers.self_check import findings
from tests.stories.kftc_steps import CANARIES, KINDS, TWO_FILES, complaint, number, open_kftc
from tests.stories.telling import Town, _streams, text_of, town
from tests.support.site import Site, errors_of

REASON = "카나리정밀(제보자가명, 031-777-4242)이 낸 도면ㆍ시방서 ①과 대조함"
FOR_COMPLAINANT = {
    "신고 접수증",
    "피신고인 통지 동의서",
    "사건 진행상황 통지서",
    "사건 종결 통지서",
}
FOR_RESPONDENT = {
    "신고 접수 사실 통지서",
    "자료제출 요구서",
    "사건 진행상황 통지서",
    "사건 종결 통지서",
}


@pytest.fixture(params=KINDS)
def told(
    request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[str], str]
) -> Generator[Town]:
    with town(tmp_path / "town", new_database(request.param), today=date(2026, 3, 3)) as opened:
        open_kftc(opened)
        yield opened


@pytest.mark.step("K2", "K3", "K9", "K11")
def test_each_side_gets_its_papers_in_both_languages(told: Town) -> None:
    case_id = _case(told)
    _to_the_closing(told, case_id)
    told.stage.settle()
    owner, respondent = (_papers(told, part, case_id) for part in ("owner", "respondent"))
    assert set(owner) == FOR_COMPLAINANT
    assert set(respondent) == FOR_RESPONDENT
    for paper in (*owner.values(), *respondent.values()):
        assert (paper["status"], paper["language"]) == ("issued", "ko")
    for title, paper in respondent.items():
        for language in ("ko", "en"):
            pdf = _content(told, "respondent", paper, language)
            assert findings(pdf) == ()
            whole = text_of(pdf) + _streams(pdf)
            assert not [word for word in CANARIES if word in whole], (title, language)
    asked = text_of(_content(told, "respondent", respondent["자료제출 요구서"], "en"))
    assert "Request for Documents" in asked
    assert "도면ㆍ시방서 ①" in asked
    assert "(신고인)" in asked
    closing = text_of(_content(told, "owner", owner["사건 종결 통지서"], "ko"))
    assert "무혐의" in closing
    assert "No violation found" in text_of(_content(told, "owner", owner["사건 종결 통지서"], "en"))
    _not_the_other_sides(told, owner["피신고인 통지 동의서"])
    _checked_by_anybody(told, respondent["자료제출 요구서"])
    told.check_log()


def _case(told: Town) -> str:
    form = complaint(number("105811234"), notify_respondent=None)
    from app.demo.complaints import draft_with_files  # noqa: PLC0415 - one use

    form["draft_id"] = draft_with_files(told.owner, TWO_FILES)
    case_id = str(told.owner.post("/complaints", form)["case_id"])
    path = f"/cases/{case_id}"
    assignment = {"account_id": told.examiner.account_id}
    told.lead.act(f"{path}/assignment", assignment, about=path)
    told.examiner.act(f"{path}/consent/request", about=path)
    answer = {"notify_respondent": True}
    told.owner.act(f"{path}/consent/answer", answer, about=path)
    told.examiner.act(f"{path}/consent/notice", about=path)
    return case_id


def _to_the_closing(told: Town, case_id: str) -> None:
    for command in ("begin_pre_review", "register", "open_investigation"):
        told.examiner.step(case_id, command)
    told.examiner.step(case_id, "request_data", reason=REASON)
    told.stage.on(date(2026, 4, 6))
    told.examiner.step(case_id, "receive_data")
    told.examiner.step(case_id, "tell_complainant")
    told.examiner.step(case_id, "tell_respondent", reason=REASON)
    told.examiner.step(case_id, "close_no_violation", reason=REASON)
    told.lead.step(case_id, "notify_closing")


def _papers(told: Town, part: str, case_id: str) -> dict[str, dict[str, Any]]:
    papers = told.people[part].get(f"/cases/{case_id}/papers")["items"]
    return {paper["title"]["ko"]: paper for paper in papers}


def _content(told: Town, part: str, paper: dict[str, Any], language: str) -> bytes:
    pdf: bytes = told.people[part].get(f"/papers/{paper['id']}/content?language={language}")
    digest = "sha256" if language == "ko" else "translation_sha256"
    assert hashlib.sha256(pdf).hexdigest() == paper[digest]
    return pdf


def _not_the_other_sides(told: Town, paper: dict[str, Any]) -> None:
    for part in ("respondent", "stranger"):
        for path in ("", "/content", "/content?language=en"):
            found = told.people[part].call("GET", f"/papers/{paper['id']}{path}")
            assert found.status == 404, (part, path)


def _checked_by_anybody(told: Town, paper: dict[str, Any]) -> None:
    """The public page says what the paper is and whether it holds, and nothing of the parties."""
    code, its_number = paper["verification_code"], quote(paper["registration_number"])
    for language, title in (("ko", "자료제출 요구서"), ("en", "Request for Documents")):
        site = Site(told.stage.house, language)
        page = site.get(f"/verification?code={code.lower()}&number={its_number}")
        for words in (title, paper["registration_number"], "".join(paper["sha256"][:4])):
            assert words in page
        assert not [word for word in (*CANARIES, "대한모터스", "박대한") if word in page]
        assert site.get(f"/verification/{code}")
        wrong = site.get(f"/verification?code={code}&number=2026-9999", 404)
        assert paper["sha256"] not in wrong
        assert len(errors_of(wrong)) == 1
        assert errors_of(site.get("/verification?code=0000-0000-0000-0000", 404))
    refused = told.stage.send("GET", f"/api/v1/papers/verification/{code}?number=2026-9999")
    assert (refused.status, refused.body["code"]) == (404, "no-such-verification-code")
