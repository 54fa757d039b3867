"""Numbers without gaps: one counter a series, moved in the transaction that uses the number."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect

from app.db.engine import is_sqlite
from app.db.tables import Counter
from app.db.work import Work


def next_number(work: Work, series: str) -> int:
    """Return the next number of a series; a Work that is undone gives it back."""
    moved = _moved(sqlite=is_sqlite(work.world.engine))
    return int(work.execute(moved, {"name": series}).scalar_one())


@cache
def _moved(*, sqlite: bool) -> Any:
    insert: Any = sqlite_dialect.insert if sqlite else postgresql_dialect.insert
    table = Counter.__table__  # type: ignore[attr-defined]
    return (
        insert(table)
        .values(series=bindparam("name"), last=1)
        .on_conflict_do_update(index_elements=["series"], set_={"last": table.c.last + 1})
        .returning(table.c.last)
    )
