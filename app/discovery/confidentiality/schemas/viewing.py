"""Sealed sets, data rooms and viewers' notes as the doors take and give them."""

from datetime import date, datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from app.cases.schemas.case import In, Words
from app.discovery.confidentiality.lifecycle import DATA_ROOM, NOTE
from app.discovery.confidentiality.schemas.marks import state_words
from app.discovery.confidentiality.tables import DataRoom, DataRoomNote, SealedSet
from app.kernel.text import Text
from app.web.fields import Day, Line, Paragraph

_ITEM = "evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_SPAN = Text("끝 시각은 시작 시각보다 늦어야 합니다", "The end must be later than the beginning")


class SealIn(In):
    """Evidence that is sealed for the court alone."""

    item_ids: list[Line] = Field(min_length=1, max_length=200, examples=[[_ITEM]])
    court: Line = Field(min_length=1, max_length=120, examples=["서울중앙지방법원"])
    court_case_number: Line = Field(min_length=1, max_length=60, examples=["2028가합1234"])
    reason: Paragraph = Field(min_length=1, examples=["비공개 심리 신청"])


class OpenSealIn(In):
    """The day of the decision by which the court opened a sealed set."""

    decided_on: Day = Field(examples=["2026-09-09"])


class SealedItem(BaseModel):
    """One sealed piece of evidence."""

    item_id: str
    label: str
    sha256: str
    size_bytes: int


class SealedSetOut(BaseModel):
    """A sealed set; the hash is that of the manifest in canonical JSON (RFC 8785)."""

    id: str
    version: int
    case_id: str
    state: str = Field(examples=["sealed"])
    court: str
    court_case_number: str
    reason: str
    manifest: list[SealedItem]
    manifest_sha256: str
    sealed_at: datetime
    opened_at: datetime | None
    decided_on: date | None

    @classmethod
    def of(cls, row: SealedSet) -> "SealedSetOut":
        """Return what is told of a sealed set."""
        return cls.model_validate(row.model_dump(include=set(cls.model_fields)))


class DataRoomIn(In):
    """Who may look at which evidence, when, for what, and up to which level."""

    viewer_person_id: Line = Field(
        min_length=1, max_length=48, examples=["per_019ab0c2f0007c3e8a51d2b3c4d5e6f7"]
    )
    item_ids: list[Line] = Field(min_length=1, max_length=200, examples=[[_ITEM]])
    purpose: Paragraph = Field(min_length=1, examples=["피심인 대리인의 방어권 행사"])
    level: int = Field(ge=2, le=5, strict=True, examples=[4])
    from_at: AwareDatetime = Field(examples=["2026-12-01T09:00:00+09:00"])
    until_at: AwareDatetime = Field(examples=["2026-12-04T18:00:00+09:00"])

    @model_validator(mode="after")
    def _lasts(self) -> "DataRoomIn":
        if self.until_at <= self.from_at:
            raise ValueError(_SPAN)
        return self


class DataRoomOut(BaseModel):
    """A data room as officials and its viewer see it."""

    id: str
    version: int
    case_id: str
    state: Words
    viewer_person_id: str
    item_ids: list[str]
    purpose: str
    level: int
    from_at: datetime
    until_at: datetime
    proposed_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, row: DataRoom) -> "DataRoomOut":
        """Return what is told of a data room."""
        values: dict[str, Any] = row.model_dump(include=set(cls.model_fields))
        return cls.model_validate(values | {"state": state_words(DATA_ROOM, row.state)})


class DataRoomList(BaseModel):
    """The data rooms of a case."""

    items: list[DataRoomOut]


class NoteIn(In):
    """What a viewer wants to take along."""

    text: Paragraph = Field(min_length=1, examples=["3쪽의 제조 순서는 청구항 1과 다릅니다."])


class NoteOut(BaseModel):
    """A note and how close it is to what is secret; its text only to who wrote it or may read it."""

    id: str
    version: int
    data_room_id: str
    state: Words
    share_percent: int
    longest_letters: int
    unread_item_ids: list[str] = Field(
        description="Evidence whose text could not be compared · 비교하지 못한 자료"
    )
    written_at: datetime
    released_at: datetime | None
    text: str = ""

    @classmethod
    def of(cls, row: DataRoomNote, *, text: str = "") -> "NoteOut":
        """Return what is told of a note, with its text where the one who asks may have it."""
        values = row.model_dump(include=set(cls.model_fields) - {"text"})
        more = {"state": state_words(NOTE, row.state), "text": text}
        return cls.model_validate(values | more)


class NoteList(BaseModel):
    """The notes of a data room."""

    items: list[NoteOut]
