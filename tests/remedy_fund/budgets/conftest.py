"""The fund's desk on both databases."""

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from tests.remedy_fund.contributions.desk import Desk, open_desk


@pytest.fixture
def desk(engine: Engine, clock: FrozenClock) -> Desk:
    """Return the desk of a demonstration on a fresh database."""
    return open_desk(engine, clock)
