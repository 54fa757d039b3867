"""Carrying an approved plan out: awards made, their money reserved, their budgets bound."""

from collections.abc import Sequence

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications import actions as applications
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.budgets import spending
from app.remedy_fund.budgets.rules import Spending
from app.remedy_fund.budgets.spending import Bound
from app.remedy_fund.contributions import earmarks
from app.remedy_fund.contributions.earmarks import Wish
from app.remedy_fund.plans import store
from app.remedy_fund.plans.actions import FUND, replay
from app.remedy_fund.plans.content import approved_content
from app.remedy_fund.plans.events import AwardMade, PlanCarriedOut
from app.remedy_fund.plans.lifecycle import PLAN, Command, State
from app.remedy_fund.plans.rules.allocation import Allocation
from app.remedy_fund.plans.rules.explanation import explain
from app.remedy_fund.plans.tables import AllocationPlan, Award, PlanShare
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import BenefitKind

_NO_SHARE = "no_share"


def carry_out(work: Work, *, plan_id: str, version: int | None) -> AllocationPlan:
    """Make the awards of an approved plan, all or none.

    Raises the refusals of approvals, PlanDoesNotReplay, EarmarksShort and CapExceeded where money
    or budget has gone since, and those of applications where one has changed since.
    """
    work.require(May.PLAN_PREPARE, FUND)
    plan = store.locked(work, plan_id)
    work.expect_version(plan, version)
    step = PLAN.take(plan.state, Command.CARRY_OUT)
    allocation = replay(work, plan)
    approval_id = approvals.require_granted(
        work, kind=ApprovalKind.PLAN, subject=plan.id, content=approved_content(plan)
    )
    shares = store.shares_of(work, plan.id)
    awards = _make(work, plan, [share for share in shares if share.award_won], allocation)
    _tell_applications(work, plan, shares)
    plan.state, plan.open_key, plan.ended_at = State(step.target), None, work.now
    plan.approval_id = approval_id
    work.record(
        PlanCarriedOut(
            subject=plan.id, period=plan.period, digest=plan.digest, approval_id=approval_id,
            awards=len(awards), awarded_won=plan.awarded_won,
            residue=tuple((str(purpose), int(won)) for purpose, won in plan.residue),
        )
    )  # fmt: skip
    return plan


def _make(
    work: Work, plan: AllocationPlan, shares: Sequence[PlanShare], allocation: Allocation
) -> list[Award]:
    """Make the awards of a plan, with one lock of every earmark and of every line of the budget."""
    awards = [_award(work, plan, share, allocation) for share in shares]
    work.session.add_all(awards)
    work.session.flush()
    ids = store.programme_ids(work)
    earmarks.reserve_all(work, [
        Wish((str(purpose),), int(won), award.id, str(purpose),
             ids.get(plan.programmes[award.benefit], ""))
        for award in awards for purpose, won in award.parts
    ])  # fmt: skip
    for award in awards:
        work.record(
            AwardMade(
                subject=award.id, plan_id=plan.id, application_id=award.application_id,
                case_id=award.case_id, benefit=award.benefit, amount_won=award.amount_won,
            )
        )  # fmt: skip
    spending.bind_all(work, [_bound(work, plan, award) for award in awards])
    return awards


def _bound(work: Work, plan: AllocationPlan, award: Award) -> Bound:
    spent_on = Spending(
        fiscal_year=work.today.year, programme=plan.programmes[award.benefit], item=award.benefit,
        applicant=award.company_id, case_id=award.case_id,
    )  # fmt: skip
    return Bound(spent_on, award.amount_won, award.id)


def _award(work: Work, plan: AllocationPlan, share: PlanShare, allocation: Allocation) -> Award:
    benefit = schemes.current(work, work.today).benefit(share.benefit)
    return Award(
        id=work.new_id("award"), plan_id=plan.id, period=plan.period, line_id=share.line_id,
        application_id=share.application_id, case_id=share.case_id, company_id=share.company_id,
        benefit=share.benefit, loan=benefit.kind is BenefitKind.LOAN, amount_won=share.award_won,
        parts=share.parts,
        explanation=[one.as_data() for one in explain(allocation, share.place)],
        made_on=work.today, made_at=work.now,
    )  # fmt: skip


def _tell_applications(work: Work, plan: AllocationPlan, shares: Sequence[PlanShare]) -> None:
    """Tell applications what they were awarded; one that got nothing may be planned for again."""
    given = {share.application_id for share in shares if share.award_won}
    amounts = {s.line_id: s.award_won for s in shares if s.application_id in given and s.award_won}
    if amounts:
        applications.award(work, plan_id=plan.id, amounts=amounts)
    left_out = {share.application_id for share in shares} - given
    applications.leave_plan(work, application_ids=left_out, plan_id=plan.id, reason=_NO_SHARE)
