"""Requests for records as the doors tell of them; what a reader may not see is not in them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from app.discovery.transmissions import rules
from app.discovery.transmissions.lifecycle import TRANSMISSION
from app.discovery.transmissions.regimes import choose, regime_of, regimes
from app.discovery.transmissions.rules import Regime
from app.discovery.transmissions.tables import (
    CourtFinding,
    RecordTransmission,
    TransmissionItem,
    TransmissionNotice,
    TransmissionPackage,
)
from app.kernel.text import Text


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str

    @classmethod
    def of(cls, code: str, text: Text) -> "Words":
        """Return a code with its name."""
        return cls(code=code, ko=text.ko, en=text.en)


class RegimeOut(BaseModel):
    """The rules that govern a request; the days are days on which the suit was filed."""

    code: str = Field(examples=["win_win_duty"])
    name: Words
    acts: list[str]
    agency: str
    from_on: date | None
    until_on: date | None
    basis: str
    secrecy_basis: str = ""
    duty: bool
    closed_list: bool
    grounds: list[Words]
    court_override: bool
    in_camera: bool
    notify_investigated: bool
    after_disposition: bool
    effort_needed: bool

    @classmethod
    def of(cls, regime: Regime) -> "RegimeOut":
        """Return what is told of a body of rules."""
        same = (
            "code", "agency", "from_on", "until_on", "duty", "closed_list", "court_override",
            "in_camera", "notify_investigated", "after_disposition", "effort_needed",
        )  # fmt: skip
        return cls(
            **{name: getattr(regime, name) for name in same}, acts=sorted(regime.acts),
            name=Words.of(regime.code, regime.name), basis=str(regime.basis),
            secrecy_basis=str(regime.secrecy_basis or ""),
            grounds=[Words.of(code, rules.GROUND_LABELS[code]) for code in regime.grounds],
        )  # fmt: skip


class RegimeList(BaseModel):
    """All bodies of rules, or the one that governs."""

    items: list[RegimeOut]

    @classmethod
    def fitting(cls, act: str | None, filed_on: date | None) -> "RegimeList":
        """Return every body of rules, those for an Act, or the one for a day of filing as well."""
        chosen = (choose(act, filed_on),) if act and filed_on else regimes()
        found = [regime for regime in chosen if not act or act in regime.acts]
        return cls(items=[RegimeOut.of(regime) for regime in found])


class PackageOut(BaseModel):
    """A sealed package. `kind` is `records`, or `in_camera` for what only the court sees."""

    id: str
    kind: str = Field(examples=["records"])
    sha256: str
    manifest_sha256: str
    size_bytes: int
    items: int
    downloads: int
    downloads_left: int
    built_at: datetime
    acknowledged: bool

    @classmethod
    def of(cls, package: TransmissionPackage, left: int) -> "PackageOut":
        """Return what is told of a package."""
        values = package.model_dump(include=set(cls.model_fields))
        done = bool(package.acknowledged_sha256)
        return cls.model_validate(values | {"downloads_left": left, "acknowledged": done})


class FindingOut(BaseModel):
    """What the court found of items."""

    id: str
    finding: str
    labels: list[str]
    scope: str
    readers: list[str]
    order_number: str
    ordered_on: date

    @classmethod
    def of(cls, found: CourtFinding) -> "FindingOut":
        """Return what is told of a finding."""
        return cls.model_validate(found.model_dump(include=set(cls.model_fields)))


class TransmissionOut(BaseModel):
    """A request for records. `case_id` is told to the agency only."""

    id: str
    version: int
    state: Words
    case_id: str | None = None
    case_number: str
    court: str
    docket_number: str
    suit_act: str
    suit_filed_on: date
    regime: RegimeOut
    categories: list[Words]
    scope: str
    effort: str
    protective_order: bool
    named_readers: list[str]
    recipient_account_id: str
    recipient_key: str
    filed_at: datetime
    follows_id: str | None
    replaces_id: str | None
    replaced_by_id: str
    decided_at: datetime | None
    decision_reason: str
    released_at: datetime | None
    expires_at: datetime | None
    max_downloads: int
    delivered_at: datetime | None
    acknowledged_at: datetime | None
    clawed_back_at: datetime | None
    clawback_reason: str
    withdrawn_at: datetime | None
    withdrawal_reason: str
    findings: list[FindingOut]
    packages: list[PackageOut]

    @classmethod
    def of(cls, row: RecordTransmission, *, inside: bool, **more: Any) -> "TransmissionOut":
        """Return what is told of a request; `inside` says that the reader is of the agency."""
        values = row.model_dump(include=set(cls.model_fields))
        values |= {
            "state": Words.of(row.state, TRANSMISSION.label(row.state)),
            "regime": RegimeOut.of(regime_of(row.regime)),
            "categories": [Words.of(c, rules.CATEGORY_LABELS[c]) for c in row.categories],
            "case_id": row.case_id if inside else None,
            **more,
        }
        return cls.model_validate(values)


class TransmissionRow(BaseModel):
    """A line of the list of requests."""

    id: str
    version: int
    state: Words
    case_id: str | None
    case_number: str
    court: str
    docket_number: str
    suit_act: str
    filed_at: datetime
    expires_at: datetime | None

    @classmethod
    def of(cls, row: RecordTransmission, *, inside: bool) -> "TransmissionRow":
        """Return a line."""
        values = row.model_dump(include=set(cls.model_fields))
        values["state"] = Words.of(row.state, TRANSMISSION.label(row.state))
        values["case_id"] = row.case_id if inside else None
        return cls.model_validate(values)


class ItemOut(BaseModel):
    """One item of the list: what it is, how it is known, and what was decided."""

    id: str
    version: int
    item_id: str | None
    sequence: int
    label: str = Field(examples=["신 제1호증"])
    title: str
    side: str
    level: int
    sha256: str
    size_bytes: int
    media_type: str
    pages: int | None
    record_class: Words
    category: Words
    choice: Words
    ground: Words | None
    ground_article: str
    reason: str
    basis: str
    version_id: str
    finding: str
    asked: bool

    @classmethod
    def of(cls, row: RecordTransmission, item: TransmissionItem, *, inside: bool) -> "ItemOut":
        """Return what is told of an item."""
        category = rules.category_of(item.record_class, row.categories, item.choice)
        values = item.model_dump(include=set(cls.model_fields)) | {
            "item_id": item.item_id if inside else None,
            "record_class": Words.of(item.record_class, rules.CLASS_LABELS[item.record_class]),
            "category": Words.of(category, rules.CATEGORY_LABELS[category]),
            "choice": Words.of(item.choice, rules.CHOICE_LABELS[item.choice]),
            "ground": Words.of(item.ground, rules.GROUND_LABELS[item.ground])
            if item.ground
            else None,
            "basis": str(regime_of(row.regime).basis),
            "asked": rules.in_scope(item.record_class, row.categories),
        }
        return cls.model_validate(values)


class ItemList(BaseModel):
    """The item list of a request."""

    transmission_id: str
    items: list[ItemOut]


class StepReason(BaseModel):
    """Why a step is blocked."""

    code: str
    ko: str
    en: str
    basis: list[str] = []


class StepChoice(BaseModel):
    """A step from the present state."""

    command: str
    to_state: str
    label_ko: str
    label_en: str
    reasons: list[StepReason]


class TransitionsOut(BaseModel):
    """The steps that the reader's role has, allowed and blocked."""

    transmission_id: str
    version: int
    state: str
    allowed: list[StepChoice]
    blocked: list[StepChoice]


class ListedOut(BaseModel):
    """A line of the list that the investigated party was told."""

    label: str
    title: str
    record_class: Words
    choice: Words
    pages: int | None


class NoticeOut(BaseModel):
    """That records were sent to a court, with the list as it was told."""

    id: str
    case_id: str
    court: str
    docket_number: str
    basis: str
    told_at: datetime
    listed: list[ListedOut]

    @classmethod
    def of(cls, notice: TransmissionNotice, row: RecordTransmission) -> "NoticeOut":
        """Return what the investigated party reads."""
        lines = [
            ListedOut(
                label=line["label"], title=line["title"], pages=line["pages"],
                record_class=Words.of(line["record_class"], rules.CLASS_LABELS[line["record_class"]]),
                choice=Words.of(line["choice"], rules.CHOICE_LABELS[line["choice"]]),
            )
            for line in notice.listed
        ]  # fmt: skip
        return cls(
            id=notice.id, case_id=notice.case_id, court=row.court,
            docket_number=row.docket_number, basis=str(regime_of(row.regime).basis),
            told_at=notice.told_at, listed=lines,
        )  # fmt: skip


class NoticeList(BaseModel):
    """The notices of a case, newest first."""

    items: list[NoticeOut]
