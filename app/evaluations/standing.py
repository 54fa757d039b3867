"""What the policy table is told of a programme's requests and issues, and of a measure's suits."""

from app.access.actor import MINE, OPEN, Role, Target, Tie
from app.cases import queries as cases
from app.db.work import Work
from app.sanctions import queries as sanctions

LEVEL = 2


def target_of(work: Work, programme: str) -> Target:
    """Return what is told of a programme's things; an evaluator's unit names its programme."""
    own = work.actor.role is Role.EVALUATOR and work.actor.unit == programme
    return Target(ties=frozenset({Tie.SELF}) if own else frozenset(), level=LEVEL)


def list_target(work: Work) -> Target:
    """Return what is told of a list: an evaluator finds only its own programme's things there."""
    return MINE if work.actor.role is Role.EVALUATOR else OPEN


def own_programme(work: Work) -> str | None:
    """Return the one programme that an evaluator sees; None for the agency, which sees all."""
    return work.actor.unit if work.actor.role is Role.EVALUATOR else None


def measure_target(work: Work, measure_id: str) -> Target:
    """Return what is told of a measure; raises NotFound for whoever may not know of it."""
    return cases.target_of(work, sanctions.measure(work, measure_id).case_id, level=LEVEL)
