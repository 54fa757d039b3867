"""The steps of a year of the fund over plain HTTP, from its first won to what comes back."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.access.actor import Role
from app.demo import fund
from app.demo.bank import Passbook, bring_statement
from app.demo.cast import Cast
from app.demo.second_factor import confirmed
from app.demo.stage import Answer, Player, Stage

SURCHARGE, SHARE, STATE, COMPANY = 200_000_000, 40_000_000, 100_000_000, 4_000_000
ASKED = 32_000_000 + 18_000_000
COSTS, FOR_THE_FIRM = 500_000, 5_000_000
RECEIVED_ON, ASSESSED_ON, PAID_ON = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 10)
RETURNED_ON, PAID_AGAIN_ON, RECOVERED_ON = (
    date(2026, 11, 11),
    date(2026, 11, 12),
    date(2026, 11, 18),
)
ANNULLED_ON = date(2026, 12, 7)
# Sending money asks for a second factor that was shown just now.
UNAPPROVED, UNCONFIRMED = "approval-missing", "not-allowed"
REVIEW = {
    "held_on": "2027-01-14", "members": 9, "outsiders": 5, "present": 7, "approved": True,
    "resolution": "2026회계연도 결산을 원안대로 의결한다.", "paper_reference": "기금심의회 2027-1",
}  # fmt: skip
PURPOSES = ["litigation", "valuation", "liquidity", "proof", "general"]


class ReturningBook(Passbook):
    """A bank that can also give a payment back."""

    def give_back(self, on: date, won: int, order_id: str) -> None:
        """Let a payment come back because its account is closed."""
        self.move(on, won, "지급 반환", order_id=order_id)
        reason = "</RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
        self._entries[-1] = self._entries[-1].replace("</RmtInf>", reason)


@dataclass
class Year:
    """The stage of the story, its people, and the bank's book."""

    stage: Stage
    cast: Cast
    book: ReturningBook = field(default_factory=ReturningBook)

    @property
    def officer(self) -> Player:
        """Return the officer who keeps the fund."""
        return self.cast.fund_officer

    def held(self, kind: str) -> int:
        """Return what all accounts of a kind hold."""
        found = self.officer.get(f"/fund/accounts?kind={kind}")["items"]
        return sum(one["balance_won"] for one in found)

    def sound(self) -> None:
        """Hold that the equation holds, the check finds nothing, and debits equal credits."""
        self.stage.settle()
        assert self.officer.get("/fund/equation")["balanced"]
        checked = self.officer.post("/fund/checks")
        assert (checked["sound"], checked["findings"]) == (True, [])
        last = self.officer.get("/fund/check")
        assert (last["sound"], last["findings"]) == (True, [])
        lines = self.officer.get("/fund/trial-balance")["lines"]
        assert sum(line["debit_won"] - line["credit_won"] for line in lines) == 0


def refused(answer: Answer, code: str) -> dict[str, Any]:
    """Hold that a request was refused for a reason, in both languages, and return the refusal."""
    assert answer.status >= 400, answer.body
    assert answer.body["code"] == code, answer.body
    assert answer.body["detail_ko"].strip()
    assert answer.body["detail_en"].strip()
    return dict(answer.body)


def money_comes_in(year: Year, surcharge: str) -> None:
    """The surcharge is paid and a fifth of it is the fund's; the State and a company give."""
    year.stage.on(RECEIVED_ON)
    path = f"/measures/{surcharge}"
    paid = {"amount_won": SURCHARGE, "reference": "국고수납-2026-000731(가상)"}
    year.cast.secretary.act(f"{path}/payments", paid, about=path)
    assert year.officer.get("/fund/surcharge-shares")["items"] == []
    year.stage.settle()
    (share,) = year.officer.get("/fund/surcharge-shares")["items"]
    assert (share["measure_id"], share["share_won"]) == (surcharge, SHARE)
    assert year.held("cash") == SHARE
    _set_up(year.officer)
    year.book.move(RECEIVED_ON, SHARE, "과징금 전입(가상)")
    # Of the State's money bank and books tell different days: a line that waits for two persons.
    for giver, won, purpose, late in (
        ("company", COMPANY, "valuation", 0), ("state", STATE, "liquidity", 1),
    ):  # fmt: skip
        _give(year, giver, won, purpose)
        year.book.move(RECEIVED_ON + timedelta(days=late), won, f"출연 {giver}(가상)")
    bring_statement(year.cast.second_officer, year.book, RECEIVED_ON + timedelta(days=1))
    earmarks = year.officer.get("/fund/earmarks")["items"]
    assert {one["purpose"]: one["available_won"] for one in earmarks} == {
        "general": SHARE, "liquidity": STATE, "valuation": COMPANY,
    }  # fmt: skip
    year.sound()


