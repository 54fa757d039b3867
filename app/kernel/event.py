"""What an event is: a fact in the past tense that one act has brought about."""

import dataclasses
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. `subject` is the id of the thing that changed.

    Fields hold ids, codes, dates and whole numbers only: never a name, never free text, because
    every event becomes a leaf of the audit log that can not be erased.
    """

    subject: str

    @property
    def name(self) -> str:
        """Return the event's name in snake case, such as `measure_issued`."""
        return event_name(type(self))

    def payload(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        fields = dataclasses.fields(self)
        return {field.name: plain(getattr(self, field.name)) for field in fields}


def event_name(kind: type[Event]) -> str:
    """Return the snake-case name of an event class."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line per kind of value
    """Return a value as JSON holds it; instants in UTC with microseconds, dates as ISO days."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value
