"""Contribution rules: states that follow from sums, earmarks chosen, shares that never drift."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.lifecycle import StepBlocked
from app.remedy_fund.contributions.lifecycle import (
    CHANGE,
    CONTRIBUTION,
    PART,
    Asked,
    Command,
    PartState,
)
from app.remedy_fund.contributions.rules.choosing import (
    Candidate,
    Wanted,
    choose,
    free_won,
    permits,
)
from app.remedy_fund.contributions.rules.shares import Place, draw, kept_won, share_won
from app.remedy_fund.contributions.rules.sums import State, Sums, standing

DAY = date(2026, 11, 23)
SUMS = st.lists(st.integers(0, 10**6), min_size=5, max_size=5)


def _sums(places: list[int], **more: bool) -> Sums:
    unallocated, earmarked, returned, taken, _used = places
    return Sums(
        received=True, amount_won=sum(places), unallocated_won=unallocated,
        earmarked_won=earmarked, returned_won=returned, taken_back_won=taken, **more,
    )  # fmt: skip


@pytest.mark.invariant(16)
@given(SUMS)
def test_every_won_of_a_contribution_has_one_fate(places: list[int]) -> None:
    sums = _sums(places)
    assert sums.add_up()
    assert sums.used_won == places[4]
    assert sums.left_won == places[0] + places[1]


def test_interest_that_comes_to_an_earmark_is_told_apart() -> None:
    sums = Sums(received=True, amount_won=100, earmarked_won=103)
    assert (sums.gained_won, sums.used_won, sums.add_up()) == (3, 0, True)


@given(SUMS)
def test_a_contribution_with_nothing_left_was_used_or_returned(places: list[int]) -> None:
    state = standing(_sums([0, 0, *places[2:]], set_aside=True))
    assert state is (State.USED if places[4] else State.RETURNED)


@pytest.mark.parametrize(
    ("sums", "state"),
    [
        (Sums(received=False), State.PLEDGED),
        (Sums(received=False, withdrawn=True), State.WITHDRAWN),
        (Sums(received=True, amount_won=5, unallocated_won=5), State.RECEIVED),
        (Sums(received=True, amount_won=5, earmarked_won=5, set_aside=True), State.EARMARKED),
        (Sums(received=True, amount_won=5, unallocated_won=5, set_aside=True), State.EARMARKED),
        (Sums(received=True, amount_won=5, earmarked_won=1, set_aside=True, redesignated=True),
         State.REDESIGNATED),
        (Sums(received=True, amount_won=5, set_aside=True), State.USED),
        (Sums(received=True, amount_won=5, returned_won=5), State.RETURNED),
    ],
)  # fmt: skip
def test_the_state_follows_from_the_sums(sums: Sums, state: State) -> None:
    assert standing(sums) is state


@dataclass
class _Model:
    """A contribution of ten won, moved one won at a time."""

    unallocated: int = 0
    earmarked: int = 0
    returned: int = 0
    taken: int = 0
    used: int = 0
    received: bool = False
    withdrawn: bool = False
    set_aside: bool = False
    moved: bool = False

    def sums(self) -> Sums:
        total = self.unallocated + self.earmarked + self.returned + self.taken + self.used
        return Sums(
            received=self.received, withdrawn=self.withdrawn, amount_won=total,
            unallocated_won=self.unallocated, earmarked_won=self.earmarked,
            returned_won=self.returned, taken_back_won=self.taken, set_aside=self.set_aside,
            redesignated=self.moved,
        )  # fmt: skip

    def take(self, command: Command) -> bool:
        """Do what a command does with the least money; tell whether it can be done at all."""
        can, do = self._moves()[command]
        if can:
            do()
        return can

    def _moves(self) -> dict[Command, tuple[bool, Callable[[], None]]]:
        left = self.unallocated + self.earmarked
        back = bool(self.used)
        return {
            Command.RECEIVE: (True, self._receive),
            Command.WITHDRAW: (True, lambda: setattr(self, "withdrawn", True)),
            Command.EARMARK: (self.unallocated > 0, self._earmark),
            Command.REDESIGNATE: (self.earmarked > 0, lambda: setattr(self, "moved", True)),
            Command.RETURN: (left > 1, lambda: self._leave("returned", 1)),
            Command.TAKE_BACK: (left > 1, lambda: self._leave("taken", 1)),
            Command.RETURN_REST: (left > 0 and not back, lambda: self._leave("returned", left)),
            Command.TAKE_BACK_REST: (left > 0 and not back, lambda: self._leave("taken", left)),
            Command.USE: (self.earmarked > 0 and left > 1, lambda: self._use(1)),
            Command.USE_UP: (left > 0 and not self.unallocated, lambda: self._use(left)),
            Command.RESTORE: (back and not (self.moved and not left), lambda: self._use(-1)),
            Command.RESTORE_MOVED: (back and self.moved, lambda: self._use(-1)),
        }

    def _receive(self) -> None:
        self.received, self.unallocated = True, 3

    def _earmark(self) -> None:
        self.unallocated, self.earmarked, self.set_aside = (
            self.unallocated - 1, self.earmarked + 1, True,
        )  # fmt: skip

    def _use(self, amount: int) -> None:
        self.earmarked, self.used = self.earmarked - amount, self.used + amount

    def _leave(self, place: str, amount: int) -> None:
        first = min(self.unallocated, amount)
        self.unallocated, self.earmarked = self.unallocated - first, self.earmarked - amount + first
        setattr(self, place, getattr(self, place) + amount)


@pytest.mark.invariant(16)
@given(st.lists(st.sampled_from(Command), max_size=25))
def test_every_step_leads_where_the_sums_lead(commands: list[Command]) -> None:
    model = _Model()
    for command in commands:
        before = standing(model.sums())
        rows = [row for row in CONTRIBUTION.steps(before) if row.command == command]
        if not rows or not model.take(command):
            continue
        assert model.sums().add_up()
        assert standing(model.sums()) == rows[0].target


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("command", list(Command))
def test_only_listed_steps_are_taken(state: State, command: Command) -> None:
    listed = {(str(row.source), str(row.command)) for row in CONTRIBUTION.rows}
    found = {str(row.command) for row in CONTRIBUTION.steps(state)}
    assert ((state, command) in listed) == (command in found)


def test_a_step_over_what_remains_is_blocked_with_the_sum() -> None:
    asked = Asked(amount_won=11, unallocated_won=10, free_won=10)
    for state, command in ((State.RECEIVED, Command.EARMARK), (State.EARMARKED, Command.RETURN),
                           (State.EARMARKED, Command.REDESIGNATE)):  # fmt: skip
        with pytest.raises(StepBlocked) as caught:
            CONTRIBUTION.take(state, command, asked)
        assert "10" in caught.value.detail.en
    CONTRIBUTION.take(State.RECEIVED, Command.EARMARK, Asked(amount_won=10, unallocated_won=10))


def test_what_was_released_or_restored_is_never_paid_again() -> None:
    assert PART.final(PartState.RELEASED)
    assert PART.final(PartState.RESTORED)
    assert {str(row.target) for row in CHANGE.rows} == {"done", "dropped"}


# -- choosing

CANDIDATE = st.builds(
    Candidate,
    earmark_id=st.uuids().map(str),
    purpose=st.sampled_from(["litigation", "proof", "general", "running_cost"]),
    programme_id=st.sampled_from(["", "p1", "p2"]),
    expires_on=st.none() | st.dates(date(2026, 11, 1), date(2027, 12, 31)),
    received_on=st.dates(date(2026, 1, 1), DAY),
    available_won=st.integers(-5, 500),
)
CANDIDATES = st.lists(CANDIDATE, max_size=12, unique_by=lambda one: one.earmark_id)
WANTED = st.builds(
    Wanted,
    purposes=st.just(("litigation", "proof", "general")),
    programme_id=st.sampled_from(["", "p1"]),
    on=st.just(DAY),
)


def _order(one: Candidate, wanted: Wanted) -> tuple[int, bool, date, date, str]:
    return (list(wanted.purposes).index(one.purpose), not one.programme_id,
            one.expires_on or date.max, one.received_on, one.earmark_id)  # fmt: skip


@pytest.mark.invariant(16)
@given(CANDIDATES, WANTED, st.integers(1, 2000))
def test_parts_sum_up_and_draw_on_permitted_earmarks_only(
    candidates: list[Candidate], wanted: Wanted, amount: int
) -> None:
    parts = choose(candidates, wanted, amount)
    assert (parts is None) == (amount > free_won(candidates, wanted))
    known = {one.earmark_id: one for one in candidates}
    for part in parts or ():
        one = known[part.earmark_id]
        assert permits(one, wanted)
        assert one.purpose in wanted.purposes
        assert one.programme_id in ("", wanted.programme_id)
        assert one.expires_on is None or one.expires_on >= DAY
        assert 0 < part.amount_won <= one.available_won
    if parts is not None:
        assert sum(part.amount_won for part in parts) == amount
        assert len({part.earmark_id for part in parts}) == len(parts)


@given(CANDIDATES.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), WANTED,
       st.integers(1, 2000))  # fmt: skip
def test_the_order_of_the_rows_decides_nothing(
    orders: tuple[list[Candidate], list[Candidate]], wanted: Wanted, amount: int
) -> None:
    assert choose(orders[0], wanted, amount) == choose(orders[1], wanted, amount)


@given(CANDIDATES, WANTED, st.integers(1, 2000))
def test_a_narrower_or_earlier_one_is_emptied_before_the_next_is_touched(
    candidates: list[Candidate], wanted: Wanted, amount: int
) -> None:
    parts = choose(candidates, wanted, amount) or ()
    taken = {part.earmark_id: part.amount_won for part in parts}
    able = [one for one in candidates if permits(one, wanted) and one.available_won > 0]
    able.sort(key=lambda one: _order(one, wanted))
    for earlier, later in itertools.pairwise(able):
        if taken.get(later.earmark_id):
            assert taken[earlier.earmark_id] == earlier.available_won


def test_an_earmark_pays_on_its_last_day_and_not_the_day_after() -> None:
    one = Candidate(
        earmark_id="e", purpose="proof", expires_on=DAY, received_on=DAY, available_won=1
    )
    assert permits(one, Wanted(purposes=["proof"], on=DAY))
    assert not permits(one, Wanted(purposes=["proof"], on=date(2026, 11, 24)))


# -- shares


@dataclass
class Collected:
    """What has come in and what goes back."""

    collected_won: int
    owed_back_won: int = 0
    refunded_won: int = 0


RATIO = st.fractions(0, 1, max_denominator=1000)


@pytest.mark.invariant(36)
@given(RATIO, st.lists(st.integers(1, 10**9), max_size=20))
def test_the_parts_of_a_share_sum_to_the_share_of_the_whole(
    ratio: Fraction, payments: list[int]
) -> None:
    total = credited = 0
    for payment in payments:
        total += payment
        credited += share_won(ratio, total) - credited
        assert credited == (ratio * total).__floor__()


@pytest.mark.invariant(36)
@given(RATIO, st.integers(0, 10**15))
def test_a_share_is_exact_and_below_one_won_of_the_ratio(ratio: Fraction, kept: int) -> None:
    assert 0 <= ratio * kept - share_won(ratio, kept) < 1


@pytest.mark.invariant(36)
def test_a_refund_that_was_announced_counts_once_whichever_is_heard_first() -> None:
    assert kept_won(Collected(100, owed_back_won=100)) == 0
    assert kept_won(Collected(100, owed_back_won=100, refunded_won=100)) == 0
    assert kept_won(Collected(100, owed_back_won=60, refunded_won=100)) == 0
    assert kept_won(Collected(100, refunded_won=40)) == 60
    assert kept_won(Collected(0, refunded_won=40)) == 0


@pytest.mark.invariant(36)
@given(st.lists(st.integers(-3, 100), max_size=8), st.integers(0, 500))
def test_what_is_drawn_and_what_falls_short_make_the_amount(free: list[int], amount: int) -> None:
    places = [Place(f"c{n}", "", won) for n, won in enumerate(free)]
    drawn = draw(places, amount)
    assert sum(won for _, won in drawn.parts) + drawn.shortfall_won == amount
    assert all(0 < won <= place.free_won for place, won in drawn.parts)
    assert drawn.shortfall_won == max(0, amount - sum(won for won in free if won > 0))
