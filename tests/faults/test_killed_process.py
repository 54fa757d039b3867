"""The server is killed under its users: nothing acknowledged is lost, nothing half-done shows."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.fault_checks import effects
from tests.support.fault_servers import Warm
from tests.support.faults import Town, found_town

SEED = 20261123


@pytest.fixture
def town(warm: Warm, tmp_path: Path, database_url: str) -> Generator[Town]:
    """Yield a town on a fresh database."""
    made = found_town(tmp_path / "data", warm, database_url=database_url, seed=SEED)
    yield made
    made.close()


def test_killing_the_server_under_its_users_loses_nothing(town: Town) -> None:
    any_moment = town.cycle(answers=14)
    unanswered = town.cycle(die=("complaint_filed", 2, "after"))
    assert town.findings == []
    assert town.another_body().status_code == 422
    town.catch_up()
    town.findings += effects(town.engine, town.journal, town.cast.complainant)
    code, said = town.server.run("verify-audit", "--json")
    assert (code, json.loads(said)["ok"]) == (0, True), said
    town.reap()
    assert town.findings == []
    assert any_moment.acknowledged >= 14
    assert unanswered.committed >= 1, "a filing that was committed and never answered"
    assert any_moment.lost == unanswered.lost == 0
