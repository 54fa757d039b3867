"""What the database refuses by itself, whoever writes: no service, no rule of Python in between."""

from collections.abc import Callable, Generator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError, ProgrammingError

from app.db.engine import make_engine
from app.db.migrate import upgrade
from app.kernel.clock import FrozenClock
from app.tables import METADATA
from tests.support.books import Books, a_world, paying

ROW = (
    "INSERT INTO ledger_transaction (id, scope, key, kind, subject, effective_on, recorded_at,"
    " actor_id, batch_id, legs, settles, reverses, body_sha256, digest_sha256) VALUES"
    " ('hand', 's', 'k', '{kind}', 'x', '{day}', '2026-11-23 01:00:00.000000', 'a', 'hand',"
    " '{legs}', '{settles}', {reverses}, 'b', 'd')"
)


def row(legs: str, *, kind: str = "contribution_redesignated", settles: str = "[]",
        reverses: str = "NULL", day: str = "2026-11-23") -> str:  # fmt: skip
    return ROW.format(legs=legs, kind=kind, settles=settles, reverses=reverses, day=day)


def legs(books: Books, **won: int) -> str:
    told = ",".join(f'"{books.account("earmark:" + name)}":{won[name]}' for name in won)
    return "{" + told + "}"


def refused(books: Books, statement: str) -> bool:
    before = books.sums()
    with pytest.raises(DBAPIError):
        books.sql(statement)
    assert books.sums() == before
    return books.check().sound


@pytest.mark.invariant(1)
def test_legs_that_do_not_sum_to_zero_are_refused(books: Books) -> None:
    assert refused(books, row(legs(books, a=10, b=-9)))
    assert refused(books, row(legs(books, a=10)))
    assert refused(books, row("{}"))
    assert refused(books, row("[]"))
    assert refused(books, row("no legs"))


@pytest.mark.invariant(1, 12)
@pytest.mark.parametrize("amount", ["0.5", "1e2", "true", '"x"', "null", "1000000000000001", "0"])
def test_legs_that_are_not_whole_won_are_refused(books: Books, amount: str) -> None:
    a, b = books.account("earmark:a"), books.account("earmark:b")
    opposite = amount if amount.startswith(("t", '"', "n")) else f"-{amount}"
    assert refused(books, row(f'{{"{a}":{amount},"{b}":{opposite}}}'))


@pytest.mark.invariant(1, 4)
def test_a_balanced_transaction_by_hand_is_posted_by_the_same_rules(books: Books) -> None:
    books.sql(row(legs(books, a=10, b=-10)))
    assert books.balance("earmark:a").balance_won == 990
    assert books.balance("earmark:b").balance_won == 10
    report = books.check()
    # Nobody's act told of it, and its digest is none.
    assert {finding.code for finding in report.findings} == {"digest", "no_leaf"}


@pytest.mark.invariant(3)
def test_no_statement_takes_more_than_there_is(books: Books) -> None:
    assert refused(books, row(legs(books, a=1001, b=-1001)))
    assert refused(books, row(legs(books, b=1, c=-1)))


@pytest.mark.invariant(6)
def test_a_false_reversal_by_hand_is_refused(books: Books) -> None:
    posted = books.move("earmark:a", "earmark:b", 10, "k")
    of = f"'{posted.transaction_id}'"
    assert refused(books, row(legs(books, a=-9, b=9), kind="reversal", reverses=of))
    assert refused(books, row(legs(books, a=-10, b=10), reverses=of))
    assert refused(books, row(legs(books, a=-10, b=10), kind="reversal"))
    assert refused(books, row(legs(books, a=-10, b=10), kind="reversal", reverses="'none'"))


def test_a_reservation_that_is_not_held_is_not_settled_by_hand(books: Books) -> None:
    assert refused(books, row(legs(books, a=10, b=-10), settles='["none"]'))
    held = books.reserve("earmark:a", 10, "r")
    settled = f"state = 'settled', transaction_id = 'x' WHERE id = '{held}'"
    assert refused(books, f"UPDATE ledger_reservation SET {settled}")
    assert refused(books, "UPDATE ledger_reservation SET amount_won = 5")
    assert refused(books, "DELETE FROM ledger_reservation")


@pytest.mark.invariant(5)
@pytest.mark.parametrize("table", ["ledger_transaction", "ledger_posting"])
def test_what_is_written_is_neither_changed_nor_removed(books: Books, table: str) -> None:
    column = {"ledger_transaction": "subject", "ledger_posting": "account_id"}[table]
    assert refused(books, f"UPDATE {table} SET {column} = {column}")
    assert refused(books, f"DELETE FROM {table}")
    if not books.world.one_writer:
        assert refused(books, f"TRUNCATE {table}")
        assert refused(books, f"TRUNCATE {table} CASCADE")


