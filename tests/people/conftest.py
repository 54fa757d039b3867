"""A world with empty tables on both databases, and people who act in it."""

from collections.abc import Callable, Generator

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER, Actor, Role
from app.db.engine import make_engine
from app.db.work import Work, perform
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.law.book import load
from app.people import actions, queries
from app.people import tables as people_tables
from app.people.actions import NewPerson
from app.people.passwords import NOBODYS_HASH

ROOMS = (people_tables,)


@pytest.fixture
def people_engine(database_url: str) -> Generator[Engine]:
    """Yield an engine on a migrated database."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def world(people_engine: Engine, clock: FrozenClock) -> World:
    """Return the surroundings of all Works of a test."""
    return World(
        people_engine,
        clock,
        book_for=lambda _session: load(),
        calendar_for=lambda _session: WorkingCalendar("test", lambda day: day.weekday() >= 5),
        seal_key=b"k" * 32,
    )


@pytest.fixture
def someone(world: World) -> Callable[..., Actor]:
    """Return a maker of actors: `someone(Role.LEAD, unit="u1", login=…, person=…)`."""
    count = 0

    def make(role: Role, *, unit: str = "", login: str = "", person: str = "") -> Actor:
        nonlocal count
        count += 1

        def act(work: Work) -> str:
            return actions.create_account(
                work,
                role=role,
                person=person or NewPerson(f"사람{count}"),
                login=login or f"person{count}@test.example",
                password_hash=NOBODYS_HASH,
                unit=unit,
            ).id

        account_id = perform(world, WORKER, act)
        return perform(world, WORKER, lambda work: queries.actor_of(work, account_id), reading=True)

    return make


@pytest.fixture
def again(world: World) -> Callable[[Actor], Actor]:
    """Return a function that looks an actor up anew, as the next request would."""
    return lambda actor: perform(
        world, WORKER, lambda work: queries.actor_of(work, actor.account_id), reading=True
    )
