"""Writing down what happened to a case: each step once, in order, with who and on what basis."""

from dataclasses import dataclass
from datetime import date

from app.cases.tables import Case, CaseStep
from app.db.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as it was taken; `occurrence` is what the clocks hear of it."""

    command: str
    from_state: str
    to_state: str
    basis: str
    on: date
    reason: str = ""
    occurrence: str = ""
    until_on: date | None = None


def step_of(work: Work, case_id: str, sequence: int, taken: Taken) -> CaseStep:
    """Return the row of a step, with who takes it and when."""
    return CaseStep(
        id=work.new_id("step"),
        case_id=case_id,
        sequence=sequence,
        command=taken.command,
        from_state=taken.from_state,
        to_state=taken.to_state,
        occurrence=taken.occurrence,
        on=taken.on,
        until_on=taken.until_on,
        at=work.now,
        account_id=work.actor.account_id,
        person_id=work.actor.person_id,
        role=work.actor.role,
        basis=taken.basis,
        reason=taken.reason,
    )


def note(work: Work, case: Case, steps: list[CaseStep], taken: Taken) -> None:
    """Add a step to a case's history."""
    steps.append(work.add(step_of(work, case.id, len(steps) + 1, taken)))
