"""The server is killed while it pays: every award is paid once, and cash agrees with the bank."""

import random
from pathlib import Path

import pytest

from tests.support.fault_servers import Death, Warm
from tests.support.fund_deaths import open_paying_town

_DEATHS: tuple[Death, ...] = (
    ("payment_file_handed", 1, "after"),
    ("payment_orders_moved", 1, "before"),
    ("bank_message_read", 1, "after"),
)


@pytest.mark.invariant(10, 25, 26)
def test_a_server_killed_at_any_step_of_a_payment_pays_once(
    warm: Warm, tmp_path: Path, database_url: str
) -> None:
    chance = random.Random(4)
    with open_paying_town(tmp_path, warm, database_url=database_url, chance=chance) as town:
        for death in _DEATHS:
            town.cycle(die=death)
        town.end()
        assert not town.findings
        assert town.figures().settled
