"""What is owed, by a fold over what happened; held against a slow count, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.calendar import Period, Unit, last_day
from app.law.book import load
from app.law.late_charge import Charged
from app.law.receivable import Happening, Kind, Stage, Standing, limitation_last_on, standing

BOOK = load()
START, DUE = date(2026, 3, 2), date(2026, 5, 4)
MILLION = 1_000_000
SURCHARGE, FINE = Charged.SURCHARGE, Charged.ADMINISTRATIVE_FINE


def day(number: int) -> date:
    """Return a day so many days after the due day."""
    return DUE + timedelta(days=number)


def imposed(won: int = 365 * MILLION) -> Happening:
    """Return the beginning of every receivable here."""
    return Happening(kind=Kind.IMPOSED, on=START, amount_won=won, until=DUE)


def paid(won: int, number: int, key: str = "1") -> Happening:
    """Return money that came in so many days after the due day."""
    return Happening(kind=Kind.PAID, on=day(number), amount_won=won, key=key)


def at(kind: Kind, number: int, **more: object) -> Happening:
    """Return something that happened so many days after the due day."""
    return Happening(kind=kind, on=day(number), **more)  # type: ignore[arg-type]


def stands(
    *more: Happening, on: int, how: Charged | None = SURCHARGE, won: int = 365 * MILLION
) -> Standing:
    """Return how the receivable stands so many days after the due day."""
    return standing(BOOK, [imposed(won), *more], how=how, as_of=day(on))


def test_a_surcharge_bears_its_charge_from_the_day_after_the_due_day() -> None:
    assert (stands(on=0).owed_won, stands(on=0).stage) == (365 * MILLION, Stage.OPEN)
    late = stands(on=1)
    assert (late.charge_won, late.stage) == (75_000, Stage.OVERDUE)
    assert stands(paid(365 * MILLION, 0), on=90).stage is Stage.SETTLED


def test_a_fine_gains_three_per_cent_and_then_a_little_each_full_month() -> None:
    def charge(on: date) -> int:
        return standing(BOOK, [imposed(MILLION)], how=FINE, as_of=on).charge_won

    assert charge(DUE) == 0
    assert charge(day(1)) == charge(date(2026, 6, 4)) == 30_000
    assert charge(date(2026, 6, 5)) == 42_000
    assert charge(date(2031, 5, 5)) == charge(date(2040, 1, 1)) == 30_000 + 60 * 12_000


def test_early_payment_takes_a_fifth_off_a_fine() -> None:
    offer = Happening(kind=Kind.EARLY_OFFERED, on=START, until=day(-20))
    early = stands(offer, paid(800_000, -20), on=90, how=FINE, won=MILLION)
    assert (early.waived_won, early.owed_won, early.stage) == (200_000, 0, Stage.SETTLED)
    assert stands(offer, paid(799_999, -20), on=0, how=FINE, won=MILLION).owed_won == 200_001
    assert stands(offer, paid(800_000, -19), on=0, how=FINE, won=MILLION).owed_won == 200_000


def test_an_objection_to_a_fine_leaves_nothing_to_demand_until_the_court_decides() -> None:
    objected = at(Kind.OBJECTED, 10)
    waiting = stands(objected, on=400, how=FINE, won=MILLION)
    assert (waiting.owed_won, waiting.charge_won, waiting.stage) == (0, 0, Stage.IN_COURT)
    decided = at(Kind.COURT_DECIDED, 400, amount_won=600_000, until=day(430))
    after = stands(objected, decided, on=431, how=FINE, won=MILLION)
    assert (after.owed_won, after.charge_won) == (618_000, 18_000)


def test_a_reduction_works_back_and_leaves_what_was_paid_over() -> None:
    reduced = at(Kind.CHANGED, 30, amount_won=100 * MILLION)
    before = stands(paid(365 * MILLION, 0), reduced, on=29)
    after = stands(paid(365 * MILLION, 0), reduced, on=30)
    assert (before.over_won, after.over_won) == (0, 265 * MILLION)
    back = at(Kind.REFUNDED, 40, amount_won=265 * MILLION)
    assert stands(paid(365 * MILLION, 0), reduced, back, on=40).over_won == 0
    assert stands(at(Kind.CHANGED, 30, amount_won=0), on=30).stage is Stage.SETTLED


def test_instalments_are_due_part_by_part() -> None:
    parts = ((day(0), 165 * MILLION), (day(100), 100 * MILLION), (day(200), 100 * MILLION))
    plan = at(Kind.PLANNED, -30, parts=parts)
    found = stands(plan, paid(165 * MILLION, 0), on=110)
    assert found.charge_won == 100 * MILLION * 75 // 1000 * 10 // 365
    assert (found.next_due_on, found.overdue_won) == (day(100), 100 * MILLION + found.charge_won)
    ended = stands(plan, paid(165 * MILLION, 0), at(Kind.PLAN_ENDED, 110), on=111)
    assert [due.on for due in ended.schedule] == [DUE, day(100), day(110)]


def test_a_lower_sum_shortens_the_last_parts() -> None:
    parts = ((day(10), 165 * MILLION), (day(100), 100 * MILLION), (day(200), 100 * MILLION))
    found = stands(at(Kind.PLANNED, -30, parts=parts),
                   at(Kind.CHANGED, -10, amount_won=200 * MILLION), on=0)  # fmt: skip
    assert [(due.on, due.amount_won) for due in found.schedule] == [
        (day(10), 165 * MILLION), (day(100), 35 * MILLION)]  # fmt: skip


def test_an_extension_moves_the_due_day_and_the_limitation_with_it() -> None:
    found = stands(at(Kind.EXTENDED, -5, until=day(60)), on=60)
    assert (found.charge_won, found.next_due_on) == (0, day(60))
    assert limitation_last_on(BOOK, found) == last_day(day(60), Period(5, Unit.YEARS))
    demanded = stands(at(Kind.DEMANDED, 300), on=300)
    assert limitation_last_on(BOOK, demanded) == last_day(day(300), Period(5, Unit.YEARS))


def test_nothing_accrues_on_the_days_of_a_stay() -> None:
    stay = (at(Kind.STAYED, 11), at(Kind.STAY_LIFTED, 31))
    assert stands(*stay, on=31).charge_won == stands(on=11).charge_won
    assert stands(stay[0], on=500).charge_won == stands(on=10).charge_won
    assert stands(stay[0], on=500).stage is Stage.STAYED


def test_a_write_off_stops_the_charge_and_money_after_it_still_counts() -> None:
    off = at(Kind.WRITTEN_OFF, 10)
    found = stands(off, on=1000)
    assert (found.owed_won, found.written_off_won) == (0, 365 * MILLION + 750_000)
    later = stands(off, paid(100 * MILLION, 900), on=1000)
    assert later.written_off_won == 265 * MILLION + 750_000
    assert later.stage is Stage.WRITTEN_OFF


# -- no order of recording gives another balance, and a slow count agrees

STEPS = st.one_of(
    st.builds(paid, st.integers(1, 200 * MILLION), st.integers(-60, 900), st.text("abc", max_size=2)),
    st.builds(lambda n: at(Kind.STAYED, n), st.integers(1, 600)),
    st.builds(lambda n: at(Kind.STAY_LIFTED, n), st.integers(1, 900)),
    st.builds(lambda n, won: at(Kind.CHANGED, n, amount_won=won), st.integers(-60, 900),
              st.integers(0, 365 * MILLION)),
    st.builds(lambda n, later: at(Kind.EXTENDED, n, until=day(n + later)), st.integers(-60, 0),
              st.integers(1, 90)),
    st.builds(lambda n, a, b: at(Kind.PLANNED, n, parts=((day(a), 90 * MILLION),
                                                       (day(a + b), 90 * MILLION))),
              st.integers(-30, 0), st.integers(0, 60), st.integers(1, 180)),
    st.builds(lambda n: at(Kind.PLAN_ENDED, n), st.integers(1, 300)),
    st.builds(lambda n, won: at(Kind.REFUNDED, n, amount_won=won), st.integers(0, 900),
              st.integers(1, MILLION)),
    st.builds(lambda n: at(Kind.WRITTEN_OFF, n), st.integers(100, 900)),
    st.builds(lambda n: at(Kind.OBJECTED, n), st.integers(-60, 60)),
    st.builds(lambda n, won: at(Kind.COURT_DECIDED, n, amount_won=won, until=day(n + 30)),
              st.integers(61, 300), st.integers(0, 365 * MILLION)),
)  # fmt: skip
HISTORIES = st.lists(STEPS, max_size=12)


@settings(max_examples=500, deadline=None)
@given(HISTORIES, st.integers(-60, 1500), st.randoms(use_true_random=False),
       st.sampled_from([SURCHARGE, FINE, None]))  # fmt: skip
def test_no_order_of_recording_gives_another_balance(
    history: list[Happening], on: int, chance: Random, how: Charged | None
) -> None:
    recorded = [imposed(), *history]
    shuffled = list(recorded)
    chance.shuffle(shuffled)
    first = standing(BOOK, recorded, how=how, as_of=day(on))
    assert standing(BOOK, shuffled, how=how, as_of=day(on)) == first
    for won in (first.owed_won, first.over_won, first.charge_won, first.written_off_won,
                first.waived_won, first.overdue_won):  # fmt: skip
        assert type(won) is int
        assert won >= 0
    if first.stage is not Stage.IN_COURT:
        kept = first.paid_won - first.refunded_won
        due = first.amount_won - first.waived_won + first.charge_won
        assert due - kept == first.owed_won + first.written_off_won - first.over_won


@dataclass
class Slow:
    """The plain case counted one day after another: one due day, payments and stays."""

    history: list[Happening]

    def charge(self, until: date) -> int:
        unpaid, total, stayed = Fraction(365 * MILLION), Fraction(0), False
        end = min(until, last_day(DUE, Period(60, Unit.MONTHS)))
        today = START
        while today <= end:
            for one in sorted(self.history, key=lambda h: (h.on, h.kind is Kind.STAY_LIFTED)):
                if one.on == today and one.kind in (Kind.STAYED, Kind.STAY_LIFTED):
                    stayed = one.kind is Kind.STAYED
            if today > DUE and not stayed:
                total += unpaid * Fraction(75, 1000) / 365
            came = sum(h.amount_won for h in self.history if h.on == today and h.kind is Kind.PAID)
            unpaid = max(Fraction(0), unpaid - came)
            today += timedelta(days=1)
        return int(total)


PLAIN = st.lists(
    st.one_of(
        st.builds(paid, st.integers(1, 200 * MILLION), st.integers(-40, 400), st.just("k")),
        st.builds(lambda n: at(Kind.STAYED, n), st.integers(1, 200)),
        st.builds(lambda n: at(Kind.STAY_LIFTED, n), st.integers(1, 400)),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(PLAIN, st.integers(0, 420))
def test_the_charge_equals_a_count_day_by_day(history: list[Happening], on: int) -> None:
    seen = [one for one in history if one.on <= day(on)]
    assert stands(*history, on=on).charge_won == Slow(seen).charge(day(on))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_read(kind: Kind) -> None:
    one = at(kind, 1, amount_won=1, until=day(2), parts=((day(3), 1),))
    assert stands(one, on=400).owed_won >= 0
