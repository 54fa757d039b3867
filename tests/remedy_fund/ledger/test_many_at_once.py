"""Many at once: nothing is spent twice, nothing is lost, one key has one effect, nobody hangs."""

from functools import partial

import pytest

from app.db import faults
from app.db.work import Work
from app.remedy_fund.ledger import actions, problems
from tests.support.books import DAY, Books, at_once


@pytest.mark.invariant(3)
def test_as_many_drains_succeed_as_the_money_allows(books: Books) -> None:
    drains = [partial(books.move, "earmark:a", "earmark:b", 90, f"k{n}") for n in range(24)]
    answers = at_once(drains)
    assert sum(isinstance(answer, actions.Posted) for answer in answers) == 11
    refusals = [answer for answer in answers if not isinstance(answer, actions.Posted)]
    assert {type(refusal) for refusal in refusals} == {problems.InsufficientFunds}
    assert books.balance("earmark:a").available_won == 10
    assert books.check().sound


@pytest.mark.invariant(3)
def test_reservations_and_payments_together_never_pass_the_floor(books: Books) -> None:
    acts = [partial(books.reserve, "earmark:a", 90, f"r{n}") for n in range(10)]
    acts += [partial(books.move, "earmark:a", "earmark:b", 90, f"k{n}") for n in range(10)]
    answers = at_once(acts)
    assert sum(not isinstance(answer, Exception) for answer in answers) == 11
    assert books.balance("earmark:a").available_won == 10
    assert books.check().sound


@pytest.mark.invariant(7)
def test_a_storm_under_one_key_has_one_effect_and_one_answer(books: Books) -> None:
    entry = books.entry("earmark:a", "earmark:b", 7, "storm")
    answers = at_once([partial(books.post, entry)] * 40)
    posted = [answer[0] for answer in answers if isinstance(answer, tuple)]
    assert len(posted) == 40
    assert len({answer.transaction_id for answer in posted}) == 1
    assert sum(not answer.repeated for answer in posted) == 1
    assert books.balance("earmark:b").balance_won == 7


@pytest.mark.invariant(8)
def test_of_two_entries_racing_for_a_key_one_is_refused(books: Books) -> None:
    acts = [partial(books.move, "earmark:a", "earmark:b", 7 + n % 2, "race") for n in range(16)]
    answers = at_once(acts)
    refusals = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(refusal) for refusal in refusals} == {problems.KeyReused}
    assert len(refusals) == 8
    assert books.balance("earmark:b").balance_won in {7, 8}


@pytest.mark.invariant(9)
def test_duplicates_of_a_refused_entry_hear_the_refusal_too(books: Books) -> None:
    answers = at_once([partial(books.move, "earmark:a", "earmark:b", 5000, "refused")] * 16)
    assert {type(answer) for answer in answers} == {problems.InsufficientFunds}
    assert not books.move("earmark:a", "earmark:b", 5, "refused").repeated


@pytest.mark.invariant(6)
def test_of_many_reversals_one_takes_place(books: Books) -> None:
    posted = books.move("earmark:a", "earmark:b", 400, "k")

    def back(key: str) -> actions.Posted:
        return books.do(
            lambda work: actions.reverse(work, posted.transaction_id, key=key, effective_on=DAY)
        )

    answers = at_once([partial(back, f"back{n}") for n in range(12)])
    assert sum(isinstance(answer, actions.Posted) for answer in answers) == 1
    refusals = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(refusal) for refusal in refusals} == {problems.AlreadyReversed}
    assert books.balance("earmark:b").balance_won == 0


@pytest.mark.invariant(2, 14)
def test_reciprocal_transfers_keep_the_total_and_end_without_a_deadlock(books: Books) -> None:
    books.give("earmark:b", 1000)
    there = [partial(books.move, "earmark:a", "earmark:b", 1, f"there{n}") for n in range(30)]
    back = [partial(books.move, "earmark:b", "earmark:a", 1, f"back{n}") for n in range(30)]
    reads = [books.sums] * 20
    answers = at_once([act for three in zip(there, back, reads + reads[:10], strict=True)
                       for act in three])  # fmt: skip
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    seen = [answer for answer in answers if isinstance(answer, dict)]
    assert len(seen) == 30
    assert all(sum(read.values()) == 0 and read["cash"] == 2000 for read in seen)
    assert books.balance("earmark:a").balance_won == 1000
    assert books.check().sound


@pytest.mark.invariant(14)
def test_batches_in_opposite_orders_do_not_lock_each_other_out(books: Books) -> None:
    books.give("earmark:b", 1000)
    books.give("earmark:c", 1000)
    ring = ["earmark:a", "earmark:b", "earmark:c"]
    calls = []
    for number in range(12):
        pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
        if number % 2:
            pairs = [pair[::-1] for pair in reversed(pairs)]
        entries = [books.entry(a, b, 1, f"{number}-{a}") for a, b in pairs]
        calls.append(partial(books.post, *entries))
    answers = at_once(calls)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert {books.balance(name).balance_won for name in ring} == {1000}
    assert books.check().sound


@pytest.mark.invariant(14)
def test_two_works_that_lock_crosswise_are_tried_again_until_both_are_done(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.give("earmark:b", 1000)
    tried = []
    monkeypatch.setattr(faults, "_passing", lambda fault, real=faults._passing: (
        tried.append(fault), real(fault))[1])  # fmt: skip

    def both(first: str, second: str, key: str) -> None:
        def act(work: Work) -> None:
            for number, (debit, credit) in enumerate(((first, "cash"), (second, "cash"))):
                actions.post(work, books.entry(debit, credit, 1, f"{key}{number}"))

        books.do(act)

    acts = [partial(both, *order, f"{number}-") for number, order in enumerate(
        [("earmark:a", "earmark:b"), ("earmark:b", "earmark:a")] * 6)]  # fmt: skip
    answers = at_once(acts, threads=4)
    assert answers == [None] * 12
    assert books.balance("cash").balance_won == 1976
    assert books.check().sound
