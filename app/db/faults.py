"""What the database may refuse, said as problems, and which refusals are worth another try."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.problems import Conflict, Malformed, Problem, Stale, Unavailable
from app.kernel.text import Text

T = TypeVar("T")
TRIES = 4
_FIRST_WAIT_S = 0.02
_RETRY_AFTER_S = 5

_UNSTORABLE = Text(
    "저장할 수 없는 문자나 값이 들어 있습니다",
    "It holds a character or value that cannot be stored",
)
# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING = {"40001", "40P01", "55P03"}

log = structlog.get_logger("database")


class AlreadyThere(Conflict):
    """A row with the same unique key was written first."""

    slug = "already-there"
    title = Text("같은 항목이 이미 있습니다", "The same thing is already there")


def retrying(once: Callable[[], T]) -> T:
    """Run a whole transaction, again where two collided, and name what can not be helped."""
    for attempt in range(1, TRIES + 1):
        try:
            return once()
        except (StaleDataError, DBAPIError, PoolTimeout) as fault:
            if attempt == TRIES or not _passing(fault):
                raise _problem(fault) from fault
            time.sleep(_FIRST_WAIT_S * 2**attempt * (1 + random.random()))  # noqa: S311 - jitter
    raise Unavailable(retry_after_s=_RETRY_AFTER_S)


def _problem(fault: Exception) -> Problem:
    if isinstance(fault, StaleDataError):
        return Stale()
    if isinstance(fault, IntegrityError):
        return AlreadyThere()
    if isinstance(fault, DataError):
        return Malformed(_UNSTORABLE)
    cause = getattr(fault, "orig", fault)
    # The statement and its values stay out of the log; the driver's words are enough to go by.
    log.error("database refused", fault=type(cause).__name__, words=str(cause)[:300])
    return Unavailable(retry_after_s=_RETRY_AFTER_S)


def _passing(fault: Exception) -> bool:
    if isinstance(fault, StaleDataError):
        return True  # run again, the act sees what the other one wrote and says what has changed
    cause = getattr(fault, "orig", None)
    return getattr(cause, "sqlstate", None) in _PASSING or "database is locked" in str(cause)
