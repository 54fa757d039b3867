"""A world on both databases, and an event to record in it."""

from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.kernel.event import Event
from app.law.book import load


@dataclass(frozen=True, kw_only=True)
class SampleHappened(Event):
    """Something happened."""

    number: int = 0


@pytest.fixture
def world(engine: Engine, clock: FrozenClock) -> World:
    """Return the surroundings of all Works of a test."""
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    return World(engine, clock, lambda _: load(), lambda _: calendar, b"k" * 32)


@pytest.fixture
def happened() -> type[SampleHappened]:
    """Return the event of these tests."""
    return SampleHappened
