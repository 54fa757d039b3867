"""How entries reach the books: one call of the driver for any number of them, no ORM between.

What holds, whoever writes: inserting a transaction is posting it. Triggers of the database check
that its legs sum to zero, lock the accounts in the order of their ids, settle the reservations it
names, write the postings with version and balance, and move the balances, whose floor is a
constraint; postings, balances and what is reserved cannot be written in any other way, also by
hand-written SQL, and no row can be changed or removed. Who owns the database can switch triggers
off; `check` and the audit log then show what was done.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import psycopg
from sqlalchemy.exc import DBAPIError

from app.kernel.money import format_won
from app.kernel.problems import Problem
from app.kernel.text import Text
from app.remedy_fund.ledger import problems, rules
from app.remedy_fund.ledger.rules import Entry

_POST = "SELECT post_ledger_transactions(%s::jsonb)"
_COLUMNS = (
    "id", "scope", "key", "kind", "subject", "effective_on", "recorded_at", "actor_id", "batch_id",
    "legs", "settles", "reverses", "body_sha256", "digest_sha256",
)  # fmt: skip
INSERT_ON_SQLITE = (
    f"INSERT INTO ledger_transaction ({', '.join(_COLUMNS)}) "  # noqa: S608 - fixed names
    f"VALUES ({', '.join(':' + name for name in _COLUMNS)})"
)
_KNOWN = "SELECT body_sha256 FROM ledger_transaction WHERE id = ?"
_LACKING = """
SELECT a.id, a.side * a.balance_won - a.reserved_won - a.floor_won
FROM ledger_account a JOIN json_each(:legs) leg ON leg.key = a.id
WHERE a.side * (a.balance_won + leg.value) - a.floor_won < a.reserved_won - (
  SELECT coalesce(sum(r.amount_won), 0) FROM ledger_reservation r JOIN json_each(:settles) s
  ON s.value = r.id WHERE r.account_id = a.id AND r.state = 'held')
