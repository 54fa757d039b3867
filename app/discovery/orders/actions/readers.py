"""Whom a confidentiality order names; each is bound, and may read, once it was served on them."""

from app.access.policy import May
from app.db.work import Work
from app.discovery.orders import store
from app.discovery.orders.actions.at_hand import (
    LEVEL,
    binding,
    day_of,
    locked,
    permitted,
    target_of,
)
from app.discovery.orders.actions.parties import put_reader
from app.discovery.orders.events import ReaderServed
from app.discovery.orders.kinds import OrderKind
from app.discovery.orders.problems import AlreadyServed, OrderWrong
from app.discovery.orders.schemas.inputs import ReaderIn, ReaderServiceIn
from app.discovery.orders.tables import DiscoveryOrder, OrderReader
from app.kernel.problems import FieldError
from app.kernel.text import Text

_KIND = Text("비밀유지명령이 아닙니다", "This is no confidentiality order")


def name_reader(work: Work, *, order_id: str, form: ReaderIn) -> OrderReader:
    """Add somebody whom the court named to a confidentiality order."""
    order = binding(work, permitted(work, order_id, May.ORDER_ENTER))
    if order.kind != OrderKind.CONFIDENTIALITY:
        raise OrderWrong(errors=(FieldError("/name", "kind", _KIND),))
    reader = put_reader(work, order, form)
    work.session.flush()
    return reader


def serve_reader(
    work: Work, *, reader_id: str, form: ReaderServiceIn, version: int | None
) -> OrderReader:
    """Record that a confidentiality order was served on somebody it names."""
    reader = work.one(OrderReader, reader_id)
    order = work.one(DiscoveryOrder, reader.order_id)
    work.require(May.ORDER_ENTER, target_of(work, order, level=LEVEL))
    order = binding(work, locked(work, order))
    reader = store.locked(work, OrderReader, reader_id)
    work.expect_version(reader, version)
    if reader.served_on is not None:
        raise AlreadyServed(served_on=reader.served_on.isoformat())
    on = day_of(work, order, form.served_on, "/served_on")
    reader.served_on = on
    work.record(ReaderServed(subject=reader.id, order_id=order.id, case_id=order.case_id, on=on))
    work.session.flush()
    return reader
