"""Every kind of measure that was taken over without its history is served, read, papered and ended.

Such a row has no steps, no last day and no end of its posting; each act goes through or is refused.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.kernel.clock import FrozenClock
from app.kernel.problems import NotConfigured, Problem
from app.sanctions import actions, queries
from app.sanctions.letters import issue_points_notice
from app.sanctions.schemas.measure import (
    AcceptanceIn,
    AnnulmentIn,
    ObjectionIn,
    PaymentIn,
    ReasonIn,
    ServiceIn,
)
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, Told, open_scene
from tests.support import measure_papers as by_hand

WHY = "가상의 이유"
ADOPTED_ON = date(2026, 6, 1)


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene in which every body of rules may be used."""
    return open_scene(engine, clock, book=BOOK, adopted_on=ADOPTED_ON)


def _taken_over(scene: Scene, number: int, kind: str, regime: str) -> str:
    track = BOOK.regime(regime).track
    case_id = scene.case(track, "under_measure", ["TK-USE"] if track == "kftc" else ["WW-NDA"])
    row = by_hand._row(f"measure_{number}", number, kind, regime, WHY)
    row.case_id, row.company_id, row.violations = case_id, scene.company_id, []
    row.comply_by = row.posted_until = None

    def enter(work: Work) -> None:
        work.add(row)
        work.record(ConfidentialRead(subject=case_id, level=1, what="scene"))

    scene.do(WORKER, enter)
    return f"measure_{number}"


@pytest.mark.parametrize(("kind", "regime"), by_hand.RUNGS)
def test_a_measure_without_a_history_is_served_and_each_next_act_answers(
    scene: Scene, kind: str, regime: str
) -> None:
    one = _taken_over(scene, 1, kind, regime)
    served = True
    try:
        scene.do(
            scene.secretary,
            lambda work: actions.serve(work, measure_id=one, form=ServiceIn(), version=None).id,
        )
    except NotConfigured:  # a period that no source gives
        served = False
    if served:
        assert scene.measure(one, scene.respondent).served_on is not None
    last: list[Callable[[Work], object]] = [
        lambda work: queries.transitions(work, one),
        lambda work: queries.performance(work, one),
        lambda work: actions.issue_paper(work, Told(one)),
        lambda work: issue_points_notice(work, Told(one)),
        lambda work: (
            actions.answer(work, measure_id=one, form=AcceptanceIn(accepted=True), version=None).id
        ),
        lambda work: (
            actions.ask_plan(work, measure_id=one, form=ReasonIn(reason=WHY), version=None).id
        ),
        lambda work: (
            actions.record_payment(
                work, measure_id=one, form=PaymentIn(amount_won=1000, reference="r"), version=None
            ).id
        ),
        lambda work: (
            actions.file_objection(
                work, measure_id=one, form=ObjectionIn(grounds=WHY), version=None
            ).id
        ),
        lambda work: (
            actions.annul(work, measure_id=one, form=AnnulmentIn(reason=WHY), version=None).id
        ),
    ]
    for act in last:
        for actor in (WORKER, scene.examiner, scene.respondent, scene.secretary, scene.lead):
            with suppress(Problem):  # a refusal is an answer; anything else fails the test
                scene.do(actor, act)
