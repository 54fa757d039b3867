"""What one may learn of applications; the reads for rooms above ask no permission themselves."""

from collections.abc import Collection
from dataclasses import dataclass

from app.access.actor import Role, Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.cases.numbers import CaseNumber
from app.db.work import Work
from app.kernel.lifecycle import Row
from app.remedy_fund.applications import standing, store, views
from app.remedy_fund.applications.actions.objections import last_decision, objected
from app.remedy_fund.applications.lifecycle import APPLICATION, State
from app.remedy_fund.applications.payees import Payee, current_payee, payee_of
from app.remedy_fund.applications.rules import Headroom, headroom_of, last_day_to_object
from app.remedy_fund.applications.schemas.answers import (
    ApplicationOut,
    ApplicationRow,
    ChoiceOut,
    EligibilityOut,
    ObjectionOut,
    ReasonOut,
    StepsOut,
    SuitOut,
    TransitionsOut,
)
from app.remedy_fund.applications.tables import FundApplication
from app.web import paging
from app.web.paging import Page

_LISTS = Target(ties=frozenset({Tie.COMPLAINANT}), level=standing.LEVEL, secret=False)


# ------------------------------------------------------------------ for whoever reads


def application(work: Work, application_id: str) -> ApplicationOut:
    """Return an application with everything under it."""
    row, _target = standing.known(work, application_id)
    scheme = standing.scheme_of(work, row)
    case = cases.subject(work, row.case_id)
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    payee = current_payee(work, row.id)
    decision = last_decision(work, row)
    until = last_day_to_object(work.calendar, scheme, decision.on) if decision else None
    return ApplicationOut(
        id=row.id, version=row.version, number=row.number, case_id=row.case_id,
        case_number=number.ko, applicant_company_id=row.applicant_company_id,
        applicant_name=row.applicant_name, applicant_size=row.applicant_size, state=views.state_words(row.state),
        suspended=row.suspended, scheme=scheme.facts(), filed_on=row.filed_on,
        filed_at=row.filed_at, statement=row.statement,
        suit=SuitOut.model_validate(row.suit) if row.suit else None,
        lines=[views.benefit_line(work, scheme, line) for line in store.lines(work, row.id)],
        losses=[views.loss_line(line) for line in store.losses(work, row.id)],
        evidence=[views.evidence(one) for one in store.evidence(work, row.id)],
        compensations=[views.compensation(one) for one in store.compensations(work, row.id)],
        payee=views.payee(payee) if payee else None,
        headroom=views.headroom(standing.headroom(work, row)),
        objections=[views.objection(o, work.today) for o in store.objections(work, row.id)],
        objection_until=until if until and until >= work.today else None,
        in_plan=bool(row.plan_id),
    )  # fmt: skip


def applications(
    work: Work, *, state: str = "", case_id: str = "", limit: int, cursor: str | None
) -> Page[ApplicationRow]:
    """Return the applications that the reader may know of, newest first."""
    work.require(May.APPLICATION_READ, _LISTS)
    after = paging.decode(cursor, 1)
    rows = store.applications(
        work, after=after[0] if after else "", limit=limit + 1, state=state, case_id=case_id
    )
    shown = rows[:limit]
    claimed: dict[str, int] = {}
    for line in store.lines_of_all(work, [row.id for row in shown]):
        claimed[line.application_id] = claimed.get(line.application_id, 0) + line.claimed_won
    items = [views.listed(row, claimed.get(row.id, 0)) for row in shown]
    more = len(rows) > limit
    return Page(
        items=items, has_more=more, next_cursor=paging.encode(items[-1].id) if more else None
    )


def steps(work: Work, application_id: str) -> StepsOut:
    """Return what happened to an application."""
    row, _target = standing.known(work, application_id)
    inside = work.actor.role is not Role.PARTY
    found = store.steps(work, row.id)
    return StepsOut(
        application_id=row.id, items=[views.step(step, inside=inside) for step in found]
    )


def eligibility(work: Work, application_id: str) -> EligibilityOut:
    """Return line by line which condition is met today, and what was found at the decision."""
    row, _target = standing.known(work, application_id)
    return EligibilityOut(
        application_id=row.id,
        today=[views.line_check(line, check) for line, check in standing.checks(work, row)],
        decided=row.eligibility,
    )


def objection(work: Work, objection_id: str) -> ObjectionOut:
    """Return an objection."""
    row = store.objection(work, objection_id)
    standing.known(work, row.application_id)
    return views.objection(row, work.today)


