"""What a reaction of this package is told: an event, as the outbox delivers it."""

from collections.abc import Mapping
from typing import Any, Protocol


class News(Protocol):
    """An event on its way; the floor above brings it."""

    @property
    def subject(self) -> str:
        """Return the id of what changed."""

    @property
    def data(self) -> Mapping[str, Any]:
        """Return the event's fields."""
