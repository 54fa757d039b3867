"""The story of the fund: a surcharge's share comes in, a firm is helped, a payout waits for consent."""

from datetime import date
from typing import Any

from app.demo.bank import Passbook, bring_statement
from app.demo.cast import Cast
from app.demo.second_factor import confirmed
from app.demo.stage import Player, Stage

_LOSS_WON = 480_000_000
_SURCHARGE, _SHARE, _STATE, _COMPANY = 200_000_000, 40_000_000, 100_000_000, 150_000_000
_RECOVERED = 12_000_000
LAWSUIT = {"benefit": "litigation_cost", "harm": "TK-USE", "cost_won": 40_000_000,
           "claimed_won": 32_000_000}  # fmt: skip
VALUATION = {"benefit": "valuation_cost", "harm": "TK-USE", "cost_won": 20_000_000,
             "claimed_won": 18_000_000}  # fmt: skip
BUDGET = {
    "litigation_cost": 120_000_000, "valuation_cost": 60_000_000,
    "bridging_loan": 100_000_000, "advance_on_award": 80_000_000,
}  # fmt: skip


def _pay_surcharge(cast: Cast, surcharge_id: str) -> None:
    path = f"/measures/{surcharge_id}"
    paid = {"amount_won": _SURCHARGE, "reference": "국고수납-2026-000731(가상)"}
    cast.secretary.act(f"{path}/payments", paid, about=path)


def _fill(cast: Cast) -> None:
    """Adopt the year's budget and take in what the State and a firm give."""
    officer = cast.fund_officer
    officer.post("/fund/programmes", {
        "code": "remedy", "name_ko": "불공정거래 피해구제 사업(가상)",
        "name_en": "Remedies for unfair trade (fictional)", "from_on": "2026-01-01",
        "purposes": ["litigation", "valuation", "liquidity", "advance", "proof", "general"],
    })  # fmt: skip
    items = [
        {"programme": "remedy", "item": item, "amount_won": won} for item, won in BUDGET.items()
    ]
    plan = {"fiscal_year": 2026, "reference": "기금운용계획 2026-1(가상)", "items": items}
    officer.post("/fund/budget-plans", plan)
    for giver, name, won, purpose in (
        ("state", "중소벤처기업부(가상)", _STATE, "general"),
        ("company", "대한모터스(가상)", _COMPANY, "proof"),
    ):
        pledged = {"source": giver, "contributor_name": name, "amount_won": won, "purpose": purpose}
        made = officer.post("/fund/contributions", pledged)
        path = f"/fund/contributions/{made['id']}"
        received = {"amount_won": won, "reference": f"입금-2026-{giver}(가상)"}
        officer.act(f"{path}/payment", received, about=path)


def _apply(owner: Player, case_id: str, line: dict[str, Any]) -> str:
    known = owner.get(f"/fund/applications/prefill?case_id={case_id}")
    evidence = known["exhibits"][0]["item_id"]
    body = {
        "case_id": case_id, "lines": [line], "evidence": [evidence],
        "losses": [{"kind": "lost_profit", "description": "경쟁사 납품에 따른 일실이익",
                    "claimed_won": _LOSS_WON, "evidence": [evidence]}],
        "payee": {"bank_code": "004", "account_number": "123-456-789012",
                  "holder_name": "한빛정밀(가상)"},
        "compensations": [{"kind": "insurance", "payer": "한국상생보험(가상)", "reference": "가상-1",
                           "amount_won": 60_000_000, "received_on": "2026-10-05"}],
        "statement": "사실대로 적었으며 다른 배상·보상을 받으면 알리겠습니다.",
    }  # fmt: skip
    return str(owner.post("/fund/applications", body)["id"])


def _assess(officer: Player, application_id: str) -> None:
    """Check, find eligible, verify the account and assess every line as it was claimed."""
    path = f"/fund/applications/{application_id}"
    officer.act(f"{path}/check", about=path)
    officer.act(f"{path}/eligible", {"reason": "요건을 모두 갖춤"}, about=path)
    verified = {"method": "name_inquiry", "reference": "예금주조회 가상-0001"}
    officer.act(f"{path}/payee/verification", verified, about=path)
    found = officer.get(path)
    reasons = "세금계산서와 계약서로 확인함"
    form = {
        "losses": [{"line_id": one["id"], "assessed_won": one["claimed_won"], "reasons": reasons}
                   for one in found["losses"]],
        "lines": [{"line_id": one["id"], "cost_won": one["cost_won"],
                   "assessed_won": one["claimed_won"], "reasons": reasons}
                  for one in found["lines"]],
        "reason": "제출 자료로 손해를 인정함",
    }  # fmt: skip
    officer.act(f"{path}/assessment", form, about=path)


