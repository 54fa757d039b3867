"""Moving a case between units, linking it to others, and taking back its ending."""

from app.access.policy import May
from app.cases import rules, store
from app.cases.actions.assignment import leave_examiner
from app.cases.actions.clocks import rederive
from app.cases.actions.history import Taken, note
from app.cases.actions.steps import open_again
from app.cases.actions.ties import may_over
from app.cases.events import CaseLinked, CaseMoved
from app.cases.lifecycle.moves import MOVE_BASIS, REVERSIBLE, LinkKind
from app.cases.lifecycle.steps import CaseState, Outcome
from app.cases.problems import NotMovable
from app.cases.schemas.moves import MoveIn, OtherCaseIn, UnitIn
from app.cases.tables import Case, CaseLink
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text


def held(work: Work, case_id: str, version: int | None) -> Case:
    """Return a case that the actor may move, at the version that was read."""
    case = store.case(work, case_id)
    work.require(May.CASE_TRANSFER, may_over(work, case))
    work.expect_version(case, version)
    return case


def write_down(work: Work, case: Case, command: str, reason: str, from_state: str = "") -> None:
    """Write a move into a case's history and derive its clocks anew."""
    steps = store.steps(work, case.id)
    taken = Taken(
        command=command,
        from_state=from_state or case.state,
        to_state=case.state,
        basis=MOVE_BASIS,
        on=work.today,
        reason=reason,
    )
    note(work, case, steps, taken)
    rederive(work, case, steps)
    work.touch(case)
    work.record(CaseMoved(subject=case.id, command=command, unit=case.unit, state=case.state))
    work.session.flush()


def held_other(work: Work, form: OtherCaseIn) -> Case:
    """Take the other case in hand; it may be named by its number."""
    return held(work, store.named(work, form.other_case_id).id, None)


def link_up(work: Work, case: Case, other: Case, kind: LinkKind) -> CaseLink:
    """Write down how one case stands to another."""
    link = work.add(
        CaseLink(
            id=work.new_id("link"),
            case_id=case.id,
            other_case_id=other.id,
            kind=kind,
            made_on=work.today,
            made_by=work.actor.person_id,
        )
    )
    work.record(
        CaseLinked(subject=link.id, case_id=case.id, other_case_id=other.id, kind=kind, ended=False)
    )
    return link


def transfer(work: Work, *, case_id: str, form: UnitIn, version: int | None) -> Case:
    """Move a case to another unit of its procedure; its examiner loses it, its number stays."""
    case = held(work, case_id, version)
    rules.refuse_closed(case)
    if form.unit == case.unit or form.unit not in rules.UNITS_OF[case.track]:
        words = Text("이 절차의 다른 부서를 고르세요", "Choose another unit of this procedure")
        raise Invalid(errors=(FieldError("/unit", "not_a_unit", words),))
    leave_examiner(work, case)
    case.unit = form.unit
    write_down(work, case, "transferred", form.reason)
    return case


def link(work: Work, *, case_id: str, form: OtherCaseIn, version: int | None) -> Case:
    """Link two cases that the actor may move; neither case opens to anybody by it."""
    case, other = held(work, case_id, version), held_other(work, form)
    standing = [one for one in store.links(work, case.id) if one.ended_on is None]
    if case.id == other.id or any(one.names(other.id) for one in standing):
        raise NotMovable(Text("이미 연결된 사건입니다", "The cases are linked already"))
    link_up(work, case, other, LinkKind.LINKED)
    write_down(work, case, "linked", form.reason)
    return case


def unlink(work: Work, *, case_id: str, link_id: str, form: MoveIn, version: int | None) -> Case:
    """End a link; what was merged, split or handed over stays linked."""
    case = held(work, case_id, version)
    found = next((one for one in store.links(work, case_id) if one.id == link_id), None)
    if found is None or found.kind != LinkKind.LINKED or found.ended_on is not None:
        raise NotMovable(Text("해제할 수 있는 연결이 아닙니다", "This link cannot be ended"))
    _end(work, found)
    write_down(work, case, "unlinked", form.reason)
    return case


def _end(work: Work, found: CaseLink) -> None:
    found.ended_on = work.today
    work.record(
        CaseLinked(
            subject=found.id, case_id=found.case_id, other_case_id=found.other_case_id,
            kind=found.kind, ended=True,
        )
    )  # fmt: skip


def reopen(work: Work, *, case_id: str, form: MoveIn, version: int | None) -> Case:
    """Take back an ending: the case stands again where it stood, and its clocks run on."""
    case = held(work, case_id, version)
    if case.state != CaseState.CLOSED or case.outcome not in REVERSIBLE:
        raise NotMovable(Text("되돌릴 수 없는 종결입니다", "This ending cannot be taken back"))
    _take_back(work, case)
    ended = [s for s in store.steps(work, case_id) if s.to_state == CaseState.CLOSED]
    before = next(s.from_state for s in reversed(ended) if s.from_state != CaseState.CLOSED)
    case.state = before
    open_again(work, case)
    write_down(work, case, "reopened", form.reason, CaseState.CLOSED)
    return case


def _take_back(work: Work, case: Case) -> None:
    """Undo what a merger or handing over did; a case that went on meanwhile is left alone."""
    if case.outcome not in {Outcome.MERGED, Outcome.HANDED_OVER}:
        return
    for found in store.links(work, case.id):
        if found.ended_on is not None or found.case_id != case.id or found.kind == LinkKind.LINKED:
            continue
        other = store.case(work, found.other_case_id)
        if found.kind == LinkKind.HANDED_OVER_TO and other.open:
            raise NotMovable(
                Text("이첩받은 사건이 진행 중입니다", "The case that took it over is running")
            )
        if case.id in (other.merged_ids or ()):
            kept = [known for known in other.merged_ids or () if known != case.id]
            other.merged_ids = kept or None
            work.touch(other)
        _end(work, found)
