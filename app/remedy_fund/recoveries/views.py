"""How claims, loans and pay-outs look over REST."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.fields import Words
from app.remedy_fund.recoveries import store
from app.remedy_fund.recoveries.facts import Held
from app.remedy_fund.recoveries.lending import Lent, late_parts
from app.remedy_fund.recoveries.lifecycle import KIND_LABELS, LOAN, PAYOUT, RECOVERY
from app.remedy_fund.recoveries.residuals import Residual
from app.remedy_fund.recoveries.rules import limitation
from app.remedy_fund.recoveries.rules.clawback import LABELS, Component
from app.remedy_fund.recoveries.rules.limitation import Clock
from app.remedy_fund.recoveries.rules.schedule import Instalment, overdue
from app.remedy_fund.recoveries.rules.uses import OWNER_LABELS
from app.remedy_fund.recoveries.schemas.inputs import GROUND_LABELS
from app.remedy_fund.recoveries.schemas.outputs import (
    ChargeOut,
    ClockOut,
    InstalmentOut,
    JournalOut,
    LoanOut,
    LoanRow,
    MarkOut,
    OwnedOut,
    PartOut,
    PayoutOut,
    ReceiptOut,
    RecoveryOut,
    RecoveryRow,
    ResidualOut,
    UseOut,
)
from app.remedy_fund.recoveries.tables import (
    RecoveryInstalment,
    RecoveryJournal,
    RecoveryPayout,
    RecoveryReceipt,
    RecoveryUse,
)


def words(code: str, label: Text) -> Words:
    """Return a code with its name in both languages."""
    return Words(code=code, ko=label.ko, en=label.en)


def recovery_row(hand: Held) -> RecoveryRow:
    """Return a claim as a list shows it."""
    return RecoveryRow.model_validate(_recovery(hand))


def recovery(work: Work, hand: Held) -> RecoveryOut:
    """Return a claim with all that belongs to it."""
    row, standing = hand.recovery, hand.standing
    received = sum(standing.received.values())
    return RecoveryOut.model_validate({
        **_recovery(hand),
        "reason": row.reason,
        "parts": [
            PartOut(
                component=words(name, LABELS[name]), charged_won=standing.charged.get(name, 0),
                received_won=standing.received.get(name, 0), owed_won=standing.owed[name],
            )
            for name in Component
        ],
        "charges": [
            ChargeOut.model_validate(
                one.model_dump() | {"component": words(one.component, LABELS[one.component])}
            )
            for one in store.charges_of(work, [row.id])
        ],
        "clock": _clock(hand.clock, work.today),
        "marks": [
            MarkOut(
                kind=words(one.kind, limitation.LABELS[one.kind]), on=one.on, reason=one.reason,
                evidence=one.evidence,
            )
            for one in store.marks_of(work, row.id)
        ],
        "plan": plan(store.plan_of(work, row.id), received, work.today),
        "journal": journal(store.journal_of(work, row.id)),
    })  # fmt: skip


def receipt(row: RecoveryReceipt, found: Iterable[RecoveryUse]) -> ReceiptOut:
    """Return money that came in, with the use of every won."""
    return ReceiptOut(
        id=row.id, version=row.version, subject_id=row.subject_id, how=row.how,
        amount_won=row.amount_won, received_on=row.received_on, reference=row.reference or "",
        transaction_ids=json.loads(row.transactions or "[]"),
        uses=[
            UseOut(
                component=use.component, owner=words(use.owner, OWNER_LABELS[use.owner]),
                earmark_id=use.earmark_id, amount_won=use.amount_won, reason_ko=use.reason_ko,
                reason_en=use.reason_en,
            )
            for use in found if use.receipt_id == row.id
        ],
    )  # fmt: skip


def loan_row(work: Work, standing: Lent) -> LoanRow:
    """Return a loan as a list shows it."""
    return LoanRow.model_validate(_loan(work, standing))


def loan(work: Work, standing: Lent) -> LoanOut:
    """Return a loan with its schedule and what is owed today."""
    row = standing.loan
    interest = standing.interest_won(work.today)
    rows = store.plan_of(work, row.id)
    return LoanOut.model_validate({
        **_loan(work, standing),
        "term_months": row.term_months, "grace_months": row.grace_months,
        "yearly_rate": row.yearly_rate, "scheme_edition": row.scheme_edition,
        "interest_owed_won": interest, "owed_today_won": interest + standing.out_won,
        "plan": plan(rows, standing.repaid_won, work.today),
        "journal": journal(store.journal_of(work, row.id)),
    })  # fmt: skip


def payout(row: RecoveryPayout) -> PayoutOut:
    """Return a pay-out."""
    return PayoutOut(
        id=row.id, version=row.version, state=words(row.state, PAYOUT.label(row.state)),
        application_id=row.application_id, owner=words(row.owner, OWNER_LABELS[row.owner]),
        amount_won=row.amount_won, reason=row.reason, prepared_at=row.prepared_at,
        reference=row.reference or "", paid_on=row.paid_on, transaction_id=row.transaction_id,
    )  # fmt: skip


def residual(found: Residual) -> ResidualOut:
    """Return whose the money of an application is."""
    return ResidualOut(
        application_id=found.application_id,
        owners=[
            OwnedOut(
                owner=words(one.owner, OWNER_LABELS[one.owner]),
                received_won=one.received_won,
                paid_out_won=one.paid_out_won,
                prepared_won=one.prepared_won,
                left_won=one.left_won,
            )
            for one in found.owners
        ],
        residual_won=found.residual_won,
        owed_to_fund_won=found.owed_to_fund_won,
    )


def plan(rows: Sequence[RecoveryInstalment], paid_won: int, on: date) -> list[InstalmentOut]:
    """Return a plan with what is unpaid and late of each part."""
    parts = [Instalment(row.number, row.due_on, row.amount_won) for row in rows]
    paid = paid_won - rows[0].from_won if rows else 0
    late = {one.number for one in overdue(parts, paid, on)}
    unpaid = {one.number: one.unpaid_won for one in overdue(parts, paid, date.max)}
    return [
        InstalmentOut(
            number=part.number, due_on=part.due_on, amount_won=part.amount_won,
            unpaid_won=unpaid.get(part.number, 0), overdue=part.number in late,
        )
        for part in parts
    ]  # fmt: skip


def journal(rows: Sequence[RecoveryJournal]) -> list[JournalOut]:
    """Return the lines of a journal."""
    shown = set(JournalOut.model_fields)
    return [JournalOut.model_validate(row.model_dump(include=shown)) for row in rows]


def _recovery(hand: Held) -> dict[str, Any]:
    row, standing = hand.recovery, hand.standing
    return {
        "id": row.id, "version": row.version, "kind": words(row.kind, KIND_LABELS[row.kind]),
        "state": words(row.state, RECOVERY.label(row.state)),
        "ground": words(row.ground, GROUND_LABELS[row.ground]),
        "disbursement_id": row.disbursement_id, "application_id": row.application_id,
        "award_id": row.award_id, "case_id": row.case_id,
        "claimed_won": sum(standing.charged.values()),
        "received_won": sum(standing.received.values()), "owed_won": standing.owed_won,
        "written_off_won": row.written_off_won, "opened_on": row.opened_on, "due_on": row.due_on,
    }  # fmt: skip


def _loan(work: Work, standing: Lent) -> dict[str, Any]:
    row = standing.loan
    late = late_parts(work, standing, work.today)
    return {
        "id": row.id, "version": row.version, "state": words(row.state, LOAN.label(row.state)),
        "disbursement_id": row.disbursement_id, "application_id": row.application_id,
        "award_id": row.award_id, "case_id": row.case_id, "lent_won": row.lent_won,
        "repaid_won": standing.repaid_won, "out_won": standing.out_won,
        "written_off_won": row.written_off_won, "lent_on": row.lent_on,
        "overdue_won": sum(one.unpaid_won for one in late),
    }  # fmt: skip


def _clock(clock: Clock | None, today: date) -> ClockOut | None:
    if clock is None:
        return None
    return ClockOut(
        running_from=clock.running_from, last_on=clock.last_on,
        stopped_since=clock.stopped_since, lapsed=clock.lapsed(today),
        basis=str(limitation.BASIS),
    )  # fmt: skip
