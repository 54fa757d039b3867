"""Facts about what evidence says and holds; ids, codes, hashes and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class EvidenceRead(Event):
    """A piece of evidence was read for its text; an empty result is a state of its own."""

    method: str
    state: str
    reason: str
    engine: str
    engine_version: str
    character_count: int
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceExamined(Event):
    """The bytes of a piece of evidence were compared with its name, listed and scanned."""

    verdict: str
    malware_state: str
    malware_reason: str
    members: int
    family_refusal: str


@dataclass(frozen=True, kw_only=True)
class EvidenceQuarantined(Event):
    """A scanner found malware; the original stays as it is and opens only by an act of its own."""

    signature: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class QuarantineOpened(Event):
    """A quarantined original was given out; written before its first byte left."""

    case_id: str
    level: int
    sha256: str
    purpose_code: str


@dataclass(frozen=True, kw_only=True)
class EvidenceTextGiven(Event):
    """The text of a piece of evidence was given to a reader."""

    case_id: str
    level: int
    method: str


@dataclass(frozen=True, kw_only=True)
class RecognitionAsked(Event):
    """Somebody asked that the text in pictures be recognised."""


@dataclass(frozen=True, kw_only=True)
class RescanAsked(Event):
    """Somebody asked that a piece of evidence be examined and read anew."""


@dataclass(frozen=True, kw_only=True)
class EvidenceSearched(Event):
    """The texts of a case were searched; which pieces answered, never what was asked."""

    searched: int
    item_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberExtracted(Event):
    """A file inside a container became a piece of evidence of its own."""

    position: int
    child_item_id: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceTextForgotten(Event):
    """The texts of a piece of evidence that is no longer kept were let go."""

    texts: int
