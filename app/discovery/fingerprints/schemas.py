"""What is sent to register a fingerprint, and what is told of one."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.discovery.fingerprints.tables import Fingerprint
from app.kernel.text import Text
from app.web.fields import Line

_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
_HASH_LENGTH = 64
_LARGEST_BYTES = 1 << 50
_NOT_A_HASH = Text(
    "SHA-256은 16진수 64자로 적어 주세요", "Write the SHA-256 as 64 hexadecimal digits"
)
_NO_TITLE = Text("자료의 이름을 적어 주세요", "Say what the file is")


def _hash(value: Any) -> str:
    told = str(value).strip().lower()
    if len(told) != _HASH_LENGTH or set(told) - set("0123456789abcdef"):
        raise ValueError(_NOT_A_HASH)
    return told


def _named(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise ValueError(_NO_TITLE)
    return value


class FingerprintIn(BaseModel):
    """The hash of a file that stays where it is; nobody can tell the contents from it."""

    model_config = ConfigDict(extra="forbid")

    sha256: Annotated[str, BeforeValidator(_hash)] = Field(examples=[_HASH])
    size_bytes: int = Field(ge=0, le=_LARGEST_BYTES, strict=True, examples=[182_044])
    title: Annotated[Line, BeforeValidator(_named)] = Field(examples=["금형 설계도 2026년판"])
    file_name: Line = Field(default="", examples=["금형설계도.pdf"])


class FingerprintOut(BaseModel):
    """A registered hash; once its file is on file, `item_id` names it and `matched_at` says when.

    `state` is `matched` where the uploaded file has the very hash that was registered before.
    """

    id: str = Field(examples=["fpr_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    version: int
    state: Literal["registered", "matched"]
    case_id: str | None
    draft_id: str
    side: Literal["complainant", "respondent", "examiner"]
    sha256: str = Field(examples=[_HASH])
    size_bytes: int
    title: str
    file_name: str
    registered_at: datetime
    item_id: str | None = Field(examples=["evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    matched_at: datetime | None

    @classmethod
    def of(cls, row: Fingerprint, *, case_id: str) -> "FingerprintOut":
        """Return what is told of a fingerprint that counts in a case, empty for its draft."""
        told = row.model_dump(include=set(cls.model_fields)) | {
            "case_id": case_id or None, "state": "matched" if row.item_id else "registered",
        }  # fmt: skip
        return cls.model_validate(told)
