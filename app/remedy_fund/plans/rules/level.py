"""The level to which money fills claims of different size, each from its floor to its cap. Pure.

Where one level `t` is right, every claim has `t × weight − floor`, never below nought and never
over its cap, and all of them together have the money. With floors of nought that is a share in
proportion to weight in which capped claims hand their surplus on; with floors it is a tide. The
level is found exactly, as a fraction, by going through the points at which a claim begins or
ends to fill; that order is sorted by whole numbers, see `_PLACES`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush, heapreplace
from typing import Final

from app.kernel.money import MAXIMUM_WON

# Two different fractions with parts up to 10^15 differ by more than 2^-100: cut after so many
# binary places they keep their order, and equal ones stay equal.
_PLACES: Final = 112
_SIZE_PLACES: Final = MAXIMUM_WON.bit_length()


@dataclass(frozen=True, slots=True)
class Basins:
    """Claims as the level sees them, in the order of their ids; `sizes` decide between equals."""

    weights: Sequence[int]
    floors: Sequence[int]
    caps: Sequence[int]
    sizes: Sequence[int]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.weights)


class Standing(IntEnum):
    """How far a basin has filled."""

    DRY = 0
    FILLING = 1
    FULL = 2
    DROPPED = 3


@dataclass(slots=True)
class Filling:
    """A pot poured over basins: where the level stands, and what each has got in whole won."""

    money: int
    basins: Basins
    standing: list[Standing]
    dropped: dict[int, Fraction]  # the share that was too small, in the order of dropping
    poured: list[int]
    extra: frozenset[int]  # who got one of the won left over by rounding down
    numerator: int
    denominator: int  # nought where nobody is left to whom a level applies

    def exact(self, index: int) -> Fraction:
        """Return a basin's share before rounding."""
        return Fraction(*_share(self, index))

    @property
    def spent(self) -> int:
        """Return how much of the money was poured."""
        return sum(self.poured)


def fill(money: int, basins: Basins, minimum: int = 0) -> Filling:
    """Pour money over basins; shares under the minimum are dropped, the smallest first.

    The largest remainders get the won that rounding down leaves over; equal ones go to the larger
    claim, then to the smaller id. Of equal shares that are too small, the smaller claim goes
    first, then the later id. The minimum is held against the share before rounding.
    """
    sweep = _Sweep(money, basins)
    if minimum:
        sweep.drop_below(minimum)
    return sweep.whole()


