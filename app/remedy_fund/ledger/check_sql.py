"""The statements of the check: each returns the rows that are not as they must be."""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session

_ROWS_AT_A_TIME = 5000
# The lines of a transaction that its digest is over, and the words that differ between databases.
_WORDS = {
    "sqlite": {"end": "char(10)", "at": "t.recorded_at", "on": "t.effective_on",
               "told": "json_extract(l.payload, '$.data.digest')",
               "legs": "group_concat('\"' || account_id || '\":' || amount_won, ',')",
               "each": "json_each",
               # The index of the primary key gives the legs of each in their order.
               "ordered": "ledger_posting INDEXED BY sqlite_autoindex_ledger_posting_1"},
    "postgresql": {"end": "chr(10)", "on": "t.effective_on",
                   "at": "to_char(t.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
                   "told": "l.payload::json -> 'data' ->> 'digest'",
                   "legs": "string_agg('\"' || account_id || '\":' || amount_won, ',' ORDER BY leg)",
                   "each": "json_array_elements_text", "ordered": "ledger_posting"},
}  # fmt: skip
_PARTS = (
    "t.id", "t.scope", "t.key", "t.kind", "t.subject", "{on}", "t.legs", "t.settles",
    "coalesce(t.reverses, '')", "t.body_sha256", "{at}", "t.actor_id",
)  # fmt: skip
_TRANSACTIONS = f"""
    SELECT t.batch_id, t.id, {" || {end} || ".join(_PARTS)}, t.digest_sha256, {{told}}
    FROM ledger_transaction t LEFT JOIN audit_leaf l ON l.subject = t.batch_id
      AND l.event IN ('ledger_transaction_posted', 'ledger_batch_posted')
    ORDER BY t.batch_id"""  # noqa: S608 - fixed words
_COUNTS = """
    SELECT (SELECT count(*) FROM ledger_transaction) AS transactions,
      (SELECT count(*) FROM ledger_posting) AS postings,
      (SELECT count(*) FROM ledger_account) AS accounts,
      (SELECT count(*) FROM ledger_reservation) AS reservations"""