def _set_up(officer: Player) -> None:
    officer.post("/fund/programmes", {
        "code": "remedy", "name_ko": "피해구제 사업(가상)", "name_en": "Remedies (fictional)",
        "from_on": "2026-01-01", "purposes": PURPOSES,
    })  # fmt: skip
    items = [
        {"programme": "remedy", "item": item, "amount_won": 60_000_000}
        for item in ("litigation_cost", "valuation_cost")
    ]
    plan = {"fiscal_year": 2026, "reference": "기금운용계획 2026-1(가상)", "items": items}
    officer.post("/fund/budget-plans", plan)


def _give(year: Year, giver: str, won: int, purpose: str) -> None:
    pledged = {"source": giver, "contributor_name": f"{giver}(가상)", "amount_won": won,
               "purpose": purpose}  # fmt: skip
    path = f"/fund/contributions/{year.officer.post('/fund/contributions', pledged)['id']}"
    received = {"amount_won": won, "reference": f"입금-2026-{giver}(가상)"}
    year.officer.act(f"{path}/payment", received, about=path)


def assessed_applications(year: Year, case_id: str) -> tuple[str, str]:
    """The firm asks for the costs of its suit and of valuing its loss; both are found due."""
    lines = (fund.LAWSUIT, fund.VALUATION)
    lawsuit, valuation = [fund._apply(year.cast.owner, case_id, line) for line in lines]
    year.stage.on(ASSESSED_ON)
    for application_id in (lawsuit, valuation):
        fund._assess(year.officer, application_id)
    year.sound()
    return lawsuit, valuation


