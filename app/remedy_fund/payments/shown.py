"""Rows of payments as the doors give them; a payee's account by its last digits only."""

from typing import Any

from app.kernel.lifecycle import Lifecycle
from app.remedy_fund.payments.lifecycle import DISBURSEMENT, PAYMENT_RUN
from app.remedy_fund.payments.schemas import (
    AttemptOut,
    DisbursementOut,
    DisbursementRow,
    LineOut,
    MessageRow,
    Named,
    RefusalOut,
    RunRow,
    SourceOut,
    StatementOut,
)
from app.remedy_fund.payments.tables import (
    BankAnswer,
    BankMessage,
    BankStatement,
    Disbursement,
    DisbursementAttempt,
    PaymentRun,
    StatementLine,
)


def run(row: PaymentRun) -> RunRow:
    """Return a run."""
    return RunRow(
        **_kept(row, RunRow, "state", "disbursement_count"), state=_state(PAYMENT_RUN, row.state),
        disbursement_count=row.disbursements,
    )  # fmt: skip


def disbursement(row: Disbursement) -> DisbursementRow:
    """Return a disbursement."""
    return DisbursementRow(
        **_kept(row, DisbursementRow, "state", "stopped"), state=_state(DISBURSEMENT, row.state),
        stopped=bool(row.stopped_payee),
    )  # fmt: skip


def disbursement_whole(
    row: Disbursement, attempts: list[DisbursementAttempt], answers: list[BankAnswer]
) -> DisbursementOut:
    """Return a disbursement with its sources, its orders and what was noted of them."""
    return DisbursementOut(
        **disbursement(row).model_dump(), case_id=row.case_id, reason=row.reason,
        sources=[SourceOut(**_part(one)) for one in row.sources],
        attempts=[attempt(one) for one in attempts],
        refusals=[RefusalOut(**_kept(one, RefusalOut)) for one in answers],
    )  # fmt: skip


def attempt(row: DisbursementAttempt) -> AttemptOut:
    """Return an order."""
    kept = _kept(row, AttemptOut, "account_ends_with")
    return AttemptOut(**kept, account_ends_with=row.last_four)


def message(row: BankMessage) -> MessageRow:
    """Return a message without its content."""
    return MessageRow(**_kept(row, MessageRow))


def line(row: StatementLine) -> LineOut:
    """Return a movement."""
    return LineOut(**_kept(row, LineOut))


def statement(row: BankStatement) -> StatementOut:
    """Return a statement."""
    kept = _kept(row, StatementOut, "open_won")
    return StatementOut(**kept, open_won=row.missing_won - row.explained_won)


def _kept(row: Any, kind: type[Any], *but: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.model_fields if name not in but}


def _part(one: dict[str, Any]) -> dict[str, Any]:
    return {"earmark_id": one["earmark_id"], "amount_won": one["amount_won"]}


def _state(life: Lifecycle, state: str) -> Named:
    words = life.label(state)
    return Named(code=state, ko=words.ko, en=words.en)
