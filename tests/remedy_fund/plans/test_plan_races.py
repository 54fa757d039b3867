"""One plan, many hands at the same instant: carried out once, approved by as many as there are."""

from functools import partial

import pytest

from app.kernel.problems import Problem
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.problems import ApprovalStopped
from app.remedy_fund.approvals.tables import ApprovalPerson, ApprovalVoice
from app.remedy_fund.contributions.tables import EarmarkPart
from app.remedy_fund.plans.tables import AllocationPlan, Award
from tests.remedy_fund.plans.conftest import Planning
from tests.support.books import at_once

COST = "litigation_cost"


def a_plan(desk: Planning) -> AllocationPlan:
    """Put a plan of three awards up for approval."""
    desk.money(60_000_000)
    for _each in range(3):
        desk.apply((COST, 5_000_000))
    plan = desk.prepare()
    desk.submit(plan)
    return plan


@pytest.mark.invariant(10, 17, 22)
def test_of_many_who_carry_one_plan_out_one_does(planning_desk: Planning) -> None:
    plan = a_plan(planning_desk)
    planning_desk.approve(plan)
    answers = at_once([partial(planning_desk.carry_out, plan)] * 4)
    done = [one for one in answers if isinstance(one, list)]
    assert len(done) == 1
    assert all(isinstance(one, (list, Problem)) for one in answers)
    assert sum(one.amount_won for one in planning_desk.rows(Award)) == plan.awarded_won
    assert sum(one.amount_won for one in planning_desk.rows(EarmarkPart)) == plan.awarded_won
    assert planning_desk.desk.equation().holds


@pytest.mark.invariant(22)
def test_of_approvals_at_once_each_person_counts_once(planning_desk: Planning) -> None:
    plan = a_plan(planning_desk)
    names = ("one", "two", "one", "two", "one", "two")
    answers = at_once([partial(planning_desk.approve, plan, name) for name in names])
    assert all(one is None or isinstance(one, Problem) for one in answers)
    voices = planning_desk.rows(ApprovalVoice)
    people = [one.person_id for one in planning_desk.rows(ApprovalPerson)]
    assert sorted(people) == ["person_one", "person_two"]
    assert len(voices) == 2
    assert planning_desk.request(plan).required_persons == 2
    assert len(planning_desk.carry_out(plan)) == 3


@pytest.mark.invariant(22)
def test_a_veto_and_an_approval_at_once_never_let_a_stopped_plan_through(
    planning_desk: Planning,
) -> None:
    plan = a_plan(planning_desk)
    planning_desk.approve(plan, "one")
    request = planning_desk.request(plan)

    def veto() -> object:
        return planning_desk.act(
            lambda work: approvals.veto(work, request.id, "의심스러움"), "three"
        )

    vetoed, approved = at_once([veto, partial(planning_desk.approve, plan, "two")])
    assert not isinstance(vetoed, Exception)
    assert approved is None or isinstance(approved, Problem)
    with pytest.raises(ApprovalStopped):
        planning_desk.carry_out(plan)
