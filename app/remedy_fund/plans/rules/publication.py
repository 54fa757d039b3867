"""Which cells of a published table are withheld, so that nobody's award can be worked out. Pure.

A table has lines and columns with their totals, and the total of all, which is always shown. A cell
behind which stand one or two recipients is withheld, a total no less than a cell. Because totals
are shown, what is withheld could still be worked out by subtraction. It cannot where the cell lies
on a ring of withheld cells that all hold something: around a ring, a won can be moved without
changing anything that is shown. The ring that withholds the fewest recipients more is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

LEAST_RECIPIENTS: Final = 3
"""Fewer recipients than this are not shown together; the service's own choice."""
TOTAL: Final = ""
"""The line or column that adds up the others."""

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many recipients stand behind a cell, and what they got together, in won."""

    recipients: int
    amount_won: int


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be shown: every cell with its totals, None where it is withheld."""

    lines: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Place, Cell | None]


def with_totals(
    cells: Mapping[Place, Cell], people: Mapping[Place, Collection[str]] | None = None
) -> dict[Place, Cell]:
    """Return a whole table: cells that nobody stands behind, totals, and the total of all.

    `people` names who stands behind each cell, so that one who stands behind several counts once.
    """
    lines = [*sorted({line for line, _ in cells}), TOTAL]
    columns = [*sorted({column for _, column in cells}), TOTAL]
    whole = {(line, column): Cell(0, 0) for line in lines for column in columns}
    for (line, column), cell in cells.items():
        for place in {(line, column), (line, TOTAL), (TOTAL, column), (TOTAL, TOTAL)}:
            had = whole[place]
            whole[place] = Cell(had.recipients + cell.recipients, had.amount_won + cell.amount_won)
    if people is None:
        return whole
    behind: dict[Place, set[str]] = defaultdict(set)
    for (line, column), who in people.items():
        for place in ((line, column), (line, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            behind[place].update(who)
    return {place: Cell(len(behind[place]), one.amount_won) for place, one in whole.items()}


def publish(
    cells: Mapping[Place, Cell], least: int = LEAST_RECIPIENTS, *,
    people: Mapping[Place, Collection[str]] | None = None,
) -> Published | None:  # fmt: skip
    """Return what may be shown of a table; None where not even its total can be without telling."""
    whole = with_totals(cells, people)
    lines = tuple(sorted({line for line, _ in whole}, key=lambda name: (name == TOTAL, name)))
    columns = tuple(sorted({column for _, column in whole}, key=lambda name: (name == TOTAL, name)))
    if 0 < whole[TOTAL, TOTAL].recipients < least:
        return None
    small = sorted(place for place, cell in whole.items() if 0 < cell.recipients < least)
    hidden = set(small)
    for place in small:
        ring = _cheapest_ring(whole, hidden, place)
        if ring is None:
            hidden = set(whole) - {(TOTAL, TOTAL)}
            break
        hidden |= ring
    shown = {place: None if place in hidden else cell for place, cell in whole.items()}
    return Published(lines, columns, shown)


def _cheapest_ring(
    whole: Mapping[Place, Cell], hidden: set[Place], place: Place
) -> set[Place] | None:
    """Return the cells of the ring through a cell that withholds the fewest recipients more."""
    line, column = place
    paths: list[tuple[int, tuple[str, str], tuple[Place, ...]]] = [(0, ("line", line), ())]
    reached: set[tuple[str, str]] = set()
    while paths:
        cost, node, path = heappop(paths)
        if node == ("column", column):
            return set(path)
        if node in reached:
            continue
        reached.add(node)
        for further, through in _neighbours(whole, node):
            if through == place or further in reached:
                continue
            more = 0 if through in hidden else whole[through].recipients
            heappush(paths, (cost + more, further, (*path, through)))
    return None


def _neighbours(
    whole: Mapping[Place, Cell], node: tuple[str, str]
) -> Iterator[tuple[tuple[str, str], Place]]:
    """Name what is one filled cell away from a line or column; the total of all is no way."""
    side, name = node
    places: Sequence[Place] = sorted(whole)
    for line, column in places:
        if (line if side == "line" else column) != name or (line, column) == (TOTAL, TOTAL):
            continue
        if whole[line, column].recipients:
            other = ("column", column) if side == "line" else ("line", line)
            yield other, (line, column)
