"""The ways of posting that are measured: the bare function, the books' own, through the service."""

import hashlib
import itertools
import json
import random
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from app.access.actor import Actor, Role
from app.db.engine import _SQLITE_PRAGMAS
from app.db.work import begin, perform
from app.db.world import World
from app.remedy_fund.ledger import actions
from app.remedy_fund.ledger.posting import INSERT_ON_SQLITE, Trace, post_with, prepare
from app.remedy_fund.ledger.rules import Entry, Leg, TransactionKind, account_id, kind_of_code

ACCOUNTS = 1000
WEALTH_WON = 10**12
DAY = date(2026, 11, 23)
OFFICER = Actor("account_officer", "person_officer", Role.FUND_OFFICER, channel="benchmark")
_IDS = tuple(account_id(f"earmark:{number}") for number in range(ACCOUNTS))
_KEYS = itertools.count()
_LOCK = threading.Lock()

BARE_TABLES = (
    "CREATE TABLE bare_account (id text PRIMARY KEY, balance bigint NOT NULL)",
    "CREATE TABLE bare_transaction (id text PRIMARY KEY, key text UNIQUE, effective_on date)",
    """CREATE TABLE bare_entry (transaction_id text, account_id text, amount bigint,
       PRIMARY KEY (transaction_id, account_id))""",
)
BARE_FUNCTION = """
CREATE FUNCTION bare_post(the_id text, the_key text, a text, b text, won bigint, day date)
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bare_transaction VALUES (the_id, the_key, day) ON CONFLICT (key) DO NOTHING;
  IF NOT FOUND THEN RETURN the_id; END IF;
  UPDATE bare_account SET balance = balance + CASE id WHEN a THEN won ELSE -won END
  WHERE id = least(a, b);
  UPDATE bare_account SET balance = balance + CASE id WHEN a THEN won ELSE -won END
  WHERE id = greatest(a, b);
  INSERT INTO bare_entry VALUES (the_id, a, won), (the_id, b, -won);
  RETURN the_id;
END $$
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """One filled database."""

    world: World
    url: str

    def connect(self) -> Any:
        """Return a connection of the driver itself, set as the service sets its own."""
        if self.world.one_writer:
            path = str(make_url(self.url).database)
            made = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            for pragma in _SQLITE_PRAGMAS:
                made.execute(pragma)
            return made
        plain = make_url(self.url).set(drivername="postgresql")
        return psycopg.connect(plain.render_as_string(hide_password=False))


def lay(ground: Ground) -> None:
    """Open a thousand accounts with money in each, bare ones beside them."""

    def fill(work: Any) -> None:
        for code in ("cash", *(f"earmark:{number}" for number in range(ACCOUNTS))):
            actions.open_account(work, kind=kind_of_code(code), code=code)
        for account in _IDS:
            actions.post(work, Entry(
                kind=TransactionKind.CONTRIBUTION_RECEIVED, key=account, scope="lay",
                subject="lay", effective_on=DAY,
                legs=(Leg(account_id("cash"), WEALTH_WON), Leg(account, -WEALTH_WON)),
            ))  # fmt: skip

    perform(ground.world, OFFICER, fill)
    with ground.world.engine.begin() as connection:
        for statement in BARE_TABLES:
            connection.exec_driver_sql(statement)
        for account in _IDS:
            connection.exec_driver_sql(
                f"INSERT INTO bare_account VALUES ('{account}', {WEALTH_WON})"
            )
        if not ground.world.one_writer:
            connection.exec_driver_sql(BARE_FUNCTION)


def number() -> int:
    """Return a number that no other posting has."""
    return next(_KEYS)


def entry(chance: random.Random, *, hot: bool) -> Entry:
    """Return a posting between two of the thousand accounts, or into the one that is hot."""
    source, target = chance.sample(_IDS, 2)
    if hot:
        source, target = (_IDS[0], target) if target != _IDS[0] else (_IDS[0], source)
    return Entry(
        kind=TransactionKind.CONTRIBUTION_REDESIGNATED, key=f"k{number()}", scope="benchmark",
        subject="benchmark", effective_on=DAY, legs=(Leg(source, 1), Leg(target, -1)),
    )  # fmt: skip


Post = Callable[[random.Random], int]  # does one thing; returns how many postings it made


def bare(ground: Ground, *, hot: bool) -> Post:
    """The bare function: key, two balances, two entries; no guard, no digest, no version."""
    connection = ground.connect()

    def post(chance: random.Random) -> int:
        a, b = chance.sample(_IDS, 2)
        if hot:
            a = _IDS[0] if b != _IDS[0] else a
        name = f"b{number()}"
        if isinstance(connection, sqlite3.Connection):
            with _LOCK:
                _bare_sqlite(connection, name, a, b)
        else:
            connection.execute(
                "SELECT bare_post(%s, %s, %s, %s, %s, %s)", (name, name, a, b, 1, DAY)
            )
            connection.commit()
        return 1

    return post


def _bare_sqlite(connection: sqlite3.Connection, name: str, a: str, b: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare_transaction VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                       (name, name, "2026-11-23"))  # fmt: skip
    connection.execute("UPDATE bare_account SET balance = balance + 1 WHERE id = ?", (a,))
    connection.execute("UPDATE bare_account SET balance = balance - 1 WHERE id = ?", (b,))
    connection.execute("INSERT INTO bare_entry VALUES (?, ?, 1), (?, ?, -1)", (name, a, name, b))
    connection.execute("COMMIT")


def guarded(ground: Ground, *, hot: bool) -> Post:
    """The books' own statement with ready rows: all guards of the database, no Python."""
    connection = ground.connect()
    chance = random.Random(1)
    trace = Trace(ground.world.clock.now(), "guarded")
    # The rows are made before the clock runs; only their ids differ.
    made = [dict(prepare([entry(chance, hot=hot)], trace)[0]) for _ in range(2000)]
    write = _guarded_sqlite if ground.world.one_writer else _guarded_postgresql

    def post(chance: random.Random) -> int:
        name = hashlib.sha256(str(number()).encode()).hexdigest()[:40]
        write(connection, {**chance.choice(made), "id": name, "key": name, "batch_id": name})
        return 1

    return post


def _guarded_sqlite(connection: sqlite3.Connection, row: dict[str, Any]) -> None:
    with _LOCK:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(INSERT_ON_SQLITE, row)
        connection.execute("COMMIT")


def _guarded_postgresql(connection: Any, row: dict[str, Any]) -> None:
    sent = json.dumps([{**row, "recorded_at": f"{row['recorded_at']}+00"}])
    connection.execute("SELECT post_ledger_transactions(%s::jsonb)", (sent,))
    connection.commit()


def ours(ground: Ground, *, hot: bool, size: int = 1) -> Post:
    """The service's posting call on a driver's connection, `size` entries at a time."""
    connection = ground.connect()

    def post(chance: random.Random) -> int:
        entries = [entry(chance, hot=hot) for _ in range(size)]
        trace = Trace(ground.world.clock.now(), "ours")
        if isinstance(connection, sqlite3.Connection):
            with _LOCK:
                connection.execute("BEGIN IMMEDIATE")
                post_with(connection, entries, trace)
                connection.execute("COMMIT")
        else:
            post_with(connection, entries, trace)
            connection.commit()
        return size

    return post


def through_work(ground: Ground, *, hot: bool) -> Post:
    """A whole act of the service: posting, event, leaf of the audit log and outbox row."""

    def post(chance: random.Random) -> int:
        made = entry(chance, hot=hot)
        with begin(ground.world, OFFICER) as work:
            actions.post(work, made)
        return 1

    return post
