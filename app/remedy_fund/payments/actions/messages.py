"""The bank's messages: kept byte for byte first, carried out afterwards, each exactly once."""

import hashlib

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Conflict
from app.kernel.sealing import opened, sealed
from app.remedy_fund.bank.iso20022.reading import LARGEST_BYTES, read
from app.remedy_fund.bank.port import Message
from app.remedy_fund.bank.problems import BankNotConfigured, MessageRefused
from app.remedy_fund.payments import store
from app.remedy_fund.payments.actions.lines import explain_gaps, match_rest, take_lines
from app.remedy_fund.payments.actions.reports import Aside, take_reports
from app.remedy_fund.payments.events import (
    BankMessageKept,
    BankMessageRead,
    BankMessageSettled,
)
from app.remedy_fund.payments.schemas import ReasonIn
from app.remedy_fund.payments.standing import FUND, MESSAGE_SEAL
from app.remedy_fund.payments.tables import BankMessage

WAITING, READ, ASIDE, SETTLED = "waiting", "read", "aside", "settled"


def keep_message(work: Work, *, name: str, content: bytes) -> BankMessage:
    """Keep a message as it came; the same content again is the same message."""
    work.require(May.STATEMENT_IMPORT, FUND)
    digest = hashlib.sha256(content).hexdigest()
    known = store.message_by_digest(work, digest)
    if known is not None:
        return known
    text = content[:LARGEST_BYTES].decode("utf-8", "replace").replace("\0", "\ufffd")
    whole = text.encode() == content
    row = work.add(
        BankMessage(
            id=work.new_id("bmsg"), outgoing=False, kind="", sha256=digest,
            sealed_content=sealed(work.world.seal_key, MESSAGE_SEAL, text),
            name=name[:200], state=WAITING if whole else ASIDE, kept_at=work.now,
            aside=[] if whole else [{"why": "not_utf_8"}],
        )
    )  # fmt: skip
    work.record(BankMessageKept(subject=row.id, kind=row.kind, sha256=digest))
    work.session.flush()
    return row


def read_message(work: Work, *, message_id: str) -> BankMessage:
    """Carry out a kept message; a second time changes nothing. Raises MessageRefused."""
    work.require(May.STATEMENT_IMPORT, FUND)
    row = store.locked(work, BankMessage, message_id)
    if row.outgoing or row.state != WAITING:
        return row
    message = read(content_of(work, row).encode())
    row.kind, row.message_id = message.kind, message.message_id[:35]
    aside = [*take_reports(work, message.reports), *_take_movements(work, row, message)]
    row.state, row.aside, row.read_at = (ASIDE if aside else READ), aside, work.now
    lines = len(message.notified) + sum(len(one.lines) for one in message.statements)
    work.record(
        BankMessageRead(
            subject=row.id, state=row.state, reports=len(message.reports), lines=lines,
            aside=len(aside),
        )
    )  # fmt: skip
    return row


def content_of(work: Work, row: BankMessage) -> str:
    """Return what a message says."""
    return opened(work.world.seal_key, MESSAGE_SEAL, row.sealed_content)


def put_aside(work: Work, *, message_id: str, why: str) -> None:
    """Put a message that can not be carried out before people's eyes; `why` is a code."""
    work.require(May.STATEMENT_IMPORT, FUND)
    row = store.locked(work, BankMessage, message_id)
    if row.state != WAITING:
        return
    row.state, row.aside, row.read_at = ASIDE, [{"why": why}], work.now
    work.record(BankMessageRead(subject=row.id, state=ASIDE, reports=0, lines=0, aside=1))


def import_statement(work: Work, content: bytes, *, name: str = "") -> BankMessage:
    """Take in a message of the bank by hand and carry it out at once.

    Raises MessageRefused for what can not be read, BankNotConfigured where the fund has no account.
    The same content a second time changes nothing and returns the same message.
    """
    if not work.world.fund_account:
        raise BankNotConfigured
    row = keep_message(work, name=name, content=content)
    if row.aside and row.state == ASIDE and row.read_at is None:
        raise MessageRefused(why="not_utf_8")
    return read_message(work, message_id=row.id)


def settle_message(
    work: Work, *, message_id: str, form: ReasonIn, version: int | None
) -> BankMessage:
    """Note that somebody has looked at what was put aside of a message, and what came of it."""
    work.require(May.STATEMENT_MATCH, FUND)
    row = store.locked(work, BankMessage, message_id)
    work.expect_version(row, version)
    if row.state != ASIDE:
        raise Conflict(state=row.state)
    row.state, row.reason, row.settled_by = SETTLED, form.reason, work.actor.person_id
    work.record(BankMessageSettled(subject=row.id))
    return row


def _take_movements(work: Work, row: BankMessage, message: Message) -> list[Aside]:
    if not message.notified and not message.statements:
        return []
    aside = take_lines(work, message.notified)
    for one in message.statements:
        aside += take_lines(work, one.lines, statement=one, message_id=row.id)
    explain_gaps(work)
    match_rest(work)
    return aside
