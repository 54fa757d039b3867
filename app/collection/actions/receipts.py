"""Taking a file of the bank in, and matching what no number matched, by two persons."""

import hashlib
from dataclasses import replace

from app.access.actor import OPEN
from app.access.policy import May
from app.collection import facts, store
from app.collection.events import ReceiptFileTaken, ReceiptMatched, ReceiptMatchProposed
from app.collection.lifecycle import RECEIPT, ReceiptCommand, ReceiptState
from app.collection.messages import camt, spreadsheet
from app.collection.messages.lines import Line, number_in
from app.collection.problems import ReceiptSettled
from app.collection.rules.matching import How, Open, match
from app.collection.schemas import ProposalIn, ReceiptFileIn
from app.collection.tables import BankReceipt, ReceiptFile
from app.db.work import Work
from app.kernel.lifecycle import StepNotAllowed
from app.sanctions import actions as sanctions
from app.sanctions.schemas.measure import PaymentIn


def take_file(work: Work, *, form: ReceiptFileIn) -> ReceiptFile:
    """Take a file in: new lines are kept and matched by number; the same file changes nothing."""
    work.require(May.RECEIPT_IMPORT, OPEN)
    content = form.content.encode()
    digest = hashlib.sha256(content).hexdigest()
    there = store.file_with(work, digest)
    if there is not None:
        return there
    name, lines = _read(content)
    known = store.known_references(work, ((line.account, line.reference) for line in lines))
    fresh = {
        (line.account, line.reference): line
        for line in reversed(lines)
        if (line.account, line.reference) not in known
    }
    file = work.add(
        ReceiptFile(
            id=work.new_id("receipts"), name=form.file_name, format=name, sha256=digest,
            taken_at=work.now, taken_by=work.actor.person_id, lines=len(lines),
            known_before=len(lines) - len(fresh),
        )
    )  # fmt: skip
    work.session.flush()
    opened = facts.open_ones(work)
    matched = sum(_kept(work, file, line, opened) for line in reversed(fresh.values()))
    work.record(
        ReceiptFileTaken(
            subject=file.id, lines=file.lines, known_before=file.known_before, matched=matched
        )
    )
    work.session.flush()
    return file


def _read(content: bytes) -> tuple[str, list[Line]]:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return camt.read(content)
    return "csv", spreadsheet.read(content)


def _kept(work: Work, file: ReceiptFile, line: Line, opened: dict[str, Open]) -> bool:
    """Keep a line and count it where its number says so; tell whether it was counted."""
    row = work.add(
        BankReceipt(
            id=work.new_id("receipt"), file_id=file.id, account=line.account,
            reference=line.reference, booked_on=line.booked_on, amount_won=line.amount_won,
            payment_number=number_in(f"{line.words} {line.payer}"), payer=line.payer,
            words=line.words, state=ReceiptState.WAITING,
        )
    )  # fmt: skip
    work.session.flush()
    found = match(line, opened.values()) if line.booked_on <= work.today else None
    if found is None:
        return False
    if found.how is How.AMOUNT:
        row.state = RECEIPT.find(row.state, ReceiptCommand.PROPOSE).target
        row.how, row.receivable_id, row.proposed_at = found.how, found.receivable_id, work.now
        return False
    _pay(work, row, store.receivable(work, found.receivable_id).measure_id)
    _settled(work, row, found.receivable_id, found.how)
    opened[found.receivable_id] = facts.opened(facts.find(work, found.receivable_id))
    return True


def _pay(work: Work, row: BankReceipt, measure_id: str) -> None:
    form = PaymentIn(
        on=row.booked_on, amount_won=row.amount_won, reference=f"{row.account}:{row.reference}"[:80],
        overpaid=True,
    )  # fmt: skip
    sanctions.record_payment(work, measure_id=measure_id, form=form, version=None)


def _settled(work: Work, row: BankReceipt, receivable_id: str, how: str) -> None:
    row.state, row.how, row.receivable_id = ReceiptState.MATCHED, how, receivable_id
    row.reason, row.confirmed_at = "", work.now
    work.touch(store.receivable(work, receivable_id))
    work.record(
        ReceiptMatched(
            subject=row.id, receivable_id=receivable_id, how=how, amount_won=row.amount_won,
            on=row.booked_on,
        )
    )  # fmt: skip


def propose_match(
    work: Work, *, receipt_id: str, form: ProposalIn, version: int | None
) -> BankReceipt:
    """Say to what a receipt belongs, or that it is no money of this service; another confirms."""
    row = _held(work, receipt_id, ReceiptCommand.PROPOSE, version)
    work.require(May.RECEIPT_MATCH, OPEN)
    if form.receivable_id is not None:
        facts.find(work, form.receivable_id)  # what may not be known may not be named
    row.state, row.how = ReceiptState.PROPOSED, How.PEOPLE
    row.receivable_id, row.reason = form.receivable_id, form.reason
    row.proposed_by, row.proposed_at = work.actor.person_id, work.now
    work.record(ReceiptMatchProposed(subject=row.id, receivable_id=form.receivable_id or ""))
    work.session.flush()
    return row


def confirm_match(work: Work, *, receipt_id: str, version: int | None) -> BankReceipt:
    """Confirm a proposed match as another person; the money counts on the day of the bank."""
    row = _held(work, receipt_id, ReceiptCommand.CONFIRM, version)
    target = replace(OPEN, done_by={May.RECEIPT_MATCH: frozenset({row.proposed_by})})
    work.require(May.RECEIPT_CONFIRM, target)
    row.confirmed_by, reason = work.actor.person_id, row.reason
    if row.receivable_id is None:
        row.state, row.confirmed_at = ReceiptState.SET_ASIDE, work.now
        work.record(
            ReceiptMatched(
                subject=row.id, receivable_id="", how=row.how, amount_won=row.amount_won,
                on=row.booked_on,
            )
        )  # fmt: skip
    else:
        _pay(work, row, store.receivable(work, row.receivable_id).measure_id)
        _settled(work, row, row.receivable_id, row.how)
        row.reason = reason
    work.session.flush()
    return row


def _held(work: Work, receipt_id: str, command: ReceiptCommand, version: int | None) -> BankReceipt:
    work.require(May.COLLECTION_READ, OPEN)
    row = store.receipt(work, receipt_id)
    work.expect_version(row, version)
    try:
        RECEIPT.find(row.state, command)
    except StepNotAllowed as wrong:
        raise ReceiptSettled(wrong.detail, state=row.state) from wrong
    return row
