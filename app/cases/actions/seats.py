"""Seating commissioners on the panel that hears a case."""

from app.access.actor import Role, Tie
from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.events import PanelChanged
from app.cases.lifecycle import CaseState
from app.cases.problems import SeatedByPanel
from app.cases.rules import refuse_closed
from app.cases.schemas.case import AssignIn
from app.cases.tables import Case
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid, NotFound
from app.kernel.text import Text
from app.people import actions as people
from app.people import queries

# Those who rule on objections are seated by name; before, the panel of the agenda sits.
_AFTER_THE_PANEL = frozenset({CaseState.UNDER_MEASURE, CaseState.CLOSED})


def seat(work: Work, *, case_id: str, form: AssignIn, version: int | None) -> Case:
    """Seat a commissioner; one behind a wall is refused (공정거래법, 사건절차규칙의 제척·회피)."""
    case = store.case(work, case_id)
    target = may_over(work, case)
    work.require(May.RELATION_SET, target)
    refuse_closed(case)
    if case.track == "kftc" and case.state not in _AFTER_THE_PANEL:
        raise SeatedByPanel(state=case.state)
    work.expect_version(case, version)
    members = queries.staff(work, roles=(Role.COMMITTEE,))
    chosen = next((member for member in members if member.id == form.account_id), None)
    if chosen is None:
        words = Text("위원 계정이 아닙니다", "Not a commissioner's account")
        raise Invalid(errors=(FieldError("/account_id", "not_a_commissioner", words),))
    people.seat(work, case_id=case_id, person_id=chosen.person_id, target=target)
    work.touch(case)
    work.record(PanelChanged(subject=case_id, person_id=chosen.person_id, seated=True))
    work.session.flush()
    return case


def unseat(work: Work, *, case_id: str, person_id: str, version: int | None) -> Case:
    """Take a commissioner off the panel from now on."""
    case = store.case(work, case_id)
    target = may_over(work, case)
    work.require(May.RELATION_SET, target)
    refuse_closed(case)
    work.expect_version(case, version)
    for tie in queries.case_parties(work, case_id, target=target, kinds=(Tie.SEATED,)):
        if tie.person_id == person_id and tie.until_at is None:
            people.end_case_tie(work, tie_id=tie.id, target=target)
            work.touch(case)
            work.record(PanelChanged(subject=case_id, person_id=person_id, seated=False))
            work.session.flush()
            return case
    raise NotFound
