"""An object is removed only where no hold covers it."""

from datetime import UTC, datetime, timedelta

import pytest

from app.discovery.evidence.holds import NO_HOLDS, Hold, may_dispose
from app.discovery.evidence.problems import HeldFast

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
KEY = "a" * 64
HOLD = Hold("order-1", frozenset({"evi_1", "evi_2"}), NOW - timedelta(days=1))


def test_without_a_hold_the_permission_names_key_ground_and_instant() -> None:
    given = may_dispose(KEY, "retention", NO_HOLDS, NOW, item_id="evi_1")
    assert (given.key, given.authority, given.decided_at) == (KEY, "retention", NOW)


def test_a_hold_ends_at_its_very_instant() -> None:
    hold = Hold("order-1", frozenset({"evi_1"}), NOW - timedelta(days=1), NOW)
    assert hold.covers("evi_1", NOW - timedelta(microseconds=1))
    assert not hold.covers("evi_1", NOW)


def test_a_hold_on_the_item_refuses_and_names_every_order() -> None:
    second = Hold("order-2", frozenset({"evi_1"}), NOW)
    with pytest.raises(HeldFast) as refusal:
        may_dispose(KEY, "retention", [HOLD, second], NOW, item_id="evi_1")
    assert refusal.value.facts["orders"] == ["order-1", "order-2"]


@pytest.mark.parametrize(
    ("hold", "item_id"),
    [
        (HOLD, "evi_3"),
        (Hold("later", frozenset({"evi_1"}), NOW + timedelta(seconds=1)), "evi_1"),
        (Hold("over", frozenset({"evi_1"}), NOW - timedelta(days=9), NOW), "evi_1"),
    ],
)
def test_a_hold_on_another_item_or_another_time_does_not_count(hold: Hold, item_id: str) -> None:
    assert may_dispose(KEY, "retention", [hold], NOW, item_id=item_id).key == KEY
