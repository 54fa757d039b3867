"""What of the year's payments by purpose stays withheld, so that the plans' lists do not solve it. Pure.

Each plan publishes its awards by benefit and size of firm, the year its payments by purpose. Both
are sums over the same awards, so one may give away what the other withholds. Everything shown is
an equation over the amounts that no table splits further; an amount can be worked out if, and only
if, its sum follows from those equations. Zero amounts are taken as known, and what of the awards was
paid as well. A line from which something would follow is withheld, the fewest recipients first.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import chain

from app.remedy_fund.plans.rules.publication import (
    LEAST_RECIPIENTS,
    TOTAL,
    Cell,
    Place,
    publish,
)

Vector = dict[int, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardedPart:
    """What one firm was awarded by a plan for a benefit from one purpose; `paid` in the year."""

    plan: str
    benefit: str
    size: str
    purpose: str
    firm: str
    amount_won: int
    paid: bool


Key = tuple[str, str, str, str, bool]


class Known:
    """Equations that are known, kept so that a further sum is quickly told to follow or not."""

    def __init__(self, equations: Iterable[Collection[int]] = ()) -> None:
        """Begin with sums over unknowns by number."""
        self._rows: dict[int, Vector] = {}
        for one in equations:
            self.add(one)

    def add(self, unknowns: Collection[int]) -> None:
        """Let a sum be known."""
        rest = self._rest(unknowns)
        if rest:
            pivot = min(rest)
            scale = rest[pivot]
            self._rows[pivot] = {place: value / scale for place, value in rest.items()}

    def tells(self, unknowns: Collection[int]) -> bool:
        """Tell whether a sum follows from those that are known."""
        return bool(unknowns) and not self._rest(unknowns)

    def _rest(self, unknowns: Collection[int]) -> Vector:
        left = {place: Fraction(1) for place in unknowns}
        for pivot in sorted(self._rows):
            factor = left.get(pivot)
            if not factor:
                continue
            for place, value in self._rows[pivot].items():
                left[place] = left.get(place, Fraction(0)) - factor * value
        return {place: value for place, value in left.items() if value}


def plan_table(parts: Iterable[AwardedPart]) -> tuple[dict[Place, Cell], dict[Place, set[str]]]:
    """Return a plan's awards by benefit and size, and the firms behind each cell."""
    firms: dict[Place, set[str]] = defaultdict(set)
    sums: dict[Place, int] = defaultdict(int)
    for one in parts:
        firms[one.benefit, one.size].add(one.firm)
        sums[one.benefit, one.size] += one.amount_won
    return {place: Cell(len(firms[place]), won) for place, won in sums.items()}, dict(firms)


def safe_lines(
    shown: Mapping[str, Cell | None], parts: Sequence[AwardedPart]
) -> dict[str, Cell | None]:
    """Return the lines of the year with those withheld that would tell of a person with the plans.

    The sum of all payments stays public, as the books' is: what already follows from it and the
    plans alone is nothing that a line could hide.
    """
    groups: dict[Key, set[str]] = defaultdict(set)
    for one in parts:
        groups[one.plan, one.benefit, one.size, one.purpose, one.paid].add(one.firm)
    keys = sorted(groups)
    plans = list(_plan_equations(parts, keys))
    fixed = [*plans, _where(keys, lambda key: key[4])]
    open_anyway = Known(fixed)
    guarded = [one for one in _guarded(parts, keys, groups) if not open_anyway.tells(one)]
    kept = dict(shown)
    while True:
        lines = [line for line, cell in kept.items() if cell is not None]
        known = Known(chain(fixed, (_line(keys, line) for line in lines)))
        if not lines or not any(known.tells(one) for one in guarded):
            return kept
        kept[min(lines, key=lambda line: (_size_of(kept[line]), line))] = None


def _size_of(cell: Cell | None) -> int:
    return cell.recipients if cell else 0


def _where(keys: Sequence[Key], chosen: Callable[[Key], bool]) -> list[int]:
    return [place for place, key in enumerate(keys) if chosen(key)]


def _line(keys: Sequence[Key], purpose: str) -> list[int]:
    return _where(keys, lambda key: key[3] == purpose and key[4])


def _in(key: Key, plan: str, place: Place) -> bool:
    line, column = place
    return key[0] == plan and line in (TOTAL, key[1]) and column in (TOTAL, key[2])


def _plan_equations(parts: Sequence[AwardedPart], keys: Sequence[Key]) -> Iterator[list[int]]:
    """Name the sums that the lists of the plans show."""
    for plan in sorted({one.plan for one in parts}):
        cells, firms = plan_table(one for one in parts if one.plan == plan)
        found = publish(cells, people=firms)
        for place, cell in found.cells.items() if found else ():
            if cell is not None and cell.recipients:
                yield _where(keys, partial(_in, plan=plan, place=place))


def _guarded(
    parts: Sequence[AwardedPart], keys: Sequence[Key], groups: Mapping[Key, set[str]]
) -> list[list[int]]:
    """Name the sums that nobody may work out: of one or two recipients, however they are cut."""
    found = [[place] for place, key in enumerate(keys) if _few(groups[key])]
    for plan in {one.plan for one in parts}:
        lines = {TOTAL, *(key[1] for key in keys if key[0] == plan)}
        columns = {TOTAL, *(key[2] for key in keys if key[0] == plan)}
        places = ((line, column) for line in lines for column in columns)
        found += [_where(keys, partial(_in, plan=plan, place=place)) for place in places]
    found += [_line(keys, purpose) for purpose in {key[3] for key in keys}]
    own: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for firm in groups[key] if _few(groups[key]) else ():
            own[firm].append(number)
    for numbers in own.values():
        found += [numbers, [number for number in numbers if keys[number][4]]]
    sums = {tuple(one) for one in found if one}
    return [list(one) for one in sorted(sums) if _few(_behind(one, keys, groups))]


def _behind(
    places: Collection[int], keys: Sequence[Key], groups: Mapping[Key, set[str]]
) -> set[str]:
    return set().union(*(groups[keys[place]] for place in places))


def _few(who: Collection[str]) -> bool:
    return 0 < len(who) < LEAST_RECIPIENTS
