"""Rows only: drafts, cases, how they began, steps, supplements, exhibits, tips, editions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row, Upkeep

NO_DUE_DAY = date.max


class ComplaintDraft(Upkeep, table=True):
    """A complaint that is being written; anyone may begin one, a resume code opens it again."""

    __tablename__ = "complaint_draft"

    id: str = Field(primary_key=True, max_length=48)
    version: int = 1
    account_id: str = Field(default="", max_length=48, index=True)
    resume_code_hash: str = Field(max_length=64, unique=True)
    sections: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime
    saved_at: datetime
    expires_on: date = Field(index=True)
    case_id: str = Field(default="", max_length=48, index=True)


class Case(Row, table=True):
    """A complaint that was received, and all that became of it."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("number_type", "number_year", "number_serial"),
        # Closed cases have no legal day and so come last: `open` needs no place in these.
        Index("ix_cases_queue", "next_due_on", "id"),
        Index("ix_cases_unit_queue", "unit", "next_due_on", "id"),
        Index("ix_cases_examiner_queue", "examiner_id", "next_due_on", "id"),
    )

    number: str = Field(max_length=40, unique=True)
    number_type: str = Field(max_length=8)
    number_year: int
    number_serial: int
    public_reference: str = Field(max_length=48, unique=True)
    track: str = Field(max_length=24)
    state: str = Field(max_length=24)
    outcome: str = Field(default="", max_length=24)
    open: bool = True
    unit: str = Field(max_length=40)
    examiner_id: str = Field(default="", max_length=48)
    opened_by: str = Field(default="report", max_length=16)
    procedure: str | None = Field(default=None, max_length=16)
    counts_from: date | None = None
    merged_ids: list[str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    filed_by: str = Field(max_length=48)
    complainant_name: str = Field(max_length=120)
    complainant_company_id: str = Field(default="", max_length=48, index=True)
    respondent_name: str = Field(max_length=120)
    respondent_company_id: str = Field(max_length=48, index=True)
    violations: list[str] = Field(sa_column=Column(JSON, nullable=False))
    technical_data: bool = False
    trade_started_on: date | None = None
    trade_ended_on: date | None = None
    price_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    loss_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    complaint: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    identity_choice: str = Field(max_length=16)
    consent_state: str = Field(max_length=16)
    received_on: date
    received_at: datetime
    limitation_last_on: date | None = None
    limitation_late: bool = False
    law_edition: str = Field(max_length=64)
    hearing_on: date | None = None
    panel: str = Field(default="", max_length=16)
    decision_form: str | None = Field(default=None, max_length=16)
    withdrawn_on: date | None = None
    closed_on: date | None = None
    next_due_on: date = NO_DUE_DAY
    next_due_clock: str = Field(default="", max_length=60)
    measures_drafted: int = 0
    measures_living: int = 0
    objections_open: int = 0
    referrals_demanded: int | None = None


class CaseLink(Row, table=True):
    """How one case stands to another, from a day on."""

    __tablename__ = "case_link"
    __table_args__ = (Index("ix_case_link_other", "other_case_id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    other_case_id: str = Field(foreign_key="cases.id", max_length=48)
    kind: str = Field(max_length=16)
    made_on: date
    made_by: str = Field(max_length=48)
    ended_on: date | None = None

    def names(self, case_id: str) -> bool:
        """Tell whether a case is one of the two."""
        return case_id in (self.case_id, self.other_case_id)


class CaseReach(Row, table=True):
    """The facts on which it is judged which Act and which agency a case belongs to."""

    __tablename__ = "case_reach"
    __table_args__ = (UniqueConstraint("case_id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    work_kind: str = Field(default="", max_length=16)
    giver_is_sme: bool | None = None
    giver_size_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    taker_size_won: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    under_subcontracting: bool | None = None
    under_fair_trade: bool | None = None
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    entered_by: str = Field(max_length=48)
    entered_on: date

    @property
    def under_other_act(self) -> bool | None:
        """Tell whether the conduct is also a violation of an Act of the KFTC; None: not judged."""
        if self.under_subcontracting or self.under_fair_trade:
            return True
        unknown = self.under_subcontracting is None or self.under_fair_trade is None
        return None if unknown else False


class CaseStep(Row, table=True):
    """One thing that happened to a case, on the day from which it counts."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    sequence: int
    command: str = Field(max_length=32)
    from_state: str = Field(max_length=24)
    to_state: str = Field(max_length=24)
    occurrence: str = Field(default="", max_length=32)
    on: date
    until_on: date | None = None
    at: datetime
    account_id: str = Field(max_length=48)
    person_id: str = Field(default="", max_length=48)
    role: str = Field(default="", max_length=24)
    basis: str = Field(default="", max_length=200)
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    level: int = 2


class SupplementRequest(Row, table=True):
    """Questions to the complainant, and the answer."""

    __tablename__ = "supplement_request"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    state: str = Field(max_length=16)
    questions: str = Field(sa_column=Column(Text, nullable=False))
    asked_on: date
    due_on: date
    answered_on: date | None = None
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    late: bool = False


class Exhibit(Row, table=True):
    """A piece of evidence as the case knows it; its bytes belong to discovery."""

    __tablename__ = "exhibit"
    __table_args__ = (UniqueConstraint("evidence_item_id"), UniqueConstraint("case_id", "label"))

    case_id: str | None = Field(default=None, foreign_key="cases.id", max_length=48)
    draft_id: str = Field(default="", max_length=48, index=True)
    evidence_item_id: str = Field(max_length=48)
    label: str | None = Field(default=None, max_length=24)
    title: str = Field(max_length=200)
    purpose: str = Field(default="", max_length=1000)
    side: str = Field(max_length=16)
    level: int
    sha256: str = Field(max_length=64)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    media_type: str = Field(max_length=120)
    submitted_by: str = Field(max_length=48)
    submitted_at: datetime


class CaseEffect(Row, table=True):
    """What a settlement does to the measures of a case, from a day on and until it ends.

    `sort` is bar or relief; `kinds` names the measures concerned, none of them meaning all;
    `figure` names the figure of law that bounds a relief.
    """

    __tablename__ = "case_effect"

    case_id: str = Field(foreign_key="cases.id", max_length=48, index=True)
    source_id: str = Field(max_length=48)
    sort: str = Field(max_length=8)
    cause: str = Field(max_length=40)
    kinds: list[str] = Field(sa_column=Column(JSON, nullable=False))
    figure: str = Field(default="", max_length=60)
    basis: str = Field(max_length=200)
    since_on: date
    until_on: date | None = None


class CaseOrigin(Row, table=True):
    """Why the office opened a case of its own accord, and from what; never for the parties."""

    __tablename__ = "case_origin"
    __table_args__ = (UniqueConstraint("case_id"),)

    case_id: str = Field(foreign_key="cases.id", max_length=48)
    source: str = Field(max_length=16)
    source_note: str = Field(default="", max_length=200)
    grounds: str = Field(sa_column=Column(Text, nullable=False))
    other_case_id: str = Field(default="", max_length=48)
    tip_id: str = Field(default="", max_length=48)
    opened_by: str = Field(max_length=48)
    opened_on: date


class AnonymousTip(Row, table=True):
    """What somebody told without saying who; nothing here or elsewhere tells who it was."""

    __tablename__ = "anonymous_tip"
    __table_args__ = (Index("ix_anonymous_tip_desk", "unit", "state", "id"),)

    receipt_code_hash: str = Field(max_length=64, unique=True)
    state: str = Field(max_length=16)
    unit: str = Field(max_length=40)
    respondent_name: str = Field(max_length=200)
    respondent_hint: str = Field(default="", max_length=200)
    what: str = Field(sa_column=Column(Text, nullable=False))
    received_on: date
    case_id: str = Field(default="", max_length=48)
    settled_by: str = Field(default="", max_length=48)
    settled_on: date | None = None
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class TipAddition(Row, table=True):
    """What the tipster added later."""

    __tablename__ = "tip_addition"

    tip_id: str = Field(foreign_key="anonymous_tip.id", max_length=48, index=True)
    words: str = Field(sa_column=Column(Text, nullable=False))
    added_on: date


class RuleEdition(Upkeep, table=True):
    """The whole rules of law as they stood: pages as shipped, figures entered, questions answered.

    It is made of data that are kept elsewhere too; it lets a case run on under its own edition.
    """

    __tablename__ = "rule_edition"

    edition: str = Field(primary_key=True, max_length=64)
    pages: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    entries: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    chosen: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    demonstration: bool
    kept_at: datetime


class EditionReport(Row, table=True):
    """What a new edition of the rules would change in each running case; moved only when seen."""

    __tablename__ = "edition_report"

    to_edition: str = Field(max_length=64)
    digest: str = Field(max_length=64, index=True)
    lines: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    figures: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    made_by: str = Field(max_length=48)
    made_at: datetime
    moved_by: str = Field(default="", max_length=48)
    moved_at: datetime | None = None
