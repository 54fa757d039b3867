"""Whole won split over several sources so that nothing is lost and nobody gets more than they gave. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What one earmark put into a payment, or gets back of it."""

    earmark_id: str
    amount_won: int


def divide(amount_won: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an amount in proportion to weights, by largest remainder, ties to the earlier place.

    The shares add up to the amount. Where the amount is at most the sum of the weights, no share
    is larger than its weight. Raises ValueError for a negative amount or weight, or no weight.
    """
    total = sum(weights)
    if amount_won < 0 or any(weight < 0 for weight in weights) or not total:
        raise ValueError("nothing to split by")
    shares = [amount_won * weight // total for weight in weights]
    rests = [amount_won * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-rests[place], place))
    for place in order[: amount_won - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def share_out(parts: Sequence[Part], amount_won: int) -> tuple[Part, ...]:
    """Return an amount split as the payment was: for interest and costs, which have no ceiling."""
    shares = divide(amount_won, [part.amount_won for part in parts])
    return _given(parts, shares)


def give_back(
    parts: Sequence[Part], returned: Sequence[Part], amount_won: int
) -> tuple[tuple[Part, ...], int]:
    """Return what each earmark gets of principal that came in, and what no earmark has a claim to.

    An earmark never gets back more than it gave: what is still out of each is the weight, so that
    receipt by receipt all of them are whole at the same moment.
    """
    back = {part.earmark_id: 0 for part in parts}
    for part in returned:
        back[part.earmark_id] = back.get(part.earmark_id, 0) + part.amount_won
    out = [max(0, part.amount_won - back[part.earmark_id]) for part in parts]
    taken = min(amount_won, sum(out))
    if not taken:
        return (), amount_won
    return _given(parts, divide(taken, out)), amount_won - taken


def _given(parts: Sequence[Part], shares: Sequence[int]) -> tuple[Part, ...]:
    pairs = zip(parts, shares, strict=True)
    return tuple(Part(part.earmark_id, share) for part, share in pairs if share)
