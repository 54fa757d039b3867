"""Posting: one effect for one key, floors, reservations, reversals and closed years."""

from dataclasses import replace
from datetime import date

import pytest

from app.db.work import Work
from app.remedy_fund.ledger import actions, problems, queries, rules
from app.remedy_fund.ledger.rules import AccountKind, PeriodState, TransactionKind
from tests.support.books import DAY, Books, paying


@pytest.mark.invariant(7)
def test_the_same_entry_again_has_one_effect_and_the_same_answer(books: Books) -> None:
    entry = books.entry("earmark:a", "earmark:b", 300, "once")
    first, second = books.post(entry)[0], books.post(entry)[0]
    assert (first.repeated, second.repeated) == (False, True)
    assert first.transaction_id == second.transaction_id == rules.transaction_id("test", "once")
    assert books.balance("earmark:b").balance_won == 300


@pytest.mark.invariant(7)
def test_an_entry_twice_in_one_call_is_posted_once(books: Books) -> None:
    entry = books.entry("earmark:a", "earmark:b", 300, "once")
    assert [posted.repeated for posted in books.post(entry, entry)] == [False, True]
    assert books.balance("earmark:b").balance_won == 300


@pytest.mark.invariant(8)
def test_the_same_key_for_another_entry_is_refused_without_effect(books: Books) -> None:
    entry = books.entry("earmark:a", "earmark:b", 300, "once")
    books.post(entry)
    for other in (
        books.entry("earmark:a", "earmark:b", 301, "once"),
        books.entry("earmark:a", "earmark:c", 300, "once"),
        replace(entry, subject="another"),
        replace(entry, effective_on=date(2026, 11, 22)),
    ):
        with pytest.raises(problems.KeyReused):
            books.post(books.entry("earmark:a", "earmark:b", 1, "fresh"), other)
    assert books.balance("earmark:b").balance_won == 300
    assert books.check().sound


@pytest.mark.invariant(8)
def test_keys_of_two_scopes_are_two_keys(books: Books) -> None:
    entry = books.entry("earmark:a", "earmark:b", 300, "once")
    assert not books.post(entry)[0].repeated
    assert not books.post(replace(entry, scope="other"))[0].repeated
    assert books.balance("earmark:b").balance_won == 600


@pytest.mark.invariant(9)
def test_a_refused_entry_leaves_its_key_free(books: Books) -> None:
    large = books.entry("earmark:a", "earmark:b", 1001, "tried")
    for _ in range(2):
        with pytest.raises(problems.InsufficientFunds) as refused:
            books.post(large)
        assert refused.value.facts["available_won"] == 1000
    small = books.entry("earmark:a", "earmark:b", 10, "tried")
    assert not books.post(small)[0].repeated
    assert books.balance("earmark:b").balance_won == 10


@pytest.mark.invariant(9)
def test_a_refused_reservation_leaves_its_key_free(books: Books) -> None:
    assert books.refused(lambda: books.reserve("earmark:a", 1001, "r")) == "insufficient-funds"
    assert books.reserve("earmark:a", 1000, "r")
    assert books.balance("earmark:a").available_won == 0


@pytest.mark.invariant(3)
def test_reserved_money_can_be_spent_by_its_reservation_only(books: Books) -> None:
    reservation = books.reserve("earmark:a", 900, "award")
    payment = books.entry("earmark:a", "cash", 900, "pay")
    with pytest.raises(problems.InsufficientFunds) as refused:
        books.post(payment)
    assert refused.value.facts == {
        "account_id": books.account("earmark:a"), "available_won": 100,
    }  # fmt: skip
    books.post(paying(payment, reservation))
    assert books.balance("earmark:a") == queries.Balance(100, 0, 100)
    assert books.balance("cash").balance_won == 100
    again = replace(payment, key="again")
    assert books.refused(lambda: books.post(paying(again, reservation))) == "reservation-not-held"
    assert books.check().sound


