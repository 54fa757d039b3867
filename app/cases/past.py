"""What a case against a firm was on each day, told without a word of who complained. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """A state in which a case was from a day on; an end state is none of an open case."""

    state: str
    on: date
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePast:
    """A case: its track, its states in order, when its respondent came to know, when it closed."""

    case_id: str
    track: str
    received_on: date
    states: tuple[CaseState, ...]
    told_on: date | None = None
    closed_on: date | None = None
