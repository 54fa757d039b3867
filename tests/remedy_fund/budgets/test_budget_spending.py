"""Lines of the budget: no interleaving of commitments, payments and returns passes a cap."""

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from app.access.actor import Role
from app.db.work import Work, begin
from app.kernel.problems import Forbidden, Problem
from app.remedy_fund.approvals.problems import ApprovalMissing
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.budgets import actions, queries
from app.remedy_fund.budgets.problems import (
    BudgetAdoptedBefore,
    CapExceeded,
    ChangeImpossible,
    LineMissing,
    NotCommitted,
    YearNotOver,
)
from app.remedy_fund.budgets.rules import Dimension, LineKey, Spending
from app.remedy_fund.budgets.schemas import ChangeIn, PlanIn
from app.remedy_fund.budgets.tables import BudgetCommitment, BudgetLine
from app.remedy_fund.schemes.problems import NoEnactedScheme
from tests.remedy_fund.contributions.desk import Desk, open_desk

PLAN = {"proof/litigation": 1000, "proof/valuation": 1000, "liquidity/loan": 5000}


def _key(name: str, year: int = 2026) -> LineKey:
    programme, item = name.split("/")
    return LineKey(year, Dimension.ITEM, programme, item)


def adopt(desk: Desk, plan: dict[str, int] | None = None, year: int = 2026) -> None:
    """Enter a plan."""
    items = [
        {"programme": name.split("/")[0], "item": name.split("/")[1], "amount_won": won}
        for name, won in (plan or PLAN).items()
    ]
    form = PlanIn.model_validate(
        {"fiscal_year": year, "reference": "기금운용계획 (가상)", "items": items}
    )
    desk.act(lambda work: actions.adopt(work, form=form))


def spending(name: str = "proof/litigation", year: int = 2026, **more: str) -> Spending:
    """Return what money is for."""
    programme, item = name.split("/")
    return Spending(fiscal_year=year, programme=programme, item=item, **more)


def commit(desk: Desk, amount: int, subject: str, *, to: Spending | None = None) -> None:
    """Commit an amount."""
    wanted = to or spending()
    desk.act(lambda work: actions.bind(work, spending=wanted, amount_won=amount, subject=subject))


def line(desk: Desk, key: LineKey) -> Any:
    """Return a line as it stands."""
    return desk.act(lambda work: queries.line(work, key.id))


def sums(desk: Desk, name: str = "proof/litigation", year: int = 2026) -> tuple[int, int, int]:
    """Return cap, committed and paid of an item."""
    found = line(desk, _key(name, year))
    return found.cap_won, found.committed_won, found.paid_won


def refuse(problem: type[Problem], act: Callable[[], Any]) -> Problem:
    """Return the refusal of an act."""
    with pytest.raises(problem) as caught:
        act()
    return caught.value


@pytest.mark.invariant(17)
def test_the_last_won_of_a_cap_may_be_committed_and_not_one_more(desk: Desk) -> None:
    adopt(desk)
    commit(desk, 999, "award_1")
    commit(desk, 1, "award_2")
    refused = refuse(CapExceeded, lambda: commit(desk, 1, "award_3"))
    assert refused.facts["available_won"] == 0
    assert sums(desk) == (1000, 1000, 0)


@pytest.mark.invariant(17)
def test_paying_frees_nothing_and_a_returned_payment_binds_again(desk: Desk) -> None:
    adopt(desk)
    commit(desk, 600, "award_1")
    desk.act(lambda work: actions.pay(work, subject="award_1", amount_won=600))
    assert sums(desk) == (1000, 0, 600)
    refuse(CapExceeded, lambda: commit(desk, 401, "award_2"))
    desk.act(lambda work: actions.restore(work, subject="award_1", amount_won=600))
    assert sums(desk) == (1000, 600, 0)
    desk.act(lambda work: actions.release(work, subject="award_1"))
    assert sums(desk) == (1000, 0, 0)


