"""A relief of a surcharge stands on the file of the case, within its ceiling, and counts once."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.kernel.problems import Invalid
from app.sanctions.rules.reliefs import EARLY_CURE, LATE_CURE, SIMPLIFIED, Claimed
from app.sanctions.rules.reliefs import refuse_unfounded_reliefs as refuse
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import open_scene
from tests.sanctions.test_sanctions_money import MILLION, VECTOR_A, preview

ON = date(2026, 11, 21)
TENTH, LESS, NONE = Fraction(1, 10), Fraction(99, 1000), Fraction(0)


@pytest.mark.parametrize(
    ("claimed", "standing", "waived", "codes"),
    [
        (Claimed(TENTH, NONE), set(), False, ["not_verified"]),
        (Claimed(TENTH, NONE), {SIMPLIFIED}, False, ["not_verified"]),
        (Claimed(TENTH, NONE), {LATE_CURE}, False, ["late_cure"]),
        (Claimed(LESS, NONE), {LATE_CURE}, False, []),
        (Claimed(TENTH, NONE), {EARLY_CURE}, False, []),
        (Claimed(TENTH, NONE), {EARLY_CURE}, True, ["counted_twice"]),
        (Claimed(NONE, TENTH), {EARLY_CURE}, False, ["not_accepted"]),
        (Claimed(NONE, TENTH), {SIMPLIFIED}, False, []),
        (Claimed(NONE, NONE), set(), True, []),
    ],
)
def test_a_relief_is_borne_out_by_the_case_and_counts_once(
    claimed: Claimed,
    standing: set[str],
    waived: bool,
    codes: list[str],
) -> None:
    if not codes:
        refuse(BOOK, [claimed], frozenset(standing), ON, waived=waived)
        return
    with pytest.raises(Invalid) as refused:
        refuse(BOOK, [claimed], frozenset(standing), ON, waived=waived)
    assert [error.code for error in refused.value.errors] == codes
    assert refused.value.basis[0].act == "과징금고시"


def test_a_cure_is_taken_off_only_once_it_was_verified(engine: Engine, clock: FrozenClock) -> None:
    scene = open_scene(engine, clock, book=BOOK)
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    with pytest.raises(Invalid) as refused:
        preview(scene, case_id, VECTOR_A, "2026-11-21")
    assert [e.pointer for e in refused.value.errors] == ["/calculation/lines/0/cure_rate"]
    late = scene.relieved(scene.case("kftc", "resolved", ["TK-USE"]), LATE_CURE)
    with pytest.raises(Invalid):
        preview(scene, late, VECTOR_A, "2026-11-21")
    scene.relieved(case_id)
    assert preview(scene, case_id, VECTOR_A, "2026-11-21").amount_won == 159 * MILLION
