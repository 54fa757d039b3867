"""Budget rules: rooms under caps, the two tenths of 국가재정법 제70조, spreading over years."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.remedy_fund.budgets.lifecycle import CHANGE, State
from app.remedy_fund.budgets.rules import (
    EVERY_YEAR,
    Dimension,
    LineKey,
    MainItem,
    Spending,
    beyond_own_power,
    room_won,
    spread,
    within_two_tenths,
)

WON = st.integers(0, 10**15)


@dataclass
class Sums:
    """A line's sums."""

    cap_won: int
    committed_won: int
    paid_won: int


@pytest.mark.invariant(17)
@given(planned=WON, changed=st.integers(-(10**15), 10**15))
def test_two_tenths_are_counted_in_whole_won_on_both_sides(planned: int, changed: int) -> None:
    assert within_two_tenths(planned, changed) == (5 * abs(changed) <= planned)
    assert within_two_tenths(planned, changed) == within_two_tenths(planned, -changed)


@pytest.mark.invariant(17)
@pytest.mark.parametrize(
    ("planned", "changed", "allowed"),
    [(100, 20, True), (100, 21, False), (99, 19, True), (99, 20, False), (0, 0, True), (0, 1, False),
     (5, 1, True), (4, 1, False), (10**15, 2 * 10**14, True), (10**15, 2 * 10**14 + 1, False)],
)  # fmt: skip
def test_exactly_two_tenths_may_be_moved_and_one_won_more_may_not(
    planned: int, changed: int, allowed: bool
) -> None:
    assert within_two_tenths(planned, changed) is allowed


@pytest.mark.invariant(17)
@given(planned=WON, moves=st.lists(st.integers(1, 10**6), max_size=30))
def test_many_small_moves_never_pass_what_one_move_may_not(planned: int, moves: list[int]) -> None:
    present = planned
    for move in moves:
        item = MainItem("proof", planned, present)
        if beyond_own_power([item], {"proof": move}):
            continue
        present += move
    assert within_two_tenths(planned, present - planned)


def test_a_move_within_a_main_item_needs_nobody() -> None:
    item = MainItem("proof", 100, 100)
    assert beyond_own_power([item], {"proof": 0}) == ()


def test_a_spending_counts_on_its_item_its_applicant_and_its_case() -> None:
    spending = Spending(
        fiscal_year=2026, programme="proof", item="litigation", applicant="company_1",
        case_id="case_1",
    )  # fmt: skip
    item, applicant, case = spending.keys()
    assert (item.dimension, applicant.dimension, case.dimension) == tuple(Dimension)
    assert (item.fiscal_year, applicant.fiscal_year, case.fiscal_year) == (2026, 2026, EVERY_YEAR)
    assert len({item.id, applicant.id, case.id}) == 3


def test_without_applicant_and_case_only_the_item_counts() -> None:
    assert len(Spending(fiscal_year=2026, programme="proof", item="x").keys()) == 1


@given(st.tuples(st.integers(2000, 2199), st.sampled_from(Dimension), st.text(), st.text()),
       st.tuples(st.integers(2000, 2199), st.sampled_from(Dimension), st.text(), st.text()))  # fmt: skip
def test_a_line_has_one_id_and_two_lines_have_two(
    one: tuple[int, Dimension, str, str], other: tuple[int, Dimension, str, str]
) -> None:
    separated = all("\x1f" not in part for key in (one, other) for part in key[2:])
    if separated:
        assert (LineKey(*one).id == LineKey(*other).id) == (one == other)


@given(WON, WON, WON)
def test_the_room_is_what_neither_commitment_nor_payment_has_taken(a: int, b: int, c: int) -> None:
    assert room_won(Sums(a + b + c, a, b)) == c


@given(st.lists(st.integers(0, 1000)), st.integers(0, 5000))
def test_an_amount_is_taken_whole_or_not_at_all(available: list[int], amount: int) -> None:
    parts = spread(available, amount)
    assert (parts is None) == (amount > sum(available))
    if parts is not None:
        assert sum(parts) == amount
        assert all(0 <= part <= held for part, held in zip(parts, available, strict=True))


def test_a_change_is_carried_out_or_dropped_once() -> None:
    assert {str(row.target) for row in CHANGE.steps(State.ASKED)} == {"done", "dropped"}
    assert CHANGE.final(State.DONE)
    assert CHANGE.final(State.DROPPED)
