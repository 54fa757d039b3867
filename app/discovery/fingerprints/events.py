"""Facts about fingerprints; ids, hashes and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class FingerprintRegistered(Event):
    """The hash of a file was registered; none of its bytes had been sent."""

    case_id: str
    draft_id: str
    side: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class FingerprintForgotten(Event):
    """The draft to which it belonged ran out of time; the registration stays in the log."""

    draft_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FingerprintMatched(Event):
    """A file arrived whose bytes have the registered hash."""

    item_id: str
    sha256: str
