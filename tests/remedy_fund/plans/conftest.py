"""A fund with money, a budget and assessed applications of several firms, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from app.access.actor import ANYBODY, Actor, Role
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.work import Work, begin, perform
from app.kernel.clock import FrozenClock
from app.people.tables import Company
from app.remedy_fund.applications.tables import (
    FundApplication,
    FundApplicationStep,
    FundBenefitLine,
    FundCompensation,
)
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.tables import ApprovalRequest
from app.remedy_fund.budgets import planning
from app.remedy_fund.budgets.schemas import PlanIn
from app.remedy_fund.plans import actions, awarding, queries
from app.remedy_fund.plans.schemas import PrepareIn
from app.remedy_fund.plans.tables import AllocationPlan, Award
from tests.remedy_fund.contributions.desk import Desk, open_desk

BENEFITS = ("litigation_cost", "valuation_cost", "bridging_loan", "advance_on_award")


@dataclass
class Planning:
    """The planner's desk: `desk.officer` plans, `person_one` … approve, `person_two` assessed."""

    desk: Desk
    made: int = 0

    def act(self, act: Callable[[Work], Any], who: str = "officer") -> Any:
        """Run an act as the officer, or as an approver whose second factor is fresh."""
        if who == "officer":
            return self.desk.act(act)
        actor = Actor(f"account_{who}", f"person_{who}", Role.FUND_CHECKER, channel="test")
        return perform(self.desk.world, replace(actor, stepped_up_at=self.desk.clock.now()), act)

    def money(self, won: int, purpose: str = "general") -> None:
        """Let a gift come in and be set aside."""
        self.made += 1
        row = self.desk.gift(won, f"입금-{self.made}")
        self.desk.earmark(row, won, purpose)

    def apply(
        self, *benefits: tuple[str, int], loss: int = 10**12, firm: int = 0, case: int = 0,
        prior: int = 0, size: str = "small", assessor: str = "",
    ) -> str:  # fmt: skip
        """Put an assessed application on file, as applications would."""
        self.made += 1
        number = self.made
        case_id, firm_id = f"case_{case or number:032x}", f"comp_{firm or number:032x}"
        application_id = f"fapp_{number:032x}"
        with begin(self.desk.world, ANYBODY) as work:
            if work.session.get(Case, case_id) is None:
                work.add(a_case(work, case_id, case or number))
            if work.session.get(Company, firm_id) is None:
                work.add(Company(id=firm_id, name=f"한빛{number} (가상)", size=size,
                                 kind="company", created_at=work.now))  # fmt: skip
            work.session.flush()
            work.add(FundApplication(
                id=application_id, number=f"기금-2026-{number:05d}", case_id=case_id,
                applicant_company_id=firm_id, applicant_name=f"한빛{number} (가상)",
                applicant_size=size, respondent_company_id="", state="assessed",
                scheme_id="demonstration", scheme_edition="2026-1", scheme_digest="",
                filed_by="test", filed_by_person="person_filer", filed_on=work.today,
                filed_at=work.now, assessed_loss_won=loss,
            ))  # fmt: skip
            work.session.flush()
            for place, (benefit, won) in enumerate(benefits, start=1):
                work.add(FundBenefitLine(
                    id=f"fline_{number:026x}{place:06x}", application_id=application_id,
                    sequence=place, benefit=benefit, harm=f"h{number}", cost_won=won, claimed_won=won,
                    assessed_cost_won=won, assessed_won=won, evidence=[],
                ))  # fmt: skip
            if prior:
                work.add(FundCompensation(
                    id=f"fcomp_{number:032x}", application_id=application_id, sequence=1, kind="insurance",
                    payer="보험사 (가상)", amount_won=prior, received_on=work.today,
                    declared_at=work.now, declared_by="test", declared_role="party", evidence=[],
                ))  # fmt: skip
            if assessor:
                work.add(FundApplicationStep(
                    id=f"fstep_{number:032x}", application_id=application_id, sequence=1,
                    command="assess", from_state="eligible", to_state="assessed", on=work.today,
                    at=work.now, account_id="account_x", person_id=assessor, role="fund_officer",
                    evidence=[],
                ))  # fmt: skip
            work.record(ActRefused(subject=application_id, problem="set-up"))
        return application_id

    def prepare(self, period: str = "2026-2", **more: Any) -> AllocationPlan:
        """Draw a plan up."""
        form = PrepareIn(period=period, **more)
        plan: AllocationPlan = self.act(lambda work: actions.prepare(work, form=form))
        return plan

    def submit(self, plan: AllocationPlan) -> None:
        """Put it up for approval."""
        self.act(lambda work: actions.submit(work, plan_id=plan.id, version=None))

    def approve(self, plan: AllocationPlan, *names: str) -> None:
        """Let some persons approve it."""
        request = self.request(plan)
        for name in names or ("one", "two", "three"):
            self.act(lambda work: approvals.give(work, request.id, request.digest), name)

    def request(self, plan: AllocationPlan) -> ApprovalRequest:
        """Return the last request about a plan."""
        own = [row for row in self.rows(ApprovalRequest) if row.about_id == plan.id]
        found: ApprovalRequest = max(own, key=lambda row: row.number)
        return found

    def carry_out(self, plan: AllocationPlan) -> list[Award]:
        """Make its awards and return those of this plan."""
        self.act(lambda work: awarding.carry_out(work, plan_id=plan.id, version=None))
        return [award for award in self.rows(Award) if award.plan_id == plan.id]

    def whole(self, period: str = "2026-2", **more: Any) -> list[Award]:
        """Draw a plan up, have it approved by three and carry it out."""
        plan = self.prepare(period, **more)
        self.submit(plan)
        self.approve(plan)
        return self.carry_out(plan)

    def rows(self, kind: type[Any]) -> list[Any]:
        """Return all rows of a table, oldest first."""
        with begin(self.desk.world, ANYBODY, reading=True) as work:
            found = list(work.session.execute(select(kind).order_by(kind.id)).scalars())
            work.session.expunge_all()
            return found

    def replays(self, plan: AllocationPlan) -> bool:
        """Tell if a plan gives its digest when it is computed again."""
        return bool(self.act(lambda work: queries.replayed(work, plan.id)).same)


def a_case(work: Work, case_id: str, serial: int) -> Case:
    """Return a case that was filed by somebody."""
    return Case(
        id=case_id, number=f"2026-제감-{serial}", number_type="SUB", number_year=2026,
        number_serial=serial, public_reference=f"reference-{serial}", track="kftc",
        state="received", unit="subcontract", examiner_id="", filed_by="person_filer",
        complainant_name="한빛(가상)", respondent_name="대한(가상)", respondent_company_id="",
        violations=[], complaint={}, identity_choice="private", consent_state="not_asked",
        received_on=date(2026, 11, 2), received_at=work.now, law_edition="test",
    )  # fmt: skip


@pytest.fixture
def planning_desk(engine: Engine, clock: FrozenClock) -> Planning:
    """Return the desk with a budget for every benefit and no money yet."""
    planner = Planning(open_desk(engine, clock))
    form = PlanIn.model_validate({"fiscal_year": 2026, "reference": "기금운용계획 2026-1 (가상)", "items": [
        {"programme": "remedy", "item": benefit, "amount_won": 10**12} for benefit in BENEFITS
    ]})  # fmt: skip
    planner.act(lambda work: planning.adopt(work, form=form))
    return planner
