"""Moving cases to a new edition by command: one person works it out, another carries it out."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.cli.conftest import Run
from tests.support.town import open_town


@pytest.fixture
def town(data_folder: Path) -> Generator[Stage]:
    """Yield a service with nothing in it."""
    with open_town(data_folder) as stage:
        yield stage


def login_of(town: Stage, player: Player) -> str:
    administrator = town.player(Role.ADMINISTRATOR, "관리자 (가상)")
    return str(administrator.get(f"/accounts/{player.account_id}")["login"])


def test_a_move_is_worked_out_by_one_and_carried_out_by_another(run: Run, town: Stage) -> None:
    first, second = (
        login_of(town, town.player(Role.SECRETARY, name)) for name in ("담당 가", "담당 나")
    )
    told = json.loads(run("cases", "editions", "report", "--as", first, "--json").stdout)
    assert (told["moved"], told["moving"]) == (False, 0)
    move = ("cases", "editions", "move", told["report_id"], "--digest", told["digest"])
    own = run(*move, "--as", first)
    assert (own.exit_code, own.stdout) == (1, "")
    stale = run(*move[:-1], "0" * 64, "--as", second)
    assert stale.exit_code == 1
    done = run(*move, "--as", second, "--json")
    assert json.loads(done.stdout)["moved"] is True
    assert run(*move, "--as", second).exit_code == 1


def test_nobody_and_the_wrong_role_are_refused(run: Run, town: Stage) -> None:
    examiner = login_of(town, town.player(Role.INVESTIGATOR, "조사관 (가상)", unit="subcontract"))
    assert run("cases", "editions", "report", "--as", "nobody@example.org").exit_code == 2
    assert run("cases", "editions", "report", "--as", examiner).exit_code == 1
