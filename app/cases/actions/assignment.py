"""Naming the examiner of a case."""

from app.access.actor import Role, Tie
from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.events import CaseAssigned
from app.cases.rules import refuse_closed
from app.cases.schemas.case import AssignIn
from app.cases.tables import Case
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import actions as people
from app.people import queries
from app.people.schemas.accounts import AccountOut


def assign(work: Work, *, case_id: str, form: AssignIn, version: int | None) -> Case:
    """Name the examiner; the one before loses the case at once."""
    case = store.case(work, case_id)
    target = may_over(work, case)
    work.require(May.CASE_ASSIGN, target)
    refuse_closed(case)
    work.expect_version(case, version)
    chosen = next((a for a in _examiners(work, case) if a.id == form.account_id), None)
    if chosen is None:
        words = Text("이 부서의 조사관이 아닙니다", "Not an examiner of this unit")
        raise Invalid(errors=(FieldError("/account_id", "not_an_examiner", words),))
    _end_assignments(work, case)
    work.session.flush()
    people.assign(work, case_id=case_id, person_id=chosen.person_id, target=target)
    case.examiner_id = chosen.person_id
    work.touch(case)
    work.record(CaseAssigned(subject=case_id, examiner_id=chosen.person_id))
    return case


def leave_examiner(work: Work, case: Case) -> None:
    """Leave a case without an examiner, because it starts anew or moves to another unit."""
    _end_assignments(work, case)
    case.examiner_id = ""


def _end_assignments(work: Work, case: Case) -> None:
    target = may_over(work, case)
    for tie in queries.case_parties(work, case.id, target=target, kinds=(Tie.ASSIGNED,)):
        if tie.until_at is None:
            people.end_case_tie(work, tie_id=tie.id, target=target)


def _examiners(work: Work, case: Case) -> list[AccountOut]:
    return queries.staff(work, roles=(Role.INVESTIGATOR, Role.LEAD), unit=case.unit)
