"""Where time comes from: every instant is UTC-aware, every legal day is a day in Seoul."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant, UTC-aware."""


def seoul_day(instant: datetime) -> date:
    """Return the calendar day in Seoul on which an instant falls."""
    return instant.astimezone(SEOUL).date()


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the machine's time."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine


@dataclass(slots=True)
class ShiftedClock:
    """A clock that runs at normal speed from a chosen start; for the demo's fixed today."""

    start: datetime
    origin: datetime = field(default_factory=lambda: SystemClock().now())

    def now(self) -> datetime:
        """Return the start plus the time that passed since the clock was made."""
        return self.start + (SystemClock().now() - self.origin)


@dataclass(slots=True)
class FrozenClock:
    """A clock that stands still until it is told to move; for tests and seeding."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant at which the clock stands."""
        return self.instant

    def advance(self, **delta: float) -> None:
        """Move forward by `days=`, `hours=`, `minutes=` or `seconds=`."""
        self.instant += timedelta(**delta)

    def set_day(self, day: date, *, hour: int = 10) -> None:
        """Stand at an hour of a day in Seoul."""
        self.instant = datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL).astimezone(UTC)
