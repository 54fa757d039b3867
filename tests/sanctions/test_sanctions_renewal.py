"""A day that the agency declares a holiday moves the deadlines of measures and objections too."""

from datetime import date

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER
from app.deadlines import actions as calendar
from app.deadlines import queries as deadlines
from app.deadlines.schemas import CalendarOverrideIn
from app.kernel.clock import FrozenClock
from app.sanctions import actions
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, open_scene
from tests.sanctions.test_sanctions_money import a_surcharge, objection

pytestmark = pytest.mark.step("K18", "K20")


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene whose agency has entered the rate tables."""
    return open_scene(engine, clock, book=BOOK)


def _due(scene: Scene, case_id: str) -> dict[str, date | None]:
    clocks = scene.see(scene.lead, lambda work: deadlines.clocks_of(work, case_id))
    return {one.name: one.due_on for one in clocks if one.name in {"surcharge_due", "ruling"}}


def _declared(scene: Scene, day: date) -> None:
    holiday = CalendarOverrideIn(
        falls_on=day, rest=True, name_ko="임시공휴일", name_en="Temporary holiday", source="관보"
    )
    scene.do(scene.lead, lambda work: calendar.set_override(work, holiday))


def test_a_new_holiday_moves_the_due_day_and_the_ruling_on_an_objection(scene: Scene) -> None:
    served = a_surcharge(scene)
    objection(scene, served.id)
    before = _due(scene, served.case_id)
    assert before == {"surcharge_due": date(2027, 1, 22), "ruling": date(2027, 1, 22)}
    _declared(scene, date(2027, 1, 22))
    scene.do(WORKER, lambda work: actions.renew_clocks(work, case_id=served.case_id))
    assert _due(scene, served.case_id) == dict.fromkeys(before, date(2027, 1, 25))
