"""Reading receivables, their working, and the receipts that wait."""

from datetime import date
from typing import Any

from app.access.actor import OPEN, Tie
from app.access.policy import May
from app.collection import facts, store
from app.collection.facts import Found
from app.collection.lifecycle import (
    RECEIPT,
    REQUEST,
    REQUEST_KINDS,
    STEP_KINDS,
    ReceiptState,
    RequestKind,
    RequestState,
    StepKind,
)
from app.collection.rules import steps
from app.collection.schemas import (
    DeadlineOut,
    DueOut,
    HistoryOut,
    PartIn,
    ReceiptFileOut,
    ReceiptOut,
    ReceivableOut,
    ReceivableRow,
    RequestOut,
    Words,
)
from app.collection.tables import BankReceipt, CollectionRequest, ReceiptFile
from app.collection.words import HAPPENED, NOTES, STAGES
from app.db.work import Work
from app.kernel.clock import seoul_day
from app.kernel.problems import NotFound
from app.kernel.text import Text
from app.law.receivable import Happening, Kind, Stage, limitation_last_on, ordered
from app.people import queries as people
from app.web.paging import Page, decode, encode

_ASKABLE = (Stage.OPEN, Stage.OVERDUE, Stage.STAYED)


def _words(code: str, text: Text) -> Words:
    return Words(code=code, ko=text.ko, en=text.en)


def receivable(work: Work, receivable_id: str, as_of: date | None = None) -> ReceivableOut:
    """Return a receivable as it stood or stands on a day, with every line of its working."""
    found = facts.find(work, receivable_id, as_of)
    work.require(May.MEASURE_READ, found.target)
    if Tie.COMPLAINANT in found.target.ties:
        raise NotFound  # the complainant is not told of the respondent's money
    row, owed, stands = found.row, found.owed, found.standing
    parts: dict[str, Any] = {
        name: getattr(stands, name)
        for name in (
            "as_of", "amount_won", "waived_won", "paid_won", "refunded_won", "charge_won",
            "owed_won", "overdue_won", "written_off_won", "next_due_on", "early_until",
            "early_payable_won",
        )
    }  # fmt: skip
    return ReceivableOut(
        id=row.id, version=row.version, measure_id=row.measure_id, case_id=row.case_id,
        kind=_words(row.kind, work.law.measure(row.kind).name), measure_number=owed.number,
        payment_number=row.payment_number, served_on=owed.served_on,
        stage=_words(stands.stage, STAGES[stands.stage]), charge_known=owed.how is not None,
        charge_steps=[step.as_dict() for step in stands.charge.steps] if stands.charge else [],
        refund_due_won=stands.over_won,
        schedule=[
            DueOut(on=due.on, amount_won=due.amount_won, paid_won=due.paid_won,
                   late=due.late(stands.as_of))
            for due in stands.schedule
        ],
        deadlines=_deadlines(work, found), history=_history(owed.happened, stands.as_of),
        requests=[_request(work, found, one) for one in store.requests_of(work, row.id)],
        steps=_steps(work, found), may_ask=_askable(work, found), notes=_notes(found), **parts,
    )  # fmt: skip


def of_measure(work: Work, measure_id: str) -> str:
    """Return the id of a measure's receivable, empty where none was opened."""
    row = store.receivable_of(work, measure_id)
    return row.id if row else ""