def test_nothing_is_paid_or_restored_beyond_what_was_bound(desk: Desk) -> None:
    adopt(desk)
    commit(desk, 100, "award_1")
    for act in (actions.pay, actions.release):
        refuse(
            NotCommitted,
            lambda act=act: desk.act(lambda work: act(work, subject="award_1", amount_won=101)),
        )
    refuse(
        NotCommitted,
        lambda: desk.act(lambda work: actions.restore(work, subject="award_1", amount_won=1)),
    )
    desk.act(lambda work: actions.release(work, subject="never"))


def test_an_item_outside_the_plan_takes_no_money(desk: Desk) -> None:
    adopt(desk)
    refuse(LineMissing, lambda: commit(desk, 1, "award_1", to=spending("proof/travel")))
    refuse(LineMissing, lambda: commit(desk, 1, "award_1", to=spending(year=2027)))


@pytest.mark.invariant(17)
def test_the_ceilings_of_case_and_applicant_hold_over_several_items(desk: Desk) -> None:
    adopt(desk, {"proof/litigation": 10**9, "liquidity/loan": 10**9})
    case = {"applicant": "company_1", "case_id": "case_1"}
    commit(desk, 200_000_000, "award_1", to=spending("proof/litigation", **case))
    loan = spending("liquidity/loan", **case)
    refused = refuse(CapExceeded, lambda: commit(desk, 100_000_001, "award_2", to=loan))
    assert refused.facts["dimension"] == "case"
    commit(desk, 100_000_000, "award_2", to=loan)
    other = spending("liquidity/loan", applicant="company_1", case_id="case_2")
    refused = refuse(CapExceeded, lambda: commit(desk, 200_000_001, "award_3", to=other))
    assert refused.facts["dimension"] == "applicant"


@pytest.mark.invariant(17)
def test_the_database_itself_refuses_a_line_over_its_cap(desk: Desk) -> None:
    adopt(desk)
    with desk.world.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("UPDATE budget_line SET paid_won = cap_won + 1"))


@pytest.mark.invariant(17)
def test_twenty_threads_commit_exactly_as_often_as_the_cap_allows(desk: Desk) -> None:
    adopt(desk, {"proof/litigation": 700, "liquidity/loan": 10**6})

    def one(number: int) -> bool:
        # Two items share the ceiling of one case, so that locks cross.
        case = {"applicant": "company_1", "case_id": "case_1"}
        name = "proof/litigation" if number % 2 else "liquidity/loan"
        try:
            commit(desk, 100, f"award_{number}", to=spending(name, **case))
        except CapExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(one, range(20)))
    assert sum(done[1::2]) == 7
    assert all(done[0::2])
    assert sums(desk) == (700, 700, 0)
    case = line(desk, LineKey(0, Dimension.CASE, key="case_1"))
    assert case.committed_won == 1700


def _folded(work: Work) -> None:
    """Hold that every line's sums are those of its commitments, and within its cap."""
    held: dict[str, tuple[int, int]] = {}
    for row in work.session.execute(select(BudgetCommitment)).scalars():
        open_won, paid_won = held.get(row.line_id, (0, 0))
        held[row.line_id] = open_won + row.open_won, paid_won + row.paid_won
    for row in work.session.execute(select(BudgetLine)).scalars():
        assert (row.committed_won, row.paid_won) == held.get(row.id, (0, 0))
        assert row.committed_won + row.paid_won <= row.cap_won


STEP = st.tuples(
    st.sampled_from(["commit", "pay", "release", "restore", "carry_over"]),
    st.integers(0, 3),
    st.integers(1, 400),
    st.sampled_from(["proof/litigation", "proof/valuation"]),
    st.sampled_from([2026, 2027]),
)


