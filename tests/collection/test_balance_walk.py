"""Balances equal a slow replay of the same events, on both pages, whatever came in what order."""

from collections.abc import Generator
from datetime import date
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.law import happening
from app.law.late_charge import Charged
from app.law.receivable import Happening, Kind, standing
from app.sanctions import actions as sanctions
from app.sanctions.schemas.measure import AnnulmentIn, BalanceOut, DatedIn
from tests.collection.collection_desk import WHY, Desk, open_desk
from tests.law.surcharge_cases import BOOK
from tests.support import balance_walk
from tests.support.balance_walk import Grounds
from tests.support.long_walk import take
from tests.support.slow_balance import Note, replay

MILLION = 1_000_000
SERVED, DUE = date(2026, 11, 23), date(2027, 1, 22)
GROUNDS = Grounds()


@pytest.fixture(scope="module", autouse=True)
def _swept() -> Generator[None]:
    yield
    GROUNDS.copies.close()


@pytest.fixture
def desk(engine: Engine, clock: FrozenClock) -> Desk:
    return open_desk(engine, clock)


def balance(desk: Desk, measure_id: str) -> BalanceOut:
    """Return the sum as the measure's page shows it."""
    found = desk.scene.measure(measure_id).balance
    assert found is not None
    return found


def lower(desk: Desk, measure_id: str, won: int) -> None:
    """Annul what goes beyond a sum."""
    form = AnnulmentIn(reason=WHY, in_part=True, new_amount_won=won)
    annul = partial(sanctions.annul, measure_id=measure_id, form=form, version=None)
    desk.scene.do(desk.scene.lead, lambda work: annul(work).id)


def test_a_walk_through_the_service_finds_no_difference() -> None:
    found = take(balance_walk.kind(GROUNDS), 3, 20, 5)
    assert found.findings == []
    assert found.steps == 60


def test_a_walk_finds_a_fault_that_was_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    # What was annulled in part stays owed.
    monkeypatch.setitem(happening._READERS, Kind.CHANGED, lambda _file, _one: None)
    assert take(balance_walk.kind(GROUNDS), 4, 20, 5).findings != []


_DAYS = st.integers(0, 500).map(lambda days: date.fromordinal(SERVED.toordinal() + days))
_WON = st.integers(1, 900) | st.sampled_from([400_000, 1_000_000])
_SIMPLE = st.builds(Note, st.sampled_from(["paid", "paid", "refunded", "demanded"]), _DAYS, _WON)
_TERMS = st.builds(Note, st.sampled_from(["changed", "stayed", "stay_lifted", "written_off",
                                          "objected", "plan_ended"]), _DAYS, _WON)  # fmt: skip
_DATED = st.builds(Note, st.sampled_from(["extended", "court_decided", "early_offered"]), _DAYS,
                   _WON, _DAYS)  # fmt: skip
