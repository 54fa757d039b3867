"""How pots of money are shared over claims: pot by pot, rank by rank, in later rounds by increments. Pure.

The pots come in the order in which they are to be used, the narrowest purpose first. Within a pot
a lower rank gets nothing while a higher one is short. What a claim got out of an earlier pot counts
as filled already, so that the pots together come as near to one common level as the purposes
allow. A later round computes what every claim would have by now, from all money of all rounds,
and pays only what is missing; where the money is short of that, the increments themselves are
shared. Nobody ever has to give back because others came later.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding, Rule, Share
from app.remedy_fund.plans.rules.level import Basins, Filling, fill
from app.remedy_fund.plans.rules.rounding import treasury


class Poured(NamedTuple):
    """One pot over one rank: which claims took part, by their place, and how it was filled."""

    purpose: str
    tier: int
    places: Sequence[int]
    filling: Filling


@dataclass(frozen=True, slots=True)
class Stage:
    """All pots poured once, in their order; what claims got in all and of each pot, by place."""

    poured: tuple[Poured, ...]
    parts: Mapping[str, Sequence[int]]
    totals: Sequence[int]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A finished plan. Claims stand in the order of their ids, and everything else by place.

    `increments` is None in a first round, where what is targeted is what is paid.
    """

    claims: tuple[Claim, ...]
    pots: tuple[Pot, ...]
    options: Options
    targets: Stage
    increments: Stage | None
    awards: Sequence[int]
    parts: Mapping[str, Sequence[int]]  # of each award, by pot

    @property
    def awarded_won(self) -> int:
        """The sum of all awards."""
        return sum(self.awards)

    @property
    def residue(self) -> tuple[tuple[str, int], ...]:
        """What stays in each pot."""
        return tuple((p.purpose, p.money_won - sum(self.parts[p.purpose])) for p in self.pots)

    def share(self, place: int) -> Share:
        """Return what the claim at a place is awarded."""
        parts = ((pot.purpose, self.parts[pot.purpose][place]) for pot in self.pots)
        return Share(
            claim_id=self.claims[place].id,
            award_won=self.awards[place],
            parts=tuple((purpose, won) for purpose, won in parts if won),
        )

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each claim is awarded."""
        return tuple(self.share(place) for place in range(len(self.claims)))


# From the claims at some places, and what those got of earlier pots, to how they stand.
Weigh = Callable[[Sequence[int], Sequence[int]], Basins]


def allocate(claims: Sequence[Claim], pots: Sequence[Pot], options: Options) -> Allocation:
    """Share the pots over the claims; the order in which claims are given makes no difference."""
    ordered = tuple(sorted(claims, key=attrgetter("id")))
    if len({claim.id for claim in ordered}) != len(ordered):
        raise ValueError("two claims with one id")
    if len({pot.purpose for pot in pots}) != len(pots):
        raise ValueError("two pots of one purpose")
    later = any(claim.paid for claim in ordered)
    whole = [_with_earlier(pot, ordered) for pot in pots] if later else list(pots)
    targets = _pour(ordered, whole, options, _cumulative(ordered, options.rule))
    increments = None
    if later:
        increments = _pour(ordered, pots, options, _by_increment(ordered, targets.totals))
    final = increments or targets
    awards, parts = list(final.totals), {name: list(won) for name, won in final.parts.items()}
    if options.rounding is Rounding.TREASURY_10:
        _cut(awards, list(reversed(parts.values())))
    return Allocation(ordered, tuple(pots), options, targets, increments, awards, parts)


def _with_earlier(pot: Pot, claims: Sequence[Claim]) -> Pot:
    earlier = sum(claim.paid.get(pot.purpose, 0) for claim in claims)
    return Pot(pot.purpose, pot.money_won + earlier, pot.benefits)


def _cumulative(claims: Sequence[Claim], rule: Rule) -> Weigh:
    """Return how claims stand before a pot where the whole claim is looked at."""

    def stand(places: Sequence[int], got: Sequence[int]) -> Basins:
        chosen = [claims[place] for place in places]
        sizes = [claim.claim_won for claim in chosen]
        floors = [got[place] for place in places]
        caps = [claim.cap_won - floor for claim, floor in zip(chosen, floors, strict=True)]
        weights = sizes
        if rule is Rule.NET_LOSS:
            weights = [claim.claim_won - claim.prior_won for claim in chosen]
        elif rule is Rule.TIDE:
            floors = [f + claim.prior_won for f, claim in zip(floors, chosen, strict=True)]
        return Basins(weights, floors, caps, sizes)

    return stand


def _by_increment(claims: Sequence[Claim], targets: Sequence[int]) -> Weigh:
    """Return how claims stand before a pot where only what they are still due is looked at."""
    due = [max(0, t - claim.paid_won) for t, claim in zip(targets, claims, strict=True)]

    def stand(places: Sequence[int], got: Sequence[int]) -> Basins:
        weights = [due[place] for place in places]
        floors = [got[place] for place in places]
        caps = [weight - floor for weight, floor in zip(weights, floors, strict=True)]
        return Basins(weights, floors, caps, [claims[place].claim_won for place in places])

    return stand


def _pour(claims: Sequence[Claim], pots: Sequence[Pot], options: Options, weigh: Weigh) -> Stage:
    totals = [0] * len(claims)
    parts: dict[str, list[int]] = {}
    poured: list[Poured] = []
    for pot in pots:
        left = pot.money_won
        part = parts[pot.purpose] = [0] * len(claims)
        for tier, places in _ranks(claims, pot):
            filling = fill(left, weigh(places, totals), options.de_minimis_won)
            left -= filling.spent
            poured.append(Poured(pot.purpose, tier, places, filling))
            for place, won in zip(places, filling.poured, strict=True):
                totals[place] += won
                part[place] = won
    return Stage(tuple(poured), parts, totals)


def _ranks(claims: Sequence[Claim], pot: Pot) -> list[tuple[int, list[int]]]:
    ranks: dict[int, list[int]] = {}
    for place, claim in enumerate(claims):
        if claim.benefit in pot.benefits:
            ranks.setdefault(claim.tier, []).append(place)
    return sorted(ranks.items())


def _cut(awards: list[int], parts: Sequence[list[int]]) -> None:
    """Drop the won below ten of each award, off the pots that were used last."""
    before = list(awards)
    awards[:] = map(treasury, before)
    for place, (had, has) in enumerate(zip(before, awards, strict=True)):
        dropped = had - has
        for part in parts if dropped else ():
            off = min(part[place], dropped)
            part[place] -= off
            dropped -= off
