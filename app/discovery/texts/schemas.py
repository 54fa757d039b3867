"""What is told of texts, findings, families and searches, and what is asked."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts.lifecycle import SCAN, TEXT_LABELS
from app.discovery.texts.rules import TextState
from app.discovery.texts.tables import EvidenceFinding, EvidenceRelation, EvidenceText
from app.kernel.text import Text
from app.web.fields import Line

_ITEM = "evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_TITLE = Text("제목은 200자까지 적을 수 있습니다", "Write at most 200 characters")
_TITLE_LENGTH = 200


def _short(value: str) -> str:
    if len(value) > _TITLE_LENGTH:
        raise ValueError(_TITLE)
    return value


class AskIn(BaseModel):
    """A request that needs no further words."""

    model_config = ConfigDict(extra="forbid")


class ExtractionIn(BaseModel):
    """How a member is named as evidence of its own; left out, it keeps its file name."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[Line, AfterValidator(_short)] = Field(
        default="", examples=["메일에 붙은 단가표"]
    )


class TextStanding(BaseModel):
    """What became of reading a piece of evidence by one method; only `text` is a success."""

    method: str = Field(examples=["extraction"])
    state: str = Field(examples=["text"])
    state_ko: str
    state_en: str
    reason: str = Field(description="Why there is no text, or not all of it, as a code")
    engine: str = Field(examples=["pypdfium2"])
    engine_version: str
    language: str = Field(description="A hint: ko, en, or empty", examples=["ko"])
    character_count: int
    page_count: int
    confidence_percent: int | None = Field(description="Mean over all words; recognition only")
    read_at: datetime | None

    @classmethod
    def of(cls, row: EvidenceText) -> "TextStanding":
        """Return what a row says of a reading."""
        return cls.model_validate(standing_values(row) | _state_words(row.state))


class TextOut(TextStanding):
    """A stretch of a text; `next_offset` is where the next one begins."""

    item_id: str = Field(examples=[_ITEM])
    text: str
    offset: int
    next_offset: int | None


class LikeOut(BaseModel):
    """Another piece of the case whose text is much the same."""

    item_id: str = Field(examples=[_ITEM])
    overlap_percent: int = Field(description="Estimated share of common syllable runs")


class CopiesOut(BaseModel):
    """Pieces of the same case that repeat this one, among those that the reader may know of."""

    same_bytes: list[str] = Field(description="The same SHA-256")
    same_message: list[str] = Field(description="The same EDRM message hash")
    alike: list[LikeOut]


class FindingsOut(BaseModel):
    """What the bytes of a piece of evidence showed, and what became of reading it."""

    item_id: str = Field(examples=[_ITEM])
    sha256: str
    examined_at: datetime | None
    claimed_type: str = Field(description="What the name says", examples=["hwp"])
    true_types: list[str] = Field(description="What the bytes show", examples=[["hwp"]])
    type_matches: bool | None = Field(description="Empty until the file was examined")
    verdict: str
    is_distribution_copy: bool = Field(description="배포용 문서 · an HWP made for handing out")
    message_hash: str = Field(description="EDRM MIH, of mails")
    member_count: int
    family_refusal: str
    container_item_id: str | None
    malware_state: str = Field(examples=["not_scanned"])
    malware_ko: str
    malware_en: str
    malware_reason: str
    signature: str
    scanner: str
    scanned_at: datetime | None
    texts: list[TextStanding]
    copies: CopiesOut

    @classmethod
    def of(
        cls, item: EvidenceItem, finding: EvidenceFinding | None, *, texts: list[TextStanding],
        container: EvidenceRelation | None, copies: CopiesOut,
    ) -> "FindingsOut":  # fmt: skip
        """Return all findings; before the file was examined most of them are empty."""
        row = finding or EvidenceFinding(
            id="", item_id=item.id, malware_state=SCAN.initial, malware_reason="waiting",
            examined_at=item.reserved_at,
        )  # fmt: skip
        label = SCAN.label(row.malware_state)
        values = row.model_dump(include=set(cls.model_fields)) | {
            "sha256": item.sha256, "true_types": [t for t in row.true_types.split(",") if t],
            "type_matches": row.verdict == "accepted" if finding else None,
            "examined_at": row.examined_at if finding else None,
            "container_item_id": container.item_id if container else None,
            "malware_ko": label.ko, "malware_en": label.en, "texts": texts, "copies": copies,
        }  # fmt: skip
        return cls.model_validate(values)


class MemberOut(BaseModel):
    """A file inside a container; `refusal` says as a code why it is not opened."""

    position: int
    kind: str = Field(examples=["attachment"])
    path: str = Field(examples=["첨부/단가표.xlsx"])
    size_bytes: int
    sha256: str
    claimed_type: str
    true_types: list[str]
    type_matches: bool | None
    refusal: str = Field(examples=["traversal"])
    child_item_id: str | None = Field(description="Where it was taken out: its own evidence id")

    @classmethod
    def of(cls, row: EvidenceRelation) -> "MemberOut":
        """Return what is told of a member."""
        values = row.model_dump(include=set(cls.model_fields)) | {
            "true_types": [kind for kind in row.true_types.split(",") if kind],
            "type_matches": None if row.verdict == "unknown" else row.verdict == "accepted",
        }
        return cls.model_validate(values)


class FamilyOut(BaseModel):
    """What lies in a mail or archive. `family_refusal` says why the list is not whole."""

    item_id: str = Field(examples=[_ITEM])
    examined: bool
    member_count: int
    family_refusal: str
    members: list[MemberOut]


class MemberTakenOut(BaseModel):
    """The piece of evidence that a member became."""

    item_id: str = Field(examples=[_ITEM])
    version: int
    container_item_id: str
    position: int
    sha256: str
    level: int
    label: str | None


class HitOut(BaseModel):
    """A place where the words were found, in the text as it is searched."""

    at: int
    excerpt: str = Field(examples=["… 납품 단가 인하를 요구하였고 …"])


class FoundOut(BaseModel):
    """A piece of evidence that holds the words."""

    item_id: str = Field(examples=[_ITEM])
    label: str | None
    file_name: str
    method: str
    hits: list[HitOut]


class SearchOut(BaseModel):
    """What a search found, and what it could not look into: nothing found may mean not read."""

    items: list[FoundOut]
    searched: int = Field(description="Texts that were searched whole")
    without_text: list[str] = Field(description="Pieces that have no text to search")
    not_searched: list[str] = Field(description="Texts past the limit of one search, or damaged")
    not_readable: int = Field(description="Pieces whose contents the reader may not have")


class Asked(BaseModel):
    """What was asked for will be done by the worker."""

    item_id: str = Field(examples=[_ITEM])
    state: str = Field(examples=["waiting"])
    state_ko: str
    state_en: str

    @classmethod
    def of(cls, item_id: str, state: str) -> "Asked":
        """Return the state of what was asked."""
        return cls.model_validate({"item_id": item_id} | _state_words(state))


def standing_values(row: EvidenceText) -> dict[str, object]:
    """Return the columns of a row that are told."""
    return row.model_dump(include=set(TextStanding.model_fields))


def _state_words(state: str) -> dict[str, str]:
    label = TEXT_LABELS[TextState(state)]
    return {"state": state, "state_ko": label.ko, "state_en": label.en}


def text_out(row: EvidenceText, text: str, *, offset: int, next_offset: int | None) -> TextOut:
    """Return a stretch of a text with what became of reading it."""
    return TextOut.model_validate(
        standing_values(row) | _state_words(row.state)
        | {"item_id": row.item_id, "text": text, "offset": offset, "next_offset": next_offset}
    )  # fmt: skip
