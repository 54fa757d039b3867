"""What the doors of this room tell; sums are whole won."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel

from app.kernel.text import Text
from app.remedy_fund.contributions.lifecycle import CHANGE, CONTRIBUTION, PART
from app.remedy_fund.contributions.rules.sums import Account, Source, Sums, standing
from app.remedy_fund.contributions.tables import (
    Contribution,
    ContributionChange,
    ContributionReceipt,
    Earmark,
    EarmarkPart,
    Programme,
    SurchargeShare,
    SurchargeShareEntry,
)
from app.remedy_fund.contributions.uses import UseList
from app.remedy_fund.fields import Words

SOURCE_LABELS: dict[Source, Text] = {
    Source.SURCHARGE_SHARE: Text("과징금 전입", "Share of a surcharge"),
    Source.CONSENT_DECISION: Text("동의의결 출연", "Consent decision"),
    Source.STATE: Text("정부 출연", "State"),
    Source.COMPANY: Text("기업·민간 출연", "Company or other giver"),
    Source.RECOVERY: Text("회수금", "Recovery"),
}
ACCOUNT_LABELS: dict[Account, Text] = {
    Account.GENERAL: Text("피해구제 기금 계정", "Account of the remedy fund"),
    Account.COOPERATION: Text("상생협력기금 계정", "Cooperation-fund account"),
}


class ProgrammeOut(BaseModel):
    """A programme."""

    id: str
    version: int
    code: str
    name_ko: str
    name_en: str
    purposes: list[str]
    from_on: date
    until_on: date | None

    @classmethod
    def of(cls, row: Programme) -> Self:
        """Return a programme as it is told."""
        return cls(**row.model_dump())


class EarmarkOut(BaseModel):
    """An earmark with what lies on it: free, and reserved for payments."""

    id: str
    contribution_id: str
    account_id: str
    purpose: str
    programme_id: str | None
    amount_won: int
    balance_won: int
    reserved_won: int
    available_won: int
    received_on: date
    expires_on: date | None
    expired: bool
    from_earmark_id: str | None

    @classmethod
    def of(cls, row: Earmark, *, balance_won: int, reserved_won: int, today: date) -> Self:
        """Return an earmark as it is told."""
        return cls(
            id=row.id, contribution_id=row.contribution_id, account_id=row.account_id,
            purpose=row.purpose, programme_id=row.programme_id, amount_won=row.amount_won,
            balance_won=balance_won, reserved_won=reserved_won,
            available_won=balance_won - reserved_won, received_on=row.received_on,
            expires_on=row.expires_on,
            expired=row.expires_on is not None and row.expires_on < today,
            from_earmark_id=row.from_earmark_id,
        )  # fmt: skip


class ContributionOut(BaseModel):
    """A contribution, where it stands, and what has become of each won of it."""

    id: str
    version: int
    source: Words
    account: Words
    state: Words
    contributor_company_id: str | None
    contributor_name: str
    cause_id: str
    fixed_purpose: str
    fixed_programme_id: str | None
    expires_on: date | None
    pledged_on: date
    pledged_won: int
    received_on: date | None
    reference: str | None
    amount_won: int
    unallocated_won: int
    earmarked_won: int
    used_won: int
    returned_won: int
    taken_back_won: int

    @classmethod
    def of(cls, row: Contribution, sums: Sums) -> Self:
        """Return a contribution as it is told."""
        state, source, account = standing(sums), Source(row.source), Account(row.account)
        return cls(
            id=row.id, version=row.version,
            source=_words(source, SOURCE_LABELS[source]),
            account=_words(account, ACCOUNT_LABELS[account]),
            state=_words(state, CONTRIBUTION.label(state)),
            contributor_company_id=row.contributor_company_id,
            contributor_name=row.contributor_name, cause_id=row.cause_id,
            fixed_purpose=row.purpose, fixed_programme_id=row.programme_id,
            expires_on=row.expires_on, pledged_on=row.pledged_on, pledged_won=row.pledged_won,
            received_on=row.received_on, reference=row.reference, amount_won=row.amount_won,
            unallocated_won=row.unallocated_won, earmarked_won=sums.earmarked_won,
            used_won=sums.used_won, returned_won=row.returned_won,
            taken_back_won=row.taken_back_won,
        )  # fmt: skip


class ContributionFull(BaseModel):
    """A contribution with its earmarks and the steps that are possible now."""

    id: str
    version: int
    contribution: ContributionOut
    earmarks: list[EarmarkOut]
    steps: list[Words]


class PartOut(BaseModel):
    """An amount of an earmark, reserved or paid."""

    id: str
    earmark_id: str
    subject: str
    amount_won: int
    state: Words

    @classmethod
    def of(cls, row: EarmarkPart) -> Self:
        """Return a part as it is told."""
        return cls(
            id=row.id, earmark_id=row.earmark_id, subject=row.subject, amount_won=row.amount_won,
            state=_words(row.state, PART.label(row.state)),
        )  # fmt: skip


class ContributionChangeOut(BaseModel):
    """A re-designation, return or repayment to the Treasury."""

    id: str
    version: int
    kind: str
    contribution_id: str | None
    earmark_id: str | None
    to_earmark_id: str | None
    purpose: str
    programme_id: str | None
    expires_on: date | None
    amount_won: int
    letter_reference: str
    letter_on: date
    reason: str
    state: Words
    asked_on: date
    done_on: date | None

    @classmethod
    def of(cls, row: ContributionChange) -> Self:
        """Return a change as it is told."""
        told = row.model_dump(exclude={"state", "asked_by"})
        return cls(**told, state=_words(row.state, CHANGE.label(row.state)))


class ShareEntryOut(BaseModel):
    """One event that moved a share."""

    number: int
    cause: str
    amount_won: int
    before_won: int
    after_won: int
    shortfall_won: int
    contribution_id: str | None
    transaction_id: str | None
    on: date


class ShareOut(BaseModel):
    """The share of one surcharge; `ratio` is exact, such as `1/5`."""

    id: str
    version: int
    measure_id: str
    case_id: str
    ratio: str
    scheme_id: str
    scheme_edition: str
    collected_won: int
    owed_back_won: int
    refunded_won: int
    share_won: int
    entries: list[ShareEntryOut] = []

    @classmethod
    def of(cls, row: SurchargeShare, entries: list[SurchargeShareEntry]) -> Self:
        """Return a share as it is told."""
        told = row.model_dump(exclude={"ratio_numerator", "ratio_denominator"})
        lines = [ShareEntryOut(**entry.model_dump(include=_ENTRY)) for entry in entries]
        ratio = f"{row.ratio_numerator}/{row.ratio_denominator}"
        return cls(**told, ratio=ratio, entries=lines)


_ENTRY = set(ShareEntryOut.model_fields)


class UseOut(BaseModel):
    """One use on the closed list and how sure it is; `unknown` means not configured."""

    code: str
    ko: str
    en: str
    status: str


class CooperationAccountOut(BaseModel):
    """The separate account of 상생협력법 제20조의5: its money and its closed list of uses."""

    basis: str
    status: str
    uses: list[UseOut]
    contributions: int
    received_won: int
    unallocated_won: int
    earmarked_won: int
    used_won: int
    returned_won: int

    @classmethod
    def of(cls, listed: UseList | None, sums: list[Sums]) -> Self:
        """Return the account as it is told; without a list nothing may be paid yet."""
        uses = [
            UseOut(code=use.code, ko=use.label.ko, en=use.label.en, status=str(use.status))
            for use in (listed.uses.values() if listed else ())
        ]
        return cls(
            basis=str(listed.basis) if listed else "",
            status=str(listed.status) if listed else "unknown",
            uses=uses, contributions=len(sums),
            received_won=sum(one.amount_won for one in sums),
            unallocated_won=sum(one.unallocated_won for one in sums),
            earmarked_won=sum(one.earmarked_won for one in sums),
            used_won=sum(one.used_won for one in sums),
            returned_won=sum(one.returned_won for one in sums),
        )  # fmt: skip


class ReceiptOut(BaseModel):
    """The number under which the receipt of a contribution was confirmed."""

    id: str
    version: int
    contribution_id: str
    number: str
    issued_at: datetime

    @classmethod
    def of(cls, row: ContributionReceipt) -> Self:
        """Return a receipt as it is told."""
        return cls(
            id=row.id, version=row.version, contribution_id=row.contribution_id,
            number=row.number, issued_at=row.issued_at,
        )  # fmt: skip


def _words(code: str, label: Text) -> Words:
    return Words(code=str(code), ko=label.ko, en=label.en)
