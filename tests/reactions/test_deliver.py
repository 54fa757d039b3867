"""News is delivered at least once and takes effect exactly once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from app.access.actor import WORKER
from app.db import outbox
from app.db.numbering import next_number
from app.db.tables import Counter, OutboxEntry, ReactionReceipt
from app.db.work import Work, begin
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.kernel.event import Event
from app.law.book import load
from app.reactions.deliver import News, deliver

EVENTS, DELIVERIES = 5, 40


@dataclass(frozen=True, kw_only=True)
class SampleHappened(Event):
    """Something happened."""


def count(work: Work, news: News) -> None:
    """Take effect: move a counter that belongs to the event."""
    next_number(work, f"effect:{news.subject}")


def refuse(work: Work, news: News) -> None:
    """Take effect, then fail."""
    next_number(work, f"effect:{news.subject}")
    raise ZeroDivisionError


@pytest.fixture
def world(engine: Engine, clock: FrozenClock) -> World:
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    return World(engine, clock, lambda _: load(), lambda _: calendar, b"k" * 32)


@pytest.fixture
def happen(world: World) -> Callable[[int], None]:
    """Return a function that makes news, numbered from nought."""

    def make(number: int) -> None:
        for place in range(number):
            with begin(world, WORKER) as work:
                work.record(SampleHappened(subject=f"thing{place}"))

    return make


def effects(world: World) -> dict[str, int]:
    """Return how often each event took effect."""
    with begin(world, WORKER, reading=True) as work:
        found = work.session.execute(select(col(Counter.series), col(Counter.last)))
        return {series.removeprefix("effect:"): last for series, last in found}


def states(world: World) -> list[str]:
    """Return the states of all entries, oldest first."""
    with begin(world, WORKER, reading=True) as work:
        chosen = select(col(OutboxEntry.state)).order_by(col(OutboxEntry.id))
        return list(work.session.execute(chosen).scalars())


def test_forty_racing_deliveries_of_five_events_take_effect_five_times(
    world: World, happen: Callable[[int], None]
) -> None:
    happen(EVENTS)
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(lambda _: deliver(world, {"sample_happened": (count,)}), range(DELIVERIES))
        )
    assert effects(world) == {f"thing{place}": 1 for place in range(EVENTS)}
    assert states(world) == ["delivered"] * EVENTS
    with begin(world, WORKER, reading=True) as work:
        receipts = select(func.count()).select_from(ReactionReceipt)
        assert work.session.execute(receipts).scalar_one() == EVENTS


def test_every_racing_delivery_meets_the_same_entries(
    world: World, happen: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    happen(EVENTS)
    with begin(world, WORKER, reading=True) as work:
        entries = outbox.waiting(work.session, work.now)
    # Each delivery is handed all five, as when none has been marked delivered yet.
    monkeypatch.setattr(outbox, "waiting", lambda *_: entries)
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(lambda _: deliver(world, {"sample_happened": (count,)}), range(DELIVERIES))
        )
    assert effects(world) == {f"thing{place}": 1 for place in range(EVENTS)}


def test_a_reaction_that_fails_takes_no_effect_and_is_parked_at_last(
    world: World, happen: Callable[[int], None], clock: FrozenClock
) -> None:
    happen(1)
    for _ in range(outbox.TRIES_BEFORE_PARKING):
        assert states(world) == ["waiting"]
        deliver(world, {"sample_happened": (refuse,)})
        clock.advance(days=1)
    assert states(world) == ["parked"]
    assert effects(world) == {}


def test_after_a_failure_only_what_failed_is_done_again(
    world: World, happen: Callable[[int], None], clock: FrozenClock
) -> None:
    happen(1)
    deliver(world, {"sample_happened": (count, refuse)})
    assert (states(world), effects(world)) == (["waiting"], {"thing0": 1})
    clock.advance(days=1)

    def again(work: Work, news: News) -> None:
        next_number(work, "effect:again")

    again.__name__ = "refuse"
    deliver(world, {"sample_happened": (count, again)})
    assert (states(world), effects(world)) == (["delivered"], {"thing0": 1, "again": 1})


def test_news_that_nobody_answers_is_delivered(world: World, happen: Callable[[int], None]) -> None:
    happen(2)
    assert deliver(world, {}) == 2
    assert states(world) == ["delivered"] * 2
    assert deliver(world, {}) == 0
