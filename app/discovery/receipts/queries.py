"""What goes into a receipt, for those who may know of the thing that it is about."""

import base64
from collections.abc import Mapping, Sequence

from app.audit import queries as log
from app.audit.queries import SealedEntry
from app.db.work import Work
from app.discovery.evidence.standing import known as known_item
from app.discovery.fingerprints import queries as fingerprints
from app.discovery.fingerprints.standing import known as known_fingerprint
from app.discovery.receipts import rules, standing, store
from app.discovery.receipts.body import Proved, Receipt, Signed, Stamped, Terms, receipt
from app.discovery.receipts.problems import ReceiptNotYet
from app.discovery.receipts.tables import CheckpointTimestamp
from app.kernel.event import plain
from app.kernel.problems import NotFound

EVIDENCE, FINGERPRINT = "evidence", "fingerprint"
_STORED, _REGISTERED = "evidence_stored", "fingerprint_registered"
_SOON_S = 5


def receipt_of_item(work: Work, item_id: str, *, code: str, terms: Terms) -> Receipt:
    """Return the receipt of a piece of evidence; raise NotFound or ReceiptNotYet.

    Where its hash was registered before it was uploaded, the entry that says so comes first.
    """
    found = known_item(work, item_id, code)
    standing.of_item(work, found)
    earlier = fingerprints.id_of_item(work, item_id)
    named = [(_REGISTERED, earlier)] if earlier else []
    described = {"file_name": found.item.file_name, "title": found.placed.title}
    return _receipt(work, EVIDENCE, [*named, (_STORED, item_id)], described, terms)


def receipt_of_fingerprint(work: Work, fingerprint_id: str, *, code: str, terms: Terms) -> Receipt:
    """Return the receipt of a registered fingerprint; raise NotFound or ReceiptNotYet."""
    found = known_fingerprint(work, fingerprint_id, code)
    standing.of_fingerprint(work, found)
    described = {"file_name": found.file_name, "title": found.title}
    return _receipt(work, FINGERPRINT, [(_REGISTERED, fingerprint_id)], described, terms)


def size_to_stamp(work: Work, newest_size: int) -> int | None:
    """Return the checkpoint that is to be stamped now, None where none is or it is too soon.

    A checkpoint covers all entries before it, so only the newest one is ever stamped, and only
    where something that has receipts was entered since the last timestamp.
    """
    stamped = store.newest_timestamp(work)
    low = stamped.tree_size if stamped else 0
    if not store.wants_timestamp(work, low, newest_size):
        return None
    rounds, last_at = store.failures(work, stamped.asked_at if stamped else None)
    due_at = rules.next_try(rounds, last_at)
    return newest_size if due_at is None or due_at <= work.now else None


def _receipt(
    work: Work, kind: str, named: Sequence[tuple[str, str]], described: Mapping[str, str],
    terms: Terms,
) -> Receipt:  # fmt: skip
    entries = [_entry(work, event, subject) for event, subject in named]
    highest = max(_position(entry) for entry in entries)
    stamp = store.timestamp_over(work, highest)
    # Without a timestamp the first checkpoint that covers it: the receipt then stays the same.
    size = stamp.tree_size if stamp else log.covering(work, highest)
    if size is None:
        raise _not_yet()
    proved = [_proved(work, entry, size) for entry in entries]
    signed = proved[-1][1]
    return receipt(
        kind, described=described, entries=[one for one, _ in proved], signed=signed,
        terms=terms, stamp=_stamped(stamp) if stamp else None,
    )  # fmt: skip


def _entry(work: Work, event: str, subject: str) -> SealedEntry:
    found = log.sealed_entry(work, event=event, subject=subject)
    if found is None:
        raise NotFound
    return found


def _position(entry: SealedEntry) -> int:
    if entry.position is None:
        raise _not_yet()
    return entry.position


def _proved(work: Work, entry: SealedEntry, size: int) -> tuple[Proved, Signed]:
    found = log.proof_of(work, entry.event_id, tree_size=size)
    if found.state != "included":
        raise _not_yet()
    proved = Proved(
        entry.event_id, entry.payload, found.leaf_hash, _position(entry), tuple(found.proof)
    )
    return proved, Signed(size, found.root or "", found.checkpoint or "")


def _stamped(row: CheckpointTimestamp) -> Stamped:
    return Stamped(
        row.authority, plain(row.stamped_at), base64.b64decode(row.request),
        base64.b64decode(row.reply),
    )  # fmt: skip


def _not_yet() -> ReceiptNotYet:
    return ReceiptNotYet(retry_after_s=_SOON_S)
