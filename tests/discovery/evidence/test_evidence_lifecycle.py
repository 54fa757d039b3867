"""The table of what may happen to a piece of evidence."""

import itertools

import pytest

from app.discovery.evidence.lifecycle import EVIDENCE, VISIBLE, Command, ItemFacts, State
from app.kernel.lifecycle import StepBlocked, StepNotAllowed

STEPS = {
    (State.PENDING, Command.STORE): State.STORED,
    (State.PENDING, Command.REFUSE): State.REFUSED,
    (State.PENDING, Command.EXPIRE): State.EXPIRED,
    (State.STORED, Command.SUPERSEDE): State.SUPERSEDED,
    (State.STORED, Command.WITHDRAW): State.WITHDRAWN,
    (State.STORED, Command.DISPOSE): State.DISPOSED,
    (State.SUPERSEDED, Command.DISPOSE): State.DISPOSED,
    (State.DISPOSED, Command.SPARE): State.STORED,
}


@pytest.mark.parametrize(("state", "command"), [*itertools.product(State, Command)])
def test_only_the_steps_of_the_table_are_taken(state: State, command: Command) -> None:
    if (state, command) in STEPS:
        taken = EVIDENCE.take(state, command, ItemFacts(filed=False))
        assert taken.target == STEPS[state, command]
    else:
        with pytest.raises(StepNotAllowed):
            EVIDENCE.take(state, command)


def test_what_was_filed_is_not_withdrawn() -> None:
    with pytest.raises(StepBlocked):
        EVIDENCE.take(State.STORED, Command.WITHDRAW, ItemFacts(filed=True))


def test_only_what_is_stored_can_be_seen() -> None:
    assert set(VISIBLE) == {State.STORED, State.SUPERSEDED}
