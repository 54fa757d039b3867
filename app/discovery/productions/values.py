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
    """Bytes that can be opened as often as needed, with the type that was found in them."""

    open: Callable[[], BinaryIO]
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """The redacted version of a document; `verified` once nothing covered can be read in it."""

    source: Source
    text: str | None
    grounds: tuple[Ground, ...]
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValue:
    """One document of a set, with all that its production says about it.

    `text_absent` is the reason why there is no text. `family_members` are the ids that belong to
    the family as it came in, told by the parent. `former_number` is its number in the production
    that this one replaces. `level` is 1 to 5.
    """

    id: str
    custodian: str
    file_name: str
    native: Source
    text: str | None = None
    text_absent: str = ""
    family_parent: str = ""
    family_members: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    level: int = 3
    standing: Standing = Standing.PRODUCED
    ground: Ground | None = None
    reason: str = ""
    privileged: bool = False
    duplicate_of: str = ""
    redaction: Redaction | None = None
    images: Source | None = None
    exhibit_number: str = ""
    former_number: str = ""

    @property
    def family(self) -> str:
        """The id of the family's parent, which is the document itself where it has none."""
        return self.family_parent or self.id

    @property
    def shown(self) -> Source:
        """What the pages are made from: the redacted version, page images, or the native."""
        if self.redaction is not None:
            return self.redaction.source
        return self.images or self.native

    @property
    def shown_text(self) -> str | None:
        """The text that may be read: of a redacted document only what is left of it."""
        return self.redaction.text if self.redaction is not None else self.text


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
