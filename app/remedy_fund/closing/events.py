"""Facts about closings and reports; ids, codes, days, digests and whole numbers only. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class FiscalYearReviewed(Event):
    """The council looked at a year that is soft-closed. `subject` is the review's id."""

    fiscal_year: int
    held_on: date
    members: int
    outsiders: int
    present: int
    approved: bool
    resolution_sha256: str


@dataclass(frozen=True, kw_only=True)
class FiscalYearStated(Event):
    """The statement of a closing was stored. `subject` is the closing's id."""

    fiscal_year: int
    known_at: datetime
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FundReportIssued(Event):
    """A report of a quarter or the publication of a year was issued. `subject` is its id."""

    kind: str
    fiscal_year: int
    quarter: int
    sha256: str
