"""Rows only: issued papers and their files."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field

from app.db.rows import Row, Upkeep

# The audience of a paper on its way to the parties: neither side reads it yet.
WITHHELD = "agency"


class IssuedPaper(Row, table=True):
    """A paper as it was issued; `data` is everything it and its translation were set from.

    `audience` says which side of the case may read it: complainant, respondent or parties (both);
    the agency alone reads it while it is withheld.
    """

    __tablename__ = "issued_paper"

    case_id: str = Field(max_length=48, index=True)
    subject_id: str = Field(max_length=48, index=True)
    template: str = Field(max_length=40)
    language: str = Field(max_length=2)
    audience: str = Field(max_length=12)
    title_ko: str = Field(max_length=200)
    title_en: str = Field(max_length=200)
    registration_number: str = Field(unique=True, max_length=80)
    verification_code: str = Field(unique=True, max_length=24)
    sha256: str = Field(max_length=64)
    size_bytes: int
    translation_sha256: str | None = Field(default=None, max_length=64)
    translation_size_bytes: int | None = None
    issued_on: date
    issued_at: datetime
    status: str = Field(default="issued", max_length=12)
    replaced_by_id: str | None = Field(default=None, max_length=48)
    demonstration: bool
    data: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class PaperFile(Upkeep, table=True):
    """The PDF of a paper; the digest in the paper's own row vouches for it."""

    __tablename__ = "paper_file"

    paper_id: str = Field(primary_key=True, max_length=48, foreign_key="issued_paper.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PaperTranslation(Upkeep, table=True):
    """The PDF of a paper in the other language; its digest stands in the paper's own row."""

    __tablename__ = "paper_translation"

    paper_id: str = Field(primary_key=True, max_length=48, foreign_key="issued_paper.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
