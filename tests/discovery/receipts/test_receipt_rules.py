"""How long failed rounds of asking for a timestamp wait."""

from datetime import UTC, datetime, timedelta

import pytest

from app.discovery.receipts.rules import next_try

_AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_without_a_failure_there_is_nothing_to_wait_for() -> None:
    assert next_try(0, None) is None
    assert next_try(0, _AT) is None


@pytest.mark.parametrize(
    ("rounds", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (5000, 60)]
)
def test_each_failure_doubles_the_wait_up_to_an_hour(rounds: int, minutes: int) -> None:
    assert next_try(rounds, _AT) == _AT + timedelta(minutes=minutes)
