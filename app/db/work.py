"""One act, one transaction: the change, its audit leaves and its outbox rows, or nothing.

Nothing outside this module commits.
"""

import secrets
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, TypeVar, cast

from sqlalchemy import Executable, event, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, SQLModel

from app.access.actor import Actor, Role, Target
from app.access.policy import Decision, May, decide
from app.db import faults
from app.db.leaf import canonical, leaf_hash, row_digest, seal
from app.db.rows import Row
from app.db.tables import AuditLeaf, Job, OutboxEntry
from app.db.world import World
from app.kernel import ids
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import seoul_day
from app.kernel.event import Event, plain
from app.kernel.problems import Forbidden, NotFound, Stale, Unauthenticated
from app.law.book import Book

T = TypeVar("T")
AnyRow = TypeVar("AnyRow", bound=SQLModel)


_KEYS = {"id", "version"}
_LEAVES = insert(AuditLeaf.__table__)  # type: ignore[attr-defined]
_OUTBOX = insert(OutboxEntry.__table__)  # type: ignore[attr-defined]
# Two who queue the same job at once must both go on, so the database itself passes over one.
_JOBS = {
    dialect.dialect.name: dialect.insert(Job.__table__).on_conflict_do_nothing()  # type: ignore[attr-defined]
    for dialect in (postgresql, sqlite)
}


class UnrecordedChange(RuntimeError):
    """Rows were written but no event says so; the transaction is thrown away."""


