"""Sharing of money, held against slow and plain computations of the same rules."""

from fractions import Fraction
from math import floor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.remedy_fund.plans.rules.allocation import Allocation, allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding, Rule
from app.remedy_fund.plans.rules.level import Basins, Filling, fill
from app.remedy_fund.plans.rules.rounding import instalments

MANY = settings(max_examples=150, deadline=None)
WON = st.integers(0, 60) | st.integers(0, 10**15)
EVERYBODY = frozenset({"cost", "loan"})


def claim(number: int, won: int, cap: int | None = None, **more: int) -> Claim:
    most = won - more.get("prior_won", 0) if cap is None else cap
    paid = {"general": more.pop("paid", 0)}
    return Claim(id=f"fap_{number:03}", benefit="cost", claim_won=won, cap_won=most,
                 paid={k: v for k, v in paid.items() if v}, **more)  # fmt: skip


def pot(money: int, purpose: str = "general", benefits: frozenset[str] = EVERYBODY) -> Pot:
    return Pot(purpose, money, benefits)


def awards(money: int, claims: list[Claim], **options: object) -> list[int]:
    return list(allocate(claims, [pot(money)], Options(**options)).awards)  # type: ignore[arg-type]


@st.composite
def claims_of(
    draw: st.DrawFn, *, prior: bool = False, tiers: int = 1, most: int = 8
) -> list[Claim]:
    made = []
    for number in range(draw(st.integers(0, most))):
        won = draw(WON)
        paid_by_others = draw(st.integers(0, won)) if prior else 0
        cap = draw(st.integers(0, won - paid_by_others) | st.just(won - paid_by_others))
        made.append(claim(number, won, cap, prior_won=paid_by_others,
                          tier=draw(st.integers(0, tiers - 1))))  # fmt: skip
    return made


# -- one pot


@pytest.mark.invariant(18)
@MANY
@given(claims_of(), WON)
def test_the_awards_have_all_the_money_and_stay_within_claim_and_cap(
    claims: list[Claim], money: int
) -> None:
    found = awards(money, claims)
    assert sum(found) == min(money, sum(c.cap_won for c in claims))
    assert all(0 <= won <= c.cap_won <= c.claim_won for won, c in zip(found, claims, strict=True))


@pytest.mark.invariant(18)
@MANY
@given(claims_of(), WON)
def test_a_larger_claim_with_as_large_a_cap_never_gets_less(
    claims: list[Claim], money: int
) -> None:
    found = dict(zip([c.id for c in claims], awards(money, claims), strict=True))
    for one in claims:
        for other in claims:
            if (
                one.claim_won >= other.claim_won
                and one.cap_won >= other.cap_won
                and (one.claim_won > other.claim_won or one.id <= other.id)
            ):
                assert found[one.id] >= found[other.id]


@pytest.mark.invariant(18)
@MANY
@given(claims_of(prior=True, tiers=2), WON, st.sampled_from(Rule), st.integers(0, 40), st.randoms())
def test_the_order_in_which_claims_are_given_makes_no_difference(
    claims: list[Claim], money: int, rule: Rule, minimum: int, order: Random
) -> None:
    options = Options(rule=rule, de_minimis_won=minimum)
    turned = list(claims)
    order.shuffle(turned)
    first, second = allocate(claims, [pot(money)], options), allocate(turned, [pot(money)], options)
    assert first.shares == second.shares


@pytest.mark.invariant(18)
@MANY
@given(st.lists(st.integers(1, 10**15), min_size=1, max_size=8), st.data())
def test_without_caps_every_award_is_within_one_won_of_the_exact_share(
    sizes: list[int], data: st.DataObject
) -> None:
    total = sum(sizes)
    money = data.draw(st.integers(0, min(total, 10**15)))
    found = awards(money, [claim(n, won) for n, won in enumerate(sizes)])
    assert all(abs(won * total - money * size) < total
               for won, size in zip(found, sizes, strict=True))  # fmt: skip


