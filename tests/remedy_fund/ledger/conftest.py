"""Books on a fresh database of each kind, with money in two earmarks."""

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from tests.support.books import Books, a_world


@pytest.fixture
def books(engine: Engine, clock: FrozenClock) -> Books:
    """Return books with cash, unallocated funds and three earmarks: 1,000 won in the first."""
    opened = Books(a_world(engine, clock))
    opened.open("cash", "unallocated", "earmark:a", "earmark:b", "earmark:c")
    opened.give("earmark:a", 1000)
    return opened
