"""What auditors are told about the keeping of stored bytes."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.discovery.safekeeping.lifecycle import INCIDENT
from app.discovery.safekeeping.rules import COPY_LABELS, KIND_LABELS, OTHER_KIND
from app.discovery.safekeeping.tables import StoreIncident
from app.kernel.text import Text
from app.storage.scrub import Finding


class PromiseOut(BaseModel):
    """Whether every stored byte was read again in time, in figures."""

    objects: int = Field(description="Objects that records name · 기록된 저장 파일 수")
    size_bytes: int = Field(
        description="Bytes of the objects whose size is on record · 크기가 기록된 파일의 합계"
    )
    never_read: int = Field(description="Not yet read again since they were stored")
    oldest_read_at: datetime | None = Field(
        description="When the byte that waits longest was last read, or else first noticed"
    )
    oldest_days: int | None = Field(description="Whole days that it has waited")
    within_days: int | None = Field(
        description="Days within which every byte is read again; none before the first pass",
        examples=[30],
    )
    kept: bool | None = Field(description="Whether the promise is kept at this moment")
    passed_at: datetime | None = Field(description="When the last pass of readings ended")
    second_copies: bool = Field(description="Whether a second store is configured")
    second_lacking: int | None = Field(description="Objects without a whole second copy")
    open_incidents: int


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str

    @classmethod
    def of(cls, code: str, words: Text) -> "Words":
        """Return a code with its name."""
        return cls(code=code, ko=words.ko, en=words.en)


class IncidentOut(BaseModel):
    """An object that was found lost or altered, and what became of it."""

    id: str = Field(examples=["inc_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    version: int
    state: Words
    finding: Words = Field(description="What the reading found · 발견된 내용")
    kind: Words = Field(description="What the object is · 저장 파일의 종류")
    copy_read: Words = Field(description="In which of the two stores · 원본 또는 사본")
    object_key: str = Field(description="Name of the object in the store · 저장소 안의 이름")
    owner_id: str = Field(description="The row that names the object")
    item_id: str | None = Field(description="The piece of evidence, if it is about one")
    sha256: str
    noticed_at: datetime
    settled_at: datetime | None
    restored: Literal["no", "yes", "not_needed"] = Field(
        description="`not_needed`: it was whole again, or is no longer kept"
    )

    @classmethod
    def of(cls, row: StoreIncident) -> "IncidentOut":
        """Return what is told of an incident."""
        kept = row.model_dump(include=set(cls.model_fields))
        restored = {"open": "no", "restored": "yes"}.get(row.state, "not_needed")
        words = {
            "state": Words.of(row.state, INCIDENT.label(row.state)),
            "finding": Words.of(row.finding, Finding(row.finding).text),
            "kind": Words.of(row.kind, KIND_LABELS.get(row.kind, OTHER_KIND)),
            "copy_read": Words.of(row.copy_read, COPY_LABELS[row.copy_read]),
            "restored": restored,
        }
        return cls.model_validate({**kept, **words})
