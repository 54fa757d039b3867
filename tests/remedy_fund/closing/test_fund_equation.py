"""What there is equals what it is for, after every kind of entry that the fund knows."""

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.remedy_fund.closing import gathering
from app.remedy_fund.ledger import queries
from app.remedy_fund.ledger.rules import Entry, legs
from app.remedy_fund.ledger.rules import TransactionKind as T
from tests.support.books import DAY, Books, a_world

Legs = dict[str, int]
# kind, what is debited, what is credited; in an order in which the money is there.
STORY: list[tuple[T, Legs, Legs]] = [
    (T.CONTRIBUTION_RECEIVED, {"cash": 1000}, {"unallocated": 1000}),
    (T.CONTRIBUTION_EARMARKED, {"unallocated": 900}, {"earmark:a": 600, "earmark:b": 300}),
    (T.CONTRIBUTION_REDESIGNATED, {"earmark:a": 100}, {"earmark:b": 100}),
    (T.CONTRIBUTION_RETURNED, {"unallocated": 40}, {"cash": 40}),
    (T.SURCHARGE_SHARE_CREDITED, {"cash": 200}, {"unallocated": 200}),
    (T.DISBURSEMENT_PAID, {"earmark:a": 150, "earmark:b": 50}, {"cash": 200}),
    (T.DISBURSEMENT_RETURNED, {"cash": 200}, {"earmark:a": 150, "earmark:b": 50}),
    (T.LOAN_PAID, {"loans_receivable": 120, "earmark:b": 120}, {"cash": 120, "lent:b": 120}),
    (T.LOAN_REPAID, {"cash": 70, "lent:b": 70}, {"loans_receivable": 70, "earmark:b": 70}),
    (T.LOAN_WRITTEN_OFF, {"lent:b": 50}, {"loans_receivable": 50}),
    (T.RECOVERY_RECEIVED, {"cash": 90}, {"recoveries_held": 90}),
    (T.RECOVERY_DISTRIBUTED, {"recoveries_held": 90}, {"earmark:a": 60, "payable:sme": 30}),
    (T.RECOVERY_PAID_OUT, {"payable:sme": 30}, {"cash": 30}),
    (T.CLAWBACK_RAISED, {"clawback_receivable": 80}, {"clawback_due": 80}),
    (T.CLAWBACK_RECEIVED, {"cash": 50, "clawback_due": 50},
     {"clawback_receivable": 50, "earmark:a": 50}),
    (T.CLAWBACK_WRITTEN_OFF, {"clawback_due": 30}, {"clawback_receivable": 30}),
    (T.RECEIPT_UNMATCHED, {"cash": 15}, {"unmatched": 15}),
    (T.RECEIPT_MATCHED, {"unmatched": 15}, {"unallocated": 15}),
    (T.SURCHARGE_SHARE_REVERSED, {"unallocated": 150, "share_shortfall": 50},
     {"payable:treasury": 200}),
    (T.SURCHARGE_SHARE_RETURNED, {"payable:treasury": 200}, {"cash": 200}),
    (T.CONTRIBUTION_RECEIVED, {"cash": 60}, {"share_shortfall": 50, "unallocated": 10}),
    (T.RUNNING_COST, {"unallocated": 5}, {"cash": 5}),
]  # fmt: skip


@pytest.fixture
def books(engine: Engine, clock: FrozenClock) -> Books:
    opened = Books(a_world(engine, clock))
    named = {code for _, debit, credit in STORY for code in (*debit, *credit)}
    opened.open(*sorted(named))
    return opened


@pytest.mark.invariant(15)
def test_the_equation_holds_after_every_kind_of_entry(books: Books) -> None:
    for number, (kind, debit, credit) in enumerate(STORY):
        posted = Entry(
            kind=kind, key=f"step-{number}", scope="story", subject="thing", effective_on=DAY,
            legs=legs(debit=[(books.account(code), won) for code, won in debit.items()],
                      credit=[(books.account(code), won) for code, won in credit.items()]),
        )  # fmt: skip
        books.post(posted)
        found = books.read(queries.fund_equation)
        assert found.holds, kind
        assert sum(found.has_won.values()) == sum(found.owes_won.values())
        now = books.world.clock.now()
        told = books.read(lambda work: gathering.equation(work, effective_on=DAY, known_at=now))  # noqa: B023
        assert gathering.balanced(told), kind


def test_every_kind_of_entry_but_two_is_in_the_story() -> None:
    told = {kind for kind, _, _ in STORY}
    assert set(T) - told == {T.REVERSAL, T.CLAWBACK_SET_OFF}


@pytest.mark.invariant(15)
def test_the_statement_shows_both_sides_and_their_sums(books: Books) -> None:
    books.give("earmark:a", 500)
    now = books.world.clock.now()
    told = books.read(lambda work: gathering.equation(work, effective_on=DAY, known_at=now))
    sides = {line.code: line.values for line in told.lines}
    assert sides["cash"] == sides["left"] == sides["earmark"] == sides["right"] == (500,)
