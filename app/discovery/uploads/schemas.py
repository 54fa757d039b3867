"""What is said about a file that is sent, and what is told of an upload in parts."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.discovery.evidence.lifecycle import State
from app.discovery.evidence.rules import PENDING_LASTS
from app.discovery.evidence.schemas import FileFields, Sha256
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads import rules
from app.discovery.uploads.rules import Progress
from app.discovery.uploads.tables import UploadPart, UploadSession
from app.kernel.text import Text
from app.web.fields import Line

_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
_FINGERPRINT = "fpr_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_MOST_BYTES = 1 << 52
_FINGERPRINT_ID = re.compile(r"(fpr_[0-9a-f]{32})?")
_NAME_LENGTH = 2000
_NAME = Text("파일 이름을 적어 주세요", "Write the name of the file")
_ID = Text("지문의 id를 그대로 적어 주세요", "Write the id of the fingerprint as it was given")


def _id(value: Any) -> Any:
    if not isinstance(value, str) or not _FINGERPRINT_ID.fullmatch(value.strip()):
        raise ValueError(_ID)
    return value.strip()


def _name(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip() or len(value) > _NAME_LENGTH:
        raise ValueError(_NAME)
    return value


class SentFields(FileFields):
    """What is said about one file; `fingerprint_id` names the hash registered for it before."""

    fingerprint_id: Annotated[str, BeforeValidator(_id)] = Field("", examples=[_FINGERPRINT])


class UploadIn(SentFields):
    """A file that is going to come in parts."""

    name: Annotated[str, BeforeValidator(_name)] = Field(examples=["설계 서버 사본.zip"])
    size_bytes: int = Field(ge=0, le=_MOST_BYTES, strict=True, examples=[3_221_225_472])


class CompletionIn(BaseModel):
    """The end of an upload in parts; the SHA-256 may be given now if it was not at the beginning."""

    model_config = ConfigDict(extra="forbid")

    sha256: Sha256 = Field("", examples=[_HASH])


class PartOut(BaseModel):
    """A part that is there; `next_part` is what is awaited now, nothing where the file is whole."""

    upload_id: str
    number: int = Field(examples=[1])
    size_bytes: int = Field(examples=[rules.LEAST_PART_BYTES])
    sha256: str = Field(examples=[_HASH])
    next_part: int | None = Field(examples=[2])
    offset_bytes: int

    @classmethod
    def of(cls, part: UploadPart, progress: Progress) -> "PartOut":
        """Return what is told of a part."""
        return cls(
            upload_id=part.upload_id, number=part.number, size_bytes=part.size_bytes,
            sha256=part.sha256, offset_bytes=progress.offset_bytes,
            next_part=None if progress.is_whole else progress.next_part,
        )  # fmt: skip


class HeldPart(BaseModel):
    """A part in the list of those that are there."""

    number: int
    size_bytes: int
    sha256: str


class UploadOut(BaseModel):
    """An upload in parts: what is there, where to go on, until when, and within which limits."""

    id: str = Field(examples=["upload_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    state: Literal["open", "stored", "refused", "expired"]
    refusal: str = Field("", description="Why it was refused, as a code; `abandoned` if given up")
    case_id: str
    draft_id: str
    item_id: str = Field("", description="The evidence that came of it · 접수된 증거")
    file_name: Line
    size_bytes: int
    sha256: str
    offset_bytes: int = Field(description="How much has arrived · 받은 크기")
    next_part: int | None
    parts: list[HeldPart]
    expires_at: datetime | None
    least_part_bytes: int = rules.LEAST_PART_BYTES
    most_part_bytes: int = rules.MOST_PART_BYTES
    most_parts: int = rules.MOST_PARTS

    @classmethod
    def of(cls, upload: UploadSession, item: EvidenceItem, parts: list[UploadPart]) -> "UploadOut":
        """Return what is told of an upload; its state is that of the evidence it brings."""
        told = Progress(len(parts), sum(part.size_bytes for part in parts), upload.size_bytes)
        state = _STATES.get(item.state, "stored")
        is_open = state == "open"
        values = upload.model_dump(include={"id", "case_id", "draft_id", "file_name", "size_bytes"})
        values |= {
            "state": state, "refusal": item.refusal,
            "item_id": item.id if state == "stored" else "",
            "sha256": upload.sha256 if is_open else item.sha256,
            "offset_bytes": told.offset_bytes,
            "next_part": told.next_part if is_open and not told.is_whole else None,
            "parts": [part.model_dump(include=_PART) for part in parts],
            "expires_at": item.reserved_at + PENDING_LASTS if is_open else None,
        }  # fmt: skip
        return cls.model_validate(values)


_PART = {"number", "size_bytes", "sha256"}
# What was stored may be withdrawn or disposed of later; the upload itself went well.
_STATES: dict[str, str] = {
    State.PENDING: "open",
    State.REFUSED: "refused",
    State.EXPIRED: "expired",
}