_FOLDS = {
    # A transaction that the log tells of and the books do not have.
    "transaction_gone": """
        SELECT l.subject FROM audit_leaf l
        WHERE l.event = 'ledger_transaction_posted'
          AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = l.subject)
        UNION ALL SELECT l.subject FROM audit_leaf l
        WHERE l.event = 'ledger_batch_posted'
          AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.batch_id = l.subject)""",
    # Legs as told against legs as posted; and whether they sum to zero.
    "postings": """
        SELECT t.id, p.legs, p.total FROM ledger_transaction t LEFT JOIN (
          SELECT transaction_id, sum(amount_won) AS total, '{{' || {legs} || '}}' AS legs
          FROM {ordered} GROUP BY transaction_id
        ) AS p ON p.transaction_id = t.id
        WHERE p.legs IS NULL OR p.legs <> t.legs OR p.total <> 0""",
    "posting_alone": """
        SELECT p.transaction_id, count(*) FROM ledger_posting p
        WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = p.transaction_id)
        GROUP BY p.transaction_id""",
    # Every version's balance is the one before and its own amount; versions have no gap.
    "fold": """
        SELECT account_id, account_version, balance_after_won FROM (
          SELECT account_id, account_version, balance_after_won,
            row_number() OVER so_far AS number, sum(amount_won) OVER so_far AS total
          FROM ledger_posting
          WINDOW so_far AS (
            PARTITION BY account_id ORDER BY account_version ROWS UNBOUNDED PRECEDING)
        ) AS counted
        WHERE account_version <> number OR balance_after_won <> total""",
    "balance": """
        SELECT p.account_id, a.balance_won, a.version FROM (
          SELECT account_id, sum(amount_won) AS total, count(*) AS legs FROM ledger_posting
          GROUP BY account_id
        ) AS p LEFT JOIN ledger_account a ON a.id = p.account_id
        WHERE a.id IS NULL OR a.balance_won <> p.total OR a.version <> p.legs
        UNION ALL SELECT a.id, a.balance_won, a.version FROM ledger_account a
        WHERE (a.balance_won <> 0 OR a.version <> 0)
          AND NOT EXISTS (SELECT 1 FROM ledger_posting p WHERE p.account_id = a.id)""",
    "floor": """
        SELECT id, balance_won, reserved_won FROM ledger_account
        WHERE side * balance_won - reserved_won < floor_won OR reserved_won < 0""",
    "reserved": """
        SELECT a.id, a.reserved_won, r.total FROM ledger_account a LEFT JOIN (
          SELECT account_id, sum(amount_won) AS total FROM ledger_reservation
          WHERE state = 'held' GROUP BY account_id
        ) AS r ON r.account_id = a.id
        WHERE a.reserved_won <> coalesce(r.total, 0)""",
    # Reservations that a transaction used up, on both sides.
    "settled": """
        SELECT r.id, r.state FROM ledger_reservation r
        WHERE (r.state = 'settled') <> (r.transaction_id IS NOT NULL) OR r.state = 'settled'
          AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = r.transaction_id
            AND r.id IN (SELECT value FROM {each}(t.settles{cast})))
        UNION ALL SELECT t.id, s.value FROM ledger_transaction t
        CROSS JOIN LATERAL {each}(t.settles{cast}) AS s
        WHERE t.settles <> '[]' AND NOT EXISTS (
          SELECT 1 FROM ledger_reservation r WHERE r.id = s.value AND r.transaction_id = t.id)""",
    "reversal": """
        SELECT t.id, t.reverses FROM ledger_transaction t
        LEFT JOIN ledger_transaction o ON o.id = t.reverses
        WHERE (t.reverses IS NOT NULL OR t.kind = 'reversal') AND (
          o.id IS NULL OR o.reverses IS NOT NULL OR t.kind <> 'reversal' OR EXISTS (
            SELECT 1 FROM ledger_posting p WHERE p.transaction_id IN (t.id, o.id)
            GROUP BY p.account_id HAVING sum(p.amount_won) <> 0))""",
}


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _fit(session: Session, statement: str) -> Any:
    name = _dialect(session)
    words = {**_WORDS[name], "cast": "::json" if name == "postgresql" else ""}
    words = {key: value.replace(":", "\\:") for key, value in words.items()}
    fitted = statement.format(**words)
    return text(fitted if name == "postgresql" else fitted.replace("CROSS JOIN LATERAL", "JOIN"))


@contextmanager
def one_picture(engine: Engine) -> Generator[Session]:
    """Yield a session in which every statement sees the same state of the books."""
    postgresql = engine.dialect.name == "postgresql"
    level = {"isolation_level": "REPEATABLE READ"} if postgresql else {}
    with Session(engine.execution_options(**level)) as session:
        if postgresql:
            session.execute(text("SET LOCAL statement_timeout = 0"))
        yield session


def counts(session: Session) -> dict[str, int]:
    """Return how many rows there are of each kind."""
    return dict(session.execute(text(_COUNTS)).mappings().one())


def transactions(session: Session) -> Iterator[Any]:
    """Yield mark of the call, id, lines, digest, and the digest that the log tells, by calls.

    They come from the driver itself, a few at a time: most of the check's work is here.
    """
    driver = session.connection().connection.dbapi_connection
    statement = _TRANSACTIONS.format(**_WORDS[_dialect(session)])
    if isinstance(driver, sqlite3.Connection):
        yield from driver.execute(statement)
        return
    with driver.cursor(name="ledger_check") as cursor:  # type: ignore[union-attr]
        cursor.itersize = _ROWS_AT_A_TIME
        cursor.execute(statement)
        yield from cursor


def folds(session: Session) -> Iterator[tuple[str, Any]]:
    """Yield each rule's code with the rows that break it."""
    for code, statement in _FOLDS.items():
        yield code, session.execute(_fit(session, statement))


def account_kinds(session: Session) -> Any:
    """Return every account's id, kind and side."""
    return session.execute(text("SELECT id, kind, side FROM ledger_account"))