def approve(cast: Cast, approval_id: str, checkers: tuple[Player, ...]) -> None:
    """Let persons approve what they saw."""
    path = f"/fund/approvals/{approval_id}"
    for checker in checkers:
        with confirmed(checker, cast.administrator):
            checker.act(f"{path}/approval", {"digest": checker.get(path)["digest"]}, about=path)


def _award(cast: Cast, period: str) -> list[str]:
    """Plan, have the plan approved, and make its awards; returns their ids."""
    officer = cast.fund_officer
    plan = officer.post("/fund/plans", {"period": period})
    path = f"/fund/plans/{plan['id']}"
    asked = officer.act(f"{path}/submission", about=path)
    approve(cast, asked["approval_id"], cast.fund_checkers)
    officer.act(f"{path}/awards", about=path)
    awards = officer.get(f"/fund/awards?plan_id={plan['id']}")["items"]
    return [one["id"] for one in awards]


def _ask_to_pay(cast: Cast, awards: list[str], pay_on: date) -> dict[str, Any]:
    officer = cast.fund_officer
    run = officer.post("/fund/payment-runs", {"award_ids": awards, "pay_on": pay_on.isoformat()})
    path = f"/fund/payment-runs/{run['id']}"
    return dict(officer.act(f"{path}/approval-request", about=path))


def _pay(stage: Stage, cast: Cast, book: Passbook, awards: list[str], pay_on: date) -> None:
    run = _ask_to_pay(cast, awards, pay_on)
    approve(cast, run["approval_id"], cast.fund_checkers)
    path = f"/fund/payment-runs/{run['id']}"
    with confirmed(cast.fund_officer, cast.administrator) as officer:
        officer.act(f"{path}/sending", about=path)
    stage.settle()
    stage.on(pay_on, hour=19)
    for one in cast.fund_officer.get(f"/fund/disbursements?run_id={run['id']}")["items"]:
        (order,) = cast.fund_officer.get(f"/fund/disbursements/{one['id']}")["attempts"]
        book.move(pay_on, -one["amount_won"], "피해구제 지급", order_id=order["order_id"])
    bring_statement(cast.second_officer, book, pay_on)
    stage.settle()


def a_firm_is_helped(stage: Stage, cast: Cast, case_id: str, surcharge_id: str) -> None:
    """Money comes in and one award is paid; what was paid begins to come back; another waits."""
    book = Passbook()
    stage.on(date(2026, 11, 2))
    _pay_surcharge(cast, surcharge_id)
    stage.settle()
    _fill(cast)
    for won, words in ((_SHARE, "과징금 전입"), (_STATE, "정부 출연"), (_COMPANY, "기업 출연")):
        book.move(date(2026, 11, 2), won, f"{words}(가상)")
    first = _apply(cast.owner, case_id, LAWSUIT)
    stage.on(date(2026, 11, 9))
    _assess(cast.fund_officer, first)
    _pay(stage, cast, book, _award(cast, "2026-1"), date(2026, 11, 10))
    stage.on(date(2026, 11, 18), hour=9)
    _recover(cast, first)
    book.move(date(2026, 11, 18), _RECOVERED, "대한모터스(가상)")
    bring_statement(cast.second_officer, book, date(2026, 11, 18))
    second = _apply(cast.owner, case_id, VALUATION)
    _assess(cast.fund_officer, second)
    stage.on(date(2026, 11, 20))
    waiting = _ask_to_pay(cast, _award(cast, "2026-2"), date(2026, 11, 24))
    approve(cast, waiting["approval_id"], cast.fund_checkers[:1])


def _recover(cast: Cast, application_id: str) -> None:
    """Book a part of what the respondent owes for the claim that the fund took over."""
    officer = cast.fund_officer
    (claim,) = officer.get(f"/fund/recoveries?application_id={application_id}")["items"]
    path = f"/fund/recoveries/{claim['id']}"
    demand = {"reason": "대위 취득한 채권의 이행 청구(가상)", "due_on": "2026-12-18"}
    officer.act(f"{path}/demand", demand, about=path)
    received = {
        "amount_won": _RECOVERED, "received_on": "2026-11-18", "reference": "RCV-2026-0001",
    }  # fmt: skip
    officer.act(f"{path}/receipts", received, about=path)
