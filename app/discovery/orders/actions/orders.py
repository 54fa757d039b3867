"""Entering an order, serving it, extending it, completing it; and what time does to it."""

from dataclasses import dataclass

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.orders import rules, store
from app.discovery.orders.actions.at_hand import LEVEL, day_of, permitted, reconcile_later
from app.discovery.orders.actions.parties import put_custodian, put_reader
from app.discovery.orders.binding import foreign_items
from app.discovery.orders.events import (
    OrderEnded,
    OrderEntered,
    OrderExtended,
    OrderServed,
    SuitMissing,
)
from app.discovery.orders.kinds import OrderKind
from app.discovery.orders.lifecycle import ORDER, OrderCommand
from app.discovery.orders.problems import OrderWrong
from app.discovery.orders.rules import Binds, SuitCheck, Terms
from app.discovery.orders.schemas.inputs import ExtensionIn, OrderIn, ServiceIn
from app.discovery.orders.tables import DiscoveryOrder, OrderItem
from app.discovery.orders.terms import facts_of, terms_of
from app.kernel.problems import FieldError
from app.kernel.text import Text

_ITEM = Text("이 사건에 없는 자료입니다", "This evidence is not in the case")
_ITEMS = Text("대상 자료를 적어 주세요", "Name the evidence that is bound")
_CUSTODIANS = Text("보관자를 적어 주세요", "Name the custodians")
_READERS = Text("비밀유지명령에만 적을 수 있습니다", "Only a confidentiality order names readers")
_SERVED = Text("송달일이 결정일보다 빠르거나 오늘보다 늦습니다", "Served before it was made, or later than today")  # fmt: skip
_COURT = Text("명령한 법원과 사건번호를 적어 주세요", "Name the court and its docket number")
_REASON = Text("연장 사유를 적어 주세요", "Give the reason for the extension")


def enter(work: Work, *, case_id: str, form: OrderIn) -> DiscoveryOrder:
    """Put an order on file; what it reaches is held from this moment, served or not.

    Raise OrderWrong naming every field that cannot stand.
    """
    work.require(May.ORDER_ENTER, cases.target_of(work, case_id, level=LEVEL))
    store.queue_for(work, case_id)
    terms = Terms(
        kind=form.kind, footing=form.footing, issued_on=form.issued_on,
        valid_until=form.valid_until, suit_filed_on=form.suit_filed_on,
    )  # fmt: skip
    errors = rules.entry_errors(terms, legal_basis=form.legal_basis, today=work.today)
    errors += _named(terms, form) + _reached(work, case_id, form) + _served(work, form)
    if errors:
        raise OrderWrong(errors=tuple(errors), basis=(rules.basis_of(terms, form.legal_basis),))
    order = work.add(_row(work, case_id, terms, form))
    work.session.flush()
    for item_id in dict.fromkeys(form.item_ids):
        work.add(OrderItem(id=work.new_id("oitem"), order_id=order.id, item_id=item_id))
    for custodian in form.custodians:
        put_custodian(work, order, custodian)
    for reader in form.readers:
        put_reader(work, order, reader)
    work.record(
        OrderEntered(
            subject=order.id, case_id=case_id, kind=order.kind, footing=order.footing,
            binds=order.binds, issued_on=order.issued_on, valid_until=order.valid_until,
            item_ids=tuple(form.item_ids),
        )
    )  # fmt: skip
    reconcile_later(work, case_id)
    work.session.flush()
    return order


def _row(work: Work, case_id: str, terms: Terms, form: OrderIn) -> DiscoveryOrder:
    served = form.served_on is not None
    state = ORDER.take(ORDER.initial, OrderCommand.SERVE).target if served else ORDER.initial
    return DiscoveryOrder(
        id=work.new_id("order"), case_id=case_id, kind=form.kind, footing=form.footing,
        legal_basis=str(rules.basis_of(terms, form.legal_basis)), state=state, binds=form.binds,
        court=form.court, docket_number=form.docket_number, applicant=form.applicant,
        terms=form.terms, issued_on=form.issued_on, served_on=form.served_on,
        valid_until=form.valid_until, first_valid_until=form.valid_until,
        suit_filed_on=form.suit_filed_on, entered_by=work.actor.person_id, entered_at=work.now,
    )  # fmt: skip


