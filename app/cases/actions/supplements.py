"""Asking the complainant for more, and taking the answer."""

from datetime import timedelta

from app.access.policy import May
from app.cases import store
from app.cases.actions.clocks import rederive
from app.cases.actions.ties import may_over
from app.cases.events import SupplementAnswered, SupplementRequested
from app.cases.ex_officio import EX_OFFICIO
from app.cases.lifecycle import SUPPLEMENT, SupplementCommand
from app.cases.problems import NoComplainant
from app.cases.rules import refuse_closed
from app.cases.schemas.case import SupplementAnswerIn, SupplementIn
from app.cases.tables import SupplementRequest
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text

# The rules give no number of days; two weeks are asked for where the examiner names no day.
DAYS_TO_ANSWER = 14


def request_supplement(work: Work, *, case_id: str, form: SupplementIn) -> SupplementRequest:
    """Put questions to the complainant."""
    case = store.case(work, case_id)
    work.require(May.SUPPLEMENT_REQUEST, may_over(work, case))
    if case.opened_by == EX_OFFICIO:
        raise NoComplainant
    refuse_closed(case)
    due_on = form.due_on or work.calendar.next_working_day(
        work.today + timedelta(days=DAYS_TO_ANSWER)
    )
    if due_on < work.today:
        words = Text("답변 기한은 오늘보다 뒤여야 합니다", "The day to answer lies in the past")
        raise Invalid(errors=(FieldError("/due_on", "past", words),))
    request = work.add(
        SupplementRequest(
            id=work.new_id("sup"),
            case_id=case_id,
            state=SUPPLEMENT.initial,
            questions=form.questions,
            asked_on=work.today,
            due_on=due_on,
        )
    )
    work.session.flush()
    rederive(work, case, store.steps(work, case_id))
    work.record(SupplementRequested(subject=request.id, case_id=case_id, due_on=due_on))
    return request


def answer_supplement(
    work: Work, *, case_id: str, supplement_id: str, form: SupplementAnswerIn, version: int | None
) -> SupplementRequest:
    """Take the answer; a late one is taken too, and marked."""
    request = store.supplement(work, case_id, supplement_id)
    case = store.case(work, case_id)
    work.require(May.SUPPLEMENT_ANSWER, may_over(work, case))
    refuse_closed(case)
    work.expect_version(request, version)
    row = SUPPLEMENT.take(request.state, SupplementCommand.ANSWER)
    request.state, request.answer = row.target, form.answer
    request.answered_on = work.today
    request.late = work.today > request.due_on
    work.session.flush()
    rederive(work, case, store.steps(work, case_id))
    work.record(
        SupplementAnswered(subject=request.id, case_id=case.id, on=work.today, late=request.late)
    )
    return request
