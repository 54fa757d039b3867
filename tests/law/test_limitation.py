"""Tests of the time limits for reports and orders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.book import load
from app.law.limitation import disposition_last_on, limitation

BOOK = load()
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("code", "ended_on", "last_on"),
    [
        ("SC-CUT", date(2023, 5, 10), date(2026, 5, 10)),
        ("TK-USE", date(2019, 5, 10), date(2026, 5, 10)),
        ("WW-NDA", date(2019, 5, 10), date(2026, 5, 10)),
        ("WW-PAY", date(2023, 5, 10), date(2026, 5, 10)),
        ("FT-SUP", date(2019, 5, 10), date(2026, 5, 10)),
        ("SC-CUT", date(2021, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_last_day_follows_the_violation(code: str, ended_on: date, last_on: date) -> None:
    found = limitation(BOOK.violation(code), ended_on, last_on, BOOK)
    assert (found.last_on, found.late) == (last_on, False)


def test_a_late_report_is_flagged_and_not_refused() -> None:
    found = limitation(BOOK.violation("SC-CUT"), date(2023, 5, 10), date(2026, 5, 11), BOOK)
    assert found.late
    assert "unless" in found.flag.en
    assert "하도급법" in str(found.basis)


def test_a_sunday_does_not_move_the_end() -> None:
    found = limitation(BOOK.violation("SC-CUT"), date(2023, 5, 10), date(2026, 5, 9), BOOK)
    assert found.last_on == date(2026, 5, 10)
    assert date(2026, 5, 10).isoweekday() == 7


def test_sme_technology_has_no_time_limit() -> None:
    found = limitation(BOOK.violation("ST-INF"), date(1999, 1, 1), date(2026, 1, 1), BOOK)
    assert (found.last_on, found.late) == (None, False)
    assert "no time limit" in found.flag.en


def test_retail_and_unfair_competition_limits_are_not_configured() -> None:
    for code in ("RT-CUT", "UC-TS", "UC-IDEA", "IT-LEAK"):
        found = limitation(BOOK.violation(code), date(1999, 1, 1), date(2026, 1, 1), BOOK)
        assert (found.last_on, found.late) == (None, False)
        assert "not configured" in found.flag.en


def test_while_the_dealings_go_on_no_limit_runs() -> None:
    found = limitation(BOOK.violation("SC-LATE"), None, date(2026, 1, 1), BOOK)
    assert (found.last_on, found.late) == (None, False)


def test_the_disposition_limit_counts_from_receipt_or_from_the_opening() -> None:
    received, opened = date(2024, 3, 4), date(2024, 6, 1)
    reported = disposition_last_on(BOOK, received_on=received, opened_on=opened, reported=True)
    own = disposition_last_on(BOOK, received_on=None, opened_on=opened, reported=False)
    assert (reported, own) == (date(2027, 3, 4), date(2027, 6, 1))
    assert disposition_last_on(BOOK, received_on=None, opened_on=None, reported=True) is None


@given(ended_on=DAYS, received_on=DAYS)
def test_late_means_after_the_last_day(ended_on: date, received_on: date) -> None:
    found = limitation(BOOK.violation("TK-USE"), ended_on, received_on, BOOK)
    assert found.last_on is not None
    assert found.late is (received_on > found.last_on)