def _named(terms: Terms, form: OrderIn) -> list[FieldError]:
    errors = []
    if terms.rules.by_court and not (form.court and form.docket_number):
        errors.append(FieldError("/docket_number", "needed", _COURT))
    if form.readers and form.kind is not OrderKind.CONFIDENTIALITY:
        errors.append(FieldError("/readers", "readers", _READERS))
    return errors


def _reached(work: Work, case_id: str, form: OrderIn) -> list[FieldError]:
    if form.binds is Binds.ITEMS and not form.item_ids:
        return [FieldError("/item_ids", "needed", _ITEMS)]
    if form.binds is Binds.CUSTODIANS and not any(one.person_id for one in form.custodians):
        return [FieldError("/custodians", "needed", _CUSTODIANS)]
    return [
        FieldError(f"/item_ids/{number}", "unknown", _ITEM)
        for number in foreign_items(work, case_id, form.item_ids)
    ]


def _served(work: Work, form: OrderIn) -> list[FieldError]:
    on = form.served_on
    if on is None or form.issued_on <= on <= work.today:
        return []
    return [FieldError("/served_on", "order_of_days", _SERVED)]


def serve(work: Work, *, order_id: str, form: ServiceIn, version: int | None) -> DiscoveryOrder:
    """Record that an order was served."""
    order = permitted(work, order_id, May.ORDER_ENTER)
    work.expect_version(order, version)
    row = ORDER.take(order.state, OrderCommand.SERVE, facts_of(order, work.today))
    on = day_of(work, order, form.served_on, "/served_on")
    order.state, order.served_on = row.target, on
    work.record(OrderServed(subject=order.id, case_id=order.case_id, kind=order.kind, on=on))
    work.session.flush()
    return order


def extend(work: Work, *, order_id: str, form: ExtensionIn, version: int | None) -> DiscoveryOrder:
    """Put off the last day of an order, once, within what the Act allows."""
    order = permitted(work, order_id, May.ORDER_ENTER)
    work.expect_version(order, version)
    facts = facts_of(order, work.today, new_until=form.valid_until)
    row = ORDER.take(order.state, OrderCommand.EXTEND, facts)
    if row.needs_reason and not form.reason:
        raise OrderWrong(errors=(FieldError("/reason", "needed", _REASON),))
    order.state, order.valid_until = row.target, form.valid_until
    order.extended_on, order.extension_reason = work.today, form.reason
    work.record(
        OrderExtended(subject=order.id, case_id=order.case_id, valid_until=form.valid_until)
    )
    work.session.flush()
    return order


def complete(work: Work, *, order_id: str, version: int | None) -> DiscoveryOrder:
    """Close an order that holds nothing, because what it ordered was done."""
    order = permitted(work, order_id, May.ORDER_ENTER)
    work.expect_version(order, version)
    row = ORDER.take(order.state, OrderCommand.COMPLETE, facts_of(order, work.today))
    end(work, order, Ending(row.target))
    return order


@dataclass(frozen=True, slots=True)
class Ending:
    """How an order ends, and the request by which it does."""

    state: str
    release_id: str = ""


def end(work: Work, order: DiscoveryOrder, ending: Ending) -> None:
    """End a locked order; the acts that call this have asked for their permission."""
    order.state, order.ended_at = ending.state, work.now
    work.record(
        OrderEnded(
            subject=order.id, case_id=order.case_id, kind=order.kind, state=ending.state,
            release_id=ending.release_id,
        )
    )  # fmt: skip
    reconcile_later(work, order.case_id)
    work.session.flush()


def lapse(work: Work) -> int:
    """Write down which orders have run out; they stopped binding by themselves. For the worker."""
    work.require(May.JOB_RUN, OPEN)
    orders = store.run_out(work)
    for order in orders:
        end(work, order, Ending(ORDER.take(order.state, OrderCommand.LAPSE).target))
    return len(orders)


def warn_of_suits(work: Work) -> int:
    """Warn, once for each order, that no suit is on record when its days are over."""
    work.require(May.JOB_RUN, OPEN)
    warned = 0
    for order in store.live(work):
        terms = terms_of(order)
        check_on = rules.suit_check_on(terms)
        missing = rules.suit_check(terms, work.today) is SuitCheck.NOT_FILED
        if order.suit_warned_on is None and missing and check_on is not None:
            order.suit_warned_on = work.today
            work.record(SuitMissing(subject=order.id, case_id=order.case_id, check_on=check_on))
            warned += 1
    return warned
