"""The statements of the check: each returns the rows that are not as they must be.

A row of theirs is the code of the rule that is broken, the id it is about, and what was found. The
database itself counts and hashes: a row that is sound never leaves it.
"""

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session

from app.remedy_fund.ledger.rules import sha256

_MEMORY = "256MB"
# The lines that a transaction's digest is over; `rules` says which they are.
_LINES = (
    "t.id", "t.scope", "t.key", "t.kind", "t.subject", "t.effective_on", "t.legs", "t.settles",
    "coalesce(t.reverses, '')", "t.body_sha256", "{at}", "t.actor_id",
)  # fmt: skip
# What differs between the databases.
_WORDS = {
    "sqlite": {
        "end": "char(10)", "at": "t.recorded_at", "hash": "sha256({})",
        "told": "json_extract(l.payload, '$.data.digest')",
        "joined": "group_concat", "each": "json_each", "cast": "", "lateral": "JOIN",
    },
    "postgresql": {
        "end": "chr(10)", "hash": "encode(sha256(convert_to({}, 'UTF8')), 'hex')",
        "at": "to_char(t.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "told": "l.payload::json -> 'data' ->> 'digest'",
        "joined": "string_agg", "each": "json_array_elements_text", "cast": "::json",
        "lateral": "CROSS JOIN LATERAL",
    },
}  # fmt: skip
_LAST_LEAF = "SELECT coalesce(max(id), 0) FROM audit_leaf"
_COUNTS = """
    SELECT (SELECT count(*) FROM ledger_transaction) AS transactions,
      (SELECT count(*) FROM ledger_posting) AS postings,
      (SELECT count(*) FROM ledger_account) AS accounts,
      (SELECT count(*) FROM ledger_reservation) AS reservations"""
# Legs as told with legs as posted, and whether they sum to zero: one rule, asked of each database
# in the way it answers quickly. SQLite keeps the postings in this order; PostgreSQL hashes.
_POSTINGS = {
    "sqlite": ("""
    SELECT 'postings', t.id, t.legs FROM ledger_transaction t
    WHERE t.legs || ' 0' <> coalesce((
      SELECT '{' || group_concat('"' || account_id || '":' || amount_won, ',') || '} '
        || sum(amount_won)
      FROM (
        SELECT account_id, amount_won FROM ledger_posting
        WHERE transaction_id = t.id ORDER BY leg
      ) AS ordered), '')""", """
    SELECT 'posting_alone', p.transaction_id, p.leg FROM ledger_posting p
    WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = p.transaction_id)"""),
    "postgresql": ("""
    SELECT 'postings', t.id, t.legs FROM ledger_transaction t LEFT JOIN (
      SELECT transaction_id, count(*) AS legs, sum(amount_won) AS total
      FROM ledger_posting GROUP BY transaction_id
    ) AS p ON p.transaction_id = t.id
    WHERE p.total IS DISTINCT FROM 0
      OR p.legs <> length(t.legs) - length(replace(t.legs, ':', ''))""", """
    SELECT CASE WHEN t.id IS NULL THEN 'posting_alone' ELSE 'postings' END, p.transaction_id, p.leg
    FROM ledger_posting p LEFT JOIN ledger_transaction t ON t.id = p.transaction_id
    WHERE t.id IS NULL OR split_part(btrim(t.legs, '{}'), ',', p.leg)
      <> '"' || p.account_id || '":' || p.amount_won"""),
}  # fmt: skip
_FOLDS = (
    # Each transaction with its own digest.
    """
    SELECT 'digest', t.id, t.digest_sha256 FROM ledger_transaction t
    WHERE t.digest_sha256 <> {hash_of_lines}""",
    # What was posted in one call with the leaf that the log has of it. One alone is its own call.
    """
    SELECT CASE WHEN l.id IS NULL THEN 'no_leaf' ELSE 'leaf' END, t.batch_id, {told}
    FROM (
      SELECT batch_id, digest_sha256 AS digest FROM ledger_transaction WHERE batch_id = id
      UNION ALL
      SELECT batch_id, CASE count(*) WHEN 1 THEN min(digest_sha256) ELSE {hash_of_many} END
      FROM (
        SELECT batch_id, digest_sha256 FROM ledger_transaction
        WHERE batch_id <> id ORDER BY batch_id, digest_sha256
      ) AS ordered GROUP BY batch_id
    ) AS t LEFT JOIN audit_leaf l ON l.subject = t.batch_id
      AND l.event IN ('ledger_transaction_posted', 'ledger_batch_posted')
    WHERE l.id IS NULL OR {told} IS NULL OR {told} <> t.digest""",
    # A transaction that the log tells of and the books do not have.
    """
    SELECT 'transaction_gone', l.subject FROM audit_leaf l
    WHERE l.event IN ('ledger_transaction_posted', 'ledger_batch_posted')
      AND l.subject NOT IN (SELECT batch_id FROM ledger_transaction)""",
    # Every version's balance is the one before and its own amount; versions have no gap.
    """
    SELECT 'fold', p.account_id, p.account_version, p.balance_after_won
    FROM ledger_posting p LEFT JOIN ledger_posting b
      ON b.account_id = p.account_id AND b.account_version = p.account_version - 1
    WHERE p.balance_after_won <> p.amount_won + coalesce(b.balance_after_won, 0)
      OR (b.account_id IS NULL) <> (p.account_version = 1)
      OR p.account_version = 1
        AND p.account_id NOT IN (SELECT id FROM ledger_account)""",
    # Where that holds, an account is right if it stands at its last version.
    """
    SELECT 'balance', a.id, a.balance_won, a.version FROM ledger_account a
    LEFT JOIN ledger_posting p ON p.account_id = a.id AND p.account_version = a.version
    WHERE a.balance_won <> coalesce(p.balance_after_won, 0)
      OR (p.account_id IS NULL) <> (a.version = 0)
      OR EXISTS (SELECT 1 FROM ledger_posting l
        WHERE l.account_id = a.id AND l.account_version > a.version)""",
    """
    SELECT 'floor', id, balance_won, reserved_won FROM ledger_account
    WHERE side * balance_won - reserved_won < floor_won OR reserved_won < 0""",
    """
    SELECT 'reserved', a.id, a.reserved_won, r.total FROM ledger_account a LEFT JOIN (
      SELECT account_id, sum(amount_won) AS total FROM ledger_reservation
      WHERE state = 'held' GROUP BY account_id
    ) AS r ON r.account_id = a.id
    WHERE a.reserved_won <> coalesce(r.total, 0)""",
    # Reservations that a transaction used up, on both sides.
    """
    SELECT 'settled', r.id, r.state FROM ledger_reservation r
    WHERE (r.state = 'settled') <> (r.transaction_id IS NOT NULL) OR r.state = 'settled'
      AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = r.transaction_id
        AND r.id IN (SELECT value FROM {each}(t.settles{cast})))
    UNION ALL SELECT 'settled', t.id, s.value FROM ledger_transaction t
    {lateral} {each}(t.settles{cast}) AS s
    WHERE t.settles <> '[]' AND NOT EXISTS (
      SELECT 1 FROM ledger_reservation r WHERE r.id = s.value AND r.transaction_id = t.id)""",
    """
    SELECT 'reversal', t.id, t.reverses FROM ledger_transaction t
    LEFT JOIN ledger_transaction o ON o.id = t.reverses
    WHERE (t.reverses IS NOT NULL OR t.kind = 'reversal')
      AND (o.id IS NULL OR o.reverses IS NOT NULL OR t.kind <> 'reversal')
    UNION
    SELECT 'reversal', both_ways.id, both_ways.reverses FROM (
      SELECT t.id, t.reverses, p.account_id, p.amount_won
      FROM ledger_transaction t JOIN ledger_posting p ON p.transaction_id = t.id
      WHERE t.reverses IS NOT NULL
      UNION ALL
      SELECT t.id, t.reverses, p.account_id, p.amount_won
      FROM ledger_transaction t JOIN ledger_posting p ON p.transaction_id = t.reverses
      WHERE t.reverses IS NOT NULL
    ) AS both_ways
    GROUP BY both_ways.id, both_ways.reverses, both_ways.account_id
    HAVING sum(both_ways.amount_won) <> 0""",
)


