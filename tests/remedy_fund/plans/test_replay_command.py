"""`sangsaeng fund replay` computes a plan of the database anew and says whether it is the same."""

import json

import pytest
from typer.testing import CliRunner

from app.db.events import ActRefused
from app.db.work import Work
from app.remedy_fund.closing.command_line import fund_commands
from app.remedy_fund.plans.tables import AllocationPlan
from tests.remedy_fund.plans.conftest import Planning

COST = "litigation_cost"


def replayed(desk: Planning, plan_id: str, *more: str) -> tuple[int, str, str]:
    """Run the command on the desk's world; return exit code, output and what went to people."""
    commands = fund_commands(lambda _folder: desk.desk.world)
    ran = CliRunner().invoke(commands, ["replay", plan_id, *more])
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.mark.invariant(18)
def test_a_plan_that_gives_its_digest_again_ends_with_nought(planning_desk: Planning) -> None:
    planning_desk.money(6_000_005)
    planning_desk.apply((COST, 5_000_000))
    planning_desk.apply((COST, 10_000_000))
    plan = planning_desk.prepare()
    code, output, _ = replayed(planning_desk, plan.id)
    assert code == 0
    assert output.splitlines() == ["같은 결과 · the same result", plan.digest]
    code, output, _ = replayed(planning_desk, plan.id, "--json")
    told = json.loads(output)
    assert (code, told["same"], told["digest"]) == (0, True, plan.digest)


def tampered(desk: Planning, part: str, name: str, less: int) -> str:
    """Draw a plan up, change what is kept of it, and return its id."""
    desk.money(6_000_000)
    desk.apply((COST, 5_000_000))
    plan = desk.prepare()

    def tamper(work: Work) -> None:
        row = work.one(AllocationPlan, plan.id)
        changed = json.loads(json.dumps(row.inputs))
        for one in changed[part]:
            one[name] -= less if one[name] else 0
        row.inputs = changed
        work.record(ActRefused(subject=row.id, problem="set-up"))

    desk.act(tamper)
    return str(plan.id)


@pytest.mark.invariant(18)
def test_a_plan_whose_kept_inputs_were_changed_ends_with_one(planning_desk: Planning) -> None:
    code, output, _ = replayed(planning_desk, tampered(planning_desk, "pots", "money_won", 1))
    assert code == 1
    assert output.startswith("다른 결과 · another result")


def test_a_plan_of_which_nothing_can_be_computed_is_told_and_not_a_crash(
    planning_desk: Planning,
) -> None:
    plan_id = tampered(planning_desk, "claims", "claim_won", 6_000_000)
    code, _, told = replayed(planning_desk, plan_id)
    assert code == 1
    assert "다시 계산" in told
