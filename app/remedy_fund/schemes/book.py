"""Every scheme that the service knows, and which of them applies on a day."""

from datetime import date
from functools import cache
from pathlib import Path

from app.law.reading import LawDataError
from app.remedy_fund.schemes.kinds import Scheme, SchemeStatus
from app.remedy_fund.schemes.parsing import read_schemes

_DATA = Path(__file__).parent / "data"


@cache
def known_schemes() -> tuple[Scheme, ...]:
    """Return every edition of every scheme shipped; raises LawDataError on wrong data."""
    return read_schemes(_DATA)


def applying(schemes: tuple[Scheme, ...], day: date, *, demonstration: bool) -> Scheme | None:
    """Return the scheme that applies on a day: an enacted one, else in a demonstration its own.

    Raises LawDataError where two schemes of the same standing claim one day.
    """
    wanted = [SchemeStatus.ENACTED]
    if demonstration:
        wanted.append(SchemeStatus.DEMONSTRATION)
    for status in wanted:
        found = [s for s in schemes if s.status is status and s.covers(day)]
        if len(found) > 1:
            raise LawDataError(f"{day}: two {status} schemes apply at once")
        if found:
            return found[0]
    return None
