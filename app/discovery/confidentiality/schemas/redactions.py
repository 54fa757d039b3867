"""Boxes, redactions, and pairs of an original and its public version, as the doors give them."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field, model_validator

from app.cases.schemas.case import In, Words
from app.discovery.confidentiality.lifecycle import PUBLIC_VERSION, REDACTION
from app.discovery.confidentiality.redaction.boxes import Area, Box
from app.discovery.confidentiality.schemas.marks import MarkKind, state_words
from app.discovery.confidentiality.tables import PublicVersion, Redaction
from app.kernel.text import Text
from app.web.fields import Line, MaybeDay, Paragraph

_CORNERS = Text(
    "오른쪽·아래 값은 왼쪽·위 값보다 커야 합니다",
    "Right and bottom must be larger than left and top",
)
_FARTHEST = 14_400.0
Word = Line


class BoxIn(In):
    """A rectangle to be blacked out, in points from the upper left corner of the page as shown."""

    page: int = Field(ge=1, le=100_000, strict=True, examples=[1])
    left: float = Field(ge=0, le=_FARTHEST, allow_inf_nan=False, examples=[72.0])
    top: float = Field(ge=0, le=_FARTHEST, allow_inf_nan=False, examples=[90.0])
    right: float = Field(ge=0, le=_FARTHEST, allow_inf_nan=False, examples=[200.0])
    bottom: float = Field(ge=0, le=_FARTHEST, allow_inf_nan=False, examples=[110.0])
    reason: MarkKind = Field(examples=["trade_secret"])

    @model_validator(mode="after")
    def _open(self) -> "BoxIn":
        if self.right <= self.left or self.bottom <= self.top:
            raise ValueError(_CORNERS)
        return self

    def box(self) -> Box:
        """Return the box as the redaction takes it."""
        return Box(self.page, Area(self.left, self.top, self.right, self.bottom), self.reason)


class WordsIn(In):
    """Words to be looked for in the text of a PDF."""

    words: list[Word] = Field(min_length=1, max_length=50, examples=[["배합비"]])
    reason: MarkKind = Field(default="trade_secret")


class BoxOut(BaseModel):
    """A rectangle over a place where a word stands, in points."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    reason: str

    @classmethod
    def of(cls, box: Box) -> "BoxOut":
        """Return a box, to a hundredth of a point."""
        area = box.area
        return cls(
            page=box.page, left=round(area.left, 2), top=round(area.top, 2),
            right=round(area.right, 2), bottom=round(area.bottom, 2), reason=box.reason,
        )  # fmt: skip


class BoxesOut(BaseModel):
    """Every place that was found; none found is said so."""

    item_id: str
    items: list[BoxOut]


class RedactionIn(In):
    """What is to be blacked out: boxes, and words wherever they stand."""

    boxes: list[BoxIn] = Field(default=[], max_length=2000)
    words: list[Word] = Field(default=[], max_length=50, examples=[["배합비"]])
    words_reason: MarkKind = "trade_secret"
    dpi: int = Field(default=200, ge=150, le=300, strict=True)


class Finding(BaseModel):
    """Something that a file gave away when it was read again; the secret is not repeated."""

    code: str = Field(examples=["covered"])
    page: int = Field(description="0: no page · 특정 쪽 아님")
    where: str
    secret: int = Field(description="Number of the secret looked for, -1: none · 비밀의 순번")


class RedactionOut(BaseModel):
    """One redaction and what became of it."""

    id: str
    version: int
    item_id: str
    case_id: str
    state: Words
    boxes: int
    words: int
    dpi: int
    asked_at: datetime
    settled_at: datetime | None
    code: str = Field(description="Why it failed · 실패 사유")
    findings: list[Finding]
    readers: list[str]
    pages: int
    boxes_burned: int
    source_sha256: str
    sha256: str
    version_item_id: str | None

    @classmethod
    def of(cls, row: Redaction) -> "RedactionOut":
        """Return what is told of a redaction; the words looked for are only counted."""
        values: dict[str, Any] = row.model_dump(include=set(cls.model_fields))
        counted = {"boxes": len(row.boxes), "words": len(row.words)}
        return cls.model_validate(values | counted | {"state": state_words(REDACTION, row.state)})


class RedactionList(BaseModel):
    """The redactions of a piece of evidence, oldest first."""

    items: list[RedactionOut]


class PairIn(In):
    """The request to the one who brought evidence to make a public version of it."""

    reason: Paragraph = Field(min_length=1, examples=["상대방 열람을 위하여 필요합니다."])
    due_on: MaybeDay = Field(default=None, examples=["2026-12-01"])


class SubmissionIn(In):
    """A public version that was uploaded, and the words that it must nowhere give away."""

    version_item_id: Line = Field(
        min_length=1, max_length=48, examples=["evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"]
    )
    secrets: list[Word] = Field(min_length=1, max_length=100, examples=[["배합비", "38.5%"]])


class CheckIn(In):
    """Further words that a public version must not give away."""

    secrets: list[Word] = Field(default=[], max_length=100, examples=[["니켈"]])


class PairOut(BaseModel):
    """An original and its public version."""

    id: str
    version: int
    item_id: str
    version_item_id: str | None
    case_id: str
    source: Literal["submitter", "redaction"]
    redaction_id: str
    state: Words
    reason: str
    due_on: date | None
    asked_at: datetime
    submitted_at: datetime | None
    checked_at: datetime | None
    findings: list[Finding]
    readers: list[str]
    item_sha256: str
    version_sha256: str
    issued_at: datetime | None

    @classmethod
    def of(cls, row: PublicVersion) -> "PairOut":
        """Return what is told of a pair; the words looked for stay out."""
        values = row.model_dump(include=set(cls.model_fields))
        return cls.model_validate(values | {"state": state_words(PUBLIC_VERSION, row.state)})


class PairNeeded(BaseModel):
    """Evidence that needs a public version and has none that was issued."""

    item_id: str
    rule: str
    reason_ko: str
    reason_en: str
    basis: str


class PairList(BaseModel):
    """The pairs of a case, and the evidence that still needs one."""

    case_id: str
    items: list[PairOut]
    needed: list[PairNeeded]


class PublicFile(BaseModel):
    """A public version that was issued, under the label of its original."""

    public_version_id: str
    label: str = Field(description="Of the original · 원본의 증거 번호")
    sha256: str
    size_bytes: int
    issued_at: datetime


class PublicFileList(BaseModel):
    """What of the evidence of a case all its parties may read, oldest first."""

    case_id: str
    items: list[PublicFile]
