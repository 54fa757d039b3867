"""Why a claim is awarded what it is, step by step: rule, inputs, amount before and after. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.remedy_fund.plans.rules.allocation import Allocation, Poured
from app.remedy_fund.plans.rules.claims import Claim, Rounding
from app.remedy_fund.plans.rules.level import Filling, Standing


class StepRule(StrEnum):
    """By which rule an amount became another one."""

    ELIGIBLE = "eligible"  # the loss, what others paid and the ceiling: the most there can be
    IN_FULL = "in_full"  # the pot lets the claim reach its most
    IN_PROPORTION = "in_proportion"  # the exact share, rounded down
    LEFT_OVER = "left_over"  # one of the won that rounding down left over
    TOO_SMALL = "too_small"  # under the least that is paid
    NOT_REACHED = "not_reached"  # the level stays under what was paid on the claim already
    NOTHING_LEFT = "nothing_left"  # higher ranks have taken the whole pot
    DUE_NOW = "due_now"  # less what earlier rounds have awarded
    TREASURY_10 = "treasury_10"  # the won below ten are dropped


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Inputs are whole numbers and codes; a fraction is two numbers as `1/3`."""

    rule: StepRule
    inputs: Mapping[str, int | str]
    before_won: int
    after_won: int
    capped: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return the step as it is kept with an award."""
        return {"rule": str(self.rule), "inputs": dict(self.inputs), "capped": self.capped,
                "before_won": self.before_won, "after_won": self.after_won}  # fmt: skip


def explain(allocation: Allocation, place: int) -> tuple[Step, ...]:
    """Return the steps to the award of the claim at a place; the last one ends at the award."""
    return tuple(_steps(allocation, place))


def _steps(allocation: Allocation, place: int) -> Iterator[Step]:
    claim, stage = allocation.claims[place], allocation.targets
    yield _eligible(claim)
    options = allocation.options
    yield from _pots(stage.poured, place, options.de_minimis_won, str(options.rule))
    final = stage.totals[place]
    if allocation.increments is not None:
        due = max(0, final - claim.paid_won)
        inputs = {"target_won": final, "paid_won": claim.paid_won}
        yield Step(StepRule.DUE_NOW, inputs, final, due)
        stage = allocation.increments
        yield from _pots(stage.poured, place, options.de_minimis_won, "increment")
        final = stage.totals[place]
    if options.rounding is Rounding.TREASURY_10:
        yield Step(StepRule.TREASURY_10, {}, final, allocation.awards[place])


def _eligible(claim: Claim) -> Step:
    inputs = {"claim_won": claim.claim_won, "prior_won": claim.prior_won, "cap_won": claim.cap_won}
    uncapped = claim.claim_won - claim.prior_won
    return Step(StepRule.ELIGIBLE, inputs, claim.claim_won, claim.cap_won, claim.cap_won < uncapped)


def _pots(poured: Sequence[Poured], place: int, minimum: int, by: str) -> Iterator[Step]:
    got = 0
    for pot in poured:
        index = bisect_left(pot.places, place)
        if index == len(pot.places) or pot.places[index] != place:
            continue
        about: dict[str, int | str] = {
            "purpose": pot.purpose, "tier": pot.tier, "money_won": pot.filling.money, "by": by
        }  # fmt: skip
        for step in _pot(pot.filling, index, got, {**about, "minimum_won": minimum}):
            yield step
            got = step.after_won


def _pot(filling: Filling, index: int, got: int, about: dict[str, int | str]) -> Iterator[Step]:
    standing = filling.standing[index]
    if standing is Standing.FULL:
        after = got + filling.basins.caps[index]
        yield Step(StepRule.IN_FULL, about, got, after, capped=True)
    elif standing is Standing.FILLING:
        yield from _filled(filling, index, got, about)
    elif standing is Standing.DROPPED:
        share = filling.dropped[index]
        inputs = {**about, "share": f"{share.numerator}/{share.denominator}"}
        yield Step(StepRule.TOO_SMALL, inputs, got, got)
    elif filling.basins.caps[index] > 0 and filling.basins.weights[index] > 0:
        empty = filling.money == 0
        yield Step(StepRule.NOTHING_LEFT if empty else StepRule.NOT_REACHED, about, got, got)


def _filled(filling: Filling, index: int, got: int, about: dict[str, int | str]) -> Iterator[Step]:
    down = filling.poured[index] - (index in filling.extra)
    rest = filling.exact(index) - down
    inputs = {
        **about,
        "weight_won": filling.basins.weights[index],
        "floor_won": filling.basins.floors[index],
        "level": f"{filling.numerator}/{filling.denominator}",
    }
    yield Step(StepRule.IN_PROPORTION, inputs, got, got + down)
    if rest:
        won = int(index in filling.extra)
        remainder: dict[str, int | str] = {
            "purpose": about["purpose"], "remainder": f"{rest.numerator}/{rest.denominator}",
            "handed_out_won": len(filling.extra), "got_one": won,
        }  # fmt: skip
        yield Step(StepRule.LEFT_OVER, remainder, got + down, got + down + won)
