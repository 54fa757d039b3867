"""Every won that comes in on a claim goes where the order says, and no earmark gets back too much."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import MAXIMUM_WON
from app.remedy_fund.recoveries.rules.splitting import Part, divide, give_back, share_out
from app.remedy_fund.recoveries.rules.waterfall import distribute
from app.remedy_fund.schemes.kinds import RecoveryStep

ORDER = tuple(RecoveryStep)
WON = st.integers(0, MAXIMUM_WON)
OWED = st.fixed_dictionaries(dict.fromkeys(ORDER[:-1], WON))
ORDERS = st.permutations(ORDER[:-1]).map(lambda order: (*order, RecoveryStep.SURPLUS))
WEIGHTS = st.lists(st.integers(1, MAXIMUM_WON), min_size=1, max_size=8)


@pytest.mark.invariant(29)
@given(st.integers(1, MAXIMUM_WON), OWED, ORDERS)
def test_a_receipt_is_used_up_to_the_last_won_and_nothing_gets_more_than_is_owed(
    amount: int, owed: dict[str, int], order: tuple[str, ...]
) -> None:
    slices = distribute(amount, owed=owed, order=order)
    assert sum(one.amount_won for one in slices) == amount
    assert all(one.amount_won > 0 and one.reason.ko and one.reason.en for one in slices)
    used = {one.destination: one.amount_won for one in slices}
    assert len(used) == len(slices)
    assert all(used[name] <= owed[name] for name in used if name != RecoveryStep.SURPLUS)
    assert used.get(RecoveryStep.SURPLUS, 0) == max(0, amount - sum(owed.values()))


@pytest.mark.invariant(29)
@given(st.integers(1, MAXIMUM_WON), OWED, ORDERS)
def test_a_later_rank_gets_nothing_while_an_earlier_one_is_short(
    amount: int, owed: dict[str, int], order: tuple[str, ...]
) -> None:
    used = {s.destination: s.amount_won for s in distribute(amount, owed=owed, order=order)}
    for earlier, later in pairwise(order):
        if used.get(later):
            assert used.get(earlier, 0) == owed.get(earlier, 0)


@pytest.mark.parametrize("order", [ORDER[:-1], (*ORDER[1:], ORDER[0]), (*ORDER, "costs"), ()])
def test_an_order_that_is_not_whole_is_refused(order: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="once"):
        distribute(1, owed={}, order=order)


@pytest.mark.parametrize("amount", [0, -1])
def test_only_money_that_came_in_is_distributed(amount: int) -> None:
    with pytest.raises(ValueError, match="came in"):
        distribute(amount, owed={}, order=ORDER)


@given(WEIGHTS, st.data())
def test_a_division_adds_up_and_gives_nobody_more_than_their_weight(
    weights: list[int], data: st.DataObject
) -> None:
    amount = data.draw(st.integers(0, sum(weights)))
    shares = divide(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert 0 <= share <= weight
        assert abs(share * sum(weights) - amount * weight) < sum(weights)


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, [-1, 3]), (1, []), (1, [0])])
def test_there_must_be_something_to_split_by(amount: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="split"):
        divide(amount, weights)


@pytest.mark.invariant(28, 29)
@given(WEIGHTS, st.lists(st.integers(1, MAXIMUM_WON), max_size=6))
def test_principal_goes_back_to_the_earmarks_it_came_from_and_never_beyond(
    weights: list[int], receipts: list[int]
) -> None:
    parts = [Part(f"earmark_{place}", won) for place, won in enumerate(weights)]
    returned: list[Part] = []
    for receipt in receipts:
        back, rest = give_back(parts, returned, receipt)
        assert sum(part.amount_won for part in back) + rest == receipt
        returned += back
        sums = {part.earmark_id: 0 for part in parts}
        for part in returned:
            sums[part.earmark_id] += part.amount_won
        assert all(sums[part.earmark_id] <= part.amount_won for part in parts)
        if rest:
            assert all(sums[part.earmark_id] == part.amount_won for part in parts)


def test_interest_is_shared_as_the_payment_was() -> None:
    parts = [Part("a", 700), Part("b", 300)]
    assert share_out(parts, 5) == (Part("a", 4), Part("b", 1))
    assert share_out(parts, 0) == ()
