"""Tests of electronic service."""

from datetime import date

import pytest

from app.kernel.problems import NotConfigured
from app.law.book import load
from app.law.serving import served_on

BOOK = load()
NOTICE = date(2027, 3, 1)


def test_deemed_service_falls_on_the_fourteenth_and_seventh_day() -> None:
    decision = served_on(BOOK, notified_on=NOTICE, opened_on=None, is_decision=True)
    other = served_on(BOOK, notified_on=NOTICE, opened_on=None, is_decision=False)
    assert (decision, other) == (date(2027, 3, 15), date(2027, 3, 8))


def test_opening_serves_but_never_after_the_deemed_day() -> None:
    early = served_on(BOOK, notified_on=NOTICE, opened_on=date(2027, 3, 3), is_decision=True)
    late = served_on(BOOK, notified_on=NOTICE, opened_on=date(2027, 3, 30), is_decision=True)
    assert (early, late) == (date(2027, 3, 3), date(2027, 3, 15))


def test_days_of_a_system_failure_are_added() -> None:
    day = served_on(BOOK, notified_on=NOTICE, opened_on=None, is_decision=False, outage_days=2)
    assert day == date(2027, 3, 10)


def test_before_the_rule_is_in_force_nothing_is_deemed() -> None:
    with pytest.raises(NotConfigured):
        served_on(BOOK, notified_on=date(2026, 3, 1), opened_on=None, is_decision=True)
