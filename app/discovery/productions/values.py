"""What a production is made from: documents as plain values, and how the set is to be numbered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from app.kernel.text import Text


class Standing(StrEnum):
    """What becomes of a document in one production."""

    PRODUCED = "produced"
    WITHHELD = "withheld"
    NON_RESPONSIVE = "non_responsive"
    DUPLICATE = "duplicate"


STANDINGS: dict[Standing, Text] = {
    Standing.PRODUCED: Text("제출", "Produced"),
    Standing.WITHHELD: Text("제출 보류", "Withheld"),
    Standing.NON_RESPONSIVE: Text("요청과 무관", "Not responsive"),
    Standing.DUPLICATE: Text("중복", "Duplicate"),
}


class Ground(StrEnum):
    """On what ground a document or a passage is kept back."""

    LAWYER_CLIENT = "lawyer_client"
    TRADE_SECRET = "trade_secret"  # noqa: S105 - the name of a ground
    PERSONAL_DATA = "personal_data"
    LENIENCY = "leniency"
    CORE_TECHNOLOGY = "core_technology"
    CLOSED_BY_LAW = "closed_by_law"
    AGENCY_PAPER = "agency_paper"


GROUNDS: dict[Ground, Text] = {
    Ground.LAWYER_CLIENT: Text("변호사와 의뢰인 사이의 의견", "Lawyer–client communication"),
    Ground.TRADE_SECRET: Text("영업비밀", "Trade secret"),
    Ground.PERSONAL_DATA: Text("개인정보", "Personal data"),
    Ground.LENIENCY: Text("자진신고 자료", "Leniency material"),
    Ground.CORE_TECHNOLOGY: Text("국가핵심기술", "National core technology"),
    Ground.CLOSED_BY_LAW: Text("법령상 비공개", "Closed by another Act"),
    Ground.AGENCY_PAPER: Text("기관 작성 문서", "Paper written by the agency"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that can be opened as often as needed, with their type and, where known, their hash."""

    open: Callable[[], BinaryIO]
    media_type: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text that was won from a document: what reads it, how long it is, and how it was won.

    `confidence_percent` is told by an engine that recognises letters in pictures; `note` says what
    is to be known of the text, such as that it was cut.
    """

    read: Callable[[], str]
    character_count: int
    method: str = "extraction"
    engine: str = ""
    confidence_percent: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """The redacted version of a document, a piece of evidence of its own.

    `verified` once nothing covered can be read in it and a second person has issued it; `outdated`
    where the document was marked as secret after that.
    """

    source: Source
    item_id: str = ""
    level: int = 2
    text: Wording | None = None
    text_absent: str = ""
    grounds: tuple[Ground, ...]
    verified: bool
    outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Privilege:
    """What a log tells of a claim of privilege, and which pages it covers, all where empty."""

    document_kind: str = ""
    dated: str = ""
    author: str = ""
    recipients: str = ""
    description: str = ""
    pages: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValue:
    """One document of a set, with all that its production says about it.

    `text_absent` is the reason why there is no text, `unread` tells that nobody has looked yet.
    `family_parent` is the first of the family as it came in, `family_members` are all that came
    inside this document, of which `members_inside` were not taken out. `copies` have the same
    bytes or are the same mail. `confidential_pages` names the pages that are marked as secret.
    `former_number` is its number in the production that this one replaces. `level` is 1 to 5.
    """

    id: str
    custodian: str
    file_name: str
    native: Source
    text: Wording | None = None
    text_absent: str = ""
    unread: bool = False
    quarantined: bool = False
    family_parent: str = ""
    family_members: tuple[str, ...] = ()
    members_inside: int = 0
    copies: frozenset[str] = frozenset()
    metadata: Mapping[str, str] = field(default_factory=dict)
    level: int = 3
    confidential_pages: str = ""
    standing: Standing = Standing.PRODUCED
    ground: Ground | None = None
    reason: str = ""
    privileged: bool = False
    privileges: tuple[Privilege, ...] = ()
    duplicate_of: str = ""
    redacted_wanted: bool = False
    redaction: Redaction | None = None
    images: Source | None = None
    exhibit_number: str = ""
    former_number: str = ""

    @property
    def family(self) -> str:
        """The id of the family's first, which is the document itself where it has none."""
        return self.family_parent or self.id

    @property
    def shown(self) -> Source:
        """What the pages are made from: the redacted version, page images, or the native."""
        if self.redaction is not None:
            return self.redaction.source
        return self.images or self.native

    @property
    def shown_item(self) -> str:
        """The piece of evidence whose bytes leave: the redacted version, or the document itself."""
        return (self.redaction.item_id if self.redaction else "") or self.id

    @property
    def shown_text(self) -> Wording | None:
        """The text that may be read: of a redacted document only what is left of it."""
        return self.redaction.text if self.redaction is not None else self.text

    @property
    def shown_text_absent(self) -> str:
        """Why there is no such text."""
        return self.redaction.text_absent if self.redaction is not None else self.text_absent

    @property
    def shown_level(self) -> int:
        """How secret that is which leaves."""
        return self.redaction.level if self.redaction is not None else self.level

    @property
    def shown_whole(self) -> bool:
        """Tell if the document is produced with nothing covered."""
        return self.standing is Standing.PRODUCED and self.redaction is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a set is built. `dated` stands in the bag; nothing else in a production tells a time.

    Withheld documents leave one numbered slip sheet each, or with `slip_sheets` off as many
    unused numbers as they have pages, each of them in the log.
    """

    number: str
    title: str
    matter: str
    recipient: str
    recipient_level: int
    organisation: str
    dated: date
    prefix: str
    width: int
    first_number: int = 1
    volume: str = "VOL001"
    slip_sheets: bool = True
    folder_size: int = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that keeps a production from being built: a stable code, the document, the words."""

    code: str
    document_id: str
    words: Text


@dataclass(frozen=True, slots=True)
class CollectedItem:
    """One thing that was collected, told by the register of evidence and not by the set.

    `pages` is None where nobody has counted them before.
    """

    id: str
    custodian: str
    pages: int | None = None
