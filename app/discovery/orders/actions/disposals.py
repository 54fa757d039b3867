"""Disposing of evidence of a closed case: proposed under a schedule, approved by another person.

No hold is overlooked: they are asked when a plan is made, when it is approved, and once more when
each piece goes, under the lock that every order of the case takes as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.access.actor import OPEN, Target
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.evidence import keeping
from app.discovery.evidence.lifecycle import VISIBLE, State
from app.discovery.evidence.problems import HeldFast
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import rules, store
from app.discovery.orders.binding import active_holds, foreign_items, holds_over
from app.discovery.orders.events import DisposalProposed, DisposalSettled
from app.discovery.orders.lifecycle import DISPOSAL, DisposalCommand
from app.discovery.orders.problems import NotDisposable, OrderWrong
from app.discovery.orders.schemas.inputs import DisposalIn, ReasonIn
from app.discovery.orders.tables import DisposalItem, EvidenceDisposal
from app.kernel.problems import FieldError, NotFound
from app.kernel.text import Text
from app.storage.base import Disposal

_PROPOSE_LEVEL, _APPROVE_LEVEL = 2, 1
_OPEN = Text("종결되지 않은 사건입니다", "The case is not closed")
_PLANNED = Text("이미 폐기 계획에 든 자료가 있습니다", "Some of it is in another plan already")
_ITEM = Text("이 사건에 없는 자료입니다", "This evidence is not in the case")
_REVIEWED = Text("심의일이 오늘보다 늦을 수 없습니다", "The review cannot lie in the future")
_REASON = Text("사유를 적어 주세요", "Give the reason")


def propose_disposal(work: Work, *, case_id: str, form: DisposalIn) -> EvidenceDisposal:
    """Propose to dispose of evidence; nothing goes before another person approves.

    Raise NotDisposable before the retention is over, HeldFast while an order holds a piece.
    """
    work.require(May.EVIDENCE_DISPOSE, cases.target_of(work, case_id, level=_PROPOSE_LEVEL))
    store.queue_for(work, case_id)
    from_day = _earliest(work, case_id, form.retention_years)
    item_ids = list(dict.fromkeys(form.item_ids))
    _check_named(work, case_id, item_ids, form)
    refuse_held(work, [keeping.locked(work, item_id) for item_id in item_ids])
    disposal = work.add(
        EvidenceDisposal(
            id=work.new_id("disp"), case_id=case_id, ground=form.ground,
            retention_years=form.retention_years, disposable_from=from_day,
            review_reference=form.review_reference, reviewed_on=form.reviewed_on,
            reason=form.reason, state=DISPOSAL.initial, proposed_by=work.actor.person_id,
            proposed_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    for item_id in item_ids:
        work.add(
            DisposalItem(
                id=work.new_id("ditem"), disposal_id=disposal.id, item_id=item_id,
                outcome="waiting",
            )
        )  # fmt: skip
    work.record(
        DisposalProposed(
            subject=disposal.id, case_id=case_id, ground=form.ground, item_ids=tuple(item_ids)
        )
    )
    work.session.flush()
    return disposal


def _earliest(work: Work, case_id: str, retention_years: int) -> date:
    case = cases.subject(work, case_id)
    if case.open or case.closed_on is None:
        raise NotDisposable(_OPEN, obstacle="case_open")
    from_day = rules.disposable_from(case.closed_on, retention_years)
    if work.today < from_day:
        words = Text(f"{from_day}부터 폐기할 수 있습니다", f"It may be disposed of from {from_day}")
        raise NotDisposable(words, obstacle="retention_runs", disposable_from=from_day.isoformat())
    return from_day


def _check_named(work: Work, case_id: str, item_ids: Sequence[str], form: DisposalIn) -> None:
    errors = [
        FieldError(f"/item_ids/{number}", "unknown", _ITEM)
        for number in foreign_items(work, case_id, item_ids)
    ]
    if form.reviewed_on > work.today:
        errors.append(FieldError("/reviewed_on", "future", _REVIEWED))
    if errors:
        raise OrderWrong(errors=tuple(errors))
    if store.planned(work, item_ids):
        raise NotDisposable(_PLANNED, obstacle="planned")


def refuse_held(work: Work, items: Sequence[EvidenceItem]) -> None:
    """Raise HeldFast where an order holds one of some pieces; it names orders and pieces."""
    held = {item_id: holds for item_id, holds in holds_over(work, items).items() if holds}
    if held:
        orders = sorted({hold.order for holds in held.values() for hold in holds})
        raise HeldFast(orders=orders, items=sorted(held))


def approve_disposal(work: Work, *, disposal_id: str, version: int | None) -> EvidenceDisposal:
    """Approve a plan, as another person; a job then disposes of each piece that nothing holds."""
    disposal = _settled(work, disposal_id, DisposalCommand.APPROVE, version=version)
    rows = store.disposal_items(work, disposal.id)
    refuse_held(work, [keeping.locked(work, row.item_id) for row in rows])
    work.later(
        "dispose_evidence", {"disposal_id": disposal.id}, key=f"dispose_evidence:{disposal.id}"
    )
    return disposal


def refuse_disposal(
    work: Work, *, disposal_id: str, form: ReasonIn, version: int | None
) -> EvidenceDisposal:
    """Refuse a plan, as another person; nothing goes."""
    if not form.reason:
        raise OrderWrong(errors=(FieldError("/reason", "needed", _REASON),))
    disposal = _settled(work, disposal_id, DisposalCommand.REFUSE, version=version)
    disposal.settlement_reason = form.reason
    work.session.flush()
    return disposal


def withdraw_disposal(work: Work, *, disposal_id: str, version: int | None) -> EvidenceDisposal:
    """Take back a plan that nobody has approved."""
    return _settled(work, disposal_id, DisposalCommand.WITHDRAW, version=version)


def _settled(
    work: Work, disposal_id: str, command: DisposalCommand, *, version: int | None
) -> EvidenceDisposal:
    disposal = work.one(EvidenceDisposal, disposal_id)
    may = May(next(row.by for row in DISPOSAL.rows if row.command == command))
    work.require(may, _target(work, disposal, may))
    store.queue_for(work, disposal.case_id)
    disposal = store.locked(work, EvidenceDisposal, disposal_id)
    work.expect_version(disposal, version)
    disposal.state = DISPOSAL.take(disposal.state, command).target
    disposal.settled_by, disposal.settled_at = work.actor.person_id, work.now
    work.record(
        DisposalSettled(subject=disposal.id, case_id=disposal.case_id, state=disposal.state)
    )
    work.session.flush()
    return disposal


def _target(work: Work, disposal: EvidenceDisposal, may: May) -> Target:
    level = _APPROVE_LEVEL if may is May.DISPOSAL_APPROVE else _PROPOSE_LEVEL
    target = cases.target_of(work, disposal.case_id, level=level)
    return replace(target, done_by={May.EVIDENCE_DISPOSE: frozenset({disposal.proposed_by})})


def note_refusal(work: Work, *, item_ids: Sequence[str]) -> None:
    """Put a refused disposal on the chain of each piece that an order holds.

    The asking act was permitted and is undone; who asked is the actor of this Work.
    """
    for item_id in item_ids:
        item = keeping.locked(work, item_id)
        orders = [hold.order for hold in active_holds(work, item)]
        keeping.refused(work, item, orders=orders)


# -- by the worker, piece by piece


@dataclass(frozen=True, slots=True)
class Doomed:
    """What becomes of a piece: the permission to remove its bytes, or gone before, or kept."""

    given: Disposal | None = None
    gone: bool = False


def carry_out(work: Work, *, disposal_id: str, item_id: str) -> Doomed:
    """Dispose of one piece of an approved plan, or keep it where an order holds it now."""
    work.require(May.JOB_RUN, OPEN)
    disposal = work.one(EvidenceDisposal, disposal_id)
    store.queue_for(work, disposal.case_id)
    row = _row(work, disposal_id, item_id)
    item = keeping.locked(work, item_id)
    if item.store_key is None:
        return Doomed(gone=True)
    holds = active_holds(work, item)
    try:
        given = keeping.dispose(
            work, item, holds=holds, ground=disposal.ground, disposal_id=disposal.id,
            case_id=disposal.case_id,
        )  # fmt: skip
    except HeldFast:
        orders = [hold.order for hold in holds]
        if item.state == State.DISPOSED:
            keeping.spare(work, item, orders=orders)
        keeping.refused(work, item, orders=orders)
        row.outcome = "held"
        return Doomed()
    if row.outcome != "disposed":
        row.outcome = "disposed"
    return Doomed(given)


def note_erased(work: Work, *, item_id: str, seen_gone: bool = False) -> None:
    """Note that the bytes of a disposed piece are gone.

    Raise HeldFast while an order covers it, unless every store was just seen to lack them: an
    order that came after the bytes went saves nothing, and the record says what is.
    """
    item = keeping.locked(work, item_id)
    if item.state in VISIBLE or item.store_key is None:
        return
    if not seen_gone:
        refuse_held(work, [item])
    keeping.erased(work, item)


def finish_disposal(work: Work, *, disposal_id: str) -> None:
    """Close a plan when each of its pieces is gone or was kept."""
    work.require(May.JOB_RUN, OPEN)
    disposal = store.locked(work, EvidenceDisposal, disposal_id)
    disposal.state = DISPOSAL.take(disposal.state, DisposalCommand.FINISH).target
    work.record(
        DisposalSettled(subject=disposal.id, case_id=disposal.case_id, state=disposal.state)
    )


def _row(work: Work, disposal_id: str, item_id: str) -> DisposalItem:
    for row in store.disposal_items(work, disposal_id):
        if row.item_id == item_id:
            return row
    raise NotFound
