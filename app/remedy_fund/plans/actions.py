"""One may draw up a plan, put it up for approval, carry it out, or give it up; none commits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications import actions as applications
from app.remedy_fund.applications.queries import handled_by
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.queries import solvency
from app.remedy_fund.approvals.rules import Aggregate, ApprovalKind, Dimension
from app.remedy_fund.plans import store
from app.remedy_fund.plans.content import (
    about,
    approved_content,
    computed_from,
    inputs_of,
    plan_digest,
)
from app.remedy_fund.plans.events import (
    PlanPrepared,
    PlanSubmitted,
    PlanSuperseded,
    PlanWithdrawn,
)
from app.remedy_fund.plans.gathering import Gathered, gather
from app.remedy_fund.plans.lifecycle import PLAN, Command, State
from app.remedy_fund.plans.problems import PlanDoesNotReplay, PlanOpen, PlanOverBudget
from app.remedy_fund.plans.rules.allocation import Allocation
from app.remedy_fund.plans.rules.claims import Rule
from app.remedy_fund.plans.schemas import PrepareIn
from app.remedy_fund.plans.tables import AllocationPlan, PlanShare
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import SchemeStatus

FUND = Target(secret=False, level=1)


def prepare(work: Work, *, form: PrepareIn) -> AllocationPlan:
    """Draw up the plan of a period's next round from how things stand now.

    Raises PlanOpen while another one of the period is open, NothingToPlan, ApplicationsNotReady,
    PlanOverBudget and NoEnactedScheme.
    """
    work.require(May.PLAN_PREPARE, FUND)
    if any(plan.open_key for plan in store.plans_of(work, form.period)):
        raise PlanOpen(period=form.period)
    return _draw_up(work, form, replaces="")


def revise(
    work: Work, *, plan_id: str, form: PrepareIn, reason: str, version: int | None
) -> AllocationPlan:
    """Draw a plan up anew from how things stand now; nothing approved before counts for it."""
    plan = _taken(work, plan_id, Command.REVISE, version, reason)
    work.record(PlanSuperseded(subject=plan.id, period=plan.period, digest=plan.digest))
    work.session.flush()
    return _draw_up(work, form.model_copy(update={"period": plan.period}), replaces=plan.id)


def withdraw(work: Work, *, plan_id: str, reason: str, version: int | None) -> AllocationPlan:
    """Give a plan up; its applications are free again."""
    plan = _taken(work, plan_id, Command.WITHDRAW, version, reason)
    work.record(PlanWithdrawn(subject=plan.id, period=plan.period, digest=plan.digest))
    return plan


def submit(work: Work, *, plan_id: str, version: int | None) -> AllocationPlan:
    """Put a plan up for approval; whoever prepared or assessed anything in it may not give it."""
    work.require(May.PLAN_PREPARE, FUND)
    plan = store.locked(work, plan_id)
    work.expect_version(plan, version)
    step = PLAN.take(plan.state, Command.SUBMIT)
    replay(work, plan)
    asked = approvals.ask(
        work, kind=ApprovalKind.PLAN, subject=plan.id, content=approved_content(plan),
        amount_won=plan.awarded_won, makers=frozenset(plan.makers),
        aggregates=_aggregates(work, plan), effect=solvency(work, amount_won=plan.awarded_won),
    )  # fmt: skip
    plan.state, plan.approval_id = State(step.target), asked.id
    work.record(
        PlanSubmitted(subject=plan.id, period=plan.period, digest=plan.digest, approval_id=asked.id)
    )
    return plan


def replay(work: Work, plan: AllocationPlan) -> Allocation:  # noqa: ARG001 - an act like any other
    """Compute a plan from what is kept of it; raise PlanDoesNotReplay where the digest differs."""
    allocation = computed_from(plan.inputs)
    found = plan_digest(allocation, about(plan))
    if found != plan.digest:
        raise PlanDoesNotReplay(plan_id=plan.id, kept=plan.digest, found=found)
    return allocation


def _draw_up(work: Work, form: PrepareIn, *, replaces: str) -> AllocationPlan:
    scheme = schemes.current(work, work.today)
    programmes = _programmes_of(work, form)
    gathered = gather(work, scheme, form.period, Rule(form.rule), form.application_ids, programmes)
    allocation = gathered.allocation
    number = store.next_round(work, form.period)
    plan = AllocationPlan(
        id=work.new_id("plan"), period=form.period, round=number,
        revision=store.next_revision(work, form.period, number), open_key=form.period,
        state=State.PREPARED, scheme_id=scheme.id, scheme_edition=scheme.edition,
        scheme_digest=scheme.digest, demonstration=scheme.status is not SchemeStatus.ENACTED,
        inputs=inputs_of(allocation), residue=[list(pair) for pair in allocation.residue],
        digest="", claims=len(allocation.claims), awarded_won=allocation.awarded_won,
        makers=_makers(work, gathered), programmes=_programmes(work, programmes, gathered),
        prepared_at=work.now, prepared_on=work.today, prepared_by=work.actor.account_id,
        replaces_plan_id=replaces,
    )  # fmt: skip
    plan.digest = plan_digest(allocation, about(plan))
    work.add(plan)
    work.session.flush()
    work.session.add_all(_shares(work, plan, gathered))
    application_ids = {line.application_id for line in gathered.lines.values()}
    applications.enter_plan(work, application_ids=application_ids, plan_id=plan.id)
    work.record(
        PlanPrepared(
            subject=plan.id, period=plan.period, digest=plan.digest, round=plan.round,
            revision=plan.revision, claims=plan.claims, awarded_won=plan.awarded_won,
        )
    )  # fmt: skip
    return plan


def _taken(
    work: Work, plan_id: str, command: Command, version: int | None, reason: str
) -> AllocationPlan:
    """End an open plan: its approvals are void and its applications free."""
    work.require(May.PLAN_PREPARE, FUND)
    plan = store.locked(work, plan_id)
    work.expect_version(plan, version)
    plan.state = State(PLAN.take(plan.state, command).target)
    plan.open_key, plan.ended_at, plan.ended_because = None, work.now, reason
    approvals.void_all(work, subject=plan.id, reason=str(plan.state))
    chosen = {share.application_id for share in store.shares_of(work, plan.id)}
    applications.leave_plan(work, application_ids=chosen, plan_id=plan.id, reason=reason)
    return plan


def _makers(work: Work, gathered: Gathered) -> list[str]:
    chosen = {line.application_id for line in gathered.lines.values()}
    persons = {person for one in chosen for person in handled_by(work, one)}
    return sorted({person for person in (*persons, work.actor.person_id) if person})


def _programmes_of(work: Work, form: PrepareIn) -> dict[str, str]:
    """Return by benefit the programme of the year's budget on which most is left for it."""
    best: dict[str, tuple[int, str]] = {}
    for programme, item, left in store.budget_items(work, work.today.year):
        if form.programmes.get(item, programme) == programme:
            best[item] = max(best.get(item, (left, programme)), (left, programme))
    return {item: programme for item, (_left, programme) in best.items()}


