"""What happened to figures of law that the agency enters."""

from dataclasses import dataclass
from datetime import date

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class FigureEntered(Event):
    """Somebody entered a missing figure from a paper; it does not count yet."""

    figure: str
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class FigureApproved(Event):
    """Another person approved the figure; from now on it can be used."""

    figure: str
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class FigureReturned(Event):
    """Another person sent the figure back; it is never used."""

    figure: str
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class FigureWithdrawn(Event):
    """An approved figure is no longer used; decisions made with it keep their own edition."""

    figure: str
    effective_from: date
