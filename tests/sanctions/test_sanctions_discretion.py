"""What is left to discretion in a sum needs written reasons before it is saved."""

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.kernel.problems import Invalid
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, open_scene
from tests.sanctions.test_sanctions_money import LINE, MILLION, VECTOR_A, preview


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene whose agency has entered the rate tables."""
    return open_scene(engine, clock, book=BOOK)


@pytest.mark.parametrize("step", ["base", "victims", "cooperation", "cure"])
def test_nothing_is_saved_without_reasons_for_a_step_of_discretion(scene: Scene, step: str) -> None:
    case_id = scene.relieved(scene.case("kftc", "resolved", ["TK-USE"]))
    told = {name: text for name, text in LINE["reasons"].items() if name != step}  # type: ignore[attr-defined]
    bare = {**VECTOR_A, "lines": [{**LINE, "reasons": told}]}
    with pytest.raises(Invalid) as refused:
        scene.draft(case_id, "surcharge", order_items=[], calculation=bare)
    assert [e.pointer for e in refused.value.errors] == [f"/calculation/lines/0/reasons/{step}"]
    shown = preview(scene, case_id, bare, "2026-11-21")
    assert [need.pointer for need in shown.reasons_needed] == [
        f"/calculation/lines/0/reasons/{step}"
    ]


def test_under_another_act_the_officer_sets_the_amount_within_its_ceiling(scene: Scene) -> None:
    case_id = scene.relieved(scene.case("kftc", "resolved", ["FT-SUP"]))
    form = {"sums": "officer", "amount_won": "4억", "measured_won": "100억",
            "measured_reason": "관련매출액 내역 (가상)", "reasons": "위반의 정도 (가상)"}  # fmt: skip
    assert preview(scene, case_id, form, "2026-11-21").amount_won == 400 * MILLION
    for wrong in ({"amount_won": 400_000_001}, {"reasons": " "}):
        with pytest.raises(Invalid):
            preview(scene, case_id, {**form, **wrong}, "2026-11-21")
    with pytest.raises(Invalid):
        preview(scene, case_id, VECTOR_A, "2026-11-21")
