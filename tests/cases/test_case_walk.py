"""No case and no measure is ever stuck: walks over the tables, and walks through the service."""

from collections.abc import Generator
from dataclasses import replace
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.kernel.lifecycle import Lifecycle
from app.sanctions.actions import standstills
from app.sanctions.actions.standstills import Found
from tests.support import case_walk, procedure_walk
from tests.support.case_walk import Grounds
from tests.support.long_walk import take
from tests.support.procedure_walk import CASES, PROCEDURES, TABLES, no_dead_end

GROUNDS = Grounds()
_SEEDS = st.integers(0, 1_000_000)


@pytest.fixture(scope="module", autouse=True)
def _swept() -> Generator[None]:
    yield
    GROUNDS.copies.close()


class Procedures(RuleBasedStateMachine):
    """Steps and facts in any order, on every track and on measures."""

    @initialize(seed=_SEEDS)
    def start(self, seed: int) -> None:
        self.life = procedure_walk.begin(Random(seed))

    @rule(seed=_SEEDS)
    def go_on(self, seed: int) -> None:
        procedure_walk.step(self.life, Random(seed))
        assert procedure_walk.check(self.life, Random(seed))[1] == []


Procedures.TestCase.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, derandomize=True
)
TestProcedures = Procedures.TestCase


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_end_can_be_reached_from_every_state(table: Lifecycle) -> None:
    assert no_dead_end(table) == set()


def test_a_walk_over_the_tables_finds_a_state_without_a_way_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = CASES["kftc"]
    rows = [row for row in page.rows if row.source != "investigating"]
    shorter = replace(page, rows=[row for row in rows if row.source in ("received", "pre_review")])
    monkeypatch.setitem(CASES, "kftc", shorter)
    assert no_dead_end(shorter) == {"registered"}
    assert take(PROCEDURES, 20, 20, 1).findings != []


def test_a_walk_through_the_service_finds_nothing_stuck_and_the_nightly_look_agrees() -> None:
    assert take(case_walk.kind(GROUNDS), 2, 12, 7).findings == []


def test_a_walk_finds_a_nightly_look_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_work: object, case_id: str) -> list[Found]:
        return [Found("case", case_id, case_id, "received", "no_step")]

    monkeypatch.setattr(standstills, "in_case", wrong)
    assert take(case_walk.kind(GROUNDS), 1, 3, 7).findings != []


@pytest.mark.parametrize(
    ("track", "state"), [("kftc", "tabled"), ("kftc", "consent_decision"), ("kftc", "deliberated")]
)
def test_a_case_that_waits_for_another_house_is_not_found_after_its_limit(
    track: str, state: str
) -> None:
    scene = GROUNDS.scene()
    received = case_walk.TODAY.replace(year=2020)
    case_id = scene.case(track, state, ["SC-DOC"], received_on=received)
    found = scene.see(case_walk.WORKER, lambda work: standstills.in_case(work, case_id))
    assert found == []
