"""What cannot go into a plan at all, and the edges of sharing."""

import pytest

from app.remedy_fund.plans.rules.allocation import allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Rounding
from app.remedy_fund.plans.rules.level import Basins, Standing, fill
from app.remedy_fund.plans.rules.rounding import treasury
from tests.remedy_fund.plans.test_allocation_rules import awards, claim, pot


@pytest.mark.invariant(12)
@pytest.mark.parametrize("bad", [-1, 10**15 + 1, 1.0, True, "1"], ids=repr)
def test_amounts_that_are_no_whole_won_are_refused(bad: object) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        pot(bad)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not an amount"):
        Claim(id="a", benefit="cost", claim_won=bad, cap_won=0)  # type: ignore[arg-type]


def test_claims_that_do_not_fit_are_refused() -> None:
    for more in ({"cap_won": 101}, {"cap_won": 60, "prior_won": 50},
                 {"cap_won": 10, "paid": {"general": 11}}, {"cap_won": 1, "tier": -1}):  # fmt: skip
        with pytest.raises(ValueError, match="claim a"):
            Claim(id="a", benefit="cost", claim_won=100, **more)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="two claims"):
        awards(1, [claim(1, 1), claim(1, 2)])
    with pytest.raises(ValueError, match="two pots"):
        allocate([], [pot(1), pot(2)], Options())
    with pytest.raises(ValueError, match="multiple of ten"):
        Options(rounding=Rounding.TREASURY_10, de_minimis_won=15)


def test_the_treasury_rule_knows_no_amount_under_ten() -> None:
    assert [treasury(won) for won in (0, 9, 10, 19)] == [0, 0, 10, 10]


def test_nobody_fills_without_money() -> None:
    found = fill(0, Basins([1], [0], [1], [1]))
    assert found.standing == [Standing.DRY]
    assert found.poured == [0]
