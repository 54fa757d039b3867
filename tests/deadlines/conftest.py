"""A world with the real working calendar and law book, and a small server on it."""

from collections.abc import Generator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.access.actor import ANYBODY, Actor, Role
from app.db.work import Work
from app.db.world import World
from app.deadlines.calendar import calendar_for
from app.deadlines.routes import router
from app.kernel.clock import FrozenClock
from app.law.book import load
from app.web import problems
from app.web.deps import Credentials, Desk

LEAD = Actor(account_id="account_1", person_id="person_1", role=Role.LEAD, channel="test")
INVESTIGATOR = Actor(
    account_id="account_2", person_id="person_2", role=Role.INVESTIGATOR, channel="test"
)


@pytest.fixture
def world(engine: Engine, clock: FrozenClock) -> World:
    """Return a world whose calendar follows the agency's overrides."""
    book = load()
    return World(engine, clock, lambda _: book, calendar_for, b"k" * 32)


@pytest.fixture
def client(world: World) -> Generator[TestClient]:
    """Yield a client; the bearer token is the role that asks."""
    actors = {"lead": LEAD, "investigator": INVESTIGATOR}

    def identify(_work: Work, credentials: Credentials) -> Actor:
        return actors.get(credentials.secret, ANYBODY)

    api = FastAPI()
    api.state.desk = Desk(world, identify)
    api.include_router(router)
    problems.install(api)
    with TestClient(api) as made:
        yield made