WRITTEN_OVER = {
    "ledger_transaction": "(id) DO UPDATE SET subject = ''",
    "ledger_posting": "(transaction_id, leg) DO UPDATE SET account_id = ''",
    "ledger_account": "(id) DO UPDATE SET balance_won = 5",
}


@pytest.mark.invariant(5)
@pytest.mark.parametrize("table", WRITTEN_OVER)
def test_no_row_is_written_over(books: Books, table: str) -> None:
    same = f"INSERT INTO {table} SELECT * FROM {table} WHERE true"
    assert refused(books, f"{same} ON CONFLICT {WRITTEN_OVER[table]}")
    if books.world.one_writer:
        assert refused(books, same.replace("INSERT", "INSERT OR REPLACE"))


@pytest.mark.invariant(4, 5)
def test_balances_and_postings_are_written_with_their_transaction_only(books: Books) -> None:
    a = books.account("earmark:a")
    posting = "INSERT INTO ledger_posting (transaction_id, leg, account_id, amount_won,"
    posting += f" account_version, balance_after_won) VALUES ('{{0}}', {{1}}, '{a}', -5, 2, -1005)"
    known = books.sql("SELECT id FROM ledger_transaction")[0][0]
    for statement in (
        posting.format("none", 1),
        posting.format(known, 3),
        f"UPDATE ledger_account SET balance_won = balance_won - 5 WHERE id = '{a}'",
        f"UPDATE ledger_account SET balance_won = -1005, version = 2 WHERE id = '{a}'",
        f"UPDATE ledger_account SET reserved_won = 5 WHERE id = '{a}'",
        f"UPDATE ledger_account SET floor_won = -1000 WHERE id = '{a}'",
        "DELETE FROM ledger_account WHERE code = 'earmark:c'",
        (
            "INSERT INTO ledger_account SELECT 'x', 'x', kind, side, floor_won, balance_won,"
            " reserved_won, version, earmark_id, label_ko, label_en, opened_at FROM ledger_account"
            f" WHERE id = '{a}'"
        ),
    ):
        assert refused(books, statement), statement


@pytest.mark.invariant(31)
def test_a_closed_year_is_closed_for_hand_written_entries_too(books: Books) -> None:
    books.sql("UPDATE ledger_period SET state = 'soft_closed'")
    assert refused(books, row(legs(books, a=10, b=-10)))
    assert refused(books, "UPDATE ledger_period SET state = 'closed'")
    books.sql("UPDATE ledger_period SET state = 'closed', closing_sha256 = 'x'")
    assert refused(books, "UPDATE ledger_period SET state = 'open'")
    assert refused(books, "DELETE FROM ledger_period")
    assert refused(books, row(legs(books, a=10, b=-10)))


@pytest.fixture
def clerk(new_database: Callable[[str], str], clock: FrozenClock) -> Generator[Books]:
    """Yield books whose tables belong to a role without any privilege of the server's owner."""
    admin = make_engine(new_database("postgresql"))
    role = f"clerk_{admin.url.database}"
    with admin.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role}")
        connection.exec_driver_sql(f"CREATE SCHEMA clerk AUTHORIZATION {role}")
    options = {"options": f"-c role={role} -c search_path=clerk -c timezone=UTC"}
    engine = create_engine(admin.url, connect_args=options)
    upgrade(engine, METADATA)
    books = Books(a_world(engine, clock))
    books.open("cash", "earmark:a", "earmark:b", "earmark:c")
    yield books
    engine.dispose()
    with admin.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {role} CASCADE")
        connection.exec_driver_sql(f"DROP ROLE {role}")
    admin.dispose()


@pytest.mark.invariant(5)
@pytest.mark.postgresql
def test_a_role_that_owns_the_tables_posts_and_may_not_change_what_it_wrote(clerk: Books) -> None:
    clerk.give("earmark:a", 1000)
    held = clerk.reserve("earmark:a", 600, "r")
    clerk.post(paying(clerk.entry("earmark:a", "earmark:b", 600, "pay"), held))
    assert clerk.check().sound
    for table in ("ledger_transaction", "ledger_posting"):
        column = {"ledger_transaction": "subject", "ledger_posting": "account_id"}[table]
        for words in (
            f"UPDATE {table} SET {column} = ''",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"):
                clerk.sql(words)
