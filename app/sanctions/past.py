"""What happened to a measure that reached its firm, by days; nothing of the case behind it. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionPast:
    """An objection from its filing until its ruling or withdrawal; `in_part`: upheld in part."""

    filed_on: date
    ended_on: date | None = None
    in_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePast:
    """A measure with its number, its days, its objections and the changes of its state.

    `changes` are commands with the state reached and the day; `objection_last_on` is None where no
    objection is open or the time for one does not run; `announced_only`: its rules are not enacted.
    """

    measure_id: str
    number: str
    kind: str
    regime: str
    decided_on: date
    served_on: date | None = None
    amount_won: int | None = None
    announced_only: bool = False
    objection_last_on: date | None = None
    objections: tuple[ObjectionPast, ...] = ()
    changes: tuple[tuple[str, str, date], ...] = ()
    paid_won: int = 0