def transitions(work: Work, application_id: str) -> TransitionsOut:
    """Return the steps from the present state, each blocked one with its reasons."""
    row, target = standing.known(work, application_id)
    facts = standing.facts_of(work, row)
    allowed: list[ChoiceOut] = []
    blocked: list[ChoiceOut] = []
    for step in APPLICATION.steps(row.state):
        if step.automatic:
            continue
        reasons = [
            ReasonOut(code=why.code, ko=why.reason.ko, en=why.reason.en)
            for why in step.blocked(facts)
        ]
        answer = work.decide(May(step.by), target)
        if not answer.allowed:
            reasons.append(ReasonOut(code=answer.code, ko=answer.reason.ko, en=answer.reason.en))
        (blocked if reasons else allowed).append(_choice(step, reasons))
    return TransitionsOut(
        application_id=row.id, version=row.version, state=row.state, allowed=allowed,
        blocked=blocked,
    )  # fmt: skip


def _choice(step: Row, reasons: list[ReasonOut]) -> ChoiceOut:
    return ChoiceOut(
        command=step.command, to_state=step.target, label_ko=step.label.ko,
        label_en=step.label.en, needs_reason=step.needs_reason, reasons=reasons,
    )  # fmt: skip


# ------------------------------------------------------------------ for the rooms above


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedLine:
    """A benefit line as plans share money out to it; the headroom is its application's."""

    application_id: str
    application_number: str
    line_id: str
    case_id: str
    applicant_company_id: str
    benefit_code: str
    harm: str
    claimed_won: int
    assessed_won: int
    awarded_won: int
    headroom_won: int
    assessed_loss_won: int
    prior_won: int
    suspended: bool
    state: str


def assessed_lines(
    work: Work,
    *,
    application_ids: Collection[str] | None = None,
    states: Collection[str] = (State.ASSESSED,),
) -> list[AssessedLine]:
    """Return the assessed lines of applications in some states, or of those named."""
    rows = (
        store.in_states(work, states)
        if application_ids is None
        else store.by_ids(work, application_ids)
    )
    known = {row.id: row for row in rows}
    other = store.compensations_of_all(work, known)
    found = []
    for line in store.lines_of_all(work, known):
        row = known[line.application_id]
        if line.refused or line.assessed_won is None or row.assessed_loss_won is None:
            continue
        prior = other.get(row.id, 0)
        room = headroom_of(
            row.assessed_loss_won, [prior], awarded_won=row.awarded_won, paid_won=row.paid_won
        )
        found.append(
            AssessedLine(
                application_id=row.id, application_number=row.number, line_id=line.id,
                case_id=row.case_id, applicant_company_id=row.applicant_company_id,
                benefit_code=line.benefit, harm=line.harm, claimed_won=line.claimed_won,
                assessed_won=line.assessed_won, awarded_won=line.awarded_won,
                headroom_won=room.left_won, assessed_loss_won=row.assessed_loss_won,
                prior_won=prior, suspended=row.suspended, state=row.state,
            )
        )  # fmt: skip
    return found


def subject(work: Work, application_id: str) -> FundApplication:
    """Return the row of an application that an act of a room above is about; it asks by itself."""
    return store.application(work, application_id)


def target_of(work: Work, row: FundApplication) -> Target:
    """Return what the policy table is told of an application."""
    return standing.target_of(work, row)


def walled(work: Work, application_ids: Collection[str]) -> frozenset[str]:
    """Return those of some applications that a wall keeps the actor from, over their cases."""
    return store.walled(work, application_ids)


def headroom(work: Work, application_id: str) -> Headroom:
    """Return what may still be awarded, and what of the money paid is owed back."""
    return standing.headroom(work, store.application(work, application_id))


def payee(work: Work, application_id: str) -> Payee:
    """Return the account of an application with its number; raises PayeeMissing."""
    return payee_of(work, application_id)


_FUND_ROLES = {Role.FUND_OFFICER, Role.FUND_CHECKER}


def may_answer(work: Work, application_id: str) -> bool:
    """Tell whether the reader may answer an objection to what was decided on an application."""
    about = objected(work, store.application(work, application_id))
    return work.decide(May.FUND_OBJECTION_ANSWER, about).allowed


def sizes(work: Work, application_ids: Collection[str]) -> dict[str, str]:
    """Return by application the size of the firm that asked."""
    return {row.id: row.applicant_size for row in store.by_ids(work, application_ids)}


def handled_by(work: Work, application_id: str) -> frozenset[str]:
    """Return the persons of the fund who decided on it or verified its account."""
    steps = store.steps(work, application_id)
    found = {step.person_id for step in steps if step.role in _FUND_ROLES}
    found |= {one.verified_by_person for one in store.payees(work, application_id)}
    found |= {one.answered_by_person for one in store.objections(work, application_id)}
    return frozenset(found - {""})
