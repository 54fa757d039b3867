"""Quorum of the council, quarters of a year, and the bytes by which a statement is known. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import rfc8785

from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.remedy_fund.closing.lifecycle import COUNCIL
from app.remedy_fund.closing.problems import CouncilNotQuorate

QUARTERS: Final = (1, 2, 3, 4)
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class Council:
    """How many belong to the council, how many of them are no officials, how many were present."""

    members: int
    outsiders: int
    present: int


def refuse_unfit(council: Council) -> None:
    """Raise CouncilNotQuorate unless half are outsiders and more than half were present.

    국가재정법 제74조 asks that at least half of the members are not public officials; that more
    than half be present is the ordinary rule of a council's own order.
    """
    errors = tuple(_unfit(council))
    if errors:
        raise CouncilNotQuorate(errors[0].detail, errors=errors, basis=(COUNCIL,))


def _unfit(council: Council) -> list[FieldError]:
    found = []
    for name, count in (("outsiders", council.outsiders), ("present", council.present)):
        if count > council.members:
            words = Text("위원 수보다 많을 수 없습니다", "There are not that many members")
            found.append(FieldError(f"/{name}", "more_than_members", words))
    if council.outsiders * 2 < council.members:
        words = Text(
            "공무원이 아닌 위원이 2분의 1 이상이어야 합니다",
            "At least half of the members must not be public officials",
        )
        found.append(FieldError("/outsiders", "too_few_outsiders", words))
    if council.present * 2 <= council.members:
        words = Text(
            "위원 과반수가 출석해야 합니다", "More than half of the members must be present"
        )
        found.append(FieldError("/present", "too_few_present", words))
    return found


def quarter_days(fiscal_year: int, quarter: int) -> tuple[date, date]:
    """Return the first and last day of a quarter; quarter 0 is the whole year."""
    if not quarter:
        return date(fiscal_year, 1, 1), date(fiscal_year, 12, 31)
    first = date(fiscal_year, 3 * quarter - 2, 1)
    following = date(fiscal_year + quarter // 4, 3 * quarter % 12 + 1, 1)
    return first, following - timedelta(days=1)


def months(from_on: date, to_on: date) -> tuple[str, ...]:
    """Return every month that the days touch, as `2026-11`."""
    first, last = from_on.year * 12 + from_on.month - 1, to_on.year * 12 + to_on.month - 1
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1))


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return content as canonical JSON (RFC 8785), every whole number as its digits.

    Sums in won may pass 2^53, which a number in JSON can not hold exactly; digits always can.
    """
    return rfc8785.dumps(_digits(content))


def digest(content: bytes) -> str:
    """Return the SHA-256 of a statement's bytes."""
    return hashlib.sha256(content).hexdigest()


def _digits(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _digits(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_digits(item) for item in value]
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole else value
