"""Re-designations and returns: asked, approved, carried out within what is free."""

import pytest

from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.kernel.problems import Invalid
from app.remedy_fund.approvals.problems import ApprovalMissing
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.contributions import actions
from app.remedy_fund.contributions.schemas import (
    ReturnIn,
)
from app.remedy_fund.contributions.tables import ContributionChange
from tests.remedy_fund.contributions.desk import Desk
from tests.remedy_fund.contributions.scene import carry_out, letter, redesignate, refuse, reserve


@pytest.mark.invariant(16)
def test_a_redesignation_needs_approval_and_moves_within_what_remains(desk: Desk) -> None:
    row = desk.gift(1000, "입금-1", purpose="litigation", expires_on="2027-12-31")
    (source,) = desk.full(row.id).earmarks
    reserve(desk, 600, "award_1", purposes=("litigation",))
    form = {"earmark_id": source.id, "purpose": "valuation"}
    refuse(StepBlocked, lambda: redesignate(desk, row.id, amount=401, **form))
    change = redesignate(desk, row.id, amount=400, **form)
    refuse(ApprovalMissing, lambda: carry_out(desk, change))
    desk.approve(ApprovalKind.REDESIGNATION, change.id)
    done = carry_out(desk, change)
    full = desk.full(row.id)
    moved = next(one for one in full.earmarks if one.id == done.to_earmark_id)
    assert (moved.purpose, moved.balance_won, moved.from_earmark_id) == (
        "valuation",
        400,
        source.id,
    )
    assert full.contribution.state.code == "redesignated"
    assert full.contribution.earmarked_won == 1000
    refuse(StepNotAllowed, lambda: carry_out(desk, change))


@pytest.mark.invariant(16)
def test_what_was_reserved_after_approval_is_not_moved_any_more(desk: Desk) -> None:
    row = desk.gift(1000, "입금-1", purpose="litigation")
    (source,) = desk.full(row.id).earmarks
    change = redesignate(desk, row.id, amount=1000, earmark_id=source.id, purpose="valuation")
    desk.approve(ApprovalKind.REDESIGNATION, change.id)
    reserve(desk, 1, "award_1", purposes=("litigation",))
    refuse(StepBlocked, lambda: carry_out(desk, change))
    assert desk.full(row.id).earmarks[0].balance_won == 1000


def test_a_redesignation_changes_something_of_its_own_contribution(desk: Desk) -> None:
    row = desk.gift(100, "입금-1", purpose="litigation")
    other = desk.gift(100, "입금-2", purpose="litigation")
    (own,), (strange,) = desk.full(row.id).earmarks, desk.full(other.id).earmarks
    for earmark_id, purpose in ((own.id, "litigation"), (strange.id, "valuation")):
        refuse(
            Invalid,
            lambda earmark_id=earmark_id, purpose=purpose: redesignate(
                desk, row.id, amount=1, earmark_id=earmark_id, purpose=purpose
            ),
        )


def ask_return(desk: Desk, row_id: str, amount: int, earmark_id: str = "") -> ContributionChange:
    """Ask that mis-paid money goes back."""
    form = ReturnIn.model_validate(letter(amount, earmark_id=earmark_id))
    return desk.act(
        lambda work: actions.ask_return(work, contribution_id=row_id, form=form, version=None)
    )


@pytest.mark.invariant(15, 16)
def test_mispaid_money_goes_back_once_approved(desk: Desk) -> None:
    row = desk.gift(1000, "입금-1")
    desk.earmark(row, 400, "litigation")
    (earmark,) = desk.full(row.id).earmarks
    refuse(StepBlocked, lambda: ask_return(desk, row.id, 601))
    changes = [ask_return(desk, row.id, 600), ask_return(desk, row.id, 400, earmark.id)]
    for change in changes:
        desk.approve(ApprovalKind.CONTRIBUTION_RETURN, change.id)
        carry_out(desk, change)
    told = desk.full(row.id).contribution
    assert (told.state.code, told.returned_won, told.used_won) == ("returned", 1000, 0)
    assert (desk.holds("cash"), desk.holds("unallocated")) == (0, 0)
    assert desk.equation().holds


def test_a_dropped_change_is_not_carried_out(desk: Desk) -> None:
    row = desk.gift(100, "입금-1")
    change = ask_return(desk, row.id, 100)
    desk.approve(ApprovalKind.CONTRIBUTION_RETURN, change.id)
    desk.act(lambda work: actions.drop(work, change_id=change.id, version=None))
    refuse(StepNotAllowed, lambda: carry_out(desk, change))
