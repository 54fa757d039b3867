"""A loan's parts add up exactly, the first takes the fraction, and lateness is counted by the part."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import MAXIMUM_WON
from app.kernel.problems import Invalid
from app.remedy_fund.recoveries.rules.schedule import overdue, schedule

AMOUNTS = st.integers(1_200, MAXIMUM_WON)
DAY = date(2026, 1, 31)


@given(AMOUNTS, st.integers(1, 120), st.integers(1, 12))
def test_the_parts_add_up_and_the_first_takes_the_fraction(
    amount: int, parts: int, every: int
) -> None:
    plan = schedule(amount, parts=parts, first_due_on=DAY, every_months=every)
    assert sum(part.amount_won for part in plan) == amount
    assert [part.number for part in plan] == list(range(1, parts + 1))
    assert all(part.amount_won % 10 == 0 and part.amount_won > 0 for part in plan[1:])
    assert all(plan[0].amount_won >= part.amount_won for part in plan)
    assert plan[0].amount_won - plan[-1].amount_won < 10 * parts
    assert all(before.due_on < after.due_on for before, after in pairwise(plan))


def test_a_day_that_a_month_lacks_does_not_drift() -> None:
    days = [part.due_on for part in schedule(1_000, parts=4, first_due_on=DAY)]
    assert days == [DAY, date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


@pytest.mark.parametrize(("amount", "parts"), [(0, 1), (100, 0), (100, 121), (29, 3)])
def test_a_schedule_of_nothing_is_refused(amount: int, parts: int) -> None:
    with pytest.raises(Invalid):
        schedule(amount, parts=parts, first_due_on=DAY)


@given(AMOUNTS, st.integers(1, 24), st.integers(0, MAXIMUM_WON), st.dates(DAY, date(2029, 1, 1)))
def test_what_is_overdue_is_what_was_due_less_what_was_paid(
    amount: int, parts: int, paid: int, on: date
) -> None:
    plan = schedule(amount, parts=parts, first_due_on=DAY)
    due = sum(part.amount_won for part in plan if part.due_on < on)
    late = overdue(plan, paid, on)
    assert sum(part.unpaid_won for part in late) == max(0, due - paid)
    assert all(part.due_on < on and part.unpaid_won > 0 for part in late)


def test_money_paid_early_fills_the_next_part() -> None:
    plan = schedule(900, parts=3, first_due_on=DAY)
    assert overdue(plan, 600, date(2026, 3, 1)) == ()
    assert [part.unpaid_won for part in overdue(plan, 450, date(2026, 3, 1))] == [150]
