"""What is sent and answered about companies, members and mandates."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator

from app.kernel.text import Text
from app.people import business_number, phone
from app.people.rules import CompanyKind, CompanySize, MandateScope, MemberKind
from app.people.schemas.fields import (
    Address,
    Answer,
    CaseId,
    CompanyName,
    Day,
    Email,
    Form,
    Line,
    Phone,
)
from app.people.tables import Company, CompanyMember, Mandate

Size = Annotated[CompanySize, Field(strict=False)]
Kind = Annotated[CompanyKind, Field(strict=False)]
SalesWon = Annotated[int, Field(ge=0, le=10**15, description="Last year's sales in won")]


class CompanyIn(Form):
    """A company; only its name is needed."""

    name: CompanyName
    business_number: Annotated[str, Field(max_length=200, examples=["102-81-00004"])] = ""
    representative_name: Line = ""
    address: Address = ""
    phone: Phone = ""
    size: Size = CompanySize.UNKNOWN
    sales_won: SalesWon | None = None
    kind: Kind = CompanyKind.CORPORATION


class CompanyUpdateIn(Form):
    """What to correct; what is left out stays."""

    name: CompanyName | None = None
    representative_name: Line | None = None
    address: Address | None = None
    phone: Phone | None = None
    size: Size | None = None
    sales_won: SalesWon | None = None
    kind: Kind | None = None


class CompanyOut(Answer):
    """A company."""

    id: str
    version: int
    name: str
    business_number: str | None
    representative_name: str
    address: str
    phone: str
    size: CompanySize
    sales_won: int | None
    kind: CompanyKind
    created_at: datetime

    @classmethod
    def of(cls, row: Company) -> "CompanyOut":
        """Return a company with its numbers as they are printed."""
        number = row.business_number
        return cls(
            id=row.id,
            version=row.version,
            name=row.name,
            business_number=business_number.shown(number) if number else None,
            representative_name=row.representative_name,
            address=row.address,
            phone=phone.shown(row.phone),
            size=CompanySize(row.size),
            sales_won=row.sales_won,
            kind=CompanyKind(row.kind),
            created_at=row.created_at,
        )


class CompanyRegisteredOut(Answer):
    """The outcome of a registration; `confirmed` is false while a membership waits."""

    company_id: str
    member_id: str | None
    confirmed: bool
    company: CompanyOut | None

    @classmethod
    def of(cls, company: Company, member: CompanyMember | None) -> "CompanyRegisteredOut":
        """Return the company to those who belong to it; else only that one has to wait."""
        confirmed = member is None or member.confirmed_at is not None
        return cls(
            company_id=company.id,
            member_id=member.id if member else None,
            confirmed=confirmed,
            company=CompanyOut.of(company) if confirmed else None,
        )


class ConfirmationIn(Form):
    """Confirm a member as owner or staff."""

    kind: Annotated[MemberKind, Field(strict=False)] = MemberKind.OWNER


class MemberOut(Answer):
    """A person who belongs to a company, or waits for confirmation."""

    id: str
    version: int
    company_id: str
    person_id: str
    name: str
    kind: MemberKind
    from_on: date
    until_on: date | None
    confirmed_at: datetime | None

    @classmethod
    def of(cls, row: CompanyMember, name: str) -> "MemberOut":
        """Return a member with the person's name."""
        values = row.model_dump() | {"name": name, "kind": MemberKind(row.kind)}
        return cls.model_validate(values)


class MandateIn(Form):
    """Let a representative act for a company; the last day still counts."""

    representative_email: Email
    scope: Annotated[MandateScope, Field(strict=False)] = MandateScope.ALL
    case_id: CaseId | None = None
    power_of_attorney: Annotated[
        Line, Field(min_length=1, max_length=120, examples=["위임장 2026-11-20"])
    ]
    from_on: Day | None = None
    until_on: Day | None = None

    @model_validator(mode="after")
    def _one_case_names_it(self) -> "MandateIn":
        if (self.scope is MandateScope.ONE_CASE) != (self.case_id is not None):
            raise ValueError(
                Text(
                    "한 사건만 위임할 때에만 사건 번호를 적어 주세요",
                    "Name the case if, and only if, the mandate is for one case",
                )
            )
        return self


class MandateOut(Answer):
    """A mandate."""

    id: str
    version: int
    company_id: str
    representative_email: str
    scope: MandateScope
    case_id: str | None
    power_of_attorney: str
    from_on: date
    until_on: date | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, row: Mandate) -> "MandateOut":
        """Return what may be told of a mandate."""
        return cls.model_validate(row.model_dump() | {"scope": MandateScope(row.scope)})
