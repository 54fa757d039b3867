"""Finding one row by its id, or saying that there is none."""

import re
from typing import TypeVar

from app.db.rows import Row
from app.db.work import Work
from app.kernel.problems import NotFound

T = TypeVar("T", bound=Row)
_ID = re.compile(r"[a-z]+_[0-9a-f]{32}")


def is_id(key: str) -> bool:
    """Tell whether a text could be an id; what could not is never asked of the database."""
    return _ID.fullmatch(key) is not None


def found(work: Work, kind: type[T], key: str) -> T:
    """Return the row with an id; raise NotFound, also for what cannot be an id at all."""
    row = work.session.get(kind, key) if is_id(key) else None
    if row is None:
        raise NotFound
    return row
