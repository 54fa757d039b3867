"""What is told of the books over REST. Amounts are whole won."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from app.remedy_fund.ledger.queries import AccountView, PostingLine, TrialBalance
from app.remedy_fund.ledger.rules import AccountKind, TransactionKind

_ACCOUNT = "lacc_cash_ab0fcec08e18a7bccda1e8"
_TRANSACTION = "ltxn_6f1ed002ab5595859014ebf0951522d9a1b2c3d4"


class TextOut(BaseModel):
    """A word in both languages."""

    ko: str
    en: str


class LedgerAccountOut(BaseModel):
    """An account, what it holds in its own direction, what of it is reserved and what is free."""

    id: str = Field(examples=[_ACCOUNT])
    version: int
    code: str = Field(examples=["cash"])
    kind: AccountKind
    label: TextOut
    debit_account: bool
    balance_won: int
    reserved_won: int
    available_won: int

    @classmethod
    def of(cls, view: AccountView) -> "LedgerAccountOut":
        """Return what is told of an account."""
        told = TextOut(ko=view.label.ko, en=view.label.en)
        return cls(
            id=view.id, version=view.version, code=view.code, kind=view.kind, label=told,
            debit_account=view.kind.side > 0, balance_won=view.balance.balance_won,
            reserved_won=view.balance.reserved_won, available_won=view.balance.available_won,
        )  # fmt: skip


class LedgerPostingOut(BaseModel):
    """One leg: `amount_won` is above zero for a debit; the balance is in the account's direction."""

    transaction_id: str = Field(examples=[_TRANSACTION])
    kind: TransactionKind
    subject: str
    effective_on: date
    recorded_at: datetime
    reverses: str | None
    account_id: str = Field(examples=[_ACCOUNT])
    code: str = Field(examples=["cash"])
    amount_won: int
    account_version: int
    balance_after_won: int

    @classmethod
    def of(cls, line: PostingLine) -> "LedgerPostingOut":
        """Return what is told of a leg."""
        return cls(
            transaction_id=line.transaction_id, kind=TransactionKind(line.kind),
            subject=line.subject, effective_on=line.effective_on, recorded_at=line.recorded_at,
            reverses=line.reverses, account_id=line.account_id, code=line.code,
            amount_won=line.amount_won, account_version=line.account_version,
            balance_after_won=line.side * line.balance_after_won,
        )  # fmt: skip


class LedgerTransactionOut(BaseModel):
    """One transaction with its legs, what it takes back and what takes it back."""

    id: str = Field(examples=[_TRANSACTION])
    kind: TransactionKind
    subject: str
    effective_on: date
    recorded_at: datetime
    reverses: str | None
    reversed_by: str | None
    postings: list[LedgerPostingOut]

    @classmethod
    def of(cls, lines: tuple[PostingLine, ...], reversed_by: str | None) -> "LedgerTransactionOut":
        """Return what is told of a transaction."""
        first = LedgerPostingOut.of(lines[0])
        told = first.model_dump(include=set(cls.model_fields) - {"postings"})
        postings = [LedgerPostingOut.of(line) for line in lines]
        return cls(id=first.transaction_id, reversed_by=reversed_by, postings=postings, **told)


class TrialLineOut(BaseModel):
    """One account of a trial balance; one of the two amounts is zero."""

    account_id: str = Field(examples=[_ACCOUNT])
    code: str = Field(examples=["cash"])
    kind: AccountKind
    label: TextOut
    debit_won: int
    credit_won: int


class TrialBalanceOut(BaseModel):
    """All accounts as of a day as known at an instant; a `final` one can never change any more."""

    effective_on: date
    known_at: datetime
    final: bool
    debit_won: int
    credit_won: int
    lines: list[TrialLineOut]

    @classmethod
    def of(cls, found: TrialBalance) -> "TrialBalanceOut":
        """Return what is told of a trial balance."""
        lines = [
            TrialLineOut(
                account_id=line.account_id, code=line.code, kind=line.kind,
                label=TextOut(ko=line.label.ko, en=line.label.en), debit_won=line.debit_won,
                credit_won=line.credit_won,
            )
            for line in found.lines
        ]  # fmt: skip
        return cls(
            effective_on=found.effective_on, known_at=found.known_at, final=found.final,
            debit_won=found.debit_won, credit_won=found.credit_won, lines=lines,
        )  # fmt: skip
