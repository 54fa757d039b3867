"""The recovery desk on both databases."""

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from tests.remedy_fund.recoveries.recovery_desk import RecoveryDesk, open_recovery_desk


@pytest.fixture
def desk(engine: Engine, clock: FrozenClock) -> RecoveryDesk:
    """Return the desk of a demonstration with one firm that applied and was paid nothing yet."""
    return open_recovery_desk(engine, clock)
