"""The only SQL of this room; what ought to be stored is asked of every table that names objects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    Table,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col

from app.db.engine import is_sqlite
from app.db.work import Work
from app.discovery.safekeeping.rules import GONE, HASH_COLUMNS, PASSING, Copy, open_mark
from app.discovery.safekeeping.tables import StoreIncident, StorePromise, StoreReading

_PROMISE = "promise"
_KEPT = "whole"
_MANY = 500


@dataclass(frozen=True, slots=True)
class Owned:
    """An object that a row names, and when it and its second copy were last read.

    `sha256` is empty where the row keeps no hash; the store's own check is all there is then.
    """

    key: str
    sha256: str
    kind: str
    owner_id: str
    item_id: str | None
    last_read_at: datetime | None
    finding: str
    second_finding: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How many objects there are and how their readings stand."""

    objects: int
    size_bytes: int
    never_read: int
    oldest_read_at: datetime | None
    second_lacking: int


def hash_column(table: Table) -> str:
    """Return the column of a table that holds the hash of its objects; empty if there is none."""
    return next((name for name in HASH_COLUMNS if name in table.c), "")


def owning_tables() -> list[Table]:
    """Return every table that names objects which are to be kept."""
    tables = SQLModel.metadata.tables.values()
    return [table for table in tables if "store_key" in table.c and table.name not in PASSING]


def owned(
    work: Work, *, key: str = "", owner_id: str = "", lacking: bool = False, limit: int = 0
) -> list[Owned]:
    """Return what ought to be stored: all, one object, or what was never copied to a second store."""
    named, reading = _named(), StoreReading.__table__  # type: ignore[attr-defined]
    chosen = _joined(named, reading)
    if key:
        chosen = chosen.where(named.c.object_key == key)
    if owner_id:
        chosen = chosen.where(named.c.owner_id == owner_id)
    if lacking:
        chosen = chosen.where(_never_copied(reading))
    if limit:
        chosen = chosen.order_by(named.c.owner_id).limit(limit)
    return [Owned(*row) for row in work.session.execute(chosen)]


def oldest_first(work: Work, *, limit: int, broken: bool = False) -> list[Owned]:
    """Return some of what ought to be stored, what was never read first; or of what is broken."""
    named, reading = _named(), StoreReading.__table__  # type: ignore[attr-defined]
    chosen = _joined(named, reading)
    if broken:
        found = (reading.c.finding, reading.c.second_finding)
        chosen = chosen.where(or_(*(one.not_in(("", _KEPT)) for one in found)))
    by_age = reading.c.last_read_at.asc().nulls_first()
    # Names in the store are drawn by lot: of what is equally old, the older things come first.
    alike = (named.c.kind, named.c.owner_id, named.c.object_key)
    ordered = chosen.order_by(by_age, *alike).limit(limit)
    return [Owned(*row) for row in work.session.execute(ordered)]


def count_due(work: Work, due_at: datetime) -> tuple[int, int]:
    """Return how many objects there are, and how many were not read after an instant."""
    named, reading = _named(), StoreReading.__table__  # type: ignore[attr-defined]
    joined = named.outerjoin(reading, reading.c.object_key == named.c.object_key)
    read_at = reading.c.last_read_at
    due = func.count().filter(or_(read_at.is_(None), read_at <= due_at))
    objects, waiting = work.session.execute(select(func.count(), due).select_from(joined)).one()
    return objects, waiting


def figures(work: Work) -> Figures:
    """Return how many objects there are and how their readings stand."""
    named, reading = _named(), StoreReading.__table__  # type: ignore[attr-defined]
    joined = named.outerjoin(reading, reading.c.object_key == named.c.object_key)
    waiting_since = func.coalesce(reading.c.last_read_at, reading.c.noticed_at)
    lacks = or_(reading.c.object_key.is_(None), reading.c.second_finding != _KEPT)
    chosen = select(
        func.count(),
        func.coalesce(func.sum(named.c.size_bytes), 0),
        func.count().filter(reading.c.last_read_at.is_(None)),
        func.min(waiting_since),
        func.count().filter(lacks),
    ).select_from(joined)
    objects, size_bytes, never, oldest, lacking = work.session.execute(chosen).one()
    return Figures(objects, int(size_bytes), never, oldest, lacking)


def note_new(work: Work, keys: Collection[str]) -> None:
    """Note that objects are there; one that is known keeps its reading."""
    if keys:
        rows = [{"object_key": key, "noticed_at": work.now, "finding": "", "second_finding": ""}
                for key in keys]  # fmt: skip
        work.execute(_insert(work, StoreReading).on_conflict_do_nothing(), rows)