ORDER BY a.id
"""

Prepared = Mapping[str, Any]
_REFUSALS: dict[str, type[Problem]] = {
    "LG001": problems.InsufficientFunds,
    "LG002": problems.KeyReused,
    "LG003": problems.NoSuchAccount,
    "LG004": problems.ReservationNotHeld,
    "LG005": problems.OutOfBooks,
    "LG006": problems.PeriodClosed,
    "LG007": problems.NotReversible,
    "LG008": problems.PeriodMoveRefused,
    "LG010": problems.AlreadyReversed,
}
# A number too large, and a value that a constraint refuses.
_OUT_OF_BOUNDS = {"22003", "23514"}
_FREE = Text("사용할 수 있는 금액은 {ko}입니다", "Only {en} is free on this account of the fund")


@dataclass(frozen=True, slots=True)
class Trace:
    """When entries are written and by which account of a user."""

    at: datetime
    actor_id: str


@dataclass(frozen=True, slots=True)
class Written:
    """What one call wrote: the entries that are new, by their rows, and the batch's mark."""

    batch_id: str
    fresh: tuple[Prepared, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of the transactions that this call wrote."""
        return frozenset(str(row["id"]) for row in self.fresh)

    @property
    def digest(self) -> str:
        """Return the digest of what was written."""
        return rules.batch_digest(str(row["digest_sha256"]) for row in self.fresh)


def stored_instant(at: datetime) -> str:
    """Return an instant as SQLite keeps it and as it stands in every digest: UTC, microseconds."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def prepare(entries: Sequence[Entry], trace: Trace) -> list[Prepared]:
    """Return the rows of entries, ready to be posted; no database is asked."""
    ids = [entry.transaction_id for entry in entries]
    batch, at = rules.batch_id(ids), stored_instant(trace.at)
    return [_row(entry, row_id, batch, (at, trace.actor_id))
            for entry, row_id in zip(entries, ids, strict=True)]  # fmt: skip


def _row(entry: Entry, row_id: str, batch: str, trace: tuple[str, str]) -> Prepared:
    body = entry.body()
    kind, subject, effective_on, legs, settles, reverses = body
    hashed = rules.sha256(*body)
    return {
        "id": row_id, "scope": entry.scope, "key": entry.key, "kind": kind, "subject": subject,
        "effective_on": effective_on, "recorded_at": trace[0], "actor_id": trace[1],
        "batch_id": batch, "legs": legs, "settles": settles, "reverses": reverses or None,
        "body_sha256": hashed,
        "digest_sha256": rules.sha256(row_id, entry.scope, entry.key, *body, hashed, *trace),
    }  # fmt: skip


def post_with(connection: Any, entries: Sequence[Entry], trace: Trace) -> Written:
    """Post entries on a driver's open transaction: one round trip; nothing is committed.

    A refusal is raised as a Problem. On PostgreSQL the transaction is then lost; on SQLite nothing
    of the call stays. Either way the key of a refused entry is free.
    """
    if not entries:
        return Written("", ())
    rows = prepare(entries, trace)
    if isinstance(connection, sqlite3.Connection):
        new = _post_sqlite(connection, rows)
    else:
        new = _post_postgresql(connection, rows)
    return Written(str(rows[0]["batch_id"]), new)


def _post_postgresql(connection: Any, rows: list[Prepared]) -> tuple[Prepared, ...]:
    # The instant is told with its zone, whatever zone the session is in.
    sent = [{**row, "recorded_at": f"{row['recorded_at']}+00"} for row in rows]
    try:
        answer = connection.execute(_POST, (json.dumps(sent),)).fetchone()
    except psycopg.Error as fault:
        raise refusal(fault) from fault
    written = set(answer[0])
    return tuple({str(row["id"]): row for row in rows if row["id"] in written}.values())


def _post_sqlite(connection: sqlite3.Connection, rows: list[Prepared]) -> tuple[Prepared, ...]:
    cursor = connection.cursor()
    if len(rows) == 1:
        return tuple(row for row in rows if _insert(cursor, row))
    cursor.execute("SAVEPOINT ledger")
    try:
        return tuple([row for row in rows if _insert(cursor, row)])
    except BaseException:
        cursor.execute("ROLLBACK TO ledger")
        raise
    finally:
        cursor.execute("RELEASE ledger")


def _insert(cursor: sqlite3.Cursor, row: Prepared) -> bool:
    """Post one row; return False where the same was posted before. Nobody else is writing."""
    try:
        cursor.execute(INSERT_ON_SQLITE, row)
    except sqlite3.Error as fault:
        known = cursor.execute(_KNOWN, (row["id"],)).fetchone()
        if known is None:
            raise _lacking_in(cursor, row, fault) from fault
        if known[0] != row["body_sha256"]:
            raise problems.KeyReused(about=row["id"]) from None
        return False
    return True


def _lacking_in(cursor: sqlite3.Cursor, row: Prepared, fault: Exception) -> Exception:
    """Return the refusal of a row; where money is lacking, with what is free on which account."""
    refused = refusal(fault)
    if isinstance(refused, problems.InsufficientFunds):
        asked = cursor.execute(_LACKING, {"legs": row["legs"], "settles": row["settles"]})
        return lacking(*asked.fetchone())
    return refused


def refusal(fault: Exception) -> Exception:
    """Return what a driver's fault means: a Problem, or a database fault that may be tried again.

    The latter is wrapped the way the rest of the house knows it, so that it is tried again.
    """
    code, detail = _told(fault)
    if code not in _REFUSALS:
        return cast("Exception", DBAPIError.instance("ledger", None, fault, Exception))
    if code == "LG001" and detail:
        account, _, available = detail.rpartition(" ")
        return lacking(account, int(available))
    return _REFUSALS[code](about=detail)


def _told(fault: Exception) -> tuple[str, str]:
    """Return the code of a refusal by the books, and what it says; empty for any other fault."""
    if isinstance(fault, psycopg.Error):
        told, detail = fault.sqlstate or "", fault.diag.message_detail or ""
        if told == "23505" and fault.diag.constraint_name == "uq_ledger_transaction_reverses":
            return "LG010", ""
        return ("LG005", "") if told in _OUT_OF_BOUNDS else (told, detail)
    words = str(fault)
    return ("LG005", "") if words.startswith("CHECK constraint") else (words[:5], "")


def lacking(account: str, available_won: int) -> Problem:
    """Return the refusal that says how much money is free."""
    words = _FREE.format(ko=format_won(available_won, "ko"), en=format_won(available_won, "en"))
    return problems.InsufficientFunds(words, account_id=account, available_won=available_won)