def awarded(year: Year, applications: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """There is less than was asked for: a plan says who gets what and why, and two approve it."""
    plan = year.officer.post("/fund/plans", {"period": "2026-2"})
    path = f"/fund/plans/{plan['id']}"
    assert (plan["short"], plan["awarded_won"]) == (True, SHARE + COMPANY)
    assert plan["awarded_won"] < ASKED
    shares = year.officer.get(f"{path}/shares")["items"]
    for share in shares:
        told = year.officer.get(f"{path}/shares/{share['place']}")
        assert told["steps"]
        assert sum(part["amount_won"] for part in told["parts"]) == told["award_won"]
    assert year.officer.get(f"{path}/replay")["same"]
    refused(
        year.officer.call("POST", f"{path}/awards", version=plan["version"]), "step-not-allowed"
    )
    asked = year.officer.act(f"{path}/submission", about=path)
    approved_on_the_second_word(year, asked["approval_id"])
    year.officer.act(f"{path}/awards", about=path)
    found = year.officer.get(f"/fund/awards?plan_id={plan['id']}")["items"]
    assert {one["application_id"] for one in found} == set(applications)
    year.sound()
    return {one["application_id"]: one for one in found}


def approved_on_the_second_word(year: Year, approval_id: str) -> None:
    """Two persons approve what they saw: not its maker, not a changed text, not one of them twice."""
    path = f"/fund/approvals/{approval_id}"
    maker = year.stage.player(
        Role.FUND_CHECKER, year.officer.name, of=year.officer.person_id, login="maker@demo.example"
    )
    digest = {"digest": year.officer.get(path)["digest"]}
    first, second = year.cast.fund_checkers
    with confirmed(maker, year.cast.administrator):
        refused(_approve(maker, path, digest), "not-allowed")
    with confirmed(first, year.cast.administrator):
        refused(_approve(first, path, {"digest": "0" * 64}), "approval-stale")
        assert _approve(first, path, digest).status == 201
        refused(_approve(first, path, digest), "approval-given-already")
    assert not year.officer.get(path)["granted"]
    with confirmed(second, year.cast.administrator):
        assert _approve(second, path, digest).status == 201
    assert year.officer.get(path)["granted"]


def _approve(checker: Player, path: str, digest: dict[str, str]) -> Answer:
    version = checker.get(path)["version"]
    return checker.call("POST", f"{path}/approval", digest, version=version)


def paid_and_returned(year: Year, awards: dict[str, dict[str, Any]], back: str) -> None:
    """Both are paid; one comes back, is reopened, and is paid again under a new id."""
    run_id = _paid(year, [one["id"] for one in awards.values()], PAID_ON)
    done = {one["award_id"]: one for one in _disbursements(year, run_id)}
    assert [one["state"]["code"] for one in done.values()] == ["settled", "settled"]
    year.sound()
    one = done[awards[back]["id"]]
    path = f"/fund/disbursements/{one['id']}"
    (attempt,) = year.officer.get(path)["attempts"]
    year.stage.on(RETURNED_ON, hour=19)
    year.book.give_back(RETURNED_ON, one["amount_won"], attempt["order_id"])
    bring_statement(year.cast.second_officer, year.book, RETURNED_ON)
    returned = year.officer.get(path)
    assert (returned["state"]["code"], returned["code"]) == ("returned", "AC04")
    year.sound()
    assert _claim(year, back)["owed_won"] == 0
    year.officer.act(f"{path}/reopening", {"reason": "계좌를 다시 열었음을 확인"}, about=path)
    _paid(year, [one["award_id"]], PAID_AGAIN_ON)
    again = year.officer.get(path)
    orders = {found["order_id"] for found in again["attempts"]}
    assert (again["state"]["code"], len(orders)) == ("settled", 2)
    assert _claim(year, back)["owed_won"] == one["amount_won"]
    year.sound()


def _disbursements(year: Year, run_id: str) -> list[dict[str, Any]]:
    return list(year.officer.get(f"/fund/disbursements?run_id={run_id}")["items"])


def _claim(year: Year, application_id: str) -> dict[str, Any]:
    (claim,) = year.officer.get(f"/fund/recoveries?application_id={application_id}")["items"]
    assert claim["kind"]["code"] == "subrogated"
    return dict(claim)


def _paid(year: Year, awards: list[str], on: date) -> str:
    run = year.officer.post("/fund/payment-runs", {"award_ids": awards, "pay_on": on.isoformat()})
    path = f"/fund/payment-runs/{run['id']}"
    asked = year.officer.act(f"{path}/approval-request", about=path)
    with confirmed(year.officer, year.cast.administrator) as officer:
        refused(officer.call("POST", f"{path}/sending", version=asked["version"]), UNAPPROVED)
    fund.approve(year.cast, asked["approval_id"], year.cast.fund_checkers)
    refused(year.officer.call("POST", f"{path}/sending", version=asked["version"]), UNCONFIRMED)
    with confirmed(year.officer, year.cast.administrator) as officer:
        officer.act(f"{path}/sending", about=path)
    year.stage.settle()
    year.stage.on(on, hour=19)
    for one in _disbursements(year, run["id"]):
        order = year.officer.get(f"/fund/disbursements/{one['id']}")["attempts"][-1]
        year.book.move(on, -one["amount_won"], "피해구제 지급", order_id=order["order_id"])
    bring_statement(year.cast.second_officer, year.book, on)
    year.stage.settle()
    return str(run["id"])


def recovered(year: Year, application_id: str, award_won: int) -> None:
    """What comes in on a claim pays its costs, then what the fund spent, then the firm's loss."""
    year.stage.on(RECOVERED_ON, hour=9)
    claim = _claim(year, application_id)
    assert claim["owed_won"] == award_won
    path = f"/fund/recoveries/{claim['id']}"
    costs = {"component": "costs", "amount_won": COSTS, "reason": "지급명령 비용"}
    year.officer.act(f"{path}/charges", costs, about=path)
    demand = {"reason": "대위 취득한 채권의 이행 청구(가상)", "due_on": "2026-12-18"}
    year.officer.act(f"{path}/demand", demand, about=path)
    won = COSTS + award_won + FOR_THE_FIRM
    form = {"amount_won": won, "received_on": RECOVERED_ON.isoformat(), "reference": "RCV-2026-1"}
    receipt = year.officer.act(f"{path}/receipts", form, about=path)
    assert [(use["component"], use["owner"]["code"], use["amount_won"]) for use in receipt["uses"]] == [
        ("costs", "fund", COSTS), ("principal", "fund", award_won),
        ("uncovered_loss", "applicant", FOR_THE_FIRM),
    ]  # fmt: skip
    assert year.held("recoveries_held") == 0
    year.book.move(RECOVERED_ON, won, "대한모터스(가상)")
    bring_statement(year.cast.second_officer, year.book, RECOVERED_ON)
    year.sound()


def annulled(year: Year, surcharge: str, free_won: int) -> None:
    """The agency annuls the surcharge: its share is owed to the Treasury, by further entries."""
    year.stage.on(ANNULLED_ON)
    before, path = _ledger_of(year), f"/measures/{surcharge}"
    year.cast.lead.act(f"{path}/annulment", {"reason": "직권으로 취소합니다."}, about=path)
    year.stage.settle()
    (share,) = year.officer.get("/fund/surcharge-shares")["items"]
    moved = [(one["cause"], one["before_won"], one["after_won"]) for one in share["entries"]]
    assert moved == [("payment", 0, SHARE), ("annulment", SHARE, 0)]
    assert year.held("payable") == SHARE + FOR_THE_FIRM
    assert year.held("share_shortfall") == SHARE - free_won
    after = _ledger_of(year)
    assert {**after, **before} == after
    assert {after[key]["kind"] for key in after.keys() - before.keys()} == {
        "surcharge_share_reversed"
    }
    assert why_not(year, "soft_close") == {"year_not_over"}
    refused(year.officer.call("POST", "/fund/years/2026/soft-closing"), "step-blocked")
    year.sound()


def _ledger_of(year: Year) -> dict[tuple[str, str], dict[str, Any]]:
    accounts = year.officer.get("/fund/accounts?limit=200")["items"]
    return {
        (one["transaction_id"], one["code"]): one
        for account in accounts
        for one in year.officer.get(f"/fund/accounts/{account['id']}/postings?limit=200")["items"]
    }


def why_not(year: Year, command: str) -> set[str]:
    steps = year.officer.get("/fund/years/2026")["steps"]
    (step,) = [one for one in steps if one["command"] == command]
    return {one["code"] for one in step["blocked"]}