@pytest.mark.invariant(18)
@MANY
@given(claims_of(), WON)
def test_the_treasury_rule_falls_short_by_less_than_ten_won_a_claim_and_the_rest_stays(
    claims: list[Claim], money: int
) -> None:
    found = allocate(claims, [pot(money)], Options(rounding=Rounding.TREASURY_10))
    exact = min(money, sum(c.cap_won for c in claims))
    assert all(won % 10 == 0 for won in found.awards)
    short = exact - found.awarded_won
    assert 0 <= short < 10 * len(claims) or (not claims and short == 0)
    assert dict(found.residue)["general"] == money - found.awarded_won


@pytest.mark.invariant(18)
def test_choice_42_equal_remainders_go_to_the_larger_claim_then_to_the_smaller_id() -> None:
    assert awards(4, [claim(1, 1), claim(2, 3), claim(3, 3)], rule=Rule.PRO_RATA) == [0, 2, 2]
    assert awards(1, [claim(1, 5), claim(2, 5), claim(3, 5)]) == [1, 0, 0]
    assert awards(3, [claim(1, 1), claim(2, 3), claim(3, 2)]) == [0, 2, 1]
    assert awards(2, [claim(1, 1), claim(2, 3)]) == [0, 2]  # shares of 0.5 and 1.5: the larger one


@pytest.mark.invariant(18)
def test_choice_43_the_treasury_rule_cuts_the_award_and_not_the_exact_share() -> None:
    # Exact shares of 99.5 each: one is rounded up to 100 and keeps it, the other is cut to 90.
    claims = [claim(1, 1000), claim(2, 1000)]
    assert awards(199, claims, rounding=Rounding.TREASURY_10) == [100, 90]


@pytest.mark.invariant(19)
def test_the_largest_remainder_is_not_monotone_in_the_money() -> None:
    claims = [claim(1, 1), claim(2, 3), claim(3, 3)]
    assert awards(3, claims) == [1, 1, 1]
    assert awards(4, claims) == [0, 2, 2]


# -- caps, tide, ranks


def plain_level(basins: Basins, money: int) -> list[Fraction]:
    """Find the exact shares by trying every stretch between two points where something changes."""
    rows = list(zip(basins.weights, basins.floors, basins.caps, strict=True))
    points = sorted({Fraction(f + x, w) for w, f, c in rows if w for x in (0, c)})

    def at(level: Fraction) -> list[Fraction]:
        return [min(max(level * w - f, Fraction(0)), Fraction(c)) if w else Fraction(0)
                for w, f, c in rows]  # fmt: skip

    if not points or sum(at(points[-1])) <= money:
        return at(points[-1]) if points else [Fraction(0)] * len(rows)
    low = max((p for p in (Fraction(0), *points) if sum(at(p)) <= money), default=Fraction(0))
    high = min(p for p in points if p > low)
    inside = at(low), at(high)
    slope = (sum(inside[1]) - sum(inside[0])) / (high - low)
    return at(low + (money - sum(inside[0])) / slope)


BASINS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(1, 30)),
    max_size=7,
).map(lambda rows: Basins(*([list(column) for column in zip(*rows, strict=True)] or [[]] * 4)))


@pytest.mark.invariant(20)
@MANY
@given(BASINS, st.integers(0, 120))
def test_the_level_is_the_one_that_a_plain_search_finds(basins: Basins, money: int) -> None:
    found = fill(money, basins)
    exact = plain_level(basins, money)
    assert [found.exact(i) for i in range(len(basins))] == exact
    assert all(floor(e) <= won < e + 1 for won, e in zip(found.poured, exact, strict=True))
    assert found.spent == sum(exact)


@pytest.mark.invariant(20)
@MANY
@given(claims_of(prior=True), WON)
def test_the_tide_covers_all_to_one_level_within_one_won(claims: list[Claim], money: int) -> None:
    found = awards(money, claims, rule=Rule.TIDE)
    assert sum(found) == min(money, sum(c.cap_won for c in claims))
    for one, won in zip(claims, found, strict=True):
        for other, more in zip(claims, found, strict=True):
            # Whoever got something is not covered higher than whoever could have got more.
            if won > 0 and more < other.cap_won and one.claim_won and other.claim_won:
                covered = Fraction(one.prior_won + won - 1, one.claim_won)
                assert covered <= Fraction(other.prior_won + more + 1, other.claim_won)


