"""Objecting to a decision of the fund, answering, putting the answer off, withdrawing."""

from dataclasses import replace

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.lifecycle import refuse_blocked
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.actions.steps import How, claim, take
from app.remedy_fund.applications.events import (
    FundObjectionAnswered,
    FundObjectionExtended,
    FundObjectionFiled,
)
from app.remedy_fund.applications.lifecycle import APPLICATION, DECISIONS, Command
from app.remedy_fund.applications.objection_lifecycle import (
    OBJECTION,
    ObjectionCommand,
    ObjectionFacts,
    ObjectionState,
)
from app.remedy_fund.applications.problems import (
    DecidedBySelf,
    NothingToObjectTo,
    ObjectionLate,
)
from app.remedy_fund.applications.rules import answer_due_on, last_day_to_object
from app.remedy_fund.applications.schemas.filing import ObjectionIn
from app.remedy_fund.applications.schemas.review import AnswerIn
from app.remedy_fund.applications.tables import (
    FundApplication,
    FundApplicationStep,
    FundObjection,
)

_REASON = Text("사유를 입력하세요", "Enter the reason")
_REOPENED = "이의신청 인용"


def file_objection(
    work: Work, *, application_id: str, form: ObjectionIn, version: int | None
) -> FundObjection:
    """Object to the last decision; raises ObjectionLate when its thirty days are over."""
    row, _target = standing.known(work, application_id, lock=True, may=May.APPLICATION_OBJECT)
    work.expect_version(row, version)
    decision = last_decision(work, row)
    if decision is None:
        raise NothingToObjectTo
    scheme = standing.scheme_of(work, row)
    last_on = last_day_to_object(work.calendar, scheme, decision.on)
    if work.today > last_on:
        basis = scheme.figures["objection_days"].origin.basis
        raise ObjectionLate(basis=(basis,), decided_on=str(decision.on), last_on=str(last_on))
    objection = work.add(
        FundObjection(
            id=work.new_id("fobj"), application_id=row.id,
            sequence=len(store.objections(work, row.id)) + 1, step_id=decision.id,
            decision=decision.command, decided_on=decision.on, last_on=last_on,
            state=OBJECTION.initial, grounds=form.grounds, filed_on=work.today,
            filed_at=work.now, filed_by_person=work.actor.person_id,
            answer_due_on=answer_due_on(work.calendar, scheme, work.today),
        )
    )  # fmt: skip
    work.touch(row)
    work.session.flush()
    work.record(
        FundObjectionFiled(
            subject=row.id, case_id=row.case_id, objection_id=objection.id,
            decision=objection.decision, answer_due_on=objection.answer_due_on,
        )
    )  # fmt: skip
    return objection


def last_decision(work: Work, row: FundApplication) -> FundApplicationStep | None:
    """Return the last decision that nobody has objected to yet, if there is one."""
    objected = {one.step_id for one in store.objections(work, row.id)}
    made = [step for step in store.steps(work, row.id) if step.command in DECISIONS]
    if not made or made[-1].id in objected:
        return None
    return made[-1]


def answer_objection(
    work: Work, *, objection_id: str, form: AnswerIn, version: int | None
) -> FundObjection:
    """Answer an objection: uphold or change the decision, or put the answer off once."""
    objection, row = _take(
        work, objection_id, ObjectionCommand(form.command), reason=form.reason, version=version
    )
    if objection.state == ObjectionState.FILED:
        _put_off(work, row, objection, form.reason)
        return objection
    objection.answer, objection.answered_by_person = form.reason, work.actor.person_id
    if objection.state == ObjectionState.CHANGED:
        _reopen(work, row, objection)
    _told_answered(work, row, objection)
    return objection


def withdraw_objection(work: Work, *, objection_id: str, version: int | None) -> FundObjection:
    """Withdraw an objection that was not answered."""
    objection, row = _take(
        work, objection_id, ObjectionCommand.WITHDRAW, reason="", version=version
    )
    _told_answered(work, row, objection)
    return objection


def _take(
    work: Work, objection_id: str, command: ObjectionCommand, *, reason: str, version: int | None
) -> tuple[FundObjection, FundApplication]:
    objection = store.objection(work, objection_id)
    may = next(May(row.by) for row in OBJECTION.rows if row.command == command)
    row = _known(work, objection, may)
    found = OBJECTION.find(objection.state, command)
    work.expect_version(objection, version)
    basis = standing.scheme_of(work, row).figures["answer_extension_days"].origin.basis
    refuse_blocked(found, ObjectionFacts(objection.extended, basis))
    if found.needs_reason and not reason:
        raise Invalid(errors=(FieldError("/reason", "missing", _REASON),))
    objection.state = ObjectionState(found.target)
    return objection, row


def objected(work: Work, row: FundApplication) -> Target:
    """Return what the policy table is told of an objection: who decided anything it is about."""
    decided = (step for step in store.steps(work, row.id) if step.command in DECISIONS)
    by = frozenset(step.person_id for step in decided) - {""}
    target = standing.target_of(work, row)
    return replace(target, secret=False, done_by={May.APPLICATION_REVIEW: by})


def _known(work: Work, objection: FundObjection, may: May) -> FundApplication:
    """Return the application, locked; raise DecidedBySelf for one who decided anything on it."""
    row, _target = standing.known(work, objection.application_id, lock=True, may=may)
    about = objected(work, row)
    if work.decide(may, about).code == "same_person":
        basis = standing.scheme_of(work, row).figures["answer_days"].origin.basis
        raise DecidedBySelf(basis=(basis,), permission=str(may), because="same_person")
    work.require(may, about)
    return row


def _put_off(work: Work, row: FundApplication, objection: FundObjection, reason: str) -> None:
    objection.extended, objection.extension_reason = True, reason
    objection.answer_due_on = answer_due_on(
        work.calendar, standing.scheme_of(work, row), objection.filed_on, extended=True
    )
    work.touch(row)
    work.session.flush()
    work.record(
        FundObjectionExtended(
            subject=row.id, case_id=row.case_id, objection_id=objection.id,
            answer_due_on=objection.answer_due_on,
        )
    )  # fmt: skip


def _told_answered(work: Work, row: FundApplication, objection: FundObjection) -> None:
    objection.answered_on = work.today
    objection.answered_late = work.today > objection.answer_due_on
    work.touch(row)
    work.session.flush()
    work.record(
        FundObjectionAnswered(
            subject=row.id, case_id=row.case_id, objection_id=objection.id,
            outcome=objection.state, late=objection.answered_late,
        )
    )  # fmt: skip


def _reopen(work: Work, row: FundApplication, objection: FundObjection) -> None:
    """Take a refusal back; an assessment or award is assessed again by a step of its own."""
    if objection.decision == Command.FIND_ELIGIBLE:
        taken_back = [line for line in store.lines(work, row.id) if line.refused]
        claim(work, row, taken_back)
        for line in taken_back:
            line.refused, line.refusal_reason, line.refusal_basis = False, "", ""
        return
    if any(step.command == Command.REOPEN for step in APPLICATION.steps(row.state)):
        take(work, row, None, Command.REOPEN, How(reason=_REOPENED, asked=True))
