"""The account of an application, as payments are given it."""

from dataclasses import dataclass
from datetime import date

from app.db.work import Work
from app.kernel.sealing import opened
from app.remedy_fund.applications import store
from app.remedy_fund.applications.problems import PayeeMissing
from app.remedy_fund.applications.tables import FundPayee

PURPOSE = "fund_payee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Where money goes; `account_number` is for the bank's file only."""

    payee_id: str
    bank_code: str
    account_number: str
    holder_name: str
    last_four: str
    fingerprint: str
    verified: bool
    usable_from: date

    def __repr__(self) -> str:
        """Return the account as it may be shown and logged."""
        return f"Payee({self.bank_code} …{self.last_four})"


def current_payee(work: Work, application_id: str) -> FundPayee | None:
    """Return the row of the account that stands, if one was named."""
    return next((one for one in store.payees(work, application_id) if one.current), None)


def payee_of(work: Work, application_id: str) -> Payee:
    """Return the account with its number; raises PayeeMissing."""
    row = current_payee(work, application_id)
    if row is None:
        raise PayeeMissing
    return Payee(
        payee_id=row.id,
        bank_code=row.bank_code,
        account_number=opened(work.world.seal_key, PURPOSE, row.sealed_number),
        holder_name=row.holder_name,
        last_four=row.last_four,
        fingerprint=row.fingerprint,
        verified=row.verified_at is not None,
        usable_from=row.usable_from,
    )
