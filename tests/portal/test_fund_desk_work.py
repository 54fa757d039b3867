"""What the fund's pages name, link, hide and keep: names for ids, buttons by policy, typed words."""

import re
from collections.abc import Generator
from datetime import timedelta

import pytest

from tests.portal.fund_town import TODAY, FundTown, gift, open_fund_town, words
from tests.portal.test_fund_chain import newest_approval, reviewed
from tests.support.site import errors_of

RAW_ID = re.compile(r"\b(?:fapp|award|prun|earmark|contrib|bline|evd|item)_[0-9a-z]{8,}")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generator[FundTown]:
    with open_fund_town(tmp_path_factory.mktemp("desk") / "town") as opened:
        yield opened


@pytest.fixture(scope="module")
def planned(town: FundTown) -> tuple[str, str, str]:
    """Money, a budget, an assessed application and its plan; application, plan and approval."""
    gift(town, "3억")
    officer = town.desk("officer")
    officer.do("/fund/contributions/new/programme", code="proof_support", name_ko="입증 지원",
               name_en="Proof", purposes=["litigation"])  # fmt: skip
    officer.get("/fund/budgets/plan")
    officer.send("/fund/budgets/plan", fiscal_year="2026", reference="기금운용계획 1",
                 **{"items.0.programme": "proof_support", "items.0.item": "litigation_cost",
                    "items.0.amount_won": "2억"})  # fmt: skip
    made = reviewed(town, lambda _name, _desk: None)
    officer.do("/fund/plans/new/plan", period="2026", rule="pro_rata")
    plan = officer.path
    officer.do(f"{plan}/steps/submit")
    return made, plan, newest_approval(officer)


def visible(page: str) -> str:
    """Return what stands on a page as people read it, without the digests of contents."""
    return words(page.partition("<main")[2])


