"""Points equal a replay by an independent slow reference, whatever happened in whatever order."""

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.law.book import load
from tests.support.points_walk import CODES, ITEMS, KINDS, History, differences

BOOK = load()
_CODES = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)


class PointsReplay(RuleBasedStateMachine):
    """Measures, annulments, reductions after objections, stays, mitigation, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History()

    @rule(days=st.integers(1, 400))
    def pass_days(self, days: int) -> None:
        self.history.pass_days(days)

    @rule(kind=st.sampled_from(sorted(KINDS)), case=st.integers(0, 2), codes=_CODES,
          back=st.integers(0, 40))  # fmt: skip
    def measure(self, kind: str, case: int, codes: list[str], back: int) -> None:
        self.history.measure(kind, case, codes, back)

    @rule(which=st.integers(0, 9), left=st.sampled_from([0, 50, 200]), codes=_CODES)
    def annul(self, which: int, left: int, codes: list[str]) -> None:
        self.history.reverse(which, left, codes)

    @rule(which=st.integers(0, 9), stayed=st.booleans())
    def stay(self, which: int, stayed: bool) -> None:
        self.history.stay(which, stayed)

    @rule(item=st.sampled_from(sorted(ITEMS)), days=st.integers(0, 900))
    def adjust(self, item: str, days: int) -> None:
        self.history.adjust(item, days)

    @invariant()
    def points_equal_replay(self) -> None:
        assert differences(self.history, BOOK) == []


PointsReplay.TestCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, derandomize=True
)
TestPointsReplay = pytest.mark.step("K18", "K20")(PointsReplay.TestCase)
