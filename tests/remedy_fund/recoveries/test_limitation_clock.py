"""A public claim runs out after five years; demands restart the clock, a suit holds it still."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.calendar import last_day
from app.remedy_fund.recoveries.rules.limitation import PERIOD, Mark, limitation

START = date(2026, 3, 2)
FAR = date(2060, 1, 1)
DAYS = st.dates(START, date(2045, 12, 31))
MARKS = st.lists(st.tuples(DAYS, st.sampled_from(list(Mark))), max_size=8)


@pytest.mark.invariant(30)
def test_a_claim_nobody_asks_for_runs_out_after_five_years() -> None:
    clock = limitation(START, [], FAR)
    assert clock.last_on == date(2031, 3, 2)
    assert not clock.lapsed(date(2031, 3, 2))
    assert clock.lapsed(date(2031, 3, 3))


@pytest.mark.invariant(30)
@pytest.mark.parametrize("mark", [Mark.DEMAND, Mark.ACKNOWLEDGEMENT])
def test_a_demand_or_an_acknowledgement_begins_the_five_years_anew(mark: Mark) -> None:
    assert limitation(START, [(date(2031, 3, 2), mark)], FAR).last_on == date(2036, 3, 2)
    assert limitation(START, [(date(2031, 3, 3), mark)], FAR).last_on == date(2031, 3, 2)


@pytest.mark.invariant(30)
def test_a_suit_holds_the_clock_until_it_is_won() -> None:
    filed, won = (date(2030, 1, 1), Mark.SUIT_FILED), (date(2034, 5, 6), Mark.SUIT_WON)
    during = limitation(START, [filed, won], date(2034, 5, 5))
    assert (during.last_on, during.stopped_since) == (None, date(2030, 1, 1))
    assert not during.lapsed(FAR)
    assert limitation(START, [filed, won], FAR).last_on == date(2039, 5, 6)


@pytest.mark.invariant(30)
def test_a_suit_that_fails_has_held_nothing() -> None:
    marks = [(date(2030, 1, 1), Mark.SUIT_FILED), (date(2034, 5, 6), Mark.SUIT_FAILED)]
    assert limitation(START, marks, FAR).last_on == date(2031, 3, 2)
    demanded = [*marks, (date(2030, 6, 1), Mark.DEMAND)]
    assert limitation(START, demanded, FAR).last_on == date(2035, 6, 1)


@pytest.mark.invariant(30)
@given(MARKS, st.randoms(use_true_random=False), DAYS)
def test_the_order_of_entry_and_the_future_do_not_matter(
    marks: list[tuple[date, Mark]], random: Random, as_of: date
) -> None:
    shuffled = random.sample(marks, len(marks))
    known = [mark for mark in marks if mark[0] <= as_of]
    assert limitation(START, marks, as_of) == limitation(START, shuffled, as_of)
    assert limitation(START, marks, as_of) == limitation(START, known, as_of)


@pytest.mark.invariant(30)
@given(MARKS)
def test_a_clock_runs_five_years_from_a_day_on_which_something_happened(
    marks: list[tuple[date, Mark]],
) -> None:
    clock = limitation(START, marks, FAR)
    assert clock.running_from in {START, *(on for on, _mark in marks)}
    if clock.stopped_since is None:
        assert clock.last_on == last_day(clock.running_from, PERIOD)
        assert clock.last_on >= last_day(START, PERIOD)
    else:
        assert (clock.stopped_since, Mark.SUIT_FILED) in marks


@pytest.mark.invariant(30)
@given(MARKS, DAYS, st.sampled_from([Mark.DEMAND, Mark.ACKNOWLEDGEMENT, Mark.SUIT_FILED]))
def test_nothing_revives_a_claim_that_is_gone(
    marks: list[tuple[date, Mark]], on: date, mark: Mark
) -> None:
    before = limitation(START, marks, on)
    if before.lapsed(on) and not any(day > on for day, _mark in marks):
        assert limitation(START, [*marks, (on, mark)], FAR).lapsed(on)
