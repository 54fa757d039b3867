"""A world whose law book holds what the agency approved, and a small server on it."""

from collections.abc import Generator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.access.actor import ANYBODY, Actor, Role
from app.db.work import Work
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.rulebook.overlay import make_book_for
from app.rulebook.routes import router
from app.web import problems
from app.web.deps import Credentials, Desk

LEAD = Actor(account_id="account_1", person_id="person_1", role=Role.LEAD, channel="test")
SECRETARY = Actor(account_id="account_2", person_id="person_2", role=Role.SECRETARY, channel="test")
SAME_PERSON = Actor(
    account_id="account_3", person_id="person_1", role=Role.SECRETARY, channel="test"
)
INVESTIGATOR = Actor(
    account_id="account_4", person_id="person_4", role=Role.INVESTIGATOR, channel="test"
)


@pytest.fixture
def world(engine: Engine, clock: FrozenClock) -> World:
    """Return a world whose book follows the agency's approved figures."""
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    book_for = make_book_for(demonstration=False)
    return World(engine, clock, book_for, lambda _: calendar, b"k" * 32)


@pytest.fixture
def client(world: World) -> Generator[TestClient]:
    """Yield a client; the bearer token says who asks."""
    actors = {
        "lead": LEAD, "secretary": SECRETARY, "same": SAME_PERSON, "investigator": INVESTIGATOR,
    }  # fmt: skip

    def identify(_work: Work, credentials: Credentials) -> Actor:
        return actors.get(credentials.secret, ANYBODY)

    api = FastAPI()
    api.state.desk = Desk(world, identify)
    api.include_router(router)
    problems.install(api)
    with TestClient(api) as made:
        yield made
