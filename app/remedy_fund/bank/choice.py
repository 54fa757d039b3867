"""Which bank the fund speaks with, from what an operator has set."""

from dataclasses import dataclass
from pathlib import Path

from app.remedy_fund.bank.folder import FolderBank
from app.remedy_fund.bank.open_banking import Contract, OpenBank
from app.remedy_fund.bank.port import Bank, Payer


@dataclass(frozen=True, slots=True, kw_only=True)
class BankWanted:
    """What an operator has set."""

    mode: str
    account: str
    holder: str
    folder: Path
    address: str = ""
    institution_code: str = ""
    token_file: Path | None = None


def bank_of(wanted: BankWanted) -> Bank:
    """Return the bank; raise ValueError for a contract that is not whole, OSError for its token."""
    payer = Payer(account=wanted.account, holder=wanted.holder)
    if wanted.mode == "files":
        return FolderBank(wanted.folder, payer)
    if not (wanted.address and wanted.account and wanted.token_file):
        raise ValueError("open banking needs an account, an address and a token")
    token = wanted.token_file.read_text("utf-8").strip()
    contract = Contract(
        address=wanted.address, institution_code=wanted.institution_code, token=token
    )
    return OpenBank(contract, payer)
