"""Lists in pages: an opaque cursor names the last row seen, so nothing is skipped or doubled."""

import base64
import binascii
import json
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text

T = TypeVar("T")
MAXIMUM = 200

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


def decode(cursor: str | None, size: int) -> list[Any] | None:
    """Return the sort values in a cursor, None for the first page; raise Invalid otherwise."""
    if cursor is None:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as fault:
        raise _unreadable() from fault
    if not isinstance(values, list) or len(values) != size:
        raise _unreadable()
    return values


def _unreadable() -> Invalid:
    words = Text("next_cursor 값을 그대로 보내 주세요", "Send next_cursor back unchanged")
    return Invalid(errors=(FieldError("/cursor", "cursor", words),))
