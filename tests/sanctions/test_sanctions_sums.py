"""A sum rests on the file of its case: what the file does not bear out needs written reasons."""

from typing import Any

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.kernel.problems import Invalid
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, open_scene
from tests.sanctions.test_sanctions_money import LINE, PLAIN, VECTOR_A, preview


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene whose agency has entered the rate tables."""
    return open_scene(engine, clock, book=BOOK)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"repeat": {"measures": 9, "points": "9", "rate": "95%"}}, "/calculation/repeat/reason"),
        (
            {"lines": [{**LINE, "retaliation_reason": ""}]},
            "/calculation/lines/0/retaliation_reason",
        ),
        ({"lines": [{**LINE, "violation": "SC-CUT"}]}, "/calculation/lines/0/violation"),
        ({"contracts": [{"name": "계약 1", "price_won": 0}]}, "/calculation/contracts/0/price_won"),
    ],
)
def test_what_the_file_does_not_bear_out_is_refused_by_its_place_in_the_request(
    scene: Scene, change: dict[str, Any], pointer: str
) -> None:
    case_id = scene.relieved(scene.case("kftc", "resolved", ["TK-USE"]))
    with pytest.raises(Invalid) as refused:
        preview(scene, case_id, {**VECTOR_A, **change}, "2026-11-21")
    assert pointer in {error.pointer for error in refused.value.errors}


def test_the_sum_is_made_of_the_violations_that_the_measure_names(scene: Scene) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE", "SC-DOC"])
    with pytest.raises(Invalid) as refused:
        scene.draft(case_id, "surcharge", order_items=[], calculation=PLAIN, violations=["SC-DOC"])
    assert refused.value.errors[0].pointer == "/violations"