@pytest.mark.invariant(3)
def test_a_released_reservation_is_free_money_again(books: Books) -> None:
    reservation = books.reserve("earmark:a", 900, "award")
    assert reservation == books.reserve("earmark:a", 900, "award")
    assert books.refused(lambda: books.reserve("earmark:a", 1, "award")) == "ledger-key-reused"
    books.do(lambda work: actions.release(work, reservation))
    assert books.balance("earmark:a") == queries.Balance(1000, 0, 1000)
    twice = books.refused(lambda: books.do(lambda work: actions.release(work, reservation)))
    assert twice == "reservation-not-held"
    books.move("earmark:a", "earmark:b", 1000, "all")


@pytest.mark.parametrize("amount", [0, -1, True, 1.0])
def test_only_whole_won_can_be_reserved(books: Books, amount: int) -> None:
    with pytest.raises(ValueError, match="won"):
        books.reserve("earmark:a", amount, "r")


@pytest.mark.invariant(4)
def test_a_call_with_many_entries_counts_every_version(books: Books) -> None:
    entries = [books.entry("earmark:a", "earmark:b", 1, f"k{number}") for number in range(50)]
    books.post(*entries, books.entry("earmark:b", "earmark:c", 20, "on"))
    assert books.balance("earmark:a").balance_won == 950
    assert books.balance("earmark:b").balance_won == 30
    lines = books.read(lambda work: queries.postings(
        work, books.account("earmark:b"), after=0, limit=100))  # fmt: skip
    assert [line.account_version for line in lines] == list(range(1, 52))
    held = 0
    for line in lines:
        held += line.amount_won
        assert line.balance_after_won == held
    assert books.check().sound


@pytest.mark.invariant(9)
def test_a_call_is_posted_whole_or_not_at_all(books: Books) -> None:
    good = books.entry("earmark:a", "earmark:b", 10, "good")
    with pytest.raises(problems.InsufficientFunds):
        books.post(good, books.entry("earmark:c", "earmark:b", 10, "bad"))
    assert books.balance("earmark:b").balance_won == 0
    assert not books.post(good)[0].repeated


@pytest.mark.invariant(6)
def test_a_reversal_takes_back_every_leg_once(books: Books) -> None:
    posted = books.move("earmark:a", "earmark:b", 400, "k")

    def back(key: str) -> actions.Posted:
        return books.do(
            lambda work: actions.reverse(work, posted.transaction_id, key=key, effective_on=DAY)
        )

    reversal = back("back")
    assert back("back") == replace(reversal, repeated=True)
    assert books.refused(lambda: back("once-more")) == "already-reversed"
    assert books.balance("earmark:a").balance_won == 1000
    assert books.balance("earmark:b").balance_won == 0
    lines = books.read(lambda work: queries.transaction(work, reversal.transaction_id))
    assert {line.reverses for line in lines} == {posted.transaction_id}
    assert books.check().sound


@pytest.mark.invariant(6)
def test_a_reversal_is_not_reversed_and_nothing_unknown_is(books: Books) -> None:
    posted = books.move("earmark:a", "earmark:b", 400, "k")

    def back(transaction_id: str, key: str) -> actions.Posted:
        return books.do(
            lambda work: actions.reverse(work, transaction_id, key=key, effective_on=DAY)
        )

    reversal = back(posted.transaction_id, "back")
    assert books.refused(lambda: back(reversal.transaction_id, "on")) == "not-reversible"
    assert books.refused(lambda: back("ltxn_none", "no")) == "no-such-transaction"


@pytest.mark.invariant(6)
@pytest.mark.parametrize("won", [399, 401])
def test_the_database_refuses_a_reversal_that_is_not_the_reverse(books: Books, won: int) -> None:
    posted = books.move("earmark:a", "earmark:b", 400, "k")
    books.give("earmark:b", 1000)
    entry = books.entry(
        "earmark:b", "earmark:a", won, "false", kind=TransactionKind.REVERSAL,
        reverses=posted.transaction_id,
    )  # fmt: skip
    assert books.refused(lambda: books.post(entry)) == "not-reversible"