def _fitted(dialect: str) -> Iterator[str]:
    """Yield every statement in the words of one kind of database."""
    words = dict(_WORDS[dialect])
    end, hashed = words["end"], words.pop("hash")
    words["hash_of_lines"] = hashed.format(f" || {end} || ".join(_LINES).format(**words))
    words["hash_of_many"] = hashed.format(f"{words['joined']}(digest_sha256, {end})")
    yield from _POSTINGS[dialect]
    for statement in _FOLDS:
        yield statement.format(**words)


@contextmanager
def one_picture(engine: Engine, readers: int) -> Generator[list[Session]]:
    """Yield sessions in all of which every statement sees the same state of the books."""
    with ExitStack() as opened:
        yield (_exported if engine.dialect.name == "postgresql" else _in_step)(
            engine, readers, opened
        )


def _exported(engine: Engine, readers: int, opened: ExitStack) -> list[Session]:
    engine = engine.execution_options(isolation_level="REPEATABLE READ")
    sessions = [opened.enter_context(Session(engine)) for _ in range(readers)]
    snapshot = sessions[0].execute(text("SELECT pg_export_snapshot()")).scalar_one()
    for session in sessions[1:]:
        session.execute(text(f"SET TRANSACTION SNAPSHOT '{snapshot}'"))
    for session in sessions:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        # What is sorted and joined stays in memory; a plan is not worth being compiled.
        session.execute(text(f"SET LOCAL work_mem = '{_MEMORY}'"))
        session.execute(text("SET LOCAL jit = off"))
    return sessions


def _in_step(engine: Engine, readers: int, opened: ExitStack) -> list[Session]:
    # Whatever changes the books leaves a leaf: where all see the same last leaf, all see the same.
    sessions = [opened.enter_context(Session(engine)) for _ in range(readers)]
    while len({one.execute(text(_LAST_LEAF)).scalar_one() for one in sessions}) > 1:
        for session in sessions:
            session.rollback()
    return sessions


def counts(session: Session) -> dict[str, int]:
    """Return how many rows there are of each kind."""
    return dict(session.execute(text(_COUNTS)).mappings().one())


def broken(sessions: Sequence[Session]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for everything that breaks a rule: its code, the id, and what was found.

    The sessions, which see the same, share the statements; the rows come in the same order always.
    """
    free: SimpleQueue[Session] = SimpleQueue()
    for session in sessions:
        driver = session.connection().connection.dbapi_connection
        if isinstance(driver, sqlite3.Connection):
            driver.create_function("sha256", 1, sha256, deterministic=True)
        free.put(session)

    def ask(statement: str) -> list[tuple[Any, ...]]:
        session = free.get()
        try:
            return [tuple(row) for row in session.connection().exec_driver_sql(statement)]
        finally:
            free.put(session)

    statements = _fitted(sessions[0].connection().dialect.name)
    with ThreadPoolExecutor(len(sessions)) as pool:
        for found in pool.map(ask, statements):
            yield from found


def account_kinds(session: Session) -> Any:
    """Return every account's id, kind and side."""
    return session.execute(text("SELECT id, kind, side FROM ledger_account"))
