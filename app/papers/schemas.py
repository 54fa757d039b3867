"""What is shown of papers: to those who may read them, and to whoever holds one in hand."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.papers.tables import IssuedPaper

Status = Literal["issued", "replaced", "withdrawn"]
_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


class Title(BaseModel):
    """A paper's title in both languages."""

    ko: str = Field(examples=["시정명령서"])
    en: str = Field(examples=["Corrective Order"])


class VerifiedPaper(BaseModel):
    """What everybody with a paper in hand may know: that it is genuine, and whether it holds."""

    title: Title
    template: str = Field(examples=["corrective_order"])
    language: Literal["ko", "en"]
    registration_number: str = Field(examples=["기술유용조사과-2026-0147"])
    issued_on: date
    sha256: str = Field(description="Of the PDF file · PDF 파일의 값", examples=[_HASH])
    size_bytes: int = Field(examples=[118204])
    translation_sha256: str | None = Field(
        default=None, description="Of the PDF in the other language · 다른 언어 PDF의 값"
    )
    translation_size_bytes: int | None = None
    status: Status
    demonstration: bool = Field(description="Made in a demonstration · 시연용 문서")

    @classmethod
    def of(cls, paper: IssuedPaper) -> "VerifiedPaper":
        """Return the public facts of a paper."""
        return cls.model_validate(_facts(paper))


class PaperOut(VerifiedPaper):
    """A paper as those see it who may read the case."""

    id: str = Field(examples=["paper_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    version: int
    case_id: str = Field(examples=["case_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    subject_id: str = Field(examples=["measure_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    audience: Literal["complainant", "respondent", "parties", "agency"]
    verification_code: str = Field(examples=["7K3M-Q2XD-91VF-T0PA"])
    issued_at: datetime
    replaced_by_id: str | None = None

    @classmethod
    def of(cls, paper: IssuedPaper) -> "PaperOut":
        """Return a paper's facts without what it was set from."""
        return cls.model_validate(paper.model_dump(exclude={"data"}) | _facts(paper))


class PaperList(BaseModel):
    """The papers of a case that the reader may read."""

    items: list[PaperOut]


def _facts(paper: IssuedPaper) -> dict[str, object]:
    names = set(VerifiedPaper.model_fields) - {"title"}
    return {
        "title": {"ko": paper.title_ko, "en": paper.title_en},
        **paper.model_dump(include=names),
    }
