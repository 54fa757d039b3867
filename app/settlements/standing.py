"""How an act on a settlement begins: the thing, its case, who asks, and the step of the table."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.cases.rules import check_reason, refuse_closed
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.lifecycle import Lifecycle, Row, refuse_blocked

LEVEL = 2


class CaseFile(Protocol):
    """What settlements read of a case; the row itself belongs to the package below."""

    id: str
    track: str
    state: str
    outcome: str
    open: bool
    violations: list[str]
    identity_choice: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A case with what the policy table is told of it."""

    case: CaseFile
    target: Target

    @property
    def side(self) -> str:
        """Return from which side the actor comes: a party, or the agency."""
        if Tie.RESPONDENT in self.target.ties:
            return "respondent"
        return "complainant" if Tie.COMPLAINANT in self.target.ties else "agency"


def ground_of(work: Work, case_id: str) -> Ground:
    """Return a case that the actor may read; raises NotFound or Forbidden for anybody else."""
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.CASE_READ, target)
    return Ground(cases.subject(work, case_id), target)


def taken(
    work: Work, ground: Ground, table: Lifecycle, state: str, *, form: Any, facts: Any
) -> Row:
    """Check one step of a settlement: table, permission, open case, facts, reason."""
    step = table.find(state, form.command, by_hand=True)
    work.require(May(step.by), ground.target)
    refuse_closed(ground.case)
    refuse_blocked(step, facts)
    check_reason(step, form.reason)
    return step


def clock_day(work: Work, case_id: str, name: str) -> date | None:
    """Return the last day of a running clock of a case, where it runs."""
    found = (clock for clock in deadlines.clocks_of(work, case_id) if clock.name == name)
    return next((clock.due_on for clock in found if clock.subject_id == case_id), None)


def first_day(work: Work, case_id: str, occurrence: str) -> date | None:
    """Return the day on which something first happened to a case; the caller has asked."""
    return next(
        (on for name, on in cases.happened(work, case_id) if name == occurrence),
        None,
    )
