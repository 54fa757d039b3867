"""The tables of steps: every state and command, legal and illegal, and what blocks a step."""

from itertools import product

import pytest

from app.kernel.lifecycle import Lifecycle, StepNotAllowed
from app.remedy_fund.recoveries.lifecycle import (
    LOAN,
    PAYOUT,
    RECOVERY,
    LoanCommand,
    LoanState,
    PayoutCommand,
    PayoutState,
    RecoveryCommand,
    RecoveryFacts,
    RecoveryKind,
    RecoveryState,
)

TABLES = [
    (RECOVERY, RecoveryState, RecoveryCommand),
    (LOAN, LoanState, LoanCommand),
    (PAYOUT, PayoutState, PayoutCommand),
]
PAIRS = [(table, *pair) for table, states, acts in TABLES for pair in product(states, acts)]


@pytest.mark.invariant(24)
@pytest.mark.parametrize(
    ("table", "state", "command"), PAIRS, ids=[f"{t.name}-{s}-{c}" for t, s, c in PAIRS]
)
def test_only_listed_steps_can_be_taken(table: Lifecycle, state: str, command: str) -> None:
    listed = {(row.source, row.command): row.target for row in table.rows}
    if (state, command) in listed:
        assert table.find(state, command).target == listed[state, command]
        return
    with pytest.raises(StepNotAllowed):
        table.find(state, command)


def test_the_end_of_a_claim_loan_or_payout_is_final() -> None:
    assert RECOVERY.final(RecoveryState.WRITTEN_OFF)
    assert LOAN.final(LoanState.WRITTEN_OFF)
    assert LOAN.final(LoanState.REPAID)
    assert PAYOUT.final(PayoutState.PAID)


@pytest.mark.invariant(30)
@pytest.mark.parametrize("command", [RecoveryCommand.DEMAND, RecoveryCommand.ENFORCE])
def test_a_claim_that_is_paid_or_time_barred_is_not_pressed(command: RecoveryCommand) -> None:
    step = RECOVERY.find(RecoveryState.DEMANDED, command)
    assert step.blocked(RecoveryFacts(kind=RecoveryKind.CLAWBACK, owed_won=1)) == ()
    paid = step.blocked(RecoveryFacts(kind=RecoveryKind.CLAWBACK, owed_won=0))
    lapsed = step.blocked(RecoveryFacts(kind=RecoveryKind.CLAWBACK, owed_won=1, lapsed=True))
    assert [one.code for one in paid] == ["nothing_owed"]
    assert [(one.code, str(one.basis[0])) for one in lapsed] == [("lapsed", "국가재정법 제96조")]


def test_the_wrongdoers_debt_is_not_set_off_against_the_firms_award() -> None:
    step = RECOVERY.find(RecoveryState.DEMANDED, RecoveryCommand.SET_OFF)
    blocked = step.blocked(RecoveryFacts(kind=RecoveryKind.SUBROGATED, owed_won=1))
    assert [one.code for one in blocked] == ["not_the_firms_debt"]
