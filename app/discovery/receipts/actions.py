"""What is done about receipts: one is given out; a timestamp came, or did not."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import actions as evidence
from app.discovery.evidence import store as items
from app.discovery.receipts import queries, rules, store
from app.discovery.receipts.body import Receipt, Terms
from app.discovery.receipts.events import CheckpointStamped, ReceiptGiven
from app.discovery.receipts.tables import CheckpointTimestamp, TimestampTry
from app.discovery.receipts.timestamps import Stamp
from app.kernel.clock import SEOUL

_AUTHORITY_LENGTH, _WORDS_LENGTH = 300, 300


@dataclass(frozen=True, slots=True)
class Failed:
    """A try that brought no good timestamp."""

    authority: str
    code: str
    words: str
    request: bytes
    reply: bytes


def give_for_item(work: Work, *, item_id: str, code: str, terms: Terms) -> Receipt:
    """Return the receipt of a piece of evidence and put on its chain that it was given out.

    The chain says so once an account and day: whoever asks again lengthens it no further.
    """
    receipt = queries.receipt_of_item(work, item_id, code=code, terms=terms)
    item = items.locked_item(work, item_id)
    if not _is_noted(work, item_id):
        evidence.link(work, item, "receipt_given")
        _note(work, item_id, receipt)
    return receipt


def give_for_fingerprint(work: Work, *, fingerprint_id: str, code: str, terms: Terms) -> Receipt:
    """Return the receipt of a fingerprint and record, once an account and day, that it was given."""
    receipt = queries.receipt_of_fingerprint(work, fingerprint_id, code=code, terms=terms)
    if not _is_noted(work, fingerprint_id):
        _note(work, fingerprint_id, receipt)
    return receipt


def keep_timestamp(work: Work, *, tree_size: int, authority: str, stamp: Stamp) -> None:
    """Keep a good timestamp of a checkpoint, once; run by the worker."""
    work.require(May.JOB_RUN, OPEN)
    newest = store.newest_timestamp(work)
    if newest is not None and newest.tree_size >= tree_size:
        return
    row = work.add(
        CheckpointTimestamp(
            id=work.new_id("tst"), tree_size=tree_size, authority=authority[:_AUTHORITY_LENGTH],
            stamped_at=stamp.at, serial=stamp.serial[:64], request=_text(stamp.request),
            reply=_text(stamp.reply), asked_at=work.now,
        )
    )  # fmt: skip
    work.record(
        CheckpointStamped(
            subject=row.id, tree_size=tree_size, serial=row.serial,
            reply_sha256=hashlib.sha256(stamp.reply).hexdigest(),
        )
    )  # fmt: skip


def keep_failures(work: Work, *, tree_size: int, failed: Sequence[Failed]) -> None:
    """Keep why the tries of one round brought nothing, with what was answered; by the worker."""
    work.require(May.JOB_RUN, OPEN)
    for one in failed:
        work.add(
            TimestampTry(
                id=work.new_id("try"), tree_size=tree_size,
                authority=one.authority[:_AUTHORITY_LENGTH], at=work.now,
                code=one.code, words=one.words[:_WORDS_LENGTH],
                request=_text(one.request), reply=_text(one.reply),
            )
        )  # fmt: skip
    store.forget_tries(work, work.now - rules.TRIES_KEPT)


def _is_noted(work: Work, subject: str) -> bool:
    begins_at = datetime.combine(work.today, time.min, tzinfo=SEOUL)
    return store.was_given(work, subject, since=begins_at)


def _note(work: Work, subject: str, receipt: Receipt) -> None:
    work.record(ReceiptGiven(subject=subject, sha256=receipt.sha256, tree_size=receipt.tree_size))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
