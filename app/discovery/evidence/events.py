"""Facts about evidence; ids, codes, hashes and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class EvidenceReserved(Event):
    """Room was set aside for an upload that is about to arrive."""

    upload_id: str
    place_id: str
    reserved_bytes: int


@dataclass(frozen=True, kw_only=True)
class EvidenceStored(Event):
    """A file lies in the store, checked, and is on file."""

    upload_id: str
    case_id: str
    draft_id: str
    exhibit_id: str
    side: str
    level: int
    sha256: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, kw_only=True)
class EvidenceRefused(Event):
    """A file, or an upload as a whole, was not taken; `code` says why."""

    upload_id: str
    code: str


@dataclass(frozen=True, kw_only=True)
class EvidenceExpired(Event):
    """An upload that nobody finished gave its room back."""

    upload_id: str


@dataclass(frozen=True, kw_only=True)
class EvidenceDownloaded(Event):
    """A file was given out; written before its first byte left."""

    case_id: str
    level: int
    sha256: str
    purpose_code: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceDamaged(Event):
    """An incident: the store did not hold what was stored, and nothing was given out."""

    sha256: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(Event):
    """A file was taken out of a draft that is still being written."""

    draft_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceDisposed(Event):
    """Evidence was disposed of on a ground; its hash and its chain stay on record."""

    case_id: str
    ground: str
    disposal_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceSpared(Event):
    """An order came in before the bytes of disposed evidence were gone, and it was kept."""

    orders: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceErased(Event):
    """The bytes of disposed evidence are gone from the store."""

    sha256: str


@dataclass(frozen=True, kw_only=True)
class DisposalRefused(Event):
    """Somebody asked for evidence to be disposed of while orders hold it."""

    orders: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceMarked(Event):
    """The store's own hold on evidence was laid, lifted, or found wrong and put right."""

    mark: str
    orders: tuple[str, ...]
    sha256: str
