"""The tables of orders, of requests to end them, of deletions and of disposals."""

from dataclasses import replace
from datetime import date

import pytest

from app.access.policy import May
from app.discovery.orders.lifecycle import (
    DELETION,
    DISPOSAL,
    LIVE,
    ORDER,
    RELEASE,
    OrderCommand,
    OrderFacts,
    OrderState,
)
from app.kernel.lifecycle import Lifecycle, StepBlocked, StepNotAllowed

LAST = date(2029, 3, 2)
FACTS = OrderFacts(
    today=date(2028, 6, 1), valid_until=LAST, extendable_until=date(2030, 3, 2),
    new_until=date(2030, 3, 2),
)  # fmt: skip


def blocked_by(state: OrderState, command: OrderCommand, facts: OrderFacts) -> str:
    with pytest.raises(StepBlocked) as refusal:
        ORDER.take(state, command, facts)
    return str(refusal.value.facts["reasons"][0]["code"])


def test_what_binds_ends_only_by_time_or_by_a_confirmed_release() -> None:
    for state in LIVE:
        ends = {row.by for row in ORDER.steps(state) if row.target not in LIVE}
        assert ends - {May.ORDER_ENTER} == {May.RELEASE_CONFIRM, May.JOB_RUN}
    assert (
        blocked_by(OrderState.IN_FORCE, OrderCommand.COMPLETE, replace(FACTS, holds=True))
        == "holds_evidence"
    )
    assert ORDER.take(OrderState.IN_FORCE, OrderCommand.COMPLETE, FACTS).target == "completed"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"new_until": date(2030, 3, 3)}, "too_long"),
        ({"new_until": LAST}, "not_longer"),
        ({"valid_until": None}, "no_end"),
        ({"today": date(2029, 3, 3)}, "lapsed"),
    ],
)
def test_an_extension_fits_the_act(changed: dict[str, date | None], code: str) -> None:
    facts = replace(FACTS, **changed)  # type: ignore[arg-type]
    assert blocked_by(OrderState.IN_FORCE, OrderCommand.EXTEND, facts) == code


def test_an_order_is_extended_once() -> None:
    assert ORDER.take(OrderState.IN_FORCE, OrderCommand.EXTEND, FACTS).target == "extended"
    with pytest.raises(StepNotAllowed):
        ORDER.take(OrderState.EXTENDED, OrderCommand.EXTEND, FACTS)


@pytest.mark.parametrize("table", [ORDER, RELEASE, DELETION, DISPOSAL])
def test_every_step_has_its_words_in_both_languages(table: Lifecycle) -> None:
    words = [table.title, *table.labels.values(), *(row.label for row in table.rows)]
    assert all(text.ko and text.en for text in words)
    assert len({text.en for text in table.labels.values()}) == len(table.labels)
