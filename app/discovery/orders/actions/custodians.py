"""Those who hold what an order is about: notice, answer, reminders, copies before updates."""

from datetime import date

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.orders import rules, store
from app.discovery.orders.actions.at_hand import (
    binding,
    locked,
    permitted,
    reconcile_later,
    target_of,
)
from app.discovery.orders.actions.journal import put_note
from app.discovery.orders.actions.parties import answer, put_custodian
from app.discovery.orders.events import CustodianReminded
from app.discovery.orders.kinds import NoteKind
from app.discovery.orders.schemas.inputs import CopyIn, CustodianIn, NoteIn, UpdateIn
from app.discovery.orders.tables import DiscoveryOrder, OrderCustodian, OrderNote
from app.people import actions as people
from app.people import queries as persons

_LEVEL = 1


def add_custodian(work: Work, *, order_id: str, form: CustodianIn) -> OrderCustodian:
    """Tell somebody of an order; an order that binds custodians reaches their evidence too."""
    order = binding(work, permitted(work, order_id, May.ORDER_ENTER))
    custodian = put_custodian(work, order, form)
    reconcile_later(work, order.case_id)
    work.session.flush()
    return custodian


def acknowledge(work: Work, *, custodian_id: str, version: int | None) -> OrderCustodian:
    """Confirm the notice of an order; only the custodian may."""
    custodian, order = _own(work, custodian_id)
    work.expect_version(custodian, version)
    answer(work, order, custodian, how="online")
    return custodian


def file_copy(work: Work, *, custodian_id: str, form: CopyIn) -> OrderNote:
    """Note that a copy of data in use was put on file, so that the data may be updated."""
    custodian, order = _own(work, custodian_id)
    note = NoteIn(
        kind=NoteKind.COPY_FILED, on=form.on, item_id=form.item_id, words=form.source,
        custodian_id=custodian.id,
    )  # fmt: skip
    return put_note(work, order, note)


def note_update(work: Work, *, custodian_id: str, form: UpdateIn) -> OrderNote:
    """Note that data in use were changed; raise NoteTooEarly where no copy of them is on file."""
    custodian, order = _own(work, custodian_id)
    note = NoteIn(
        kind=NoteKind.LIVE_DATA_UPDATED, on=form.on, words=form.words,
        copy_note_id=form.copy_note_id, custodian_id=custodian.id,
    )  # fmt: skip
    return put_note(work, order, note)


def _own(work: Work, custodian_id: str) -> tuple[OrderCustodian, DiscoveryOrder]:
    custodian = work.one(OrderCustodian, custodian_id)
    order = work.one(DiscoveryOrder, custodian.order_id)
    own = bool(work.actor.person_id) and work.actor.person_id == custodian.person_id
    work.require(May.ORDER_ACKNOWLEDGE, target_of(work, order, level=_LEVEL, own=own))
    order = binding(work, locked(work, order))
    return store.locked(work, OrderCustodian, custodian_id), order


def remind(work: Work) -> int:
    """Remind custodians who have not answered; after some reminders the team lead is told."""
    work.require(May.JOB_RUN, OPEN)
    orders = {order.id: order for order in store.live(work)}
    silent = [
        custodian
        for custodian in store.custodians_of(work, list(orders))
        if custodian.acknowledged_at is None and _is_due(custodian, work.today)
    ]
    for custodian in silent:
        _remind(work, orders[custodian.order_id], custodian)
    return len(silent)


def _is_due(custodian: OrderCustodian, today: date) -> bool:
    return custodian.escalated_on is None and rules.reminder_due(
        acknowledge_by=custodian.acknowledge_by, reminded_on=custodian.reminded_on, today=today
    )


def _remind(work: Work, order: DiscoveryOrder, custodian: OrderCustodian) -> None:
    if custodian.reminders >= rules.ESCALATE_AFTER_REMINDERS:
        custodian.escalated_on = work.today
    else:
        custodian.reminders += 1
        custodian.reminded_on = work.today
        tell(work, custodian.person_id, order.case_id)
    work.record(
        CustodianReminded(
            subject=custodian.id, order_id=order.id, case_id=order.case_id,
            person_id=custodian.person_id, reminders=custodian.reminders,
            escalated=custodian.escalated_on is not None,
        )
    )  # fmt: skip


def tell(work: Work, person_id: str, case_id: str) -> None:
    """Send somebody with an account a notice that there is something to read; for the worker."""
    account_id = persons.account_of_person(work, person_id) if person_id else ""
    if account_id:
        people.send_notice(work, account_id=account_id, path=f"/my-cases/{case_id}")
