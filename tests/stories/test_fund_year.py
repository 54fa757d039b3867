"""A year of the fund over plain HTTP: a surcharge's share comes in, firms are paid, the year is closed.

Nothing inside the service is touched but its clock and the opening of accounts. After each stretch
the fund equation holds, the check finds nothing, and debits equal credits.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo import stories
from app.demo.bank import Passbook, bring_statement
from app.demo.cast import Cast, gather
from app.demo.moves import enter_severity_table
from app.demo.second_factor import confirmed
from app.demo.stage import Answer, Player, Stage
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
SURCHARGE, SHARE, STATE, COMPANY = 200_000_000, 40_000_000, 100_000_000, 4_000_000
LAWSUIT, VALUATION = 32_000_000, 18_000_000
RECEIVED_ON, PAID_ON, RETURNED_ON = date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 11)
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
        trial = self.officer.get("/fund/trial-balance")
        assert trial["debit_won"] == trial["credit_won"]
        sides = [(line["debit_won"], line["credit_won"]) for line in trial["lines"]]
        assert sum(debit - credit for debit, credit in sides) == 0


def refused(answer: Answer, code: str) -> dict[str, Any]:
    """Hold that a request was refused for a reason, in both languages, and return the refusal."""
    assert answer.status >= 400, answer.body
    assert answer.body["code"] == code, answer.body
    assert answer.body["detail_ko"].strip()
    assert answer.body["detail_en"].strip()
    return dict(answer.body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_of_the_fund_from_a_surcharge_to_its_closing(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with open_town(
        tmp_path / "town", database_url=new_database(kind), adopted_on=date(2026, 3, 1)
    ) as stage:
        cast = gather(stage)
        enter_severity_table(cast)
        case_id, surcharge = stories.theft_to_corrective_order(stage, cast)
        year = Year(stage, cast)
        money_comes_in(year, surcharge)
        lawsuit, valuation = assessed_applications(year, case_id)
        awards = awarded(year, (lawsuit, valuation))
        assert awards


# -- money comes in


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
    for giver, won, purpose in (("state", STATE, "liquidity"), ("company", COMPANY, "valuation")):
        _give(year, giver, won, purpose)
        year.book.move(RECEIVED_ON, won, f"출연 {giver}(가상)")
    bring_statement(year.cast.second_officer, year.book, RECEIVED_ON)
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


# -- applications, the plan, awards


def assessed_applications(year: Year, case_id: str) -> tuple[str, str]:
    """The firm asks for the costs of its suit and of valuing its loss; both are found due."""
    asked = {"litigation_cost": (40_000_000, LAWSUIT), "valuation_cost": (20_000_000, VALUATION)}
    filed = [
        _apply(year.cast.owner, case_id, benefit, cost, claimed)
        for benefit, (cost, claimed) in asked.items()
    ]
    year.stage.on(date(2026, 11, 9))
    for application_id in filed:
        _assess(year.officer, application_id)
    year.sound()
    return filed[0], filed[1]


def _apply(owner: Player, case_id: str, benefit: str, cost: int, claimed: int) -> str:
    known = owner.get(f"/fund/applications/prefill?case_id={case_id}")
    evidence = [known["exhibits"][0]["item_id"]]
    body = {
        "case_id": case_id, "evidence": evidence,
        "lines": [{"benefit": benefit, "harm": "TK-USE", "cost_won": cost, "claimed_won": claimed}],
        "losses": [{"kind": "lost_profit", "description": "경쟁사 납품에 따른 일실이익",
                    "claimed_won": 480_000_000, "evidence": evidence}],
        "payee": {"bank_code": "004", "account_number": "123-456-789012",
                  "holder_name": "한빛정밀(가상)"},
        "statement": "사실대로 적었으며 다른 배상·보상을 받으면 알리겠습니다.",
    }  # fmt: skip
    return str(owner.post("/fund/applications", body)["id"])


def _assess(officer: Player, application_id: str) -> None:
    path = f"/fund/applications/{application_id}"
    officer.act(f"{path}/check", about=path)
    officer.act(f"{path}/eligible", {"reason": "요건을 모두 갖춤"}, about=path)
    verified = {"method": "name_inquiry", "reference": "예금주조회 가상-0001"}
    officer.act(f"{path}/payee/verification", verified, about=path)
    found, reasons = officer.get(path), "세금계산서와 계약서로 확인함"
    form = {
        "losses": [{"line_id": one["id"], "assessed_won": one["claimed_won"], "reasons": reasons}
                   for one in found["losses"]],
        "lines": [{"line_id": one["id"], "cost_won": one["cost_won"],
                   "assessed_won": one["claimed_won"], "reasons": reasons}
                  for one in found["lines"]],
        "reason": "제출 자료로 손해를 인정함",
    }  # fmt: skip
    officer.act(f"{path}/assessment", form, about=path)


def awarded(year: Year, applications: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """There is less than was asked for: a plan says who gets what and why, and two approve it."""
    plan = year.officer.post("/fund/plans", {"period": "2026-2"})
    path = f"/fund/plans/{plan['id']}"
    assert (plan["short"], plan["asked_won"]) == (True, LAWSUIT + VALUATION)
    assert plan["awarded_won"] == SHARE + COMPANY
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
