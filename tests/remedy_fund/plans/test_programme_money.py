"""Money tied to a programme is planned with, and pays only what is awarded under that programme."""

import pytest

from app.remedy_fund.contributions import recording
from app.remedy_fund.contributions.schemas import ProgrammeIn
from app.remedy_fund.contributions.tables import Earmark, EarmarkPart
from app.remedy_fund.plans.tables import AllocationPlan
from tests.remedy_fund.plans.conftest import Planning

COST = "litigation_cost"


def tied(desk: Planning, won: int, purpose: str, code: str = "remedy") -> str:
    """Let a gift come in that is tied to a programme of the fund; return the programme."""
    form = ProgrammeIn.model_validate({
        "code": code, "name_ko": "소송 지원 (가상)", "name_en": "Help in court (fictional)",
        "purposes": [purpose], "from_on": "2026-01-01",
    })  # fmt: skip
    programme = desk.act(lambda work: recording.set_programme(work, form=form))
    desk.made += 1
    row = desk.desk.gift(won, f"입금-{desk.made}")
    desk.desk.earmark(row, won, purpose, programme_id=programme.id)
    return str(programme.id)


@pytest.mark.invariant(16, 18)
def test_money_of_the_programme_under_which_a_benefit_is_budgeted_is_given_out(
    planning_desk: Planning,
) -> None:
    programme_id = tied(planning_desk, 3_000_000, "litigation")
    planning_desk.money(1_000_000)
    planning_desk.apply((COST, 10_000_000))
    (award,) = planning_desk.whole()
    assert award.amount_won == 4_000_000
    marks = {one.id: one.programme_id for one in planning_desk.rows(Earmark)}
    used = {marks[part.earmark_id]: part.amount_won for part in planning_desk.rows(EarmarkPart)}
    assert used == {programme_id: 3_000_000, None: 1_000_000}
    assert planning_desk.replays(planning_desk.rows(AllocationPlan)[0])


@pytest.mark.invariant(16)
def test_money_of_another_programme_is_promised_to_nobody(planning_desk: Planning) -> None:
    tied(planning_desk, 3_000_000, "litigation", code="another")
    planning_desk.money(1_000_000)
    planning_desk.apply((COST, 10_000_000))
    (award,) = planning_desk.whole()
    assert award.amount_won == 1_000_000
