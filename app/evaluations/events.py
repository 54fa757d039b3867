"""Facts about what evaluators asked for and were told; ids, codes, days and whole numbers only."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class OutcomeRequested(Event):
    """Facts on firms were asked for. `subject` is the request's id."""

    programme: str
    firms: int
    period_first: date
    period_last: date


@dataclass(frozen=True, kw_only=True)
class OutcomeRequestRefused(Event):
    """A request was refused."""

    programme: str


@dataclass(frozen=True, kw_only=True)
class OutcomeIssued(Event):
    """An edition of facts was issued. `subject` is the issue's id."""

    request_id: str
    programme: str
    number: str
    edition: int
    sha256: str
    changes: int


@dataclass(frozen=True, kw_only=True)
class OutcomeOutdated(Event):
    """Facts that an issue tells of have changed; a new edition is due."""

    request_id: str
    programme: str
    changes: int


@dataclass(frozen=True, kw_only=True)
class MeasureSuitNoted(Event):
    """A suit against a measure became known. `subject` is the suit's id."""

    measure_id: str
    case_id: str
    company_id: str
    filed_on: date


@dataclass(frozen=True, kw_only=True)
class MeasureSuitEnded(Event):
    """A suit against a measure ended."""

    measure_id: str
    case_id: str
    company_id: str
    ended_on: date
