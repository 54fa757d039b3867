"""The journal of an order: suit, proof, copies, the expert's visit, its report, obstruction."""

from app.access.policy import May
from app.db.work import Work
from app.discovery.orders import journal_rules, store
from app.discovery.orders.actions.at_hand import (
    LEVEL,
    binding,
    day_of,
    locked,
    permitted,
    target_of,
)
from app.discovery.orders.actions.parties import answer
from app.discovery.orders.binding import foreign_items
from app.discovery.orders.events import DeletionDecided, DeletionRequested, OrderNoted
from app.discovery.orders.journal_rules import Journal
from app.discovery.orders.kinds import NoteKind
from app.discovery.orders.lifecycle import DELETION, DeletionState
from app.discovery.orders.problems import NoteTooEarly, NoteWrong
from app.discovery.orders.schemas.inputs import DeletionDecisionIn, DeletionsIn, NoteIn
from app.discovery.orders.tables import (
    DeletionRequest,
    DiscoveryOrder,
    OrderCustodian,
    OrderNote,
)
from app.discovery.orders.terms import terms_of
from app.kernel.problems import FieldError
from app.kernel.text import Text

_ITEM = Text("이 사건에 없는 자료입니다", "This evidence is not in the case")
_REASON = Text("사유를 적어 주세요", "Give the reason")
_NOT_DETAILS = {"kind", "on", "item_id", "custodian_id"}


def note(work: Work, *, order_id: str, form: NoteIn) -> OrderNote:
    """Write a line in the journal of an order.

    Raise NoteWrong naming every field that cannot stand, NoteTooEarly where another line comes
    first.
    """
    order = binding(work, permitted(work, order_id, May.ORDER_ENTER))
    return put_note(work, order, form)


def put_note(work: Work, order: DiscoveryOrder, form: NoteIn) -> OrderNote:
    """Write a line under a locked order; the act that brings it about has asked."""
    journal = journal_of(work, order)
    errors = journal_rules.wrong(form, journal)
    if form.item_id and foreign_items(work, order.case_id, [form.item_id]):
        errors.append(FieldError("/item_id", "unknown", _ITEM))
    if errors:
        raise NoteWrong(errors=tuple(errors))
    early = journal_rules.too_early(form, journal)
    if early is not None:
        raise NoteTooEarly(early, kind=str(form.kind))
    row = work.add(_row(work, order, form, journal))
    work.session.flush()
    _follow(work, order, form, row)
    work.record(
        OrderNoted(
            subject=order.id, case_id=order.case_id, kind=row.kind, note_id=row.id, on=row.on,
            item_id=row.item_id or "",
        )
    )  # fmt: skip
    work.session.flush()
    return row


def _row(work: Work, order: DiscoveryOrder, form: NoteIn, journal: Journal) -> OrderNote:
    details = form.model_dump(mode="json", exclude=_NOT_DETAILS, exclude_defaults=True)
    if form.kind is NoteKind.REPORT_OPENED:
        details["audience"] = journal_rules.audience(journal)
    return OrderNote(
        id=work.new_id("note"), order_id=order.id,
        sequence=store.next_sequence(work, OrderNote, order.id), kind=form.kind,
        on=day_of(work, order, form.on, "/on"), item_id=form.item_id or None,
        custodian_id=form.custodian_id or None, details=details,
        person_id=work.actor.person_id, at=work.now,
    )  # fmt: skip


def _follow(work: Work, order: DiscoveryOrder, form: NoteIn, row: OrderNote) -> None:
    if form.kind is NoteKind.SUIT_FILED:
        order.suit_filed_on = row.on
    elif form.kind is NoteKind.PROOF_DEMANDED:
        order.proof_due_on = form.due_on
    elif form.kind is NoteKind.ACKNOWLEDGED_ON_PAPER:
        answer(work, order, store.locked(work, OrderCustodian, form.custodian_id), how="paper")


def journal_of(work: Work, order: DiscoveryOrder) -> Journal:
    """Return what is on record under an order, as the rules of the journal look at it."""
    notes = store.notes_of(work, order.id)
    deletions = store.deletions_of(work, order.id)
    return Journal(
        terms=terms_of(order),
        today=work.today,
        kinds=frozenset(row.kind for row in notes),
        copies=frozenset(row.id for row in notes if row.kind == NoteKind.COPY_FILED),
        custodians=frozenset(row.id for row in store.custodians_of(work, [order.id])),
        capacities=frozenset(
            str(row.details.get("capacity", ""))
            for row in notes
            if row.kind == NoteKind.ACCESS_GRANTED
        ),
        open_deletions=sum(row.state == DeletionState.ASKED for row in deletions),
    )


def ask_deletions(work: Work, *, order_id: str, form: DeletionsIn) -> list[DeletionRequest]:
    """Put the examined party's requests on record, each passage by itself."""
    order = binding(work, permitted(work, order_id, May.ORDER_ENTER))
    early = journal_rules.deletion_too_early(journal_of(work, order))
    if early is not None:
        raise NoteTooEarly(early, kind="deletion")
    asked_on = day_of(work, order, form.asked_on, "/asked_on")
    first = store.next_sequence(work, DeletionRequest, order.id)
    rows = [
        work.add(
            DeletionRequest(
                id=work.new_id("del"), order_id=order.id, sequence=number,
                passage=passage.passage, ground=passage.ground, reason=passage.reason,
                asked_on=asked_on, state=DELETION.initial,
            )
        )
        for number, passage in enumerate(form.passages, start=first)
    ]  # fmt: skip
    for row in rows:
        work.record(
            DeletionRequested(
                subject=row.id, order_id=order.id, case_id=order.case_id, ground=row.ground
            )
        )
    work.session.flush()
    return rows


def decide_deletion(
    work: Work, *, deletion_id: str, form: DeletionDecisionIn, version: int | None
) -> DeletionRequest:
    """Record what was decided on one passage; a refusal says why."""
    deletion = work.one(DeletionRequest, deletion_id)
    order = work.one(DiscoveryOrder, deletion.order_id)
    work.require(May.ORDER_ENTER, target_of(work, order, level=LEVEL))
    locked(work, order)
    deletion = store.locked(work, DeletionRequest, deletion_id)
    work.expect_version(deletion, version)
    row = DELETION.take(deletion.state, form.command)
    if row.needs_reason and not form.reason:
        raise NoteWrong(errors=(FieldError("/reason", "needed", _REASON),))
    deletion.state, deletion.decided_on = row.target, work.today
    deletion.decision_reason = form.reason
    work.record(
        DeletionDecided(
            subject=deletion.id, order_id=order.id, case_id=order.case_id, state=deletion.state
        )
    )
    work.session.flush()
    return deletion
