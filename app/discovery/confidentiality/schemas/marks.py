"""Marks, lowerings, the court's decisions and the privilege log, as the doors take and give them."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field, model_validator

from app.cases.schemas.case import In, Words
from app.discovery.confidentiality.lifecycle import LOWERING, MARK
from app.discovery.confidentiality.rules import KIND_BASES, KIND_LABELS, level_fits
from app.discovery.confidentiality.tables import ConfidentialityMark, LevelLowering
from app.kernel.lifecycle import Lifecycle
from app.kernel.text import Text
from app.web.fields import Day, Line, MaybeDay, Paragraph

MarkKind = Literal["trade_secret", "personal_data", "privileged", "third_party_secret"]
_LEVEL = Text(
    "5등급은 변호사·의뢰인 비밀에만, 그 밖의 표시는 1~4등급으로 적어 주세요",
    "Level 5 is for privilege only; other marks have a level from 1 to 4",
)
_PAGES = Text(
    "쪽 범위는 처음 쪽부터 끝 쪽까지 순서대로 적어 주세요",
    "Write the range from the first page to the last",
)
_MOST_PAGES = 100_000


def state_words(table: Lifecycle, state: str) -> Words:
    """Return a state with its name in both languages."""
    label = table.label(state)
    return Words(code=state, ko=label.ko, en=label.en)


def kind_words(kind: str) -> Words:
    """Return a kind of secret with its name, and its article where one is known."""
    label, basis = KIND_LABELS[kind], KIND_BASES.get(kind)
    return Words(code=kind, ko=label.ko, en=label.en, basis=str(basis) if basis else "")


class MarkIn(In):
    """A mark on evidence or on some of its pages; details for the log must not tell the secret."""

    kind: MarkKind = Field(examples=["trade_secret"])
    level: int = Field(ge=1, le=5, strict=True, examples=[4])
    first_page: int | None = Field(default=None, ge=1, le=_MOST_PAGES, examples=[2])
    last_page: int | None = Field(default=None, ge=1, le=_MOST_PAGES, examples=[3])
    reason: Paragraph = Field(min_length=1, examples=["배합 비율이 적혀 있습니다."])
    until_on: MaybeDay = Field(default=None, examples=["2027-12-31"])
    document_kind: Line = Field(default="", examples=["법률 의견서"])
    document_on: MaybeDay = None
    author: Line = ""
    recipients: Line = ""
    description: Paragraph = Field(default="", examples=["계약 해석에 관한 자문"])

    @model_validator(mode="after")
    def _fits(self) -> "MarkIn":
        if not level_fits(self.kind, self.level):
            raise ValueError(_LEVEL)
        first, last = self.first_page, self.last_page
        if (first is None and last is not None) or (first and last and last < first):
            raise ValueError(_PAGES)
        return self


class LowerIn(In):
    """The wish to lower a mark; level 0 ends it."""

    to_level: int = Field(ge=0, le=3, strict=True, examples=[2])
    reason: Paragraph = Field(min_length=1, examples=["이미 공개된 내용입니다."])


class DecisionIn(In):
    """The court's decision on a claim of privilege, as it was served."""

    upheld: bool = Field(strict=True, examples=[False])
    court: Line = Field(min_length=1, max_length=120, examples=["서울중앙지방법원"])
    court_case_number: Line = Field(min_length=1, max_length=60, examples=["2028가합1234"])
    decided_on: Day = Field(examples=["2026-09-09"])


class Decided(In):
    """A step that is confirmed or refused without more words."""


class MarkOut(BaseModel):
    """One mark; ended ones are history."""

    id: str
    version: int
    item_id: str
    case_id: str
    kind: Words
    level: int
    first_page: int | None
    last_page: int | None
    reason: str
    state: Words
    marked_at: datetime
    until_on: date | None
    ended_at: datetime | None
    ended_because: str
    replaces_id: str
    court: str
    court_case_number: str
    decided_on: date | None

    @classmethod
    def of(cls, row: ConfidentialityMark) -> "MarkOut":
        """Return what is told of a mark."""
        values = row.model_dump(include=set(cls.model_fields))
        words = {"kind": kind_words(row.kind), "state": state_words(MARK, row.state)}
        return cls.model_validate(values | words)


class LoweringOut(BaseModel):
    """One lowering of a mark."""

    id: str
    version: int
    mark_id: str
    item_id: str
    to_level: int
    reason: str
    state: Words
    asked_at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, row: LevelLowering) -> "LoweringOut":
        """Return what is told of a lowering."""
        values = row.model_dump(include=set(cls.model_fields))
        return cls.model_validate(values | {"state": state_words(LOWERING, row.state)})


class SecrecyOut(BaseModel):
    """How secret a piece of evidence is now, and everything that made it so."""

    item_id: str
    base_level: int
    effective_level: int
    marks: list[MarkOut]
    lowerings: list[LoweringOut]


class PrivilegeRow(BaseModel):
    """One line of the log of what is withheld or blacked out, without what is secret in it."""

    log_id: str = Field(examples=["PL-0001"])
    item_id: str
    label: str
    file_name: str
    kind: Words
    first_page: int | None
    last_page: int | None
    document_kind: str
    document_on: date | None
    author: str
    recipients: str
    description: str
    treatment: Literal["withheld", "redacted"]
    decided: bool
    court_case_number: str


class PrivilegeLog(BaseModel):
    """The log of a case, one line for each mark that stands."""

    case_id: str
    items: list[PrivilegeRow]
