"""Money of earmarks reserved, paid, released, put back and held again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from app.remedy_fund.contributions import earmarks
from app.remedy_fund.contributions.problems import (
    EarmarksShort,
    PartsMissing,
)
from tests.remedy_fund.contributions.desk import Desk
from tests.remedy_fund.contributions.scene import PROOF, refuse, reserve, state


@pytest.mark.invariant(16)
def test_the_narrowest_purpose_pays_first_and_then_what_expires_first(desk: Desk) -> None:
    row = desk.gift(1000, "입금-1")
    desk.earmark(row, 100, "general")
    desk.earmark(row, 100, "proof")
    desk.earmark(row, 100, "litigation")
    desk.earmark(row, 100, "litigation", expires_on="2027-01-01")
    parts = reserve(desk, 250, "award_1")
    bound = {one.id: (one.purpose, one.expires_on) for one in desk.full(row.id).earmarks}
    assert [(*bound[part.earmark_id], part.amount_won) for part in parts] == [
        ("litigation", date(2027, 1, 1), 100), ("litigation", None, 100), ("proof", None, 50),
    ]  # fmt: skip
    assert reserve(desk, 250, "award_1") == parts
    refused = refuse(EarmarksShort, lambda: reserve(desk, 151, "award_2"))
    assert refused.facts["available_won"] == 150


@pytest.mark.invariant(16, 28)
def test_a_payment_that_comes_back_restores_exactly_the_earmarks_it_used(desk: Desk) -> None:
    row = desk.gift(300, "입금-1")
    for purpose in PROOF:
        desk.earmark(row, 100, purpose)
    before = [one.balance_won for one in desk.full(row.id).earmarks]
    reserve(desk, 300, "award_1")
    parts = desk.act(lambda work: earmarks.use(work, subject="award_1"))
    desk.pay("award_1", parts, "payment_1")
    assert state(desk, row.id) == "used"
    assert desk.act(lambda work: earmarks.parts_of(work, "award_1")) == parts
    back = desk.act(lambda work: earmarks.restore(work, subject="award_1"))
    desk.take_back("award_1", back, "return_1")
    full = desk.full(row.id)
    assert [one.balance_won for one in full.earmarks] == before
    assert full.contribution.state.code == "earmarked"
    assert desk.act(lambda work: earmarks.parts_of(work, "award_1")) == ()
    refuse(PartsMissing, lambda: desk.act(lambda work: earmarks.restore(work, subject="award_1")))
    again = reserve(desk, 300, "award_1", key="2")
    assert [part.earmark_id for part in again] == [part.earmark_id for part in parts]
    assert desk.equation().holds


@pytest.mark.invariant(28)
def test_what_came_back_is_held_again_on_exactly_the_same_earmarks(desk: Desk) -> None:
    row = desk.gift(200, "입금-1")
    for purpose in ("litigation", "general"):
        desk.earmark(row, 100, purpose)
    reserve(desk, 150, "award_1")
    used = desk.act(lambda work: earmarks.use(work, subject="award_1"))
    desk.pay("award_1", used, "payment_1")
    back = desk.act(lambda work: earmarks.restore(work, subject="award_1"))
    desk.take_back("award_1", back, "return_1")
    held = desk.act(
        lambda work: earmarks.hold_again(work, parts=back, subject="award_1", key="attempt_2")
    )
    assert [(one.earmark_id, one.amount_won) for one in held] == [
        (one.earmark_id, one.amount_won) for one in used
    ]
    assert desk.act(lambda work: earmarks.parts_of(work, "award_1")) == held
    refuse(EarmarksShort, lambda: reserve(desk, 51, "award_2"))


def test_what_is_released_is_free_again(desk: Desk) -> None:
    row = desk.gift(100, "입금-1")
    desk.earmark(row, 100, "litigation")
    reserve(desk, 100, "award_1")
    assert desk.full(row.id).earmarks[0].available_won == 0
    desk.act(lambda work: earmarks.release(work, subject="award_1"))
    assert desk.full(row.id).earmarks[0].available_won == 100
    refuse(PartsMissing, lambda: desk.act(lambda work: earmarks.use(work, subject="award_1")))


def test_an_expired_earmark_pays_nothing_more(desk: Desk) -> None:
    row = desk.gift(100, "입금-1")
    desk.earmark(row, 100, "litigation", expires_on="2026-12-31")
    desk.on(date(2027, 1, 1))
    refuse(EarmarksShort, lambda: reserve(desk, 1, "award_1"))
    assert desk.full(row.id).earmarks[0].expired


@pytest.mark.invariant(16)
def test_threads_reserve_exactly_what_there_is(desk: Desk) -> None:
    row = desk.gift(1000, "입금-1")
    for purpose in PROOF:
        desk.earmark(row, 300, purpose)

    def one(number: int) -> bool:
        try:
            reserve(desk, 100, f"award_{number}")
        except EarmarksShort:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(one, range(14))) == 9
    full = desk.full(row.id)
    assert [one.available_won for one in full.earmarks] == [0, 0, 0]
