"""A starter of processes that may be killed."""

from collections.abc import Generator

import pytest

from tests.support.fault_servers import Warm


@pytest.fixture(scope="session")
def warm() -> Generator[Warm]:
    """Yield a starter that has the program in memory; what it started ends with it."""
    starter = Warm()
    yield starter
    starter.close()
