"""What is sent beside files, and what is told of evidence."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Header
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from app.discovery.evidence.actions import Intake
from app.discovery.evidence.standing import Found
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.web.fields import Line, Paragraph

Code = Annotated[
    str, Header(alias="X-Resume-Code", description="Resume code of the draft · 이어쓰기 코드")
]
_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
_LEVELS = {"2": 2, "3": 3, "4": 4}
_LEVEL = Text(
    "비밀 등급은 2(당사자 열람), 3(증거), 4(영업비밀) 중에서 골라 주세요",
    "Choose level 2 (parties may read), 3 (evidence) or 4 (trade secret)",
)
_PURPOSE = Text("입증 취지는 1,000자까지 적을 수 있습니다", "Write at most 1,000 characters")
_NOT_A_HASH = Text(
    "SHA-256은 16진수 64자로 적어 주세요", "Write the SHA-256 as 64 hexadecimal digits"
)
_PURPOSE_LENGTH = 1000
_HASH_LENGTH = 64


def _level(value: Any) -> Any:
    if str(value).strip() not in _LEVELS:
        raise ValueError(_LEVEL)
    return _LEVELS[str(value).strip()]


def _short(value: str) -> str:
    if len(value) > _PURPOSE_LENGTH:
        raise ValueError(_PURPOSE)
    return value


def _hash(value: Any) -> Any:
    told = str(value).strip().lower()
    if told and (len(told) != _HASH_LENGTH or set(told) - set("0123456789abcdef")):
        raise ValueError(_NOT_A_HASH)
    return told


Sha256 = Annotated[str, BeforeValidator(_hash)]


class FileFields(BaseModel):
    """What is said about one file."""

    model_config = ConfigDict(extra="forbid")

    title: Line = ""
    purpose: Annotated[Paragraph, AfterValidator(_short)] = ""
    level: Annotated[int, BeforeValidator(_level)] = 3
    sha256: Sha256 = ""


class EvidenceOut(BaseModel):
    """A piece of evidence, without its contents."""

    id: str = Field(examples=["evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    version: int
    state: Literal["stored", "superseded"]
    case_id: str | None
    draft_id: str
    exhibit_id: str
    label: str | None = Field(examples=["신 제3호증"])
    file_name: str = Field(examples=["기술자료 요구서.pdf"])
    title: str
    purpose: str
    side: Literal["complainant", "respondent", "examiner"]
    level: int = Field(ge=1, le=5, description="4: trade secret · 영업비밀")
    sha256: str = Field(examples=[_HASH])
    size_bytes: int
    media_type: str = Field(examples=["application/pdf"])
    stored_at: datetime | None

    @classmethod
    def of(cls, found: Found) -> "EvidenceOut":
        """Return what is told of a piece of evidence."""
        placed = found.placed
        values = found.item.model_dump(include=set(cls.model_fields)) | {
            "case_id": placed.case_id, "exhibit_id": placed.exhibit_id, "label": placed.label,
            "title": placed.title, "purpose": placed.purpose, "stored_at": found.item.settled_at,
        }  # fmt: skip
        return cls.model_validate(values)


class RefusedFile(BaseModel):
    """A file that was not taken, and how to mend it; `pointer` counts the files sent from 0."""

    pointer: str = Field(examples=["/files/1"])
    code: str = Field(examples=["file_type"])
    detail_ko: str
    detail_en: str

    @classmethod
    def of(cls, error: FieldError) -> "RefusedFile":
        """Return the refusal in both languages."""
        return cls(
            pointer=error.pointer, code=error.code,
            detail_ko=error.detail.ko, detail_en=error.detail.en,
        )  # fmt: skip


class IntakeOut(BaseModel):
    """What became of an upload: the files on file, with their hashes, and those refused."""

    upload_id: str
    items: list[EvidenceOut]
    refused: list[RefusedFile]

    @classmethod
    def of(cls, intake: Intake) -> "IntakeOut":
        """Return what became of an upload."""
        return cls(
            upload_id=intake.upload_id,
            items=[EvidenceOut.of(found) for found in intake.found],
            refused=[RefusedFile.of(error) for error in intake.errors],
        )


class Withdrawn(BaseModel):
    """A piece of evidence that was taken out of a draft."""

    id: str
    version: int
    state: Literal["withdrawn"] = "withdrawn"
    sha256: str
