"""Deadlines equal a count day by day, whatever paused, extended or ended them in whatever order."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.deadlines import pauses, rules
from app.deadlines.pauses import Gap, Occurrence
from app.deadlines.rules import Running, derive
from tests.support.deadline_walk import DEADLINES, History, begin, book, check, clocks
from tests.support.long_walk import take
from tests.support.slow_deadlines import Ruling

_DAYS = st.integers(-10, 500).map(lambda days: date(2027, 7, 1) + timedelta(days=days))
_KEYS = st.sampled_from(["", "a", "b"])
_MEETING = [rule for rule in clocks() if rule.pauses and rule.extends]


class Deadlines(RuleBasedStateMachine):
    """Services, pauses and their ends, extensions, evidence of the end: each on any day."""

    @initialize(which=st.integers(0, 10_000), late=st.booleans(), started=_DAYS)
    def start(self, which: int, late: bool, started: date) -> None:
        ruling = Ruling(late_ineffective=late)
        self.history = History(_MEETING[which % len(_MEETING)], ruling)
        self.history.tell(self.history.rule.starts_on[0], started)

    @rule(day=_DAYS, key=_KEYS, kind=st.integers(0, 9), length=st.integers(0, 120))
    def pause(self, day: date, key: str, kind: int, length: int) -> None:
        pause = self.history.rule.pauses[kind % len(self.history.rule.pauses)]
        self.history.tell(pause.starts_on, day, key=key)
        if length:
            self.history.tell(pause.until, day + timedelta(days=length), key=key)
        self._compare(day)

    @rule(day=_DAYS, more=st.integers(0, 200), kind=st.integers(0, 9))
    def extend(self, day: date, more: int, kind: int) -> None:
        extension = self.history.rule.extends[kind % len(self.history.rule.extends)]
        until = day + timedelta(days=more) if more else None
        self.history.tell(extension.on, day, until=until)
        self._compare(day)

    @rule(day=_DAYS, anew=st.booleans())
    def serve_or_end(self, day: date, anew: bool) -> None:
        clock = self.history.rule
        self.history.tell((clock.starts_on if anew else clock.ends_on)[0], day)
        self._compare(day)

    @rule(which=st.integers(0, 50))
    def take_back(self, which: int) -> None:
        self.history.take_back(which)
        self._compare(self.history.today)

    def _compare(self, today: date) -> None:
        self.history.today = today
        assert check(self.history, Random(len(self.history.told)))[1] == []


Deadlines.TestCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, derandomize=True
)
TestDeadlines = Deadlines.TestCase


def test_every_clock_of_the_book_is_walked() -> None:
    assert {rule.name for rule in clocks()} == {rule.name for rule in book().clocks()}
    assert take(DEADLINES, 40, 12, 3).findings == []


@pytest.mark.parametrize("fault", ["overlaps_twice", "extension_forgets_pauses", "no_holidays"])
def test_a_walk_finds_a_fault_that_was_planted(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if fault == "overlaps_twice":
        by_first = lambda gaps: tuple(sorted(gaps, key=lambda gap: gap.first))  # noqa: E731
        monkeypatch.setattr(pauses, "merged", by_first)
    elif fault == "extension_forgets_pauses":
        nothing: tuple[Gap, ...] = ()
        monkeypatch.setattr(rules, "clipped", lambda _gaps, _day: nothing)
    else:
        monkeypatch.setattr(rules.Surroundings, "day_due", lambda _self, _rule, last: last)
    assert take(DEADLINES, 40, 12, 3).findings != []


def test_a_pause_is_judged_by_the_day_it_began_even_where_that_day_still_runs() -> None:
    disposition = book().clock("disposition")
    pause = replace(disposition.pauses[0], judged_by="mediation_started")
    history = History(replace(disposition, pauses=(pause,)), Ruling(pause_day_runs=True))
    known = [
        Occurrence(date(2027, 8, 2), "received"),
        Occurrence(date(2027, 9, 8), "mediation_started"),
        Occurrence(date(2027, 9, 20), "mediation_ended"),
    ]
    before = derive(history.rule, known, history.around)
    assert (before.state, before.paused_days) == (Running.RUNNING, 0)
    known[1] = replace(known[1], on=date(2027, 9, 9))
    assert derive(history.rule, known, history.around).paused_days == 10


def test_a_history_begins_the_same_for_the_same_seed() -> None:
    assert begin(Random("one")) == begin(Random("one"))
