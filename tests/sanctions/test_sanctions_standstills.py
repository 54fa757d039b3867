"""The nightly look for what can never move again, and timers that fire twice or at once."""

from datetime import date
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER, Role
from app.db.work import Work
from app.kernel.clock import FrozenClock
from app.kernel.text import Text
from app.sanctions import actions, queries
from app.sanctions.actions import standstills
from app.sanctions.actions.standstills import Found
from app.sanctions.rules.standstill import Still, why_still
from app.sanctions.schemas.compliance import StandstillOut
from app.sanctions.schemas.measure import BreachIn
from tests.sanctions.scene import Scene, Told, open_scene

pytestmark = pytest.mark.step("K24")


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene with the announced ladder adopted."""
    return open_scene(engine, clock, adopted_on=date(2026, 6, 1))


def listed(scene: Scene) -> list[StandstillOut]:
    """Return what an administrator reads."""
    return scene.see(scene.person("admin", Role.ADMINISTRATOR), queries.standstills).items


def keep(scene: Scene, *found: Found) -> None:
    """Keep findings as the nightly job does."""
    scene.do(WORKER, lambda work: standstills.keep(work, found=found))


def test_a_thing_stands_still_when_every_step_is_blocked_and_nothing_is_awaited() -> None:
    blocked, open_to_others = frozenset({"time_barred"}), frozenset({"role"})
    assert why_still(Still(steps=(), awaited=False)) == "no_step"
    assert why_still(Still(steps=(blocked,), awaited=False)) == "all_blocked"
    assert why_still(Still(steps=(blocked,), awaited=True)) == ""
    assert why_still(Still(steps=(blocked, open_to_others), awaited=False)) == ""


def test_cases_that_can_move_are_not_found(scene: Scene) -> None:
    scene.case("kftc", "received", ["SC-DOC"])
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    scene.served(case_id, "corrective_order", comply_by="2026-12-21")
    found, cursor = scene.see(WORKER, standstills.look)
    assert (found, cursor) == ([], None)


def test_a_case_that_nothing_can_move_is_found_and_forgotten_when_it_moves(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = scene.case("kftc", "received", ["SC-DOC"])
    # A table without steps, as a faulty edition of the procedure would have it.
    nowhere = SimpleNamespace(steps=lambda _state: (), label=lambda _state: Text("멈춤", "Still"))
    monkeypatch.setattr("app.cases.queries.TRACKS", {"kftc": nowhere})
    monkeypatch.setattr(standstills, "_clock_runs", lambda *_: False)
    found, _ = scene.see(WORKER, standstills.look)
    assert [(one.subject_id, one.code) for one in found] == [(case_id, "no_step")]
    monkeypatch.undo()
    keep(scene, *found)
    assert [(one.case_id, one.reason.code) for one in listed(scene)] == [(case_id, "no_step")]
    keep(scene)
    assert listed(scene) == []


def test_the_job_run_twice_and_a_clock_stepped_back_leave_one_finding(
    scene: Scene, clock: FrozenClock
) -> None:
    case_id = scene.case("kftc", "received", ["SC-DOC"])
    one = Found("case", case_id, case_id, "received", "all_blocked")
    keep(scene, one)
    first = listed(scene)
    keep(scene, one)
    clock.set_day(date(2026, 11, 1))
    keep(scene, one)
    assert listed(scene) == first


def test_two_timers_at_once_have_one_effect(scene: Scene, clock: FrozenClock) -> None:
    case_id = scene.case("sme_technology", "heard", ["ST-INF"])
    measure = scene.served(case_id, "corrective_recommendation", comply_by="2026-12-21")
    clock.set_day(date(2026, 12, 23))
    form = BreachIn(facts="이행하지 않음 (가상)")
    scene.do(
        scene.examiner,
        lambda work: actions.find_breach(work, measure_id=measure.id, form=form, version=None).id,
    )
    one = Found("case", case_id, case_id, "under_measure", "all_blocked")
    start, failures = Barrier(2), []

    def fire() -> None:
        def act(work: Work) -> None:
            actions.propose_next(work, Told(measure.id))
            standstills.keep(work, found=[one])

        start.wait()
        try:
            scene.do(WORKER, act)
        except Exception as problem:  # noqa: BLE001 - a loser may be told to try again
            failures.append(problem)

    timers = [Thread(target=fire) for _ in range(2)]
    for timer in timers:
        timer.start()
    for timer in timers:
        timer.join()
    assert len(failures) < 2
    proposals = scene.see(scene.secretary, lambda work: queries.proposals(work, case_id)).items
    assert [p.kind.code for p in proposals if p.state.code == "open"] == ["corrective_order"]
    assert len(listed(scene)) == 1
