"""What the doors of this room take and give."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.discovery.productions.bates import MAX_WIDTH, MIN_WIDTH
from app.discovery.productions.difference import Difference
from app.discovery.productions.lifecycle import PRODUCTION
from app.discovery.productions.tables import Production, ProductionDocument, ProductionProgress
from app.discovery.productions.values import GROUNDS, STANDINGS, Ground, Standing
from app.kernel.text import Text
from app.web.fields import Line, Paragraph

_PREFIX = Text(
    "머리글자는 영문 대문자와 숫자로, 빈칸 없이 적어 주세요 (예: KR, ABC-)",
    "Write the prefix in capital letters and digits, without a blank (such as KR or ABC-)",
)
_REASON = Text("제출하지 않는 사유를 적어 주세요", "Say why this document is not produced")
_GROUND = Text("보류 근거를 골라 주세요", "Choose the ground on which it is withheld")
_ORIGINAL = Text("중복되는 원본 자료를 골라 주세요", "Name the document that this one duplicates")
_REDACTED = Text(
    "가림본은 제출하는 자료에만 고를 수 있습니다", "Only what is produced can be produced redacted"
)
_EVIDENCE = "evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def _prefix(value: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{0,11}[-_.]?", value):
        raise ValueError(_PREFIX)
    return value


Prefix = Annotated[Line, AfterValidator(_prefix)]


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class PrepareIn(In):
    """A set for one recipient. Prefix and width are fixed by the matter's first set."""

    title: Line = Field(min_length=2, examples=["문서제출명령에 따른 제출"])
    recipient: Line = Field(min_length=2, examples=["서울중앙지방법원 제62민사부"])
    recipient_level: int = Field(ge=1, le=5, strict=True, examples=[3])
    organisation: Line = Field(min_length=2, examples=["공정거래위원회"])
    prefix: Prefix = Field(default="KR", examples=["KR"])
    width: int = Field(default=9, ge=MIN_WIDTH, le=MAX_WIDTH, strict=True, examples=[9])
    exhibit_side: Literal["", "갑", "을", "소갑", "소을"] = Field(default="", examples=["소갑"])
    slip_sheets: bool = Field(default=True, strict=True, examples=[True])
    replaces_production_id: str = Field(default="", max_length=48, examples=[""])


class MarkIn(In):
    """What becomes of one document; `redacted` asks for its redacted version in any case.

    What is above the recipient's level, or privileged, is produced redacted or not at all.
    """

    item_id: str = Field(max_length=48, examples=[_EVIDENCE])
    standing: Standing = Field(examples=["withheld"])
    ground: Ground | None = Field(default=None, examples=["trade_secret"])
    reason: Paragraph = Field(default="", max_length=1000, examples=["공정 조건표"])
    duplicate_of: str = Field(default="", max_length=48, examples=[""])
    redacted: bool = Field(default=False, strict=True, examples=[False])

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.standing is not Standing.PRODUCED and not self.reason:
            raise ValueError(_REASON)
        if (self.standing is Standing.WITHHELD) != (self.ground is not None):
            raise ValueError(_GROUND)
        if (self.standing is Standing.DUPLICATE) != bool(self.duplicate_of):
            raise ValueError(_ORIGINAL)
        if self.redacted and self.standing is not Standing.PRODUCED:
            raise ValueError(_REDACTED)
        return self


class MarksIn(In):
    """What becomes of some documents of a set."""

    marks: list[MarkIn] = Field(
        min_length=1,
        max_length=500,
        examples=[[{"item_id": _EVIDENCE, "standing": "withheld", "ground": "trade_secret",
                    "reason": "공정 조건표"}]],
    )  # fmt: skip


class WithdrawalIn(In):
    """Why an issued production is called back."""

    reason: Paragraph = Field(min_length=2, max_length=1000, examples=["가림 처리가 누락됨"])


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str


class FindingOut(Words):
    """Something that keeps a set from being built."""

    item_id: str


class ProgressOut(BaseModel):
    """How far the building has come, in documents."""

    production_id: str
    stage: Literal["", "waiting", "building", "done", "refused"]
    done: int
    total: int
    updated_at: datetime

    @classmethod
    def of(cls, row: ProductionProgress) -> "ProgressOut":
        """Return how far a building has come."""
        return cls.model_validate(row.model_dump())


