"""The check names every row that was changed behind the service's back, and repairs none."""

import pytest
from sqlalchemy import Connection
from sqlmodel import Session

from app.db.migrations import ledger_guards
from app.remedy_fund.ledger import actions
from app.remedy_fund.ledger.check import examine_in
from tests.support.books import DAY, Books, paying

A = "(SELECT id FROM ledger_account WHERE code = 'earmark:a')"
PAID = "(SELECT transaction_id FROM ledger_reservation WHERE state = 'settled')"
BACK = "(SELECT id FROM ledger_transaction WHERE reverses IS NOT NULL)"
DAMAGE = {
    "the text of a transaction": (
        f"UPDATE ledger_transaction SET subject = 'else' WHERE id = {PAID}", {"digest"}),
    "who posted it": (
        f"UPDATE ledger_transaction SET actor_id = 'else' WHERE id = {PAID}", {"digest"}),
    "the fingerprint of its body": (
        f"UPDATE ledger_transaction SET body_sha256 = 'else' WHERE id = {PAID}", {"digest"}),
    "a digest": (
        f"UPDATE ledger_transaction SET digest_sha256 = 'else' WHERE id = {PAID}",
        {"digest", "leaf"}),
    "a transaction that went": (
        f"DELETE FROM ledger_transaction WHERE id = {BACK}",
        {"transaction_gone", "posting_alone"}),
    "a leaf that went": (
        f"DELETE FROM audit_leaf WHERE subject = {PAID}", {"no_leaf"}),
    "an amount": (
        (f"UPDATE ledger_posting SET amount_won = amount_won + 1 WHERE transaction_id = {PAID}"
        f" AND account_id = {A}"), {"postings", "fold"}),
    "a leg that went": (
        f"DELETE FROM ledger_posting WHERE transaction_id = {PAID} AND account_id = {A}",
        {"postings", "fold"}),
    "a leg moved to another account": (
        ("UPDATE ledger_posting SET account_version = 99, account_id ="
        " (SELECT id FROM ledger_account WHERE code = 'cash')"
        f" WHERE transaction_id = {PAID} AND account_id = {A}"),
        {"postings", "balance", "fold"}),
    "a running balance": (
        (f"UPDATE ledger_posting SET balance_after_won = 5 WHERE transaction_id = {PAID}"
        f" AND account_id = {A}"), {"fold"}),
    "a version": (
        ("UPDATE ledger_posting SET account_version = 77"
        f" WHERE transaction_id = {PAID} AND account_id = {A}"), {"fold", "balance"}),
    "a balance": (
        f"UPDATE ledger_account SET balance_won = balance_won - 1 WHERE id = {A}", {"balance"}),
    "what is reserved": (
        f"UPDATE ledger_account SET reserved_won = reserved_won + 1 WHERE id = {A}",
        {"reserved"}),
    "a reservation's amount": (
        "UPDATE ledger_reservation SET amount_won = 9 WHERE state = 'held'", {"reserved"}),
    "a settled reservation": (
        ("UPDATE ledger_reservation SET state = 'released', transaction_id = NULL"
        " WHERE state = 'settled'"), {"settled"}),
    "what a transaction took back": (
        f"UPDATE ledger_transaction SET reverses = {PAID} WHERE id = {BACK}",
        {"digest", "reversal"}),
    "the kind of an account": (
        f"UPDATE ledger_account SET kind = 'payable' WHERE id = {A}", {"account_kind"}),
}  # fmt: skip


@pytest.fixture
def used(books: Books) -> Books:
    """Return books with a payment, a held reservation, a batch and a reversal."""
    held = books.reserve("earmark:a", 100, "paid")
    books.post(paying(books.entry("earmark:a", "earmark:b", 100, "pay"), held))
    books.reserve("earmark:a", 50, "held")
    books.post(*[books.entry("earmark:a", "earmark:c", 1, f"batch{n}") for n in range(5)])
    posted = books.move("earmark:b", "earmark:c", 10, "wrong")
    books.do(lambda work: actions.reverse(
        work, posted.transaction_id, key="back", effective_on=DAY))  # fmt: skip
    return books


@pytest.mark.invariant(4, 11)
def test_untouched_books_are_sound_and_counted(used: Books) -> None:
    report = used.check()
    assert report.findings == []
    assert (report.transactions, report.postings) == (9, 18)
    assert (report.accounts, report.reservations) == (5, 2)


@pytest.mark.invariant(4, 11)
def test_whatever_was_changed_behind_the_guards_is_named(used: Books) -> None:
    with used.world.engine.connect() as connection:
        ledger_guards.remove(connection)
        found = {what: codes_after(connection, damage) for what, (damage, _) in DAMAGE.items()}
        connection.rollback()
    assert found == {what: codes for what, (_, codes) in DAMAGE.items()}
    assert used.check().sound


def codes_after(connection: Connection, *damage: str) -> set[str]:
    """Return what is found once some rows were damaged; the damage is undone."""
    change = connection.begin_nested()
    for statement in damage:
        connection.exec_driver_sql(statement)
    with Session(connection) as session:
        first, second = examine_in(session), examine_in(session)
    change.rollback()
    assert first == second
    return {finding.code for finding in first.findings}


@pytest.mark.invariant(11)
def test_a_transaction_dropped_from_a_call_with_many_is_named(used: Books) -> None:
    one = used.sql("SELECT min(id) FROM ledger_transaction WHERE kind = 'contribution_redesignated'"
                   " AND batch_id <> id")[0][0]  # fmt: skip
    with used.world.engine.connect() as connection:
        ledger_guards.remove(connection)
        codes = codes_after(
            connection,
            f"DELETE FROM ledger_posting WHERE transaction_id = '{one}'",
            f"DELETE FROM ledger_transaction WHERE id = '{one}'",
        )
        connection.rollback()
    assert {"leaf", "fold"} <= codes
