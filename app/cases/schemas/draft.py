"""A draft as the doors take and give it: whatever was typed is kept, right or wrong."""

import json
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.kernel.text import Text

LARGEST_SECTION_BYTES = 128 * 1024
SECTIONS = ("complainant", "respondent", "violation", "consents", "statement", "eligibility")


class DraftIn(BaseModel):
    """Sections to keep; those not named stay as they are."""

    model_config = ConfigDict(extra="forbid")

    sections: dict[str, dict[str, Any]] = Field(
        examples=[{"respondent": {"name": "대한모터스(가상)"}}]
    )

    @field_validator("sections")
    @classmethod
    def known(cls, sections: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Refuse sections that no form has, and ones too large to be typed."""
        if set(sections) - set(SECTIONS):
            raise ValueError(Text("알 수 없는 항목 묶음입니다", "Unknown section"))
        if len(json.dumps(sections, ensure_ascii=False).encode()) > LARGEST_SECTION_BYTES:
            raise ValueError(Text("내용이 너무 깁니다", "Too long"))
        return sections


class DraftOut(BaseModel):
    """A draft with what was typed."""

    id: str
    version: int
    sections: dict[str, Any]
    saved_at: datetime
    expires_on: date
    case_id: str

    @classmethod
    def of(cls, row: object) -> "DraftOut":
        """Return a kept draft as the doors give it."""
        return cls.model_validate(row, from_attributes=True)


class DraftOpened(DraftOut):
    """A new draft; the resume code is told once."""

    resume_code: str
