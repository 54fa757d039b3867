"""Numbers without gaps: one counter a series, moved in the transaction that uses the number."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from app.db.engine import is_sqlite
from app.db.tables import Counter
from app.db.work import Work


def next_number(work: Work, series: str) -> int:
    """Return the next number of a series; a Work that is undone gives it back."""
    insert: Any = sqlite.insert if is_sqlite(work.world.engine) else postgresql.insert
    table = Counter.__table__  # type: ignore[attr-defined]
    moved = (
        insert(table)
        .values(series=series, last=1)
        .on_conflict_do_update(index_elements=["series"], set_={"last": table.c.last + 1})
        .returning(table.c.last)
    )
    return int(work.execute(moved).scalar_one())