def unnoticed(work: Work) -> list[str]:
    """Return objects that were never noticed, some at a time."""
    named, reading = _named(), StoreReading.__table__  # type: ignore[attr-defined]
    joined = named.outerjoin(reading, reading.c.object_key == named.c.object_key)
    chosen = select(named.c.object_key).select_from(joined)
    fresh = chosen.where(reading.c.object_key.is_(None)).limit(_MANY)
    return list(work.session.execute(fresh).scalars())


def keep_reading(work: Work, key: str, *, copy: Copy, finding: str, read_at: datetime) -> None:
    """Keep what a reading of an object found."""
    note_new(work, [key])
    values: dict[str, Any] = (
        {"last_read_at": read_at, "finding": finding}
        if copy is Copy.FIRST
        else {"second_read_at": read_at, "second_finding": finding}
    )
    work.execute(update(StoreReading).where(col(StoreReading.object_key) == key).values(**values))


def forget_readings(work: Work) -> None:
    """Forget the readings of objects that no row names any more."""
    named = _named()
    stale = col(StoreReading.object_key).not_in(select(named.c.object_key))
    work.execute(delete(StoreReading).where(stale))


def open_incident(work: Work, key: str, copy: Copy) -> StoreIncident | None:
    """Return the open incident of an object in one of the stores, locked."""
    chosen = select(StoreIncident).where(col(StoreIncident.open_mark) == open_mark(copy, key))
    return work.session.execute(chosen.with_for_update()).scalar_one_or_none()


def incidents_without_object(work: Work, limit: int = 100) -> list[StoreIncident]:
    """Return open incidents of objects that no row names any more, locked."""
    named = _named()
    chosen = (
        select(StoreIncident)
        .where(
            col(StoreIncident.open_mark).is_not(None),
            col(StoreIncident.object_key).not_in(select(named.c.object_key)),
        )
        .order_by(col(StoreIncident.id))
        .limit(limit)
    )
    return list(work.session.execute(chosen.with_for_update()).scalars())


def incidents(work: Work, *, after: str, limit: int) -> Sequence[StoreIncident]:
    """Return incidents, newest first, from behind the one with an id."""
    chosen = select(StoreIncident).order_by(col(StoreIncident.id).desc()).limit(limit)
    if after:
        chosen = chosen.where(col(StoreIncident.id) < after)
    return work.session.execute(chosen).scalars().all()


def count_open(work: Work) -> int:
    """Return how many incidents are open."""
    chosen = select(func.count()).where(col(StoreIncident.open_mark).is_not(None))
    return int(work.session.execute(chosen).scalar_one())


def promise(work: Work) -> StorePromise | None:
    """Return the promise as the worker last knew it."""
    return work.session.get(StorePromise, _PROMISE)


def keep_promise(
    work: Work, *, within_days: int, second_copies: bool, passed: bool = False
) -> None:
    """Keep what is promised, and with `passed` that a pass of readings ended now."""
    values: dict[str, Any] = {
        "within_days": within_days, "second_copies": second_copies, "told_at": work.now,
    }  # fmt: skip
    if passed:
        values["passed_at"] = work.now
    row = _insert(work, StorePromise).values(id=_PROMISE, **values)
    work.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def _named() -> Any:
    """Every object that a row of any table names, as one table."""
    return union_all(*(_naming(table) for table in owning_tables())).subquery("named")


def _naming(table: Table) -> Any:
    columns = table.c
    hashed, item = hash_column(table), table.name == "evidence_item"
    item_column = columns.id if item else columns.get("item_id", null())
    chosen = select(
        columns.store_key.label("object_key"),
        cast(columns[hashed] if hashed else literal(""), String).label("sha256"),
        cast(literal(table.name), String).label("kind"),
        columns.id.label("owner_id"),
        cast(item_column, String).label("item_id"),
        cast(columns.get("size_bytes", null()), BigInteger).label("size_bytes"),
    ).where(columns.store_key.is_not(None))
    return chosen.where(columns.state != GONE) if "state" in columns else chosen


def _joined(named: Any, reading: Any) -> Any:
    joined = named.outerjoin(reading, reading.c.object_key == named.c.object_key)
    return select(
        named.c.object_key, named.c.sha256, named.c.kind, named.c.owner_id, named.c.item_id,
        reading.c.last_read_at, func.coalesce(reading.c.finding, ""),
        func.coalesce(reading.c.second_finding, ""),
    ).select_from(joined)  # fmt: skip


def _never_copied(reading: Any) -> Any:
    return or_(reading.c.object_key.is_(None), reading.c.second_finding == "")


def _insert(work: Work, table: type[SQLModel]) -> Any:
    maker: Any = sqlite.insert if is_sqlite(work.world.engine) else postgresql.insert
    return maker(table.__table__)  # type: ignore[attr-defined]
