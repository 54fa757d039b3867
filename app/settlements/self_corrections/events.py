"""Facts about self-corrections; ids, codes and days only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class SelfCorrectionFiled(Event):
    """The respondent reported that it cured what it did."""

    case_id: str
    cured_on: date
    moment: str


@dataclass(frozen=True, kw_only=True)
class SelfCorrectionMoved(Event):
    """A report of self-correction was verified, not accepted, or withdrawn."""

    case_id: str
    command: str
    state: str
    cause: str
