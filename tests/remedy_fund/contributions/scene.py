"""Short ways to what a contribution goes through, and what it is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from app.kernel.problems import Problem
from app.remedy_fund.contributions import actions, earmarks
from app.remedy_fund.contributions.schemas import (
    ProgrammeIn,
    RedesignationIn,
)
from app.remedy_fund.contributions.tables import ContributionChange
from tests.remedy_fund.contributions.desk import Desk

PROOF = ("litigation", "proof", "general")


def refuse(problem: type[Problem], act: Callable[[], Any]) -> Problem:
    """Return the refusal of an act."""
    with pytest.raises(problem) as caught:
        act()
    return caught.value


def programme(desk: Desk, *purposes: str) -> str:
    """Set up a programme and return its id."""
    form = ProgrammeIn.model_validate(
        {"code": "proof_support", "name_ko": "입증 지원 (가상)", "name_en": "Proof",
         "purposes": list(purposes)}
    )  # fmt: skip
    return desk.act(lambda work: actions.set_programme(work, form=form)).id


def reserve(desk: Desk, amount: int, subject: str, **more: Any) -> Any:
    """Reserve an amount for a subject."""
    given = {"purposes": PROOF, "key": "1"} | more
    return desk.act(
        lambda work: earmarks.reserve_for(work, amount_won=amount, subject=subject, **given)
    )


def state(desk: Desk, contribution_id: str) -> str:
    """Return where a contribution stands."""
    return desk.full(contribution_id).contribution.state.code


def letter(amount: int, **more: Any) -> dict[str, Any]:
    """Return what every change needs."""
    return {"amount_won": amount, "letter_reference": "기금-2026-1", "reason": "동의"} | more


def redesignate(desk: Desk, row_id: str, **form: Any) -> ContributionChange:
    """Ask for a re-designation."""
    asked = RedesignationIn.model_validate(letter(**form))
    return desk.act(
        lambda work: actions.ask_redesignation(
            work, contribution_id=row_id, form=asked, version=None
        )
    )


def carry_out(desk: Desk, change: ContributionChange) -> ContributionChange:
    """Carry a change out."""
    return desk.act(lambda work: actions.carry_out(work, change_id=change.id, version=None))
