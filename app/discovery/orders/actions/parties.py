"""Putting people on an order and noting their answers; the acts that call this have asked."""

from datetime import timedelta

from app.db.work import Work
from app.discovery.orders import rules
from app.discovery.orders.events import CustodianNotified, NoticeAcknowledged, ReaderNamed
from app.discovery.orders.problems import AlreadyAcknowledged
from app.discovery.orders.schemas.inputs import CustodianIn, ReaderIn
from app.discovery.orders.tables import DiscoveryOrder, OrderCustodian, OrderReader


def put_custodian(work: Work, order: DiscoveryOrder, form: CustodianIn) -> OrderCustodian:
    """Put a custodian on an order; the act that enters or changes it has asked."""
    custodian = work.add(
        OrderCustodian(
            id=work.new_id("cstd"), order_id=order.id, person_id=form.person_id, name=form.name,
            duties=form.duties, notified_on=work.today,
            acknowledge_by=work.today + timedelta(days=rules.ACKNOWLEDGE_DAYS),
        )
    )  # fmt: skip
    work.record(
        CustodianNotified(
            subject=custodian.id, order_id=order.id, case_id=order.case_id,
            person_id=form.person_id,
        )
    )  # fmt: skip
    return custodian


def put_reader(work: Work, order: DiscoveryOrder, form: ReaderIn) -> OrderReader:
    """Put a reader on an order; the act that enters or changes it has asked."""
    reader = work.add(
        OrderReader(
            id=work.new_id("rdr"), order_id=order.id, person_id=form.person_id, name=form.name,
            capacity=form.capacity,
        )
    )  # fmt: skip
    work.record(
        ReaderNamed(
            subject=reader.id, order_id=order.id, case_id=order.case_id, capacity=form.capacity
        )
    )
    return reader


def answer(work: Work, order: DiscoveryOrder, custodian: OrderCustodian, *, how: str) -> None:
    """Note that a custodian confirmed; the act that brings it about has asked."""
    if custodian.acknowledged_at is not None:
        raise AlreadyAcknowledged(acknowledged_at=custodian.acknowledged_at.isoformat())
    custodian.acknowledged_at, custodian.acknowledged_how = work.now, how
    work.record(
        NoticeAcknowledged(subject=custodian.id, order_id=order.id, case_id=order.case_id, how=how)
    )
    work.session.flush()
