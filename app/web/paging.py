"""Lists in pages: an opaque cursor names the last row seen, so nothing is skipped or doubled."""

import base64
import binascii
import json
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text

T = TypeVar("T")
MAXIMUM = 200
_LARGEST = 2**62 - 1

Limit = Annotated[int, Query(ge=1, le=MAXIMUM, description="Rows a page · 한 쪽의 줄 수")]
Cursor = Annotated[str | None, Query(max_length=400, description="From `next_cursor`")]


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    has_more: bool
    next_cursor: str | None = None


def encode(*values: Any) -> str:
    """Return the sort values of the last row as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode(cursor: str | None, size: int, kind: type = str) -> list[Any] | None:
    """Return the sort values in a cursor, None for the first page.

    Raises Invalid for anything but as many values of that kind as a list is sorted by.
    """
    if cursor is None:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError, binascii.Error) as fault:
        raise _unreadable() from fault
    if not isinstance(values, list) or len(values) != size:
        raise _unreadable()
    if not all(type(value) is kind and _can_be_asked_for(value) for value in values):
        raise _unreadable()
    return values


def decode_day(value: str) -> date:
    """Return a sort value that is a day; raise Invalid for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise _unreadable() from fault


def _can_be_asked_for(value: Any) -> bool:
    """Say whether a database can compare a column with the value."""
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _unreadable() -> Invalid:
    words = Text("next_cursor 값을 그대로 보내 주세요", "Send next_cursor back unchanged")
    return Invalid(errors=(FieldError("/cursor", "cursor", words),))