class ProductionOut(BaseModel):
    """A production as it stands."""

    id: str = Field(examples=["prod_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    version: int
    case_id: str
    sequence: int
    title: str
    recipient: str
    recipient_level: int
    organisation: str
    exhibit_side: str
    slip_sheets: bool
    state: Words
    commands: list[str] = Field(description="What may follow · 다음에 할 수 있는 일")
    replaces_production_id: str | None
    prepared_on: date
    findings: list[FindingOut]
    level: int
    sha256: str = Field(examples=[_HASH])
    manifest_sha256: str
    size_bytes: int
    figures: dict[str, Any]
    built_at: datetime | None
    issued_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str

    @classmethod
    def of(cls, row: Production) -> "ProductionOut":
        """Return what is told of a production."""
        label = PRODUCTION.label(row.state)
        steps = [str(one.command) for one in PRODUCTION.steps(row.state) if not one.automatic]
        values = row.model_dump(include=set(cls.model_fields)) | {
            "state": {"code": row.state, **label.as_dict()}, "commands": steps,
        }  # fmt: skip
        return cls.model_validate(values)


class ProductionList(BaseModel):
    """The productions of a case, oldest first."""

    items: list[ProductionOut]


class DocumentOut(BaseModel):
    """What becomes of one document of a set; `standing` is empty until it is decided."""

    item_id: str = Field(examples=[_EVIDENCE])
    position: int
    custodian: str
    standing: Words | None
    ground: Words | None
    reason: str
    duplicate_of: str
    redacted: bool
    begin_number: str = Field(examples=["KR000000001"])
    end_number: str
    exhibit_number: str = Field(examples=["소갑 제1호증"])

    @classmethod
    def of(cls, row: ProductionDocument) -> "DocumentOut":
        """Return what is told of a document."""
        values = row.model_dump(include=set(cls.model_fields)) | {
            "standing": _named(row.standing, STANDINGS), "ground": _named(row.ground, GROUNDS),
        }  # fmt: skip
        return cls.model_validate(values)


class GapReport(BaseModel):
    """The gap equation of a built production, by custodian, in documents and pages."""

    production_id: str
    holds: bool
    items: list[dict[str, str]]


class ChangedOut(BaseModel):
    """How one document differs between two productions; pages count from 1."""

    item_id: str
    before: str
    after: str
    standing: tuple[str, str] | None
    redaction: str = Field(examples=["added"])
    pages_changed: list[int]
    pages_added: int
    pages_removed: int
    text_changed: bool
    fields: dict[str, tuple[str, str]]


class DifferenceOut(BaseModel):
    """What changed from one production to another."""

    before_id: str
    after_id: str
    added: list[str]
    removed: list[str]
    changed: list[ChangedOut]
    unchanged: int

    @classmethod
    def of(cls, before_id: str, after_id: str, found: Difference) -> "DifferenceOut":
        """Return a difference as it is told."""
        changed = [
            ChangedOut(
                item_id=one.id, before=one.before, after=one.after, standing=one.standing,
                redaction=one.redaction, pages_changed=list(one.pages_changed),
                pages_added=one.pages_added, pages_removed=one.pages_removed,
                text_changed=one.text_changed, fields=dict(one.fields),
            )
            for one in found.changed
        ]  # fmt: skip
        return cls(
            before_id=before_id, after_id=after_id, added=list(found.added),
            removed=list(found.removed), changed=changed, unchanged=found.unchanged,
        )  # fmt: skip


def _named(code: str, names: Mapping[Any, Text]) -> dict[str, str] | None:
    return next(
        ({"code": code, **words.as_dict()} for one, words in names.items() if one == code), None
    )


def adds_up(account: Sequence[Mapping[str, str]]) -> bool:
    """Tell if every line of an account adds up, in documents and in pages."""
    return all(
        int(line[f"COLLECTED_{unit}"])
        == sum(int(line[f"{one.upper()}_{unit}"]) for one in STANDINGS)
        for line in account
        for unit in ("DOCUMENTS", "PAGES")
    )
