"""Plans on both databases: computed again, approved by digest, carried out once, rounds that add."""

import pytest

from app.db.work import Work
from app.kernel.problems import Forbidden
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.tables import FundApplication
from app.remedy_fund.approvals.problems import ApprovalMissing
from app.remedy_fund.contributions import earmarks
from app.remedy_fund.contributions.problems import EarmarksShort
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.plans import actions, giving_out, queries
from app.remedy_fund.plans.problems import (
    ApplicationsNotReady,
    NothingToPlan,
    PlanDoesNotReplay,
    PlanOpen,
    PlanOverBudget,
)
from app.remedy_fund.plans.schemas import PrepareIn
from app.remedy_fund.plans.tables import AllocationPlan, Award
from app.remedy_fund.schemes.problems import NoEnactedScheme
from tests.remedy_fund.plans.conftest import Planning

COST, LOAN, ADVANCE = "litigation_cost", "bridging_loan", "advance_on_award"


@pytest.mark.invariant(18, 22)
def test_a_short_pot_is_shared_approved_and_carried_out_with_every_won_explained(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(6_000_005)
    first, second = desk.apply((COST, 5_000_000)), desk.apply((COST, 10_000_000))
    awards = desk.whole()
    assert {a.application_id: a.amount_won for a in awards} == {first: 2_000_000, second: 4_000_000}
    for award in awards:
        assert award.explanation[-1]["after_won"] == award.amount_won
        assert desk.act(lambda work, a=award: [
            (p.amount_won, str(p.state)) for p in earmarks.parts_of(work, a.id)
        ]) == [(award.amount_won, "held")]  # fmt: skip
    plan = desk.rows(AllocationPlan)[0]
    assert (plan.state, plan.residue[-1]) == ("carried_out", ["general", 5])
    assert desk.replays(plan)
    assert {row.state for row in desk.rows(FundApplication)} == {"awarded"}
    assert desk.desk.equation().holds


@pytest.mark.invariant(18)
def test_with_enough_money_everybody_gets_all(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(50_000_000)
    desk.apply((COST, 5_000_000), (LOAN, 7_000_000))
    desk.apply((ADVANCE, 3_000_000))
    assert sorted(a.amount_won for a in desk.whole()) == [3_000_000, 5_000_000, 7_000_000]
    assert {a.benefit for a in desk.rows(Award) if a.loan} == {LOAN}


@pytest.mark.invariant(20)
def test_a_lower_rank_waits_and_may_be_planned_for_again(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(4_000_000)
    high, low = desk.apply((COST, 5_000_000)), desk.apply((ADVANCE, 5_000_000))
    (award,) = desk.whole()
    assert (award.application_id, award.amount_won) == (high, 4_000_000)
    left = next(row for row in desk.rows(FundApplication) if row.id == low)
    assert (left.state, left.plan_id) == ("assessed", "")


@pytest.mark.invariant(16)
def test_money_of_a_narrow_purpose_goes_first_and_nowhere_else(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(2_000_000, "liquidity")
    desk.money(1_000_000)
    loan, cost = desk.apply((LOAN, 4_000_000)), desk.apply((COST, 4_000_000))
    parts = {a.application_id: a.parts for a in desk.whole()}
    # General money goes to the higher rank; the narrow money could not.
    assert parts == {loan: [["liquidity", 2_000_000]], cost: [["general", 1_000_000]]}


@pytest.mark.invariant(19)
def test_a_second_round_adds_what_is_missing_and_takes_nothing_back(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(3_000_000)
    one, two = desk.apply((COST, 5_000_000)), desk.apply((COST, 5_000_000))
    first = {a.application_id: a.amount_won for a in desk.whole()}
    desk.money(3_000_000)
    late = desk.apply((COST, 5_000_000))
    second = {a.application_id: a.amount_won for a in desk.whole()}
    assert first == {one: 1_500_000, two: 1_500_000}
    assert second == {one: 500_000, two: 500_000, late: 2_000_000}
    plans = sorted(desk.rows(AllocationPlan), key=lambda plan: plan.round)
    assert [plan.round for plan in plans] == [1, 2]
    assert all(desk.replays(plan) for plan in plans)


@pytest.mark.invariant(21)
def test_nothing_is_planned_over_loss_less_what_others_paid(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(50_000_000)
    desk.apply((COST, 5_000_000), (LOAN, 7_000_000), loss=10_000_000, prior=2_000_000)
    assert sorted(a.amount_won for a in desk.whole()) == [3_000_000, 5_000_000]


@pytest.mark.invariant(17)
def test_the_ceilings_of_case_and_applicant_hold_in_the_plan_itself(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(2_000_000_000)
    for _ in range(2):
        desk.apply((ADVANCE, 200_000_000), case=77)  # one case: 300 million at most
    for _ in range(3):
        desk.apply((ADVANCE, 200_000_000), firm=88)  # one firm in a year: 500 million at most
    amounts = [a.amount_won for a in desk.whole()]
    assert sorted(amounts) == [100_000_000] * 2 + [200_000_000] * 3


def test_the_least_amount_of_the_scheme_is_held(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(150_000)
    desk.apply((COST, 5_000_000))
    larger = desk.apply((COST, 6_000_000))
    (award,) = desk.whole()
    assert (award.application_id, award.amount_won) == (larger, 150_000)


# -- approval


@pytest.mark.invariant(22)
def test_nobody_who_prepared_or_assessed_anything_in_it_approves_a_plan(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(5_000_000)
    desk.apply((COST, 5_000_000), assessor="person_two")
    plan = desk.prepare()
    desk.submit(plan)
    with pytest.raises(Forbidden):
        desk.approve(plan, "two")
    assert set(desk.request(plan).makers) == {"person_officer", "person_two"}
    desk.approve(plan, "one")
    assert len(desk.carry_out(plan)) == 1


@pytest.mark.invariant(22)
def test_a_revision_voids_what_was_approved(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(5_000_000)
    desk.apply((COST, 4_000_000))
    plan = desk.prepare()
    desk.submit(plan)
    desk.approve(plan, "one")
    desk.apply((COST, 4_000_000))
    again = desk.act(lambda work: actions.revise(
        work, plan_id=plan.id, form=PrepareIn(period="2026-1"), reason="신청 추가", version=None))  # fmt: skip
    assert (again.period, again.revision, again.claims) == ("2026-2", 2, 2)
    with pytest.raises(Exception, match="Not possible in the state"):
        desk.carry_out(plan)
    desk.submit(again)
    with pytest.raises(ApprovalMissing):
        desk.carry_out(again)
    desk.approve(again, "two")
    assert sorted(a.amount_won for a in desk.carry_out(again)) == [2_500_000, 2_500_000]


@pytest.mark.invariant(23)
def test_two_plans_over_one_applicant_take_the_persons_of_both_together(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(50_000_000)
    desk.apply((COST, 8_000_000), firm=9)
    assert len(desk.whole("2026-1")) == 1
    desk.apply((COST, 8_000_000), firm=9)
    plan = desk.prepare("2026-2")
    desk.submit(plan)
    assert desk.request(plan).required_persons == 2


@pytest.mark.invariant(18)
def test_a_plan_that_was_tampered_with_is_not_carried_out(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(5_000_000)
    desk.apply((COST, 4_000_000))
    plan = desk.prepare()
    desk.submit(plan)
    desk.approve(plan, "one")

    def tampered(work: Work) -> None:
        row = work.one(AllocationPlan, plan.id)
        inputs = {
            **row.inputs,
            "pots": [{**p, "money_won": p["money_won"] * 2} for p in row.inputs["pots"]],
        }
        row.inputs = inputs
        work.record(actions.PlanWithdrawn(subject=row.id, period=row.period, digest=""))

    desk.act(tampered)
    assert not desk.replays(plan)
    with pytest.raises(PlanDoesNotReplay):
        desk.carry_out(plan)


def test_money_that_went_meanwhile_undoes_the_whole_act(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(5_000_000)
    desk.apply((COST, 4_000_000))
    desk.apply((COST, 1_000_000))
    plan = desk.prepare()
    desk.submit(plan)
    desk.approve(plan, "one")
    desk.act(lambda work: earmarks.reserve_for(
        work, purposes=("general",), amount_won=500_000, subject="other", key="k"))  # fmt: skip
    with pytest.raises(EarmarksShort):
        desk.carry_out(plan)
    assert not desk.rows(Award)
    assert desk.act(lambda work: books.total(work, books.AccountKind.EARMARK)) == 5_000_000


# -- what is refused


def test_what_is_not_ready_is_not_planned_for(planning_desk: Planning) -> None:
    desk = planning_desk
    with pytest.raises(NothingToPlan):
        desk.prepare()
    ready, suspended = desk.apply((COST, 1_000_000)), desk.apply((COST, 1_000_000))

    def suspend(work: Work) -> None:
        applications.subject(work, suspended).suspended = True
        work.record(actions.PlanWithdrawn(subject=suspended, period="", digest=""))

    desk.act(suspend)
    with pytest.raises(ApplicationsNotReady) as refused:
        desk.prepare(application_ids=[ready, suspended])
    assert refused.value.facts["application_ids"] == [suspended]
    assert desk.prepare().claims == 1
    with pytest.raises(PlanOpen):
        desk.prepare()
    with pytest.raises(NothingToPlan):
        desk.prepare("2026-3")


def test_a_plan_over_the_budget_is_not_drawn_up(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(5_000_000)
    desk.apply((COST, 4_000_000))
    with pytest.raises(PlanOverBudget):
        desk.prepare(programmes={COST: "another"})


def test_without_an_enacted_scheme_there_is_no_plan(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.apply((COST, 4_000_000))
    desk.desk.world.demonstration = False
    with pytest.raises(NoEnactedScheme):
        desk.prepare()


def test_a_plan_given_up_frees_its_applications(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(5_000_000)
    desk.apply((COST, 4_000_000))
    plan = desk.prepare()
    desk.act(lambda work: actions.withdraw(work, plan_id=plan.id, reason="기간 변경", version=None))
    assert desk.rows(FundApplication)[0].state == "assessed"
    assert desk.prepare().revision == 2


# -- what is shown


def test_shares_and_awards_are_shown_with_their_reasons_in_both_languages(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(3_000_001)
    desk.apply((COST, 5_000_000))
    desk.apply((COST, 1_000_000))
    awards = desk.whole()
    plan = desk.rows(AllocationPlan)[0]
    share = desk.act(lambda work: queries.share(work, plan.id, 0))
    assert share.steps[-1].after_won == share.award_won == 2_500_000
    assert share.steps[0].text_ko.startswith("산정액 5,000,000원")
    (made,) = [award for award in awards if award.line_id == share.line_id]
    award = desk.act(lambda work: queries.award(work, made.id))
    assert [step.text_en for step in award.steps] == [step.text_en for step in share.steps]
    shown = desk.act(lambda work: queries.plan(work, plan.id))
    assert shown.short
    assert shown.demonstration
    assert shown.pots[-1].residue_won == 1
    page = desk.act(lambda work: queries.shares(work, plan.id, limit=1, cursor=None))
    rest = desk.act(lambda work: queries.shares(work, plan.id, limit=1, cursor=page.next_cursor))
    assert [page.items[0].place, rest.items[0].place, rest.has_more] == [0, 1, False]


@pytest.mark.invariant(32)
def test_the_published_list_adds_up_to_the_awards_and_hides_the_few(
    planning_desk: Planning,
) -> None:
    desk = planning_desk
    desk.money(100_000_000)
    for _ in range(4):
        desk.apply((COST, 2_000_000))
    for size in ("small", "medium", "medium", "medium"):
        desk.apply((LOAN, 3_000_000), size=size)
    desk.whole()
    plan = desk.rows(AllocationPlan)[0]
    shown = desk.act(lambda work: giving_out.published(work, plan.id))
    cells = {(cell.line, cell.column): cell for cell in shown.cells}
    assert cells["", ""].amount_won == sum(a.amount_won for a in desk.rows(Award))
    assert cells[LOAN, "small"].amount_won is None
    assert sum(cell.amount_won is None for cell in shown.cells) >= 4


def test_two_recipients_are_not_published_at_all(planning_desk: Planning) -> None:
    desk = planning_desk
    desk.money(100_000_000)
    desk.apply((COST, 2_000_000))
    desk.whole()
    plan = desk.rows(AllocationPlan)[0]
    shown = desk.act(lambda work: giving_out.published(work, plan.id))
    assert shown.withheld_wholly
    assert not shown.cells
