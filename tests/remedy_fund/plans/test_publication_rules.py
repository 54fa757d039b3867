"""What is withheld of a published table, attacked by trying tables that would look the same."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.remedy_fund.plans.rules.publication import TOTAL, Cell, Place, publish, with_totals


def same_looking(
    shown: dict[Place, int | None], true: dict[Place, Cell]
) -> Iterator[dict[Place, int]]:
    """Yield the tables near the true one, none negative, whose shown cells are those shown."""
    choices = [
        [known] if (known := shown[place]) is not None
        else range(max(0, cell.amount_won - 1), cell.amount_won + 2)
        for place, cell in true.items()
    ]  # fmt: skip
    for values in product(*choices):
        guess = with_totals({place: Cell(0, won) for place, won in zip(true, values, strict=True)})
        if all(won is None or guess[place].amount_won == won for place, won in shown.items()):
            yield {place: cell.amount_won for place, cell in guess.items()}


def tables(lines: int, columns: int) -> st.SearchStrategy[dict[Place, Cell]]:
    places = [(f"r{r}", f"c{c}") for r in range(lines) for c in range(columns)]
    return st.fixed_dictionaries(
        {place: st.integers(0, 4).map(lambda n: Cell(n, n)) for place in places}
    )


@pytest.mark.invariant(32)
@settings(max_examples=80, deadline=None)
@given(tables(2, 2) | tables(2, 3) | tables(1, 3) | tables(3, 2))
def test_nothing_that_one_or_two_got_can_be_worked_out(cells: dict[Place, Cell]) -> None:
    found, whole = publish(cells), with_totals(cells)
    if found is None:
        assert 0 < whole[TOTAL, TOTAL].recipients < 3
        return
    assert found.cells[TOTAL, TOTAL] == whole[TOTAL, TOTAL]
    small = [place for place, cell in whole.items() if 0 < cell.recipients < 3]
    assert all(found.cells[place] is None for place in small)
    if not small:
        assert None not in found.cells.values()
        return
    shown = {place: cell.amount_won if cell else None for place, cell in found.cells.items()}
    possible: dict[Place, set[int]] = {place: set() for place in small}
    for guess in same_looking(shown, cells):
        for place in small:
            possible[place].add(guess[place])
        if all(len(values) > 1 for values in possible.values()):
            return
    raise AssertionError({place: v for place, v in possible.items() if len(v) < 2})


@pytest.mark.invariant(32)
@settings(max_examples=200, deadline=None)
@given(tables(3, 3))
def test_what_is_shown_is_true_and_the_total_is_that_of_the_books(cells: dict[Place, Cell]) -> None:
    found, whole = publish(cells), with_totals(cells)
    if found is not None:
        assert all(cell in (None, whole[place]) for place, cell in found.cells.items())
        assert found.cells[TOTAL, TOTAL] == Cell(
            sum(cell.recipients for cell in cells.values()),
            sum(cell.amount_won for cell in cells.values()),
        )


@pytest.mark.invariant(32)
def test_a_small_cell_takes_a_ring_with_it_and_not_its_total_alone() -> None:
    cells = {("r0", "c0"): Cell(1, 70), ("r0", "c1"): Cell(5, 500), ("r1", "c0"): Cell(4, 400),
             ("r1", "c1"): Cell(9, 900)}  # fmt: skip
    found = publish(cells)
    assert found is not None
    withheld = {place for place, cell in found.cells.items() if cell is None}
    assert ("r0", "c0") in withheld
    assert len(withheld) == 4
    assert found.cells[TOTAL, TOTAL] == Cell(19, 1870)


def test_a_table_of_many_is_shown_whole() -> None:
    found = publish({("r0", "c0"): Cell(3, 30), ("r1", "c0"): Cell(4, 40)})
    assert found is not None
    assert None not in found.cells.values()


def test_two_recipients_in_all_are_not_told_of_and_nobody_is_nothing_to_hide() -> None:
    assert publish({("r0", "c0"): Cell(2, 30)}) is None
    nobody = publish({})
    assert nobody is not None
    assert nobody.cells == {(TOTAL, TOTAL): Cell(0, 0)}
