"""Orders and disposals as readers are shown them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.discovery.orders import rules
from app.discovery.orders.kinds import KINDS, NOTE_LABELS, Kind, NoteKind, OrderKind
from app.discovery.orders.lifecycle import DELETION, DISPOSAL, ORDER, RELEASE
from app.discovery.orders.rules import NOTICE_LABELS, SUIT_LABELS
from app.discovery.orders.schemas.outputs import (
    CustodianOut,
    DeletionOut,
    DisposalItemOut,
    DisposalOut,
    KindOut,
    NoteOut,
    OrderOut,
    ReaderOut,
    ReleaseOut,
    Words,
)
from app.discovery.orders.tables import (
    DeletionRequest,
    DiscoveryOrder,
    EvidenceDisposal,
    OrderCustodian,
    OrderNote,
    OrderReader,
    OrderRelease,
)
from app.discovery.orders.terms import binds_today, terms_of
from app.kernel.lifecycle import Lifecycle
from app.kernel.text import Text

FOOTING_LABELS: dict[str, Text] = {
    "win_win": Text("상생협력법", "Win-Win Act"),
    "subcontracting": Text("하도급법", "Subcontracting Act"),
    "other": Text("그 밖의 법률", "Another law"),
    "agency": Text("기관 직권", "The authority itself"),
}


def words(code: str, text: Text, basis: str = "") -> Words:
    """Return a code with its name in both languages."""
    return Words(code=code, ko=text.ko, en=text.en, basis=basis)


def _state(table: Lifecycle, state: str) -> Words:
    return words(state, table.label(state))


def kind_words(code: str, basis: str = "") -> Words:
    """Return the name of a kind of order."""
    return words(code, KINDS[OrderKind(code)].name, basis)


def kind(one: Kind) -> KindOut:
    """Return a kind of order with what it may rest on."""
    footings = [
        words(code, FOOTING_LABELS[code], str(ground.basis)) for code, ground in one.grounds.items()
    ]
    notes = [words(code, NOTE_LABELS[code]) for code in sorted(one.notes)]
    return KindOut(
        kind=words(one.code, one.name), holds=one.holds, by_court=one.by_court,
        footings=footings, notes=notes,
    )  # fmt: skip


def order(
    row: DiscoveryOrder, today: date, *, item_ids: Iterable[str] = (), **lists: Any
) -> OrderOut:
    """Return an order, with the lists that its reader may see."""
    terms = terms_of(row)
    suit = rules.suit_check(terms, today)
    extendable = rules.extended_until(terms) if row.extended_on is None else None
    values = row.model_dump(include=set(OrderOut.model_fields)) | {
        "kind": kind_words(row.kind, row.legal_basis), "state": _state(ORDER, row.state),
        "binding": binds_today(row, today), "holds": KINDS[OrderKind(row.kind)].holds,
        "extendable_until": extendable, "suit": words(suit, SUIT_LABELS[suit]),
        "suit_check_on": rules.suit_check_on(terms), "item_ids": list(item_ids),
    }  # fmt: skip
    return OrderOut.model_validate(values | lists)


def custodian(row: OrderCustodian, today: date) -> CustodianOut:
    """Return a custodian and how they answered."""
    stands = rules.notice(
        acknowledged=row.acknowledged_at is not None, acknowledge_by=row.acknowledge_by,
        escalated=row.escalated_on is not None, today=today,
    )  # fmt: skip
    values = row.model_dump() | {"notice": words(stands, NOTICE_LABELS[stands])}
    return CustodianOut.model_validate(values)


def reader(row: OrderReader) -> ReaderOut:
    """Return a named reader."""
    return ReaderOut.model_validate(row.model_dump())


def note(row: OrderNote) -> NoteOut:
    """Return a line of the journal."""
    values = row.model_dump(include=set(NoteOut.model_fields))
    return NoteOut.model_validate(
        values | {"kind": words(row.kind, NOTE_LABELS[NoteKind(row.kind)])}
    )


def deletion(row: DeletionRequest) -> DeletionOut:
    """Return a request to delete a passage."""
    return DeletionOut.model_validate(row.model_dump() | {"state": _state(DELETION, row.state)})


def release(row: OrderRelease) -> ReleaseOut:
    """Return a request to end an order."""
    return ReleaseOut.model_validate(row.model_dump() | {"state": _state(RELEASE, row.state)})


def disposal(row: EvidenceDisposal, items: list[DisposalItemOut]) -> DisposalOut:
    """Return a plan to dispose of evidence."""
    values = row.model_dump() | {"state": _state(DISPOSAL, row.state), "items": items}
    return DisposalOut.model_validate(values)
