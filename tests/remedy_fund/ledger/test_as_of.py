"""Two time axes: what was known then never changes; what holds for a day changes by late entries."""

from datetime import UTC, date, datetime

import pytest

from app.kernel.clock import FrozenClock
from app.remedy_fund.ledger import queries
from app.remedy_fund.ledger.rules import AccountKind
from tests.support.books import Books

MONTH_END = date(2026, 10, 31)


def later(clock: FrozenClock) -> datetime:
    """Return an instant an hour later, and let it be past."""
    clock.advance(hours=1)
    known = clock.now()
    clock.advance(minutes=5)
    return known


@pytest.mark.invariant(13)
def test_what_was_known_at_an_instant_never_changes(books: Books, clock: FrozenClock) -> None:
    clock.advance(hours=1)
    known = clock.now()
    present = books.read(queries.trial_balance)
    clock.advance(minutes=5)
    assert not present.final
    before = books.read(lambda work: queries.trial_balance(work, date(2026, 12, 31), known))
    later(clock)
    for number, day in enumerate((date(2026, 1, 1), MONTH_END, date(2026, 12, 31))):
        books.move("earmark:a", "earmark:b", 10, f"k{number}", effective_on=day)
    books.open("earmark:new")
    after = books.read(lambda work: queries.trial_balance(work, date(2026, 12, 31), known))
    assert before.final
    assert before == after


@pytest.mark.invariant(13)
def test_a_day_changes_by_later_records_only_and_they_can_be_listed(
    books: Books, clock: FrozenClock
) -> None:
    first = later(clock)

    def on_month_end(known: datetime) -> dict[str, int]:
        return books.read(lambda work: queries.balances(
            work, AccountKind.EARMARK, effective_on=MONTH_END, known_at=known))  # fmt: skip

    assert on_month_end(first) == {}
    books.move("cash", "earmark:b", 70, "late-1", effective_on=MONTH_END)
    second = later(clock)
    books.move("earmark:b", "earmark:c", 20, "late-2", effective_on=date(2026, 10, 1))
    books.move("earmark:b", "earmark:c", 20, "after", effective_on=date(2026, 11, 1))
    third = later(clock)
    assert on_month_end(second) == {"earmark:b": 70}
    assert on_month_end(third)["earmark:b"] == 50
    listed = books.read(lambda work: queries.recorded_later(work, MONTH_END, second, third))
    changed = dict.fromkeys(on_month_end(third), 0)
    for line in listed:
        changed[line.code] = changed.get(line.code, 0) + line.side * line.amount_won
    for code, won in on_month_end(third).items():
        assert on_month_end(second).get(code, 0) + changed[code] == won


@pytest.mark.invariant(13)
def test_the_present_is_the_fold_of_everything(books: Books) -> None:
    books.move("earmark:a", "earmark:b", 10, "k", effective_on=date(2030, 1, 1))
    for kind in AccountKind:
        now = books.read(lambda work, kind=kind: queries.balances(work, kind))
        all_time = books.read(lambda work, kind=kind: queries.balances(
            work, kind, known_at=datetime(2100, 1, 1, tzinfo=UTC)))  # fmt: skip
        assert {code: won for code, won in now.items() if won} == {
            code: won for code, won in all_time.items() if won
        }


@pytest.mark.invariant(15)
def test_debits_are_credits_and_what_the_fund_has_is_what_it_owes(books: Books) -> None:
    books.give("unallocated", 500)
    books.move("unallocated", "earmark:b", 200, "k")
    balance = books.read(queries.trial_balance)
    assert balance.debit_won == balance.credit_won == 1500
    equation = books.read(queries.fund_equation)
    assert equation.holds
    assert equation.has_won[AccountKind.CASH] == 1500
    assert equation.owes_won[AccountKind.EARMARK] == 1200
    assert books.read(lambda work: queries.total(work, AccountKind.EARMARK)) == 1200
