"""Which measures of a case still live, so that the case cannot be closed. Pure."""

from collections.abc import Sequence

from app.sanctions.lifecycle.steps import ENDED, State
from app.sanctions.rules.ladder import Earlier


def living(
    measures: Sequence[Earlier], dutiful: frozenset[str], let_be: frozenset[str] = frozenset()
) -> int:
    """Return how many measures have not ended.

    `dutiful` are those that ask something of the respondent: the others end when they are served.
    A breached measure ends when another one takes its place, or when the agency decided with
    reasons to take no further one (`let_be`).
    """
    dead = {State.CANCELLED, State.ANNULLED}
    replaced = {m.follows_id for m in measures if m.state not in dead} | let_be
    return sum(_lives(measure, replaced, dutiful) for measure in measures)


def _lives(measure: Earlier, replaced: set[str], dutiful: frozenset[str]) -> bool:
    if measure.state in ENDED:
        return False
    if measure.state == State.BREACHED:
        return measure.measure_id not in replaced
    return measure.state != State.IN_FORCE or measure.measure_id in dutiful
