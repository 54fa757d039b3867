"""The pages of the remedy fund: every one opens, and the chain from gift to payment runs on them."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.portal.fund_town import (
    FundTown,
    apply,
    gift,
    open_fund_town,
    words,
)
from tests.support.site import errors_of

PAGES = (
    "/fund", "/fund/approvals", "/fund/plans", "/fund/payments", "/fund/bank",
    "/fund/contributions", "/fund/budgets", "/fund/recoveries", "/fund/accounts",
    "/fund/cash-book", "/fund/years",
)  # fmt: skip
FORMS = (
    "/fund/contributions/new/pledge", "/fund/contributions/new/programme",
    "/fund/contributions/new/treasury", "/fund/budgets/plan", "/fund/budgets/new/change",
    "/fund/budgets/new/carry_over", "/fund/plans/new/plan", "/fund/payments/new/run",
    "/fund/reports/new/report",
)  # fmt: skip
NOTICE = {
    "ko": "시범 제도 – 시행 중인 제도가 아닙니다",
    "en": "Demonstration scheme – not enacted",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generator[FundTown]:
    with open_fund_town(tmp_path_factory.mktemp("fund") / "town") as opened:
        yield opened


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_the_office_opens_with_the_notice(town: FundTown, language: str) -> None:
    officer = town.desk("officer", language)
    assert officer.path == "/fund"
    for path in (*PAGES, *FORMS):
        page = officer.get(path)
        assert f'<html lang="{language}">' in page
        assert NOTICE[language] in words(page), path


@pytest.mark.parametrize(("part", "home"), [("checker", "/fund"), ("auditor", "/audit/records")])
def test_readers_see_the_books_and_no_form(town: FundTown, part: str, home: str) -> None:
    desk = town.desk(part)
    assert desk.path == home
    assert 'href="/fund"' in desk.page.text
    for path in PAGES:
        page = desk.get(path).replace("/fund/delegations/new/", "")
        assert "/new/" not in page, path
    assert ("/fund/delegations/new/" in desk.get("/fund/approvals")) is (part == "checker")
    for path in FORMS:
        assert desk.client.get(path).status_code in {403, 404}, path


def test_totals_of_years_are_open_to_more_people(town: FundTown) -> None:
    desk = town.desk("secretary")
    assert 'href="/fund/years"' in desk.page.text
    page = desk.get("/fund/years")
    assert 'href="/fund"' not in page
    assert 'href="/fund/payments"' not in page


def test_strangers_are_refused(town: FundTown) -> None:
    for part in ("owner", "examiner"):
        desk = town.desk(part)
        assert desk.client.get("/fund").status_code in {403, 404}


def test_a_pledge_that_lacks_something_keeps_what_was_typed(town: FundTown) -> None:
    officer = town.desk("officer")
    path = "/fund/contributions/new/pledge"
    page = officer.do(path, 422, source="company", account="general", contributor_name="가나다전자",
                      amount_won="오백")  # fmt: skip
    assert any("금액" in one for one in errors_of(page))
    assert 'value="오백"' in page
    assert "가나다전자" in page


def test_a_gift_is_recorded_and_gets_its_receipt(town: FundTown) -> None:
    made = gift(town, "3억")
    officer = town.desk("officer")
    page = officer.get(f"/fund/contributions/{made}")
    assert "300,000,000" in words(page)
    assert "소송 비용" in words(page)
    officer.do(f"/fund/contributions/{made}/steps/receipt")
    link = re.search(r'href="(/api/v1/fund/contributions/[^"]+/content[^"]*)"', officer.page.text)
    assert link
    answer = officer.client.get(link[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    accounts = words(officer.get("/fund/accounts"))
    assert "지급 여력" in accounts
    assert "월별 수입과 지출" in accounts


def test_no_script_or_style_stands_inside_a_page(town: FundTown) -> None:
    officer = town.desk("officer")
    for path in (*PAGES, *FORMS):
        page = officer.get(path)
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert " style=" not in page, path


def test_without_a_scheme_nobody_applies(tmp_path: Path) -> None:
    with open_fund_town(tmp_path / "town") as town:
        town.stage.house.world.demonstration = False
        visitor = town.people["owner"]
        answer = visitor.stage.send(
            "GET", "/my-fund", headers={"Authorization": f"Bearer {visitor.token}"}
        )
        page = words(answer.body.decode())
        assert "시행 중인 피해구제 기금 제도가 없습니다" in page
        assert "신청을 받지 않습니다" in page


def test_the_public_page_says_that_nothing_is_published(town: FundTown) -> None:
    stranger = town.desk("stranger")
    page = words(stranger.get("/fund-figures"))
    assert "공개된 연간 자료가 아직 없습니다" in page
    assert "발의된 법률안(미입법)" in page


def test_who_filed_no_case_is_told_why_there_is_none(town: FundTown) -> None:
    page = words(town.desk("stranger").get("/my-fund"))
    assert "신청할 수 있는 사건이 없습니다" in page
    assert "사건을 신고한 기업만 신청할 수 있습니다" in page


def test_an_application_goes_from_the_form_to_its_assessment(town: FundTown) -> None:
    owner = town.desk("owner")
    path = f"/my-fund/new/{town.case_id}"
    owner.get("/my-fund")
    assert path in owner.page.text
    owner.get(path)
    page = owner.send(path, more="lines")
    assert "lines.4.benefit" in page
    owner.get(path)
    page = owner.send(path, 422, **{"lines.1.benefit": "litigation_cost", "statement": ""})
    assert 'id="lines.1.cost_won-error"' in page
    made = apply(town)
    page = words(owner.get(f"/my-fund/{made}"))
    assert "자격 요건부터 확인합니다" in page
    assert "····9012" in page
    owner.do(f"/my-fund/{made}/steps/compensation", kind="insurance", payer="보험사",
             amount_won="100만", received_on="2026-09-01")  # fmt: skip
    officer = town.desk("officer")
    assert f"/fund/applications/{made}" in officer.get("/fund")
    base = f"/fund/applications/{made}"
    officer.do(f"{base}/steps/begin_check")
    officer.do(f"{base}/steps/find_eligible")
    assert "자격 인정" in words(officer.page.text)
    officer.do(f"{base}/steps/verify_payee", method="bankbook_copy", reference="통장 1")
    form = {
        "losses.0.assessed_won": "2,500만", "losses.0.reasons": "영수증으로 확인",
        "lines.0.cost_won": "2000만", "lines.0.assessed_won": "900만",
        "lines.0.reasons": "비율 적용", "reason": "제출 자료로 산정",
    }  # fmt: skip
    officer.get(f"{base}/steps/assess")
    page = officer.send(f"{base}/steps/assess", 422, **{**form, "losses.0.reasons": ""})
    assert 'id="losses.0.reasons-error"' in page
    assert "비율 적용" in page
    officer.get(f"{base}/steps/assess")
    officer.send(f"{base}/steps/assess", **form)
    assert "산정 완료" in words(officer.page.text)
    assert "이의신청" in words(owner.get(f"/my-fund/{made}"))
    assert town.desk("stranger").client.get(f"/my-fund/{made}").status_code == 404