def _programmes(
    work: Work, chosen: Mapping[str, str], gathered: Gathered
) -> dict[str, str]:  # fmt: skip
    """Return under which programme each benefit is awarded that the plan awards anything of.

    Raises PlanOverBudget where there is none, or less is left on it than the plan awards.
    """
    wanted: dict[str, int] = defaultdict(int)
    for claim, won in zip(gathered.allocation.claims, gathered.allocation.awards, strict=True):
        wanted[claim.benefit] += won
    items = store.budget_items(work, work.today.year)
    lefts = {(programme, item): left for programme, item, left in items}
    for benefit, won in sorted(wanted.items()):
        left = lefts.get((chosen.get(benefit, ""), benefit), 0)
        if won > left:
            raise PlanOverBudget(benefit=benefit, awarded_won=won, available_won=left)
    return {benefit: chosen.get(benefit, "") for benefit in sorted(wanted)}


def _shares(work: Work, plan: AllocationPlan, gathered: Gathered) -> Iterable[PlanShare]:
    for place, claim in enumerate(gathered.allocation.claims):
        line, share = gathered.lines[claim.id], gathered.allocation.share(place)
        yield PlanShare(
            id=work.new_id("psh"), plan_id=plan.id, place=place, line_id=claim.id,
            application_id=line.application_id, application_number=line.application_number,
            case_id=line.case_id, company_id=line.applicant_company_id, benefit=claim.benefit,
            claim_won=claim.claim_won, award_won=share.award_won,
            parts=[list(part) for part in share.parts],
        )  # fmt: skip


def _aggregates(work: Work, plan: AllocationPlan) -> list[Aggregate]:
    found = [Aggregate(Dimension.PERIOD, plan.period)]
    for share in store.shares_of(work, plan.id):
        found.append(Aggregate(Dimension.APPLICANT, share.company_id, share.award_won))
        found.append(Aggregate(Dimension.CASE, share.case_id, share.award_won))
    return found