def _step(desk: Desk, step: tuple[str, int, int, str, int]) -> None:
    kind, who, amount, name, year = step
    subject = f"award_{who}"
    if kind == "commit":
        to = spending(name, year, applicant=f"company_{who % 2}", case_id=f"case_{who}")
        commit(desk, amount, subject, to=to)
    elif kind == "carry_over":
        desk.act(lambda work: actions.carry_over(work, fiscal_year=year))
    else:
        act = {"pay": actions.pay, "release": actions.release, "restore": actions.restore}[kind]
        desk.act(lambda work: act(work, subject=subject, amount_won=amount))


@pytest.mark.invariant(17)
def test_no_order_of_steps_passes_a_cap_or_loses_a_won(desk: Desk) -> None:
    desk.on(date(2028, 3, 2))
    adopt(desk)
    adopt(desk, year=2027)

    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(st.lists(STEP, min_size=1, max_size=15))
    def run(steps: list[tuple[str, int, int, str, int]]) -> None:
        for step in steps:
            with contextlib.suppress(CapExceeded, NotCommitted):
                _step(desk, step)
        with begin(desk.world, desk.officer, reading=True) as work:
            _folded(work)

    run()


def test_a_plan_is_entered_once(desk: Desk) -> None:
    adopt(desk)
    refuse(BudgetAdoptedBefore, lambda: adopt(desk))


def _change(desk: Desk, amount: int, source: str, target: str, **more: Any) -> Any:
    form = ChangeIn.model_validate(
        {"fiscal_year": 2026, "from_line_id": _key(source).id if source else "",
         "to_line_id": _key(target).id, "amount_won": amount, "reason": "수요 증가"} | more
    )  # fmt: skip
    return desk.act(lambda work: actions.change(work, form=form))


@pytest.mark.invariant(17)
def test_two_tenths_of_a_main_item_move_at_once_and_one_won_more_waits(desk: Desk) -> None:
    adopt(desk)  # proof 2000, liquidity 5000
    assert _change(desk, 400, "liquidity/loan", "proof/litigation").state == "done"
    waiting = _change(desk, 1, "liquidity/loan", "proof/litigation")
    assert (waiting.state, waiting.beyond) == ("asked", "proof")
    assert sums(desk)[0] == 1400
    refuse(
        ApprovalMissing,
        lambda: desk.act(lambda work: actions.carry_out(work, change_id=waiting.id, version=None)),
    )
    desk.approve(ApprovalKind.BUDGET_CHANGE, waiting.id)
    desk.act(lambda work: actions.carry_out(work, change_id=waiting.id, version=None))
    assert sums(desk)[0] == 1401


def test_a_move_within_a_main_item_is_done_at_once(desk: Desk) -> None:
    adopt(desk)
    assert _change(desk, 900, "proof/valuation", "proof/litigation").state == "done"
    assert (sums(desk)[0], sums(desk, "proof/valuation")[0]) == (1900, 100)


def test_more_money_than_the_plan_has_needs_approval_always(desk: Desk) -> None:
    adopt(desk)
    assert _change(desk, 1, "", "proof/litigation").state == "asked"


def test_what_is_bound_cannot_be_moved_away(desk: Desk) -> None:
    adopt(desk)
    commit(desk, 950, "award_1")
    refuse(CapExceeded, lambda: _change(desk, 51, "proof/litigation", "proof/valuation"))
    assert _change(desk, 50, "proof/litigation", "proof/valuation").state == "done"


def test_money_moves_between_two_items_of_one_year_only(desk: Desk) -> None:
    adopt(desk)
    adopt(desk, year=2027)
    for more in ({"to_line_id": _key("proof/litigation", 2027).id}, {"to_line_id": "bline_0"},
                 {"to_line_id": _key("liquidity/loan").id}):  # fmt: skip
        refuse(
            ChangeImpossible,
            lambda more=more: _change(desk, 1, "liquidity/loan", "proof/litigation", **more),
        )