@pytest.mark.invariant(20)
@MANY
@given(claims_of(prior=True, tiers=3), WON, st.sampled_from(Rule))
def test_a_lower_rank_gets_nothing_while_a_higher_one_is_short(
    claims: list[Claim], money: int, rule: Rule
) -> None:
    found = awards(money, claims, rule=rule)
    for one, won in zip(claims, found, strict=True):
        if won:
            higher = [(c.cap_won, w) for c, w in zip(claims, found, strict=True)
                      if c.tier < one.tier and c.claim_won > (c.prior_won if rule is Rule.NET_LOSS else 0)]  # fmt: skip
            assert all(cap == got for cap, got in higher)


@pytest.mark.invariant(20)
def test_caps_are_full_before_the_water_moves_on() -> None:
    assert awards(100, [claim(1, 100, 10), claim(2, 100), claim(3, 100)]) == [10, 45, 45]
    assert awards(100, [claim(1, 100, 10), claim(2, 100, 20), claim(3, 1000)]) == [8, 8, 84]


def test_choice_45_caps_hold_in_every_rule_and_under_the_minimum_too() -> None:
    claims = [claim(1, 100, 10, prior_won=50), claim(2, 100, 90)]
    for rule in Rule:
        assert awards(95, claims, rule=rule)[0] <= 10
        assert awards(95, claims, rule=rule, de_minimis_won=11)[0] == 0
        assert awards(95, claims, rule=rule, de_minimis_won=11)[1] == 90


def test_the_net_loss_rule_weighs_what_others_left_uncovered() -> None:
    claims = [claim(1, 100, prior_won=80), claim(2, 100)]
    assert awards(60, claims, rule=Rule.NET_LOSS) == [10, 50]
    assert awards(60, claims, rule=Rule.TIDE) == [0, 60]
    assert awards(90, claims, rule=Rule.TIDE) == [5, 85]


# -- the least that is paid


def plain_minimum(money: int, basins: Basins, minimum: int) -> Filling:
    """Drop the smallest share one at a time, computing everything anew after each."""
    caps, gone = list(basins.caps), set()
    while True:
        found = fill(money, Basins(basins.weights, basins.floors, caps, basins.sizes))
        small = [(found.exact(i), basins.sizes[i], -i) for i in range(len(basins))
                 if i not in gone and 0 < found.exact(i) < minimum]  # fmt: skip
        if not small:
            return found
        index = -min(small)[2]
        gone.add(index)
        caps[index] = 0


@MANY
@given(BASINS, st.integers(0, 150), st.integers(1, 25))
def test_small_shares_go_one_at_a_time_as_if_all_were_computed_anew(
    basins: Basins, money: int, minimum: int
) -> None:
    found, plain = fill(money, basins, minimum), plain_minimum(money, basins, minimum)
    assert found.poured == plain.poured
    assert all(won == 0 or won >= minimum for won in found.poured)


def test_choice_44_a_share_of_exactly_the_minimum_stays() -> None:
    assert awards(20, [claim(1, 100), claim(2, 100)], de_minimis_won=10) == [10, 10]
    assert awards(19, [claim(1, 100), claim(2, 100)], de_minimis_won=10) == [19, 0]


def test_choice_44_of_equal_shares_the_smaller_claim_goes_first_then_the_later_id() -> None:
    small_caps = [claim(1, 30, 5), claim(2, 20, 5), claim(3, 20, 5), claim(4, 9, 9)]
    found = fill(1000, Basins([30, 20, 20, 9], [0] * 4, [5, 5, 5, 9], [30, 20, 20, 9]), 6)
    assert list(found.dropped) == [2, 1, 0]
    assert awards(1000, small_caps, de_minimis_won=6) == [0, 0, 0, 9]


def test_choice_44_the_exact_share_counts_and_not_the_one_rounded_up() -> None:
    # 19.5 and 9.75: the second would be rounded up to 10, but its exact share is under ten.
    assert awards(29, [claim(1, 20), claim(2, 10)], de_minimis_won=10) == [20, 0]


# -- later rounds


