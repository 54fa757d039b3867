"""What the other rooms know of a piece of evidence, in the form in which a production needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.db.work import Work
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions.values import Ground

NO_TEXT = "본문을 추출하지 않음 / Text was not extracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedVersion:
    """Where the redacted version lies in the store, and what it shows."""

    store_key: str
    sha256: str
    media_type: str
    text: str | None
    grounds: tuple[Ground, ...]
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Text, family, secrecy and redaction of one piece of evidence."""

    level: int
    privileged: bool = False
    text: str | None = None
    text_absent: str = NO_TEXT
    family_parent: str = ""
    family_members: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    redacted: RedactedVersion | None = None


def materials_of(work: Work, items: Sequence[EvidenceItem]) -> dict[str, Material]:
    """Return what is known of each piece: its level as it came in, and that it has no text."""
    del work
    return {item.id: Material(level=item.level) for item in items}
