"""Faults planted into the posting functions of a PostgreSQL database, to see that they are found."""

from dataclasses import dataclass

from app.db.migrations import ledger_guards
from tests.support.books import Books

_LOOP = "FOR i IN 1 .. cardinality(accounts) LOOP"
_GUARD = """IF EXISTS (
    SELECT 1 FROM unnest(accounts, wons) AS l (account_id, won)
    JOIN ledger_account a ON a.id = l.account_id
    WHERE a.side * (a.balance_won + l.won) - a.reserved_won < a.floor_won
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'ledger: not enough free money';
  END IF;
  PERFORM pg_sleep(0.02);
  """
_MOVE = "UPDATE ledger_account SET balance_won = balance_won + wons[i], version = version + 1\n"
_MOVE_AS_READ = """SELECT version + 1, balance_won + wons[i] INTO held_version, held_won
      FROM ledger_account WHERE id = accounts[i];
      PERFORM pg_sleep(0.02);
      UPDATE ledger_account SET balance_won = held_won, version = held_version
"""
_CLAIM = "  WITH written AS ("
_BURN = """  IF EXISTS (SELECT 1 FROM burned b, jsonb_to_recordset(entries) AS e (id text)
             WHERE b.id = e.id) THEN
    RETURN '{}';
  END IF;
  BEGIN
  WITH written AS ("""
_BURN_END = """ INTO written_ids FROM written;
  EXCEPTION WHEN SQLSTATE 'LG001' THEN
    INSERT INTO burned SELECT e.id FROM jsonb_to_recordset(entries) AS e (id text);
    RETURN '{}';
  END;"""


@dataclass(frozen=True)
class Fault:
    """What is changed in the functions, and what is taken out of their way first."""

    changes: tuple[tuple[str, str], ...]
    before: tuple[str, ...] = ()


FAULTS = {
    "the key is looked for and then taken": Fault(
        changes=(
            (_CLAIM, "  IF EXISTS (SELECT 1 FROM ledger_transaction t, jsonb_to_recordset(entries)"
                     " AS e (id text) WHERE t.id = e.id) THEN RETURN '{}'; END IF;"
                     " PERFORM pg_sleep(0.02);\n" + _CLAIM),
            ("ON CONFLICT (id) DO NOTHING RETURNING id", "RETURNING id"),
        ),
    ),
    "the balance is read without a lock and written back": Fault(
        changes=((_MOVE, _MOVE_AS_READ),),
        before=(("ALTER TABLE ledger_posting"
                " DROP CONSTRAINT uq_ledger_posting_account_id_account_version"),),
    ),
    "the floor is asked before the lock": Fault(
        changes=((_LOOP, _GUARD + _LOOP),),
        before=("ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_floor",
                "DROP TRIGGER ledger_lacking ON ledger_account"),
    ),
    "a refused entry uses up its key": Fault(
        changes=((_CLAIM, _BURN), (" INTO written_ids FROM written;", _BURN_END)),
        before=("CREATE TABLE burned (id text)",),
    ),
}  # fmt: skip


def plant(books: Books, fault: Fault) -> None:
    """Put a fault into the database's functions; AssertionError where its place is not found."""
    text = (ledger_guards._FOLDER / "postgresql_install.sql").read_text("utf-8")
    functions = [part for part in text.split("\n--;\n") if part.startswith("CREATE FUNCTION")]
    for statement in fault.before:
        books.sql(statement)
    for old, new in fault.changes:
        assert sum(old in function for function in functions) == 1, old
        functions = [function.replace(old, new, 1) for function in functions]
    for function in functions:
        books.sql(function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
