"""Tests of interest on late prices, the late charge and instalments."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Invalid, NotConfigured
from app.law.book import load
from app.law.interest import (
    Instalment,
    Paid,
    check_instalments,
    instalments_allowed,
    late_interest,
    surcharge_late_charge,
)

BOOK = load()
DUE = date(2026, 3, 2)


def test_late_interest_gives_the_published_amount() -> None:
    due = date(2026, 1, 1)
    found = late_interest(BOOK, amount_won=100_000_000, due_on=due, paid_on=date(2026, 1, 31))
    assert found.amount_won == 1_273_972
    assert found.steps[0].formula == "100,000,000 × 15.5% × 30 ÷ 365"


def test_the_day_of_payment_bears_interest() -> None:
    one_day = late_interest(
        BOOK, amount_won=36_500_000, due_on=DUE, paid_on=DUE + timedelta(days=1)
    )
    in_time = late_interest(BOOK, amount_won=36_500_000, due_on=DUE, paid_on=DUE)
    assert (one_day.amount_won, in_time.amount_won) == (15_500, 0)


def test_a_leap_year_also_has_365_days() -> None:
    found = late_interest(
        BOOK, amount_won=1_000_000, due_on=date(2024, 1, 1), paid_on=date(2024, 12, 31)
    )
    assert found.amount_won == 155_000


def test_no_rate_is_known_before_july_2015() -> None:
    with pytest.raises(NotConfigured):
        late_interest(BOOK, amount_won=1, due_on=date(2015, 6, 30), paid_on=date(2015, 8, 1))


def charge(payments: list[Paid], as_of: date) -> int:
    """Return the late charge on a surcharge of 365 million."""
    return surcharge_late_charge(
        BOOK, amount_won=365_000_000, due_on=DUE, payments=payments, as_of=as_of
    ).amount_won


def test_the_late_charge_runs_by_days_from_the_due_day() -> None:
    assert charge([], DUE) == 0
    assert charge([], DUE + timedelta(days=1)) == 75_000
    assert charge([], DUE + timedelta(days=365)) == 27_375_000


def test_a_part_payment_lowers_the_base_from_the_next_day() -> None:
    part = Paid(DUE + timedelta(days=10), 182_500_000)
    assert charge([part], DUE + timedelta(days=10)) == 750_000
    assert charge([part], DUE + timedelta(days=20)) == 750_000 + 375_000
    rest = Paid(DUE + timedelta(days=20), 182_500_000)
    assert charge([rest, part], DUE + timedelta(days=90)) == 1_125_000
    early = Paid(DUE - timedelta(days=5), 365_000_000)
    assert charge([early], DUE + timedelta(days=90)) == 0


def test_the_late_charge_stops_after_sixty_months() -> None:
    assert charge([], date(2031, 3, 2)) == charge([], date(2040, 1, 1))
    assert charge([], date(2031, 3, 1)) < charge([], date(2031, 3, 2))


@given(st.integers(1, 10**12), st.integers(0, 4000), st.integers(0, 4000))
def test_the_late_charge_never_falls_with_time(amount: int, days: int, more: int) -> None:
    def at(as_of: date) -> int:
        return surcharge_late_charge(
            BOOK, amount_won=amount, due_on=DUE, payments=[], as_of=as_of
        ).amount_won

    first = DUE + timedelta(days=days)
    assert 0 <= at(first) <= at(first + timedelta(days=more))


@pytest.mark.parametrize(("is_sme", "limit"), [(False, 1_000_000_000), (True, 500_000_000)])
def test_instalments_need_strictly_more_than_the_limit(is_sme: bool, limit: int) -> None:
    def codes(amount: int, requested_on: date = DUE) -> list[str]:
        errors = instalments_allowed(
            BOOK, amount_won=amount, is_sme=is_sme, served_on=DUE, requested_on=requested_on
        )
        return [error.code for error in errors]

    assert codes(limit) == ["too_small"]
    assert codes(limit + 1) == []
    assert codes(limit + 1, DUE + timedelta(days=30)) == []
    assert codes(limit + 1, DUE + timedelta(days=31)) == ["late"]


def plan(*days: date) -> list[Instalment]:
    """Return equal parts of 1.2 billion on the days given."""
    return [Instalment(day, 1_200_000_000 // len(days)) for day in days]


def faults(parts: list[Instalment]) -> list[str]:
    """Return the codes of what is wrong with a plan."""
    try:
        check_instalments(BOOK, amount_won=1_200_000_000, due_on=DUE, plan=parts)
    except Invalid as refusal:
        return [error.code for error in refusal.errors]
    return []


def test_two_years_of_instalments_run_from_the_due_day() -> None:
    starts = [date(2026, 9, 2), date(2027, 3, 2), date(2027, 9, 2)]
    assert faults(plan(*starts, date(2028, 3, 2))) == []
    assert faults(plan(*starts, date(2028, 3, 3))) == ["too_late", "gap"]


def test_the_time_to_the_first_part_is_no_gap() -> None:
    assert faults(plan(date(2026, 12, 2), date(2027, 6, 2))) == []
    assert faults(plan(date(2026, 12, 2), date(2027, 6, 3))) == ["gap"]
    assert faults(plan(date(2026, 12, 2), date(2026, 12, 2))) == ["gap"]


def test_a_plan_has_two_to_six_parts_that_add_up() -> None:
    months = [date(2026, month, 2) for month in range(4, 11)]
    assert faults(plan(*months[:6])) == []
    assert faults(plan(*months[:6])[:5]) == ["sum"]
    assert faults(plan(months[0])) == ["parts"]
    assert "parts" in faults(plan(*months))
