"""A wall before a case stands before what the fund does about it as well."""

from collections.abc import Callable
from typing import Any

import pytest

from app.db.events import ActRefused
from app.db.work import Work
from app.kernel.problems import NotFound
from app.people.tables import Person, Wall
from tests.remedy_fund.recoveries.recovery_desk import CASE, RecoveryDesk


def wall_off(desk: RecoveryDesk) -> None:
    """Put a wall between the officer and the case."""

    def act(work: Work) -> None:
        person_id = desk.officer.person_id
        if work.session.get(Person, person_id) is None:
            work.add(Person(id=person_id, name="담당 (가상)", created_at=work.now))
            work.session.flush()
        work.add(
            Wall(
                id=work.new_id("wall"), person_id=person_id, case_id=CASE, kind="declared",
                reason="", from_at=work.now, declared_by=person_id,
            )
        )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))

    desk.as_worker(act)


ACTS: dict[str, Callable[[RecoveryDesk, Any], object]] = {
    "read": lambda desk, claim: desk.claim(claim.id),
    "ask back": lambda desk, claim: desk.ask_back(claim.disbursement_id, 1_000),
    "receive": lambda desk, claim: desk.money(claim.id, 1_000),
    "pay out": lambda desk, _claim: desk.prepare_payout("applicant", 1),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_officer_behind_a_wall_does_nothing_about_the_claims_of_a_case(
    desk: RecoveryDesk, name: str
) -> None:
    payment = desk.paid(1_000_000)
    claim = desk.claim_of(payment)
    wall_off(desk)
    with pytest.raises(NotFound):
        ACTS[name](desk, claim)
    desk.check()  # the service itself goes on
