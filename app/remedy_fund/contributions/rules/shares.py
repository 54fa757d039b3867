"""The fund's share of a collected surcharge: always the floor of the ratio times what was kept. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol


class Collection(Protocol):
    """What has come in for one surcharge and what goes back, in won."""

    collected_won: int
    owed_back_won: int
    refunded_won: int


def kept_won(collection: Collection) -> int:
    """Return what is collected for good.

    What an annulment or reduction makes due counts as gone from that day, and the refund that pays
    it counts no second time, whichever of the two is heard of first.
    """
    gone = max(collection.owed_back_won, collection.refunded_won)
    return max(0, collection.collected_won - gone)


def share_won(ratio: Fraction, kept: int) -> int:
    """Return the share of what is kept; single parts are differences of this, so nothing drifts."""
    return kept * ratio.numerator // ratio.denominator


@dataclass(frozen=True, slots=True)
class Place:
    """Where money of surcharge shares lies: an earmark, or what of a contribution is in none."""

    contribution_id: str
    earmark_id: str  # empty for what is not set aside yet
    free_won: int


@dataclass(frozen=True, slots=True)
class Draw:
    """What is taken from each place, and what none of them has."""

    parts: tuple[tuple[Place, int], ...]
    shortfall_won: int


def draw(places: Sequence[Place], amount_won: int) -> Draw:
    """Take an amount from the places in their order; nothing reserved is ever touched."""
    parts, left = [], amount_won
    for place in places:
        part = min(max(0, place.free_won), left)
        if part:
            parts.append((place, part))
            left -= part
    return Draw(tuple(parts), left)
