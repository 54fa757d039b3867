"""A clawback keeps its parts apart, stays under the ceilings of the Act, and never turns negative."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import MAXIMUM_WON
from app.remedy_fund.recoveries.rules.clawback import (
    ORDER,
    Component,
    apply_money,
    late_addition_ceiling,
    over_ceiling,
    penalty_ceiling,
    rate_over_ceiling,
    set_off,
    simple_interest,
)
from app.remedy_fund.schemes.kinds import RecoveryStep

WON = st.integers(0, MAXIMUM_WON)
OWED = st.fixed_dictionaries(dict.fromkeys(ORDER, WON))


@pytest.mark.invariant(30)
@given(WON, st.lists(WON, max_size=6))
def test_penalties_together_are_at_most_five_times_the_principal(
    principal: int, penalties: list[int]
) -> None:
    charged = {Component.PRINCIPAL: principal, Component.PENALTY: 0}
    for penalty in penalties:
        if over_ceiling(Component.PENALTY, penalty, charged=charged, arrears_won=0) is None:
            charged[Component.PENALTY] += penalty
    assert charged[Component.PENALTY] <= 5 * principal


@pytest.mark.invariant(30)
@pytest.mark.parametrize(
    ("component", "amount", "refused"),
    [
        (Component.PENALTY, 5_000, False),
        (Component.PENALTY, 5_001, True),
        (Component.LATE_ADDITION, 100, False),
        (Component.LATE_ADDITION, 101, True),
        (Component.INTEREST, 10**15, False),
    ],
)
def test_the_ceilings_are_met_but_not_crossed(
    component: Component, amount: int, refused: bool
) -> None:
    charged = {Component.PRINCIPAL: 1_000}
    fault = over_ceiling(component, amount, charged=charged, arrears_won=2_019)
    assert (fault is not None) is refused


@pytest.mark.invariant(30)
@pytest.mark.parametrize(
    ("component", "percent", "refused"),
    [
        (Component.PENALTY, 500, False),
        (Component.PENALTY, 501, True),
        (Component.LATE_ADDITION, 5, False),
        (Component.LATE_ADDITION, 6, True),
        (Component.INTEREST, 900, False),
    ],
)
def test_a_rate_over_the_ceiling_is_refused_whatever_it_comes_to(
    component: Component, percent: int, refused: bool
) -> None:
    assert (rate_over_ceiling(component, Fraction(percent, 100)) is not None) is refused


@pytest.mark.invariant(30)
@given(WON)
def test_ceilings_are_whole_won(amount: int) -> None:
    assert penalty_ceiling(amount) == 5 * amount
    assert late_addition_ceiling(amount) == amount * 5 // 100


@pytest.mark.invariant(30)
@given(OWED, st.integers(-MAXIMUM_WON, 5 * MAXIMUM_WON))
def test_a_set_off_leaves_neither_the_debt_nor_the_award_below_zero(
    owed: dict[str, int], available: int
) -> None:
    slices = set_off(owed, available)
    settled = {one.destination: one.amount_won for one in slices}
    assert set(settled) <= set(ORDER)
    assert sum(settled.values()) == min(sum(owed.values()), max(0, available))
    assert all(settled[name] <= owed[name] for name in settled)


@pytest.mark.invariant(30)
@given(st.integers(1, MAXIMUM_WON), OWED)
def test_money_settles_principal_before_interest_before_additions(
    amount: int, owed: dict[str, int]
) -> None:
    used = {one.destination: one.amount_won for one in apply_money(amount, owed)}
    left = amount
    for name in ORDER:
        assert used.get(name, 0) == min(left, owed[name])
        left -= used.get(name, 0)
    assert used.get(RecoveryStep.SURPLUS, 0) == left


def test_interest_by_the_day_is_floored() -> None:
    rate = Fraction("0.05")
    assert simple_interest(
        1_000_000, rate=rate, from_on=date(2026, 1, 1), to_on=date(2026, 1, 31)
    ) == 1_000_000 * 5 * 30 // (100 * 365)
    assert simple_interest(999, rate=rate, from_on=date(2026, 1, 1), to_on=date(2026, 1, 1)) == 0


def test_interest_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="span"):
        simple_interest(1, rate=Fraction(1), from_on=date(2026, 1, 2), to_on=date(2026, 1, 1))