@pytest.mark.invariant(6)
def test_money_that_has_gone_on_cannot_be_taken_back(books: Books) -> None:
    posted = books.move("earmark:a", "earmark:b", 400, "k")
    books.move("earmark:b", "cash", 1, "spent")

    def back(work: Work) -> actions.Posted:
        return actions.reverse(work, posted.transaction_id, key="back", effective_on=DAY)

    assert books.refused(lambda: books.do(back)) == "insufficient-funds"
    books.give("earmark:b", 1)
    assert not books.do(back).repeated


def test_an_account_that_was_never_opened_takes_nothing(books: Books) -> None:
    assert books.refused(lambda: books.move("earmark:a", "earmark:z", 1, "k")) == "no-such-account"
    assert books.refused(lambda: books.reserve("earmark:z", 1, "k")) == "no-such-account"
    assert books.refused(lambda: books.balance("earmark:z")) == "no-such-account"


def test_an_account_is_opened_once(books: Books) -> None:
    before = books.sql("SELECT count(*) FROM ledger_account")
    books.open("cash", "earmark:a")
    assert books.sql("SELECT count(*) FROM ledger_account") == before
    with pytest.raises(ValueError, match="begins with its kind"):
        books.do(lambda work: actions.open_account(work, kind=AccountKind.CASH, code="earmark:q"))


def move_year(books: Books, state: PeriodState, digest: str = "") -> None:
    books.do(lambda work: actions.move_period(work, 2026, state, digest))


@pytest.mark.invariant(31)
def test_a_closed_year_takes_nothing_and_a_soft_closed_one_corrections_only(books: Books) -> None:
    posted = books.move("earmark:a", "earmark:b", 400, "k")
    move_year(books, PeriodState.SOFT_CLOSED)
    assert books.refused(lambda: books.move("earmark:a", "earmark:b", 1, "late")) == "period-closed"
    books.do(lambda work: actions.reverse(
        work, posted.transaction_id, key="back", effective_on=DAY))  # fmt: skip
    move_year(books, PeriodState.CLOSED, "a" * 64)
    # A year that was never opened and lies before a closed one would change what that began with.
    for day in (date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31)):
        late = books.entry("earmark:a", "earmark:b", 1, "late", effective_on=day)
        assert books.refused(lambda entry=late: books.post(entry)) == "period-closed"
    books.move("earmark:a", "earmark:b", 1, "next", effective_on=date(2027, 1, 1))
    year = books.read(lambda work: queries.period(work, 2026))
    assert (year.state, year.closing_sha256) == (PeriodState.CLOSED, "a" * 64)


@pytest.mark.invariant(31)
def test_a_year_moves_one_way_only(books: Books) -> None:
    def refused(state: PeriodState, digest: str = "") -> bool:
        return books.refused(lambda: move_year(books, state, digest)) == "period-move-refused"

    assert refused(PeriodState.CLOSED, "a" * 64)
    move_year(books, PeriodState.SOFT_CLOSED)
    assert refused(PeriodState.CLOSED)
    move_year(books, PeriodState.OPEN)
    move_year(books, PeriodState.SOFT_CLOSED)
    move_year(books, PeriodState.CLOSED, "a" * 64)
    assert all(map(refused, (PeriodState.OPEN, PeriodState.SOFT_CLOSED)))
    assert refused(PeriodState.CLOSED, "b" * 64)
    untouched = books.read(lambda work: queries.period(work, 2031))
    assert untouched.state is PeriodState.OPEN


def test_a_work_that_ends_badly_posts_nothing(books: Books) -> None:
    entry = books.entry("earmark:a", "earmark:b", 5, "k")

    def act(work: Work) -> None:
        actions.post(work, entry)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        books.do(act)
    assert not books.post(entry)[0].repeated