class Work:
    """One transaction of one actor. Made by `begin`; packages add rows and record events."""

    def __init__(self, world: World, session: Session, actor: Actor, *, reading: bool) -> None:
        """Start the act at the present instant of the world's clock."""
        self.world = world
        self.session = session
        self.actor = actor
        self.reading = reading
        self.now: datetime = world.clock.now()
        self.today: date = seoul_day(self.now)
        self.events: list[tuple[str, Event]] = []
        self._rows: dict[tuple[str, str], Row] = {}
        self._gone: set[tuple[str, str]] = set()
        self._changed = False
        session.info["work"] = self

    # -- what surrounds the act

    @cached_property
    def law(self) -> Book:
        """The law as enacted, announced and entered up to this instant."""
        return self.world.book_for(self.session)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Korean working days, with the agency's overrides."""
        return self.world.calendar_for(self.session)

    def new_id(self, prefix: str) -> str:
        """Return a fresh id that sorts by the instant of this act."""
        return ids.new_id(prefix, self.now)

    # -- asking

    def decide(self, may: May, target: Target) -> Decision:
        """Return the policy table's answer for this actor now."""
        return decide(self.actor, may, target, self.now)

    def require(self, may: May, target: Target) -> None:
        """Raise NotFound or Forbidden where the policy table refuses."""
        answer = self.decide(may, target)
        if answer.allowed:
            return
        if self.actor.role is Role.PUBLIC:
            raise Unauthenticated(permission=str(may))
        if answer.hidden:
            raise NotFound(permission=str(may), because=answer.code)
        raise Forbidden(answer.reason, permission=str(may), because=answer.code)

    def expect_version(self, row: Row, version: int | None) -> None:
        """Raise Stale where a write was made on another version than the row's present one."""
        if version is not None and row.version != version:
            raise Stale(current_etag=f'"v{row.version}"', changed_at_version=row.version)

    # -- reading

    def one(self, kind: type[AnyRow], row_id: str) -> AnyRow:
        """Return a row by its id, or raise NotFound."""
        found = self.session.get(kind, row_id)
        if found is None:
            raise NotFound
        return found

    # -- changing

    def touch(self, row: Row) -> None:
        """Count a row's version up though none of its columns changed: what hangs on it did."""
        flag_modified(row, next(name for name in type(row).model_fields if name not in _KEYS))

    def add(self, row: AnyRow) -> AnyRow:
        """Put a new row into the transaction and return it."""
        self.session.add(row)
        return row

    def execute(
        self,
        statement: Executable,
        given: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Run a Core write on upkeep tables; audited rows change through the session only.

        `given` are the values of its parameters, or the rows to insert.
        """
        name = getattr(getattr(statement, "table", None), "name", "")
        if not name or _is_audited(name):
            raise UnrecordedChange(f"a Core write on the audited table {name}")
        return cast("CursorResult[Any]", self.session.execute(statement, given))

    def driver(self) -> Any:
        """Return the driver's own connection of this transaction, for a ledger's posting function.

        What is written through it is a change that some event has to tell of.
        """
        self._changed = True
        return self.session.connection().connection.dbapi_connection

    def record(self, happened: Event) -> str:
        """Note a fact; it becomes leaf and outbox row when the Work ends. Returns its id."""
        event_id = self.new_id("evt")
        self.events.append((event_id, happened))
        return event_id

    def later(
        self, name: str, payload: dict[str, Any], *, key: str, run_at: datetime | None = None
    ) -> None:
        """Queue a job in this transaction; a second one under the same key is not queued."""
        row = {
            "id": _job_id(key), "name": name, "key": key, "payload": payload, "state": "waiting",
            "run_at": run_at or self.now, "attempts": 0, "worker": "", "last_error": "",
            "created_at": self.now,
        }  # fmt: skip
        self.execute(_JOBS[self.world.engine.dialect.name], [row])

    # -- ending

    def finish(self) -> None:
        """Write leaves and outbox rows and commit; only then may anybody be answered."""
        self.session.flush()
        if self._changed and not self.events:
            raise UnrecordedChange(f"no event for {sorted(self._rows)}")
        if self.events:
            self._write_leaves()
        self.session.commit()
        if self.events:
            self.world.wake()

    def notice(self, session: Session) -> None:
        """Keep what a flush is about to write or remove; called by the session itself."""
        for thing in (*session.new, *session.dirty):
            if isinstance(thing, Row):
                self._changed = True
                self._rows[_table(thing), thing.id] = thing
        for thing in session.deleted:
            if isinstance(thing, Row):
                self._changed = True
                self._gone.add((_table(thing), thing.id))

    def _write_leaves(self) -> None:
        salt = secrets.token_bytes(16)
        final = len(self.events) - 1
        leaves, outbox = [], []
        for number, (event_id, happened) in enumerate(self.events):
            rows = self._digests(salt) if number == final else []
            leaves.append(self._leaf(event_id, happened, rows, salt))
            outbox.append({
                "event_id": event_id, "event": happened.name, "subject": happened.subject,
                "data": happened.payload(), "at": self.now, "state": "waiting", "attempts": 0,
                "run_at": self.now, "last_error": "",
            })  # fmt: skip
        self.execute(_LEAVES, leaves)
        self.execute(_OUTBOX, outbox)

    def _leaf(
        self, event_id: str, happened: Event, rows: list[dict[str, str]], salt: bytes
    ) -> dict[str, Any]:
        payload = canonical({
            "actor": self.actor.account_id, "at": plain(self.now), "channel": self.actor.channel,
            "data": happened.payload(), "event": happened.name, "id": event_id,
            "person": self.actor.person_id, "role": str(self.actor.role), "rows": rows,
            "subject": happened.subject,
        })  # fmt: skip
        digest = leaf_hash(payload)
        return {
            "event_id": event_id, "event": happened.name, "subject": happened.subject,
            "actor_id": self.actor.account_id, "at": self.now, "payload": payload.decode(),
            "salt": salt.hex(), "leaf_hash": digest.hex(),
            "seal": seal(self.world.seal_key, digest),
        }  # fmt: skip

    def _digests(self, salt: bytes) -> list[dict[str, str]]:
        kept = [
            {"digest": row_digest(salt, table, row_values(row)), "id": key, "table": table}
            for (table, key), row in self._rows.items()
            if (table, key) not in self._gone
        ]
        gone = [{"digest": "", "id": key, "table": table} for table, key in self._gone]
        return sorted(kept + gone, key=lambda entry: (entry["table"], entry["id"]))


class ActSession(Session):
    """A session that tells its Work of every flush."""


@event.listens_for(ActSession, "after_flush")
def _tell_work(session: Session, _context: Any) -> None:
    session.info["work"].notice(session)


def row_values(row: Row) -> dict[str, Any]:
    """Return a row's columns by name, as they are digested.

    Empty ones are left out, so that a column added later does not change what old leaves say.
    """
    values = {attribute.key: getattr(row, attribute.key) for attribute in _columns(type(row))}
    return {name: value for name, value in values.items() if value is not None}


def _columns(kind: type[Row]) -> Any:
    return inspect(kind).column_attrs


def _table(row: Row) -> str:
    return str(type(row).__tablename__)


def _job_id(key: str) -> str:
    return f"job_{leaf_hash(key.encode()).hex()[:40]}"


@cache
def _is_audited(name: str) -> bool:
    # There is no statement on a table before its class is known, so the answer stays right.
    return name in audited_tables()


def audited_tables() -> dict[str, type[Row]]:
    """Return every audited table's name and class."""
    found: dict[str, type[Row]] = {}
    waiting = list(Row.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "__tablename__" in vars(kind):
            found[str(kind.__tablename__)] = kind
    return found


@contextmanager
def begin(world: World, actor: Actor, *, reading: bool = False) -> Generator[Work]:
    """Open a Work; leaving it well commits, leaving it by an exception undoes everything.

    A reading Work takes no write lock, may record nothing and is always rolled back.
    """
    engine = world.reading_engine if reading else world.engine
    queue = world.writing if world.one_writer and not reading else nullcontext()
    with queue, ActSession(engine, expire_on_commit=False, autoflush=not reading) as session:
        work = Work(world, session, actor, reading=reading)
        yield work
        if not reading:  # closing the session undoes what a reader did
            work.finish()


def perform(world: World, actor: Actor, act: Callable[[Work], T], *, reading: bool = False) -> T:
    """Run one act in its own Work; tried again where the database asks for it."""

    def once() -> T:
        with begin(world, actor, reading=reading) as work:
            return act(work)

    return faults.retrying(once)
