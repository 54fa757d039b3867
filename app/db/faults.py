"""What the database may refuse, said as problems, and which refusals are worth another try."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.problems import Conflict, Malformed, Stale, Unavailable
from app.kernel.text import Text

T = TypeVar("T")
TRIES = 4
_FIRST_WAIT_S = 0.02

_UNSTORABLE = Text(
    "저장할 수 없는 문자나 값이 들어 있습니다",
    "It holds a character or value that cannot be stored",
)
# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING = {"40001", "40P01", "55P03"}


class AlreadyThere(Conflict):
    """A row with the same unique key was written first."""

    slug = "already-there"
    title = Text("같은 항목이 이미 있습니다", "The same thing is already there")


def retrying(once: Callable[[], T]) -> T:
    """Run a whole transaction, again where two collided, and name what can not be helped.

    Where another act has changed the same row first, the second run sees what it wrote and says so.
    """
    for attempt in range(TRIES):
        try:
            return once()
        except IntegrityError as fault:
            raise AlreadyThere from fault
        except (DBAPIError, StaleDataError) as fault:
            if attempt == TRIES - 1 or not _passing(fault):
                raise _named(fault) from fault
            time.sleep(_FIRST_WAIT_S * 2**attempt * (1 + random.random()))  # noqa: S311 - jitter
        except PoolTimeout as fault:
            raise Unavailable(retry_after_s=5) from fault
    raise Unavailable(retry_after_s=5)


def _passing(fault: DBAPIError | StaleDataError) -> bool:
    if isinstance(fault, StaleDataError):
        return True
    state = getattr(fault.orig, "sqlstate", None)
    return state in _PASSING or "database is locked" in str(fault.orig)


def _named(fault: DBAPIError | StaleDataError) -> Stale | Unavailable:
    return Stale() if isinstance(fault, StaleDataError) else Unavailable(retry_after_s=5)
