"""Facts about uploads that come in parts; ids, hashes and numbers only. Pure."""

from dataclasses import dataclass
from datetime import datetime

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class EvidenceCompletionBegun(Event):
    """The parts of a file are being put together; its room is kept until then at least."""

    upload_id: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class EvidencePartStored(Event):
    """A part of a file lies in the store, whole and with the hash that its sender announced."""

    upload_id: str
    number: int
    size_bytes: int
    sha256: str
