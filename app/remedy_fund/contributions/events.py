"""Facts about contributions; ids, codes, days and whole numbers only. Pure."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ProgrammeSet(Event):
    """A programme was set up. `subject` is its id."""

    code: str
    purposes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContributionEvent(Event):
    """Something happened to a contribution. `subject` is its id."""

    source: str
    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class ContributionPledged(ContributionEvent):
    """Money was promised."""


@dataclass(frozen=True, kw_only=True)
class ContributionReceived(ContributionEvent):
    """Money came in."""

    account: str


@dataclass(frozen=True, kw_only=True)
class PledgeWithdrawn(ContributionEvent):
    """A promise was taken back before any money came."""


@dataclass(frozen=True, kw_only=True)
class ContributionEarmarked(ContributionEvent):
    """Money was set aside for a purpose."""

    earmark_id: str
    purpose: str
    programme_id: str


@dataclass(frozen=True, kw_only=True)
class EarmarkPartsReserved(Event):
    """Money of earmarks was reserved. `subject` is what for."""

    amount_won: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class EarmarkPartsReleased(Event):
    """Money reserved became free again. `subject` is what it was for."""

    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class EarmarkPartsUsed(Event):
    """Money reserved was paid. `subject` is what it was for."""

    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class EarmarkPartsRestored(Event):
    """Money paid came back to the earmarks it had left. `subject` is what it was for."""

    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class ContributionChangeEvent(Event):
    """Something happened to a change. `subject` is the change's id."""

    contribution_id: str
    kind: str
    amount_won: int


@dataclass(frozen=True, kw_only=True)
class ContributionChangeAsked(ContributionChangeEvent):
    """A re-designation or return was put up for approval."""


@dataclass(frozen=True, kw_only=True)
class ContributionChangeDropped(ContributionChangeEvent):
    """A change was given up."""


@dataclass(frozen=True, kw_only=True)
class ContributionRedesignated(ContributionChangeEvent):
    """Money went from one earmark to another purpose."""

    from_earmark_id: str
    to_earmark_id: str
    approval_id: str


@dataclass(frozen=True, kw_only=True)
class ContributionReturned(ContributionChangeEvent):
    """Money that had come in by mistake was given back."""

    earmark_id: str
    approval_id: str


@dataclass(frozen=True, kw_only=True)
class SurchargeShareMoved(Event):
    """The fund's share of a surcharge moved. `subject` is the measure's id."""

    cause: str
    before_won: int
    after_won: int
    shortfall_won: int


@dataclass(frozen=True, kw_only=True)
class TreasuryRepaid(Event):
    """Shares taken back were paid to the Treasury. `subject` is the repayment's reference."""

    amount_won: int
    on: date


@dataclass(frozen=True, kw_only=True)
class ContributionReceiptIssued(Event):
    """A confirmation of receipt got its number. `subject` is the contribution's id."""

    number: str
