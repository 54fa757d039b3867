"""A fund that pays, and mock-bank as its bank."""

from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from tests.support.mock_bank import MockBank, open_bank
from tests.support.paying_office import PayingOffice, open_office


@pytest.fixture
def office(engine: Engine, clock: FrozenClock) -> PayingOffice:
    """Return a fund that has no money yet."""
    return open_office(engine, clock)


@pytest.fixture
def bank(tmp_path: Path) -> Generator[MockBank]:
    """Yield the bank, empty, on the day of the clock."""
    with open_bank(tmp_path / "bank") as opened:
        yield opened