_PLANS = st.builds(
    lambda on, parts: Note("planned", on, parts=tuple(sorted(parts))), _DAYS,
    st.lists(st.tuples(_DAYS, _WON), min_size=1, max_size=3, unique_by=lambda part: part[0]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(_SIMPLE | _TERMS | _DATED | _PLANS, max_size=12), _DAYS, st.booleans(), st.data())
def test_no_order_of_telling_gives_another_balance_than_the_replay(
    told: list[Note], today: date, fine: bool, data: st.DataObject,
) -> None:  # fmt: skip
    notes = [Note("imposed", SERVED, MILLION, DUE)]
    notes += [Note(n.kind, n.on, n.won, n.until, n.parts, place) for place, n in enumerate(told)]
    want = replay(notes, fine=fine, charged=True, today=today)
    mixed = data.draw(st.permutations(notes))
    happened = [
        Happening(kind=Kind(n.kind), on=n.on, key=f"{n.place:06d}", amount_won=n.won,
                  until=n.until, parts=n.parts)
        for n in mixed
    ]  # fmt: skip
    how = Charged.ADMINISTRATIVE_FINE if fine else Charged.SURCHARGE
    have = standing(BOOK, happened, how=how, as_of=today)
    assert (have.amount_won, have.waived_won, have.paid_won, have.charge_won) == (
        want.amount, want.waived, want.paid, want.charge)  # fmt: skip
    assert (have.owed_won, have.over_won, have.written_off_won) == (
        want.owed, want.over, want.written_off)  # fmt: skip
    assert [(d.on, d.amount_won, d.paid_won) for d in have.schedule] == list(want.schedule)


def test_money_written_down_late_is_given_back_whatever_order_it_was_written_in(desk: Desk) -> None:
    half, rest = 600 * MILLION, 620 * MILLION
    found = []
    for late_first in (False, True):
        desk.clock.set_day(SERVED)
        one = desk.surcharge()
        desk.clock.set_day(date(2027, 5, 3))
        payments = [(rest, date(2027, 2, 22), "수납-1"), (half, date(2027, 5, 3), "수납-2")]
        for won, on, key in reversed(payments) if late_first else payments:
            desk.scene.pay(one.measure_id, won, key, on=on, overpaid=True)
        found.append(
            (desk.see(one.id).refund_due_won, balance(desk, one.measure_id).refund_due_won)
        )
    assert found[0] == found[1]
    assert found[0][0] == found[0][1] > 0


def test_what_the_court_leaves_over_is_noted_to_be_given_back(desk: Desk) -> None:
    one = desk.fine()
    desk.scene.pay(one.measure_id, 4 * MILLION, "수납-1")
    desk.object(one.id)
    desk.scene.pay(one.measure_id, 10_000, "수납-2")  # kept until the court has decided
    assert balance(desk, one.measure_id).refund_due_won == 0
    desk.step(one.id, "refer_to_court")
    desk.step(one.id, "court_decided", amount_won=3 * MILLION, until="2027-03-31")
    assert desk.see(one.id).refund_due_won == 1_010_000
    assert balance(desk, one.measure_id).refund_due_won == 1_010_000
    assert desk.scene.measure(one.measure_id).state.code == "paid"


def test_a_sum_lowered_after_the_court_is_the_sum_on_both_pages(desk: Desk) -> None:
    one = desk.fine()
    desk.object(one.id)
    desk.step(one.id, "refer_to_court")
    desk.step(one.id, "court_decided", amount_won=4 * MILLION, until="2027-03-31")
    lower(desk, one.measure_id, 2 * MILLION)
    assert (desk.see(one.id).owed_won, balance(desk, one.measure_id).owed_won) == (
        2 * MILLION, 2 * MILLION)  # fmt: skip


def test_a_fine_annulled_before_the_court_decides_is_given_back(desk: Desk) -> None:
    one = desk.fine()
    desk.scene.pay(one.measure_id, MILLION, "수납-1")
    desk.object(one.id)
    form = AnnulmentIn(reason=WHY)
    annul = partial(sanctions.annul, measure_id=one.measure_id, form=form, version=None)
    desk.scene.do(desk.scene.lead, lambda work: annul(work).id)
    shown = desk.see(one.id)
    assert (shown.stage.code, shown.refund_due_won, shown.steps) == ("settled", MILLION, [])
    assert balance(desk, one.measure_id).refund_due_won == MILLION


def test_a_stay_lifted_and_ordered_anew_on_one_day_holds(desk: Desk) -> None:
    one = desk.surcharge()
    form = DatedIn(reason=WHY)
    for act in (sanctions.stay, sanctions.lift_stay, sanctions.stay):
        taken = partial(act, measure_id=one.measure_id, form=form, version=None)
        desk.scene.do(desk.scene.lead, lambda work, taken=taken: taken(work).id)
    assert (desk.scene.measure(one.measure_id).state.code, desk.see(one.id).stage.code) == (
        "stayed", "stayed")  # fmt: skip


def test_the_early_walks_are_the_same_for_the_same_seed() -> None:
    lives = [balance_walk.begin(GROUNDS, Random("one")) for _ in range(2)]
    assert lives[0].notes == lives[1].notes
