"""Facts about secrecy, redaction and viewing; ids, codes, days and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class SecrecyMarked(Event):
    """A piece of evidence, or pages of it, was marked as secret."""

    case_id: str
    mark_id: str
    kind: str
    level: int
    effective_level: int
    first_page: int = 0
    last_page: int = 0


@dataclass(frozen=True, kw_only=True)
class MarkEnded(Event):
    """A mark counts no more: lowered, lapsed, or overruled by the court."""

    mark_id: str
    because: str
    effective_level: int


@dataclass(frozen=True, kw_only=True)
class LoweringAsked(Event):
    """Somebody asked that a mark be lowered; another person has to confirm."""

    mark_id: str
    to_level: int


@dataclass(frozen=True, kw_only=True)
class LoweringDecided(Event):
    """A second person confirmed or rejected a lowering."""

    mark_id: str
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class PrivilegeDecided(Event):
    """The court's decision on a claim of privilege was entered."""

    mark_id: str
    upheld: bool


@dataclass(frozen=True, kw_only=True)
class RedactionAsked(Event):
    """A redacted version of a piece of evidence was asked for."""

    item_id: str
    boxes: int
    words: int


@dataclass(frozen=True, kw_only=True)
class RedactionMade(Event):
    """The pages were drawn and the boxes burned in; it is still to be read again."""

    item_id: str
    source_sha256: str
    sha256: str
    pages: int
    boxes: int


@dataclass(frozen=True, kw_only=True)
class RedactionVerified(Event):
    """The redacted version was read again and gives nothing away."""

    item_id: str
    version_item_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RedactionRefused(Event):
    """The redacted version gives something away, or could not be made; it is not kept."""

    item_id: str
    code: str
    findings: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublicVersionAsked(Event):
    """A public version of a piece of evidence was asked for, or began with a redaction."""

    item_id: str
    source: str


@dataclass(frozen=True, kw_only=True)
class PublicVersionSubmitted(Event):
    """The one who brought the evidence offered a public version of it."""

    item_id: str
    version_item_id: str


@dataclass(frozen=True, kw_only=True)
class PublicVersionChecked(Event):
    """A public version was read again for what it must not give away."""

    version_item_id: str
    clean: bool
    findings: int


@dataclass(frozen=True, kw_only=True)
class PublicVersionIssued(Event):
    """A public version may be shown in place of the original."""

    item_id: str
    version_item_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PublicVersionGiven(Event):
    """An issued public version was given out; written before its first byte left."""

    case_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceSealed(Event):
    """Pieces of evidence were sealed for the court alone."""

    case_id: str
    manifest_sha256: str
    items: int


@dataclass(frozen=True, kw_only=True)
class SealOpened(Event):
    """A sealed set was opened on the court's decision."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class DataRoomMoved(Event):
    """A data room was proposed, opened or closed."""

    case_id: str
    state: str


@dataclass(frozen=True, kw_only=True)
class DataRoomPageViewed(Event):
    """A page was shown in a data room; written before its picture left."""

    item_id: str
    page: int
    level: int


@dataclass(frozen=True, kw_only=True)
class NoteCompared(Event):
    """A viewer's note was compared with the secret text of what was viewed."""

    data_room_id: str
    result: str
    share_percent: int
    longest_letters: int


@dataclass(frozen=True, kw_only=True)
class NoteReleased(Event):
    """A viewer's note may leave the data room."""

    data_room_id: str
