"""How an actor stands to the fund's payments, and what a run is at this moment."""

from typing import Any

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.applications import payees
from app.remedy_fund.bank.port import Asked
from app.remedy_fund.payments import rules
from app.remedy_fund.payments.tables import (
    BankAnswer,
    Disbursement,
    DisbursementAttempt,
    PaymentRun,
    StatementLine,
)

ORDER_SEAL, MESSAGE_SEAL = "disbursement_attempt", "bank_message"
FUND = Target(level=1, secret=False)


def line_target(row: StatementLine) -> Target:
    """Return what the policy table is told of a line: who proposed does not confirm."""
    by = frozenset({row.proposed_by} - {""})
    return Target(level=1, secret=False, done_by={May.STATEMENT_MATCH: by})


def answer_target(row: BankAnswer | None) -> Target:
    """Return what the policy table is told of a bank's answer: who noted does not confirm."""
    by = frozenset({row.noted_by} if row else ())
    return Target(level=1, secret=False, done_by={May.STATEMENT_MATCH: by})


def about(row: Disbursement) -> dict[str, Any]:
    """Return what every event about a disbursement names."""
    return {
        "subject": row.id, "application_id": row.application_id, "award_id": row.award_id,
        "amount_won": row.amount_won,
    }  # fmt: skip


def part_of(work: Work, row: Disbursement) -> rules.Part:
    """Return a disbursement as it is put up for approval; raise PayeeMissing without an account."""
    payee = payees.payee_of(work, row.application_id)
    return rules.Part(
        disbursement_id=row.id, award_id=row.award_id, application_id=row.application_id,
        amount_won=row.amount_won, loan=row.loan, payee_fingerprint=payee.fingerprint,
        sources=tuple((one["earmark_id"], one["amount_won"]) for one in row.sources),
    )  # fmt: skip


def content_of(work: Work, run: PaymentRun, rows: list[Disbursement]) -> dict[str, object]:
    """Return what the approvers of a run sign, as it is now."""
    return rules.run_content(run.id, run.pay_on, [part_of(work, row) for row in rows])


def asked_of(one: DisbursementAttempt) -> Asked:
    """Return an order as one asks the bank for it."""
    return Asked(
        order_id=one.order_id or "", message_id=one.message_id or "", amount_won=one.amount_won,
        sent_on=(one.handed_at or one.stored_at).date(),
    )  # fmt: skip
