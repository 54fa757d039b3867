"""From a gift to a payment order, each step on a page by its own person; approvals by two others."""

from collections.abc import Callable
from pathlib import Path

from tests.portal.fund_town import Desk, FundTown, apply, gift, open_fund_town, words

Keep = Callable[[str, Desk], None]


def approve(town: FundTown, part: str, approval: str) -> Desk:
    """Let somebody confirm who it is and approve what the page shows."""
    desk = town.desk(part)
    desk.get(f"/fund/approvals/{approval}")
    assert "/step-up?next=" in desk.page.text
    desk.step_up()
    page = desk.get(f"/fund/approvals/{approval}")
    assert "지급 여력" in words(page)
    desk.press(f"/fund/approvals/{approval}/approval")
    return desk


def newest_approval(desk: Desk) -> str:
    """Return the request that waits, as the queue links it."""
    page = desk.get("/fund/approvals")
    return page.partition('href="/fund/approvals/')[2].partition('"')[0]


def reviewed(town: FundTown, keep: Keep) -> str:
    """Apply and review up to the assessment; returns the id of the application."""
    made = apply(town)
    keep("my_application", town.desk("owner"))
    officer, base = town.desk("officer"), f"/fund/applications/{made}"
    officer.do(f"{base}/steps/begin_check")
    officer.do(f"{base}/steps/find_eligible")
    officer.do(f"{base}/steps/verify_payee", method="bankbook_copy", reference="통장 1")
    officer.get(f"{base}/steps/assess")
    keep("assess", officer)
    form = {
        "losses.0.assessed_won": "2,500만", "losses.0.reasons": "영수증으로 확인",
        "lines.0.cost_won": "2000만", "lines.0.assessed_won": "900만",
        "lines.0.reasons": "비율 적용", "reason": "제출 자료로 산정",
    }  # fmt: skip
    officer.send(f"{base}/steps/assess", **form)
    keep("application", officer)
    return made


def chain(town: FundTown, keep: Keep) -> None:
    """Run the whole chain; `keep` is shown each page on the way."""
    gift(town, "3억")
    officer = town.desk("officer")
    officer.do("/fund/contributions/new/programme", code="proof_support", name_ko="입증 지원",
               name_en="Proof", purposes=["litigation"])  # fmt: skip
    year = str(town.stage.clock.now().year)
    officer.get("/fund/budgets/plan")
    officer.send("/fund/budgets/plan", fiscal_year=year, reference="기금운용계획 1",
                 **{"items.1.programme": "proof_support", "items.1.item": "litigation_cost",
                    "items.1.amount_won": "2억"})  # fmt: skip
    keep("budgets", officer)
    made = reviewed(town, keep)
    officer.do("/fund/plans/new/plan", period=year, rule="pro_rata")
    plan = officer.path
    keep("plan", officer)
    officer.do(f"{plan}/steps/submit")
    asked = newest_approval(officer)
    page = officer.get(f"/fund/approvals/{asked}")
    assert f'action="/fund/approvals/{asked}/approval"' not in page
    page = officer.get(plan)
    assert "필요한 승인을 아직 모두 받지 못했습니다" in words(page)
    assert f'href="{plan}/steps/carry_out"' not in page
    keep("approval", town.desk("checker"))
    last = approve(town, "checker", asked)
    if "필요한 승인을 모두 받았습니다" not in words(last.page.text):
        last = approve(town, "second", asked)
    keep("approved", last)
    officer.do(f"{plan}/steps/carry_out")
    assert "집행됨" in words(officer.page.text)
    officer.get("/fund/payments")
    assert "2026-구제-0001" in words(officer.page.text)
    keep("payments", officer)
    page = officer.get("/fund/payments/new/run")
    award = page.partition('name="award_ids" value="')[2].partition('"')[0]
    officer.send("/fund/payments/new/run", award_ids=[award], pay_on="2026-11-23")
    run = officer.path
    officer.do(f"{run}/steps/ask")
    assert "승인 대기" in words(officer.page.text)
    assert f'href="{run}/steps/send"' not in officer.page.text
    keep("run", officer)
    page = officer.get(f"{run}/steps/send")  # the second factor comes before the form
    assert officer.path == "/step-up"
    owner = town.desk("owner")
    page = words(owner.get(f"/my-fund/{made}"))
    assert "지원이 결정되었습니다" in page
    keep("mine", owner)


def test_a_gift_becomes_an_award_on_pages(tmp_path: Path) -> None:
    with open_fund_town(tmp_path / "town") as town:
        chain(town, lambda _name, _desk: None)