def test_a_dropped_change_is_never_carried_out(desk: Desk) -> None:
    adopt(desk)
    waiting = _change(desk, 500, "liquidity/loan", "proof/litigation")
    desk.act(lambda work: actions.drop(work, change_id=waiting.id, version=None))
    with pytest.raises(Problem):
        desk.act(lambda work: actions.carry_out(work, change_id=waiting.id, version=None))


@pytest.mark.invariant(17)
def test_only_what_is_committed_goes_into_the_next_year(desk: Desk) -> None:
    adopt(desk)
    commit(desk, 300, "award_1", to=spending(applicant="company_1", case_id="case_1"))
    commit(desk, 200, "award_2")
    desk.act(lambda work: actions.pay(work, subject="award_2", amount_won=150))
    refuse(YearNotOver, lambda: desk.act(lambda work: actions.carry_over(work, fiscal_year=2026)))
    desk.on(date(2027, 1, 4))
    assert desk.act(lambda work: actions.carry_over(work, fiscal_year=2026)) == 350
    assert sums(desk) == (650, 0, 150)
    assert sums(desk, year=2027) == (350, 350, 0)
    assert desk.act(lambda work: actions.carry_over(work, fiscal_year=2026)) == 0
    refuse(CapExceeded, lambda: commit(desk, 1, "award_3", to=spending(year=2027)))
    adopt(desk, year=2027)
    assert sums(desk, year=2027) == (1350, 350, 0)
    desk.act(lambda work: actions.pay(work, subject="award_1", amount_won=300))
    applicant = line(desk, LineKey(2027, Dimension.APPLICANT, key="company_1"))
    assert (applicant.paid_won, applicant.carried_in_won) == (300, 300)


def test_a_payment_of_the_old_year_that_comes_back_is_bound_there_and_can_be_carried(
    desk: Desk,
) -> None:
    adopt(desk)
    commit(desk, 100, "award_1")
    desk.act(lambda work: actions.pay(work, subject="award_1", amount_won=100))
    desk.on(date(2027, 1, 4))
    desk.act(lambda work: actions.restore(work, subject="award_1", amount_won=100))
    assert sums(desk) == (1000, 100, 0)
    assert desk.act(lambda work: actions.carry_over(work, fiscal_year=2026)) == 100
    assert sums(desk, year=2027) == (100, 100, 0)


def test_the_year_is_told_by_main_items_that_add_up(desk: Desk) -> None:
    adopt(desk)
    commit(desk, 70, "award_1")
    year = desk.act(lambda work: queries.year(work, 2026))
    proof = next(item for item in year.items if item.programme == "proof")
    assert (proof.planned_won, proof.cap_won, proof.committed_won) == (2000, 2000, 70)
    assert year.cap_won == sum(item.cap_won for item in year.items) == 7000


def test_lists_go_page_by_page(desk: Desk) -> None:
    adopt(desk)
    first = desk.act(
        lambda work: queries.lines(work, fiscal_year=2026, dimension=None, limit=2, cursor=None)
    )
    rest = desk.act(
        lambda work: queries.lines(
            work, fiscal_year=2026, dimension="item", limit=2, cursor=first.next_cursor
        )
    )
    assert len({one.id for one in (*first.items, *rest.items)}) == 3
    assert not rest.has_more


def test_ceilings_need_a_scheme_and_real_use_has_none(engine: Engine, clock: Any) -> None:
    desk = open_desk(engine, clock, demonstration=False)
    adopt(desk)
    commit(desk, 1, "award_1")
    refuse(NoEnactedScheme, lambda: commit(desk, 1, "award_2", to=spending(case_id="case_1")))


def test_only_the_officer_sets_budgets(desk: Desk) -> None:
    form = PlanIn.model_validate(
        {"fiscal_year": 2026, "reference": "계획", "items": [
            {"programme": "a", "item": "b", "amount_won": 1}]}
    )  # fmt: skip
    checker = replace(desk.officer, role=Role.FUND_CHECKER)
    refuse(Forbidden, lambda: desk.act(lambda work: actions.adopt(work, form=form), actor=checker))
