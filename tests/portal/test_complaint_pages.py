"""A complaint written in the browser: kept as typed, mended, handed in once, followed to its end."""

import re
from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo.stage import Stage
from tests.support.site import Site, errors_of
from tests.support.town import open_town

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
COMPLAINANT = {
    "complainant__kind": "corporation", "complainant__name": "김하늘",
    "complainant__phone": "031-400-0000", "complainant__address": "경기도 안산시 단원구 별망로 1",
    "complainant__company_name": "한빛정밀(가상)", "complainant__business_number": "102-81-00004",
}  # fmt: skip
RESPONDENT = {
    "respondent__name": "대한모터스(가상)",
    "respondent__address": "서울특별시 강남구 테헤란로 1",
}
STORY = {
    "violation__narrative__what": "금형 도면을 경쟁사에 넘겼습니다.",
    "violation__trade_ended_on": "2025. 6. 30.",
    "violation__price_won": "10억",
}
TECHNOLOGY = {
    "violation__technology__name": "금형 도면 A-12",
    "violation__technology__act": "disclosed",
}
CONSENTS = {
    "consents__identity": "private", "consents__notify_respondent": "yes",
    "consents__collection": "yes",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    folder: Path = tmp_path_factory.mktemp("complaint") / "town"
    with open_town(folder, today=date(2026, 11, 23)) as stage:
        stage.player(Role.PARTY, "김하늘", login="owner@demo.example")
        stage.player(Role.PARTY, "이누리", login="other@demo.example")
        yield stage


@pytest.fixture
def site(town: Stage) -> Site:
    return Site(town.house)


def begin(site: Site) -> str:
    site.get("/complaints/new")
    site.press("/complaints/new")
    return site.path.removesuffix("/code")


def fill(site: Site, base: str, slug: str, expect: int = 200, **typed: object) -> str:
    site.get(f"{base}/{slug}")
    return site.press(f"{base}/{slug}", expect, **typed)


def write_all(site: Site) -> str:
    base = begin(site)
    fill(site, base, "complainant", **COMPLAINANT)
    fill(site, base, "respondent", **RESPONDENT)
    fill(site, base, "violation", violation__codes=["TK-USE", "TK-NODOC"])
    fill(site, base, "story", **STORY)
    fill(site, base, "technology", **TECHNOLOGY)
    fill(site, base, "consents", **CONSENTS)
    site.get(f"{base}/evidence")
    site.upload(f"{base}/evidence", [("도면.pdf", PDF)])
    return base


def hand_in(site: Site, base: str) -> str:
    site.get(f"{base}/check")
    site.press(f"{base}/check", statement__true="yes", statement__signature="김하늘")
    return site.path.removesuffix("/receipt")


def test_nobody_has_to_sign_in_to_write_and_the_code_opens_it_elsewhere(
    site: Site, town: Stage
) -> None:
    base = begin(site)
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", site.page.text)
    assert found is not None
    fill(site, base, "respondent", **RESPONDENT)
    elsewhere = Site(town.house)
    elsewhere.get(base)
    assert elsewhere.path == "/sign-in"
    elsewhere.get("/complaints/resume")
    page = elsewhere.press("/complaints/resume", 404, resume_code="AAAA-BBBB-CCCC-DDDD")
    assert errors_of(page) == ["이어쓰기 코드를 다시 확인해 주세요"]
    elsewhere.press("/complaints/resume", resume_code=found[0].lower())
    assert elsewhere.path == base
    assert "대한모터스(가상)" in elsewhere.get(f"{base}/respondent")


def test_what_is_wrong_is_kept_named_and_shown_in_the_list_of_tasks(site: Site) -> None:
    base = begin(site)
    wrong = {**COMPLAINANT, "complainant__phone": "12", "complainant__name": ""}
    wrong["complainant__business_number"] = "124-81-00999"
    page = fill(site, base, "complainant", 422, **wrong)
    messages = errors_of(page)
    assert messages[0] == "신고인 성명을 입력하세요"
    assert messages[1].startswith("전화번호를 지역번호부터 적어 주세요")
    assert messages[2].startswith("사업자등록번호를 다시 확인해 주세요")
    assert 'value="124-81-00999"' in page
    assert "<title>오류:" in page
    assert 'href="#complainant.phone"' in page
    assert "확인 필요" in site.get(base)
    assert len(errors_of(site.get(f"{base}/complainant?check=yes"))) == 3


def test_saving_and_leaving_keeps_half_an_answer_without_complaint(site: Site) -> None:
    base = begin(site)
    fill(site, base, "respondent", respondent__name="", respondent__phone="12", then="leave")
    assert site.path == base
    assert 'value="12"' in site.get(f"{base}/respondent")


def test_a_tick_can_be_taken_back(site: Site) -> None:
    base = begin(site)
    fill(site, base, "violation", violation__codes=["TK-USE"])
    page = fill(site, base, "violation", 422)
    assert errors_of(page) == ["해당하는 위반 유형을 하나 이상 선택하세요"]
    page = fill(site, base, "violation", 422, violation__codes=["TK-USE", "ST-INF"])
    assert errors_of(page) == ["서로 다른 법률·절차의 위반 유형은 따로 신고하세요"]


def test_a_page_changed_elsewhere_is_not_overwritten_and_loses_nothing(site: Site) -> None:
    base = begin(site)
    site.get(f"{base}/respondent")
    stale = site.page
    fill(site, base, "respondent", **RESPONDENT)
    site.page = stale
    page = site.press(f"{base}/respondent", 412, respondent__name="나중에 적은 이름")
    assert "다른 화면에서 이 신고서를 고쳤습니다" in errors_of(page)[0]
    assert 'value="나중에 적은 이름"' in page
    site.press(
        f"{base}/respondent", respondent__name="나중에 적은 이름", respondent__address="서울"
    )
    assert "나중에 적은 이름" in site.get(f"{base}/respondent")


def test_the_page_saves_by_itself_and_says_when(site: Site) -> None:
    base = begin(site)
    page = site.get(f"{base}/story")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert token
    assert version
    fields = {"csrf_token": token[1], "version": version[1], "violation.narrative.what": "도면"}
    saved = site.client.post(f"{base}/story/autosave", data=fields)
    assert saved.json() == {"version": int(version[1]) + 1, "saved_at": "10:00"}
    assert site.client.post(f"{base}/story/autosave", data=fields).status_code == 412
    assert "도면" in site.get(f"{base}/story")


def test_each_file_that_cannot_be_taken_is_named_and_the_others_are_kept(site: Site) -> None:
    base = begin(site)
    site.get(f"{base}/evidence")
    page = site.upload(f"{base}/evidence", [("도면.pdf", PDF), ("virus.exe", b"MZ" * 99)], 422)
    assert len(errors_of(page)) == 1
    assert "virus.exe" in errors_of(page)[0]
    assert "도면.pdf" in page
    assert "SHA-256" in page
    action = re.search(r'action="([^"]+/removal)"', page)
    assert action
    site.press(action[1])
    assert "아직 올린 파일이 없습니다" in site.page.text


def test_files_are_taken_from_our_own_page_only(site: Site) -> None:
    base = begin(site)
    answer = site.client.post(
        f"{base}/evidence", data={"csrf_token": "forged"}, files=[("files", ("a.pdf", PDF))]
    )
    assert answer.status_code == 403
    assert "아직 올린 파일이 없습니다" in site.get(f"{base}/evidence")


def test_the_respondent_preview_names_nobody_unless_the_complainant_is_open(site: Site) -> None:
    base = write_all(site)
    told = site.get(f"{base}/check").partition("피신고인에게 알려지는 내용")[2].partition("<h2>")[0]
    assert "대한모터스(가상)" in told
    assert "한빛정밀" not in told
    fill(site, base, "consents", **{**CONSENTS, "consents__identity": "public"})
    told = site.get(f"{base}/check").partition("피신고인에게 알려지는 내용")[2].partition("<h2>")[0]
    assert "한빛정밀(가상)" in told


def test_a_complaint_is_handed_in_once_and_its_receipt_stays(site: Site, town: Stage) -> None:
    base = write_all(site)
    assert "로그인하고 제출" in site.get(f"{base}/check")
    site.enter_as("owner@demo.example")
    page = site.get(f"{base}/check")
    assert "2032. 6. 30." in page
    page = site.press(f"{base}/check", 422)
    assert errors_of(page) == [
        "사실대로 작성했음을 확인하고 표시하세요", "서명란에 성명을 입력하세요",
    ]  # fmt: skip
    ready = site.page
    site.press(f"{base}/check", statement__true="yes", statement__signature="김하늘")
    receipt = site.page.url
    assert "신고가 접수되었습니다" in site.page.text
    assert re.search(r"2026-하도-\d{6}-", site.page.text)
    site.page = ready
    site.press(f"{base}/check", statement__true="yes", statement__signature="김하늘")
    assert site.page.url == receipt
    assert "이미 제출한 신고서입니다" in site.get(base)
    town.settle()
    page = site.get(f"{receipt.path}?{receipt.query.decode()}")
    assert "확인번호" in page
    assert "서명 완료" in page


def test_what_is_missing_is_named_before_and_after_the_button(site: Site) -> None:
    base = begin(site)
    site.enter_as("owner@demo.example")
    assert "아직 마치지 않은 항목이 있습니다" in site.get(f"{base}/check")
    page = site.press(f"{base}/check", 422, statement__true="yes", statement__signature="김")
    assert "신고인 성명을 입력하세요" in errors_of(page)


def test_a_case_is_followed_by_its_complainant_and_hidden_from_strangers(
    site: Site, town: Stage
) -> None:
    base = write_all(site)
    site.enter_as("owner@demo.example")
    case_path = hand_in(site, base)
    page = site.get(case_path)
    assert "처리 경과" in page
    assert "피신고인에게 비공개" in page
    assert "신 제1호증" in page
    site.get(f"{case_path}/evidence")
    site.upload(f"{case_path}/evidence", [("추가.pdf", PDF + b"%")])
    assert "파일을 받았습니다" in site.page.text
    stranger = Site(town.house)
    stranger.enter_as("other@demo.example")
    stranger.get(case_path, 404)


def test_a_complaint_is_withdrawn_only_after_a_last_word(site: Site) -> None:
    base = write_all(site)
    site.enter_as("owner@demo.example")
    case_path = hand_in(site, base)
    site.get(f"{case_path}/withdrawal")
    assert "다시 열 수 없습니다" in site.page.text
    site.press(f"{case_path}/withdrawal", reason="합의했습니다")
    assert "신고를 취하했습니다" in site.page.text
    assert "종결" in site.page.text


def test_a_draft_is_thrown_away_only_after_a_last_word(site: Site) -> None:
    site.enter_as("owner@demo.example")
    base = begin(site)
    assert "신고서를 삭제하면" in site.get(f"{base}/deletion")
    site.press(f"{base}/deletion")
    site.get(base, 404)


def test_answers_of_the_four_questions_are_not_asked_again(site: Site) -> None:
    site.get("/eligibility?relation=subcontract&act=technology&ended_on=2025-06-30&secret=yes")
    site.press("/complaints/new")
    base = site.path.removesuffix("/code")
    assert 'value="TK-USE" checked' in site.get(f"{base}/violation")
    assert 'value="2025-06-30"' in site.get(f"{base}/story")
