"""Facts about uploads that come in parts; ids, hashes and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class EvidencePartStored(Event):
    """A part of a file lies in the store, whole and with the hash that its sender announced."""

    upload_id: str
    number: int
    size_bytes: int
    sha256: str
