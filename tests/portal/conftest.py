"""The demonstration with every story played, for tests that only read its pages."""

from collections.abc import Generator
from pathlib import Path

import pytest

from app import main as root
from app.access.actor import Role
from app.demo import opening
from app.demo.stage import Stage
from app.kernel.clock import FrozenClock

# Roles that the demonstration gives to nobody; one person of each is added.
BESIDE = {
    Role.EXPERT: "전문의",
    Role.FUND_OFFICER: "기금관",
    Role.FUND_CHECKER: "기금장",
}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Generator[root.House]:
    """Yield the demonstration, with one person more for each role that it lacks."""
    folder: Path = tmp_path_factory.mktemp("demonstration") / "data"
    house = opening.open_house(folder, reset=False, base_url="http://127.0.0.1")
    opening.seed(house, stories_too=True, tell=lambda _words: None)
    stage = Stage(house, root.create_app(house), FrozenClock(house.world.clock.now()))
    for role, name in BESIDE.items():
        stage.player(role, name, login=f"{role}@demo.example")
    stage.close()
    yield house
    house.world.engine.dispose()