def receivables(work: Work, *, limit: int, cursor: str | None) -> Page[ReceivableRow]:
    """Return the receivables that the reader may know of, in the order of opening."""
    work.require(May.COLLECTION_READ, OPEN)
    after = decode(cursor, 1)
    rows = store.receivables(work, after=after[0] if after else "", limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    found = facts.known(work, rows)
    names = people.company_names(work, {one.row.company_id for one in found})
    items = [_row(work, one, names.get(one.row.company_id, "")) for one in found]
    last = encode(rows[-1].id) if more else None
    return Page[ReceivableRow](items=items, has_more=more, next_cursor=last)


def _row(work: Work, found: Found, company: str) -> ReceivableRow:
    row, stands = found.row, found.standing
    return ReceivableRow(
        id=row.id, case_id=row.case_id, measure_id=row.measure_id, company=company,
        kind=_words(row.kind, work.law.measure(row.kind).name),
        payment_number=row.payment_number, stage=_words(stands.stage, STAGES[stands.stage]),
        amount_won=stands.amount_won, owed_won=stands.owed_won, overdue_won=stands.overdue_won,
        next_due_on=stands.next_due_on if stands.owed_won else None,
    )  # fmt: skip


def _deadlines(work: Work, found: Found) -> list[DeadlineOut]:
    book, calendar, owed = work.law, work.calendar, found.owed
    days: list[tuple[str, Text, date | None, str]] = []
    if owed.is_fine:
        days.append(
            (
                "fine_objection",
                Text("과태료 이의제기 기한", "Last day to object to the fine"),
                steps.objection_last_on(book, calendar, owed.served_on),
                f"{steps.DISORDER} 제20조",
            )
        )
        objected = [one.on for one in owed.happened if one.kind is Kind.OBJECTED]
        if objected:
            days.append(
                (
                    "court",
                    Text("법원 통보 기한", "Last day to refer to the court"),
                    steps.court_last_on(book, calendar, objected[-1]),
                    f"{steps.DISORDER} 제21조",
                )
            )
    if found.standing.owed_won:
        last = limitation_last_on(book, found.standing)
        basis = str(book.figure("collection_limitation", found.standing.as_of).basis)
        days.append(
            ("limitation", Text("징수권 소멸시효 완성일", "Last day to collect"), last, basis)
        )
    return [
        DeadlineOut(code=code, ko=label.ko, en=label.en, on=on, basis=basis)
        for code, label, on, basis in days
        if on is not None
    ]  # fmt: skip


def _history(happened: tuple[Happening, ...], as_of: date) -> list[HistoryOut]:
    return [
        HistoryOut(
            kind=_words(one.kind, HAPPENED[one.kind]), on=one.on, amount_won=one.amount_won,
            until=one.until, parts=[PartIn(on=on, amount_won=won) for on, won in one.parts],
        )
        for one in ordered(happened)
        if one.on <= as_of
    ]  # fmt: skip


def _request(work: Work, found: Found, row: CollectionRequest) -> RequestOut:
    waits = row.state == RequestState.ASKED
    may = work.decide(May.COLLECTION_DECIDE, found.target).allowed
    kind, state = RequestKind(row.kind), RequestState(row.state)
    return RequestOut(
        id=row.id, version=row.version, kind=_words(kind, REQUEST_KINDS[kind]),
        state=_words(state, REQUEST.label(state)), asked_on=row.asked_on, reason=row.reason,
        security=row.security, until=row.until,
        parts=[PartIn(on=date.fromisoformat(on), amount_won=won) for on, won in row.parts],
        decided_on=row.decided_on, decision_reason=row.decision_reason,
        may_decide=waits and may and work.actor.person_id != row.asked_by,
    )  # fmt: skip


def _steps(work: Work, found: Found) -> list[Words]:
    possible = steps.open_steps(
        is_fine=found.owed.is_fine, found=found.standing, happened=found.owed.happened
    )
    may = {
        kind: May.OBJECTION_FILE if kind is StepKind.OBJECT else May.PAYMENT_RECORD
        for kind in possible
    }
    return [
        _words(kind, STEP_KINDS[kind])
        for kind in sorted(possible)
        if work.decide(may[kind], found.target).allowed
    ]


def _askable(work: Work, found: Found) -> list[Words]:
    if found.standing.stage not in _ASKABLE:
        return []
    if not work.decide(May.COLLECTION_ASK, found.target).allowed:
        return []
    office = work.decide(May.PAYMENT_RECORD, found.target).allowed
    kinds = [RequestKind.WRITE_OFF] if office else []
    if not found.owed.is_fine and not steps.has_plan(found.owed.happened):
        kinds = [RequestKind.INSTALMENTS, RequestKind.EXTENSION, *kinds]
    return [_words(kind, REQUEST_KINDS[kind]) for kind in kinds]


def _notes(found: Found) -> list[Words]:
    """Return what is not configured and therefore not in the figures."""
    codes = []
    if found.standing.over_won or found.standing.refunded_won:
        codes.append("refund_interest")
    if found.owed.how is None:
        codes.append("late_charge")
    if found.standing.written_off_won:
        codes.append("write_off")
    return [_words(code, NOTES[code]) for code in codes]


def receipts(work: Work, *, settled: bool, limit: int, cursor: str | None) -> Page[ReceiptOut]:
    """Return receipts that wait for people, oldest first; or those dealt with."""
    work.require(May.COLLECTION_READ, OPEN)
    states = (ReceiptState.MATCHED, ReceiptState.SET_ASIDE) if settled else store.UNSETTLED
    after = decode(cursor, 1)
    rows = store.receipts(work, states=states, after=after[0] if after else "", limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    last = encode(rows[-1].id) if more else None
    return Page[ReceiptOut](
        items=[_receipt(work, row) for row in rows], has_more=more, next_cursor=last
    )


def receipt(work: Work, receipt_id: str) -> ReceiptOut:
    """Return a receipt."""
    work.require(May.COLLECTION_READ, OPEN)
    return _receipt(work, store.receipt(work, receipt_id))


def _receipt(work: Work, row: BankReceipt) -> ReceiptOut:
    state = ReceiptState(row.state)
    ended = seoul_day(row.confirmed_at) if row.confirmed_at else work.today
    proposed = state is ReceiptState.PROPOSED
    confirms = work.decide(May.RECEIPT_CONFIRM, OPEN).allowed
    return ReceiptOut(
        id=row.id, version=row.version, account=row.account, reference=row.reference,
        booked_on=row.booked_on, amount_won=row.amount_won, payment_number=row.payment_number,
        payer=row.payer, words=row.words, state=_words(state, RECEIPT.label(state)), how=row.how,
        receivable_id=row.receivable_id, reason=row.reason,
        age_days=max(0, (ended - row.booked_on).days), proposed_at=row.proposed_at,
        confirmed_at=row.confirmed_at,
        may_propose=state in store.UNSETTLED and work.decide(May.RECEIPT_MATCH, OPEN).allowed,
        may_confirm=proposed and confirms and work.actor.person_id != row.proposed_by,
    )  # fmt: skip


def file(work: Work, row: ReceiptFile) -> ReceiptFileOut:
    """Return what came of a file; the act that took it has asked."""
    counts = store.states_in(work, row.id)
    return ReceiptFileOut(
        id=row.id, version=row.version, name=row.name, format=row.format, lines=row.lines,
        known_before=row.known_before, matched=counts.get(ReceiptState.MATCHED, 0),
        proposed=counts.get(ReceiptState.PROPOSED, 0),
        waiting=counts.get(ReceiptState.WAITING, 0),
    )  # fmt: skip