def test_facts_are_shown_by_names_and_never_by_ids(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    for part, path in (("officer", "/fund/applications/"), ("owner", "/my-fund/")):
        page = visible(town.desk(part).get(path + planned[0]))
        assert not RAW_ID.search(page)
        assert "중소기업: 소기업" in page
        assert "서울중앙지방법원 2026가합1" in page


def test_an_approval_names_what_it_is_about_and_its_effect(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    page = town.desk("checker").get(f"/fund/approvals/{planned[2]}")
    assert not RAW_ID.search(visible(page))
    assert f'href="{planned[1]}"' in page
    before_buttons = visible(page.partition('href="/step-up')[0])
    assert "집행 후 지급 가능액" in before_buttons
    assert "12개월 뒤 지급 가능액" in before_buttons


def test_a_reader_of_another_role_sees_no_buttons(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    for part in ("officer", "auditor"):
        page = visible(town.desk(part).get(f"/fund/approvals/{planned[2]}"))
        assert "이 역할에는 없는 권한입니다" not in page
        assert "거부 사유" not in page


def test_the_plan_links_its_paper_and_shows_what_it_does_to_the_fund(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    officer = town.desk("officer")
    page = officer.get(planned[1])
    assert "기금에 미치는 영향" in words(page)
    link = re.search(r'href="(/api/v1/fund/plans/[^"]+/paper[^"]*)"', page)
    assert link
    assert officer.client.get(link[1]).content.startswith(b"%PDF")


def test_charts_of_a_running_year_end_today_and_say_so(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    page = words(town.desk("officer").get("/fund/accounts"))
    assert "2026-01부터 2026-11까지" in page
    assert "2026. 11. 23.까지의 집계이며, 회계연도가 끝나지 않았습니다." in page
    assert "2026-12 " not in page.partition("지급 여력")[0]


def test_every_account_and_entry_of_the_books_can_be_read(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    officer = town.desk("officer", "en")
    page = officer.get("/fund/accounts")
    account = re.search(r'href="(/fund/ledger/lacc_cash_[^"]+)"', page)
    assert account
    page = officer.get(account[1])
    assert "Contribution received" in words(page)
    entry = re.search(r'href="(/fund/entries/[^"]+)"', page)
    assert entry
    page = words(officer.get(entry[1]))
    assert "Cash at bank" in page
    earmark = re.search(r'href="(/fund/earmarks/[^"]+)"', officer.get("/fund/accounts"))
    assert earmark
    assert "300,000,000" in words(officer.get(earmark[1]))
    line = re.search(r'href="(/fund/budget-lines/[^"]+)"', officer.get("/fund/budgets"))
    assert line
    assert "200,000,000" in words(officer.get(line[1]))


def test_approval_is_delegated_and_taken_back_on_pages(town: FundTown) -> None:
    checker = town.desk("checker")
    checker.step_up()
    first, last = TODAY.isoformat(), (TODAY + timedelta(days=7)).isoformat()
    form = {"to_person_id": town.people["second"].person_id, "from_on": first}
    page = checker.do("/fund/delegations/new/delegation", 422, **form, until_on="언젠가")
    assert 'value="언젠가"' in page
    assert errors_of(page)
    checker.do("/fund/delegations/new/delegation", **form, until_on=last)
    assert "checker (가상) → second (가상)" in words(checker.page.text)
    ending = re.search(r'href="(/fund/delegations/[^"]+/steps/end)"', checker.page.text)
    assert ending
    assert ending[1] not in town.desk("second").get("/fund/approvals")
    checker.do(ending[1])
    assert "승인을 위임한 사람이 없습니다" in words(checker.page.text)


def test_a_form_sent_twice_acts_once(town: FundTown) -> None:
    officer, path = town.desk("officer"), "/fund/contributions/new/pledge"
    form = officer.get(path)
    typed = {"source": "company", "account": "general", "contributor_name": "두번전자 (가상)",
             "amount_won": "1억"}  # fmt: skip
    officer.press(path, **typed)
    first = officer.path
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    again = officer.client.post(path, data={**hidden, **typed})
    assert again.url.path == first
    assert officer.get("/fund/contributions").count("두번전자 (가상)") == 1


def test_a_stale_form_keeps_what_was_typed(town: FundTown) -> None:
    officer, made = town.desk("officer"), gift(town)
    path = f"/fund/contributions/{made}/steps/redesignate"
    form = officer.get(path)
    typed = {"amount_won": "100만", "letter_reference": "공문 2026-77", "reason": "용도 변경 요청"}
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    answer = officer.client.post(path, data={**hidden, **typed, "version": "0"})
    assert answer.status_code in {409, 412, 422}
    assert "공문 2026-77" in answer.text
    assert "용도 변경 요청" in answer.text


def test_a_file_that_cannot_be_read_is_named_in_the_error(town: FundTown) -> None:
    officer = town.desk("officer")
    token = re.search(r'name="csrf_token" value="([^"]+)"', officer.get("/fund/bank"))
    assert token
    answer = officer.client.post(
        "/fund/bank", data={"csrf_token": token[1]},
        files={"file": ("11월 거래내역.xml", b"<not a statement", "application/xml")},
    )  # fmt: skip
    assert answer.status_code == 422
    found = errors_of(answer.text)
    assert any("11월 거래내역.xml" in one for one in found)
    assert 'id="file-error"' in answer.text


def test_the_applicant_brings_a_suit_and_loses_nothing_typed(
    town: FundTown, planned: tuple[str, str, str]
) -> None:
    owner, path = town.desk("owner"), f"/my-fund/{planned[0]}/steps/supplement"
    assert f'href="{path}"' in owner.get(f"/my-fund/{planned[0]}")
    assert errors_of(owner.do(path, 422))
    owner.get(path)
    page = owner.press(path, 422, **{"suit.court": "수원지방법원", "suit.filed_on": "어제"})
    assert 'value="수원지방법원"' in page
    assert 'value="어제"' in page
    assert 'id="suit.docket_number-error"' in page
    piece = re.search(r'<option value="([^"]+)"', page.partition('id="suit.evidence_item_id"')[2]
                      .partition('value=""')[2])  # fmt: skip
    assert piece
    form = {"suit.court": "수원지방법원", "suit.docket_number": "2026가합9",
            "suit.filed_on": "2026. 11. 2.", "suit.evidence_item_id": piece[1]}  # fmt: skip
    page = words(owner.press(path, **form))
    assert "수원지방법원 2026가합9" in page