@pytest.mark.invariant(19)
@MANY
@given(claims_of(prior=True), st.lists(WON, min_size=1, max_size=4), st.sampled_from(Rule))
def test_later_rounds_only_add_and_never_go_over_the_cap(
    claims: list[Claim], rounds: list[int], rule: Rule
) -> None:
    paid = [0] * len(claims)
    for money in rounds:
        now = [Claim(id=c.id, benefit=c.benefit, claim_won=c.claim_won, cap_won=c.cap_won,
                     prior_won=c.prior_won, paid={"general": won} if won else {})
               for c, won in zip(claims, paid, strict=True)]  # fmt: skip
        if sum(paid) + money > 10**15:
            return
        found = awards(money, now, rule=rule)
        assert all(won >= 0 for won in found)
        assert sum(found) <= money
        paid = [before + won for before, won in zip(paid, found, strict=True)]
        assert all(won <= c.cap_won for won, c in zip(paid, claims, strict=True))
    open_caps = sum(c.cap_won for c in claims if rule is not Rule.NET_LOSS
                    or c.claim_won > c.prior_won)  # fmt: skip
    assert sum(paid) == min(sum(rounds), open_caps)


@pytest.mark.invariant(19)
def test_a_round_after_1_1_1_does_not_take_the_won_back_that_the_rule_would_move() -> None:
    paid = [claim(1, 1, paid=1), claim(2, 3, paid=1), claim(3, 3, paid=1)]
    assert awards(1, paid) == [0, 1, 0]


@pytest.mark.invariant(19)
def test_choice_47_short_increments_are_shared_by_increment_and_not_by_claim() -> None:
    claims = [claim(1, 1000, paid=150), claim(2, 1000, paid=50), claim(3, 1000)]
    # All money together is 300, so 100 each: 0, 50 and 100 are due, and 100 are there.
    assert awards(100, claims) == [0, 33, 67]


def test_choice_46_the_first_part_takes_what_is_left_with_the_won_below_ten() -> None:
    assert instalments(1003, 3) == (343, 330, 330)
    assert instalments(1003, 3, treasury_10=False) == (335, 334, 334)
    assert instalments(7, 2) == (7, 0)


@MANY
@given(WON, st.integers(1, 36))
def test_instalments_add_up_and_only_the_first_has_a_fraction_of_ten(won: int, parts: int) -> None:
    found = instalments(won, parts)
    assert sum(found) == won
    assert len(found) == parts
    assert all(part % 10 == 0 for part in found[1:])
    assert found[0] >= found[-1]


# -- several pots


@st.composite
def pots_of(draw: st.DrawFn) -> list[Pot]:
    narrow = frozenset({draw(st.sampled_from(["cost", "loan"]))})
    return [pot(draw(WON), "narrow", narrow), pot(draw(WON))]


@st.composite
def mixed_claims(draw: st.DrawFn) -> list[Claim]:
    plain = draw(claims_of(prior=True, tiers=2))
    return [Claim(id=c.id, benefit=draw(st.sampled_from(["cost", "loan"])), claim_won=c.claim_won,
                  cap_won=c.cap_won, prior_won=c.prior_won, tier=c.tier) for c in plain]  # fmt: skip


@pytest.mark.invariant(16, 18)
@MANY
@given(mixed_claims(), pots_of(), st.sampled_from(Rule), st.sampled_from(Rounding))
def test_no_pot_pays_what_it_may_not_and_parts_add_up(
    claims: list[Claim], pots: list[Pot], rule: Rule, rounding: Rounding
) -> None:
    found = allocate(claims, pots, Options(rule=rule, rounding=rounding))
    may = {p.purpose: p for p in pots}
    for one, share in zip(found.claims, found.shares, strict=True):
        assert sum(won for _, won in share.parts) == share.award_won <= one.cap_won
        assert all(one.benefit in may[purpose].benefits for purpose, _ in share.parts)
    for purpose, left in found.residue:
        spent = sum(won for s in found.shares for p, won in s.parts if p == purpose)
        assert left >= 0
        assert left + spent == may[purpose].money_won


def test_general_money_makes_up_for_what_narrow_money_gave_only_to_some() -> None:
    claims = [Claim(id="a", benefit="loan", claim_won=100, cap_won=100),
              Claim(id="b", benefit="cost", claim_won=100, cap_won=100)]  # fmt: skip
    pots = [pot(40, "narrow", frozenset({"loan"})), pot(60)]
    found: Allocation = allocate(claims, pots, Options())
    assert list(found.awards) == [50, 50]
    assert found.share(0).parts == (("narrow", 40), ("general", 10))