class _Sweep:
    """The state while the level rises; it only ever rises, also when claims are dropped."""

    def __init__(self, money: int, basins: Basins) -> None:
        self.money, self.basins = money, basins
        self.standing = [Standing.DRY] * len(basins)
        self.dropped: dict[int, Fraction] = {}
        # The level stands at `water / weight`: what is not bound in full basins, and floors filled.
        self.water, self.weight, self.floors = money, 0, 0
        # A point is one number: where it lies, which basin it is of, and 1 where that is full.
        self.points: list[int] = []
        self.places = len(basins).bit_length() + 1
        self.mask = (1 << self.places) - 1
        self.next = 0
        self._begin()
        self._rise()

    def _begin(self) -> None:
        if self.money <= 0:
            return
        basins, standing, points, places = self.basins, self.standing, self.points, self.places
        rows = zip(basins.weights, basins.floors, basins.caps, strict=True)
        for index, (weight, floor, cap) in enumerate(rows):
            if weight <= 0 or cap <= 0:
                continue
            if floor:
                points.append((((floor << _PLACES) // weight) << places) + 2 * index)
            else:
                standing[index] = Standing.FILLING
                self.weight += weight
            points.append(((((floor + cap) << _PLACES) // weight) << places) + 2 * index + 1)
        points.sort()

    def _rise(self) -> list[int]:
        """Let the level rise as far as the money goes; return the basins that begin to fill."""
        weights, floors, caps = self.basins.weights, self.basins.floors, self.basins.caps
        points, standing, mask = self.points, self.standing, self.mask
        water, weight, filled, place = self.water, self.weight, self.floors, self.next
        begun: list[int] = []
        while place < len(points):
            code = points[place] & mask
            index = code >> 1
            if standing[index] is not Standing.DROPPED:
                own, floor = weights[index], floors[index]
                if code & 1:
                    full = floor + caps[index]
                    if water * own < full * weight:
                        break
                    water, weight, filled = water - full, weight - own, filled - floor
                    standing[index] = Standing.FULL
                else:
                    if water * own <= floor * weight:
                        break
                    water, weight, filled = water + floor, weight + own, filled + floor
                    standing[index] = Standing.FILLING
                    begun.append(index)
            place += 1
        self.water, self.weight, self.floors, self.next = water, weight, filled, place
        return begun

    @property
    def numerator(self) -> int:
        return self.water

    @property
    def denominator(self) -> int:
        return self.weight

    def drop_below(self, minimum: int) -> None:
        """Drop the smallest share while it is under the minimum, and let the rest rise."""
        small = [entry for index in range(len(self.basins))
                 if (entry := self._small(index, minimum)) is not None]  # fmt: skip
        heapify(small)
        while small:
            index = small[0][3]
            # A share only grows, so an old one is never too large to stand first.
            now = self._small(index, minimum)
            if now is None:
                heappop(small)
            elif now[0] > small[0][0]:
                heapreplace(small, now)
            else:
                heappop(small)
                self._drop(index, now[0])
                for begun in self._rise():
                    entry = self._small(begun, minimum)
                    if entry is not None:
                        heappush(small, entry)

    def _small(self, index: int, minimum: int) -> tuple[Fraction, int, int, int] | None:
        if self.standing[index] not in (Standing.FILLING, Standing.FULL):
            return None
        over, under = _share(self, index)
        if over >= minimum * under:
            return None
        return Fraction(over, under), self.basins.sizes[index], -index, index

    def _drop(self, index: int, share: Fraction) -> None:
        if self.standing[index] is Standing.FULL:
            self.water += self.basins.caps[index]
        else:
            self.weight -= self.basins.weights[index]
            self.water -= self.basins.floors[index]
            self.floors -= self.basins.floors[index]
        self.standing[index] = Standing.DROPPED
        self.dropped[index] = share

    def whole(self) -> Filling:
        """Return the shares in whole won."""
        basins, over, under = self.basins, self.numerator, self.denominator
        weights, floors, sizes, places = basins.weights, basins.floors, basins.sizes, self.places
        poured = [
            cap if standing is Standing.FULL else 0
            for cap, standing in zip(basins.caps, self.standing, strict=True)
        ]
        left = self.water - self.floors
        # One number ranks who gets a won left over: largest remainder, larger claim, smaller id.
        ranks: list[int] = []
        for index in [
            i for i, standing in enumerate(self.standing) if standing is Standing.FILLING
        ]:
            won, rest = divmod(over * weights[index] - under * floors[index], under)
            poured[index] = won
            left -= won
            ranks.append(
                (((under - rest << _SIZE_PLACES) + MAXIMUM_WON - sizes[index]) << places) + index
            )
        ranks.sort()
        # Where nobody is filling, what is left over belongs to nobody here.
        extra = [rank & self.mask for rank in ranks[:left]]
        for index in extra:
            poured[index] += 1
        return Filling(
            money=self.money, basins=basins, standing=self.standing, dropped=self.dropped,
            poured=poured, extra=frozenset(extra), numerator=over, denominator=under,
        )  # fmt: skip


def _share(state: _Sweep | Filling, index: int) -> tuple[int, int]:
    basins = state.basins
    if state.standing[index] is Standing.FULL:
        return basins.caps[index], 1
    if state.standing[index] is Standing.FILLING:
        filled = state.denominator * basins.floors[index]
        return state.numerator * basins.weights[index] - filled, state.denominator
    return 0, 1
