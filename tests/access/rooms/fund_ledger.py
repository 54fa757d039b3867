"""The doors of the fund's books."""

from typing import Any

from app.access.actor import Target
from app.db.work import Work
from app.remedy_fund.ledger import actions
from app.remedy_fund.ledger.rules import Entry, TransactionKind, kind_of_code, legs
from tests.access.sample import Sample


def _fund(_neighbour: Any, level: int) -> Target:
    return Target(secret=False, level=level)


SAMPLES: dict[str, Sample] = {
    "GET /fund/accounts": Sample(_fund),
    "GET /fund/accounts/{ledger_account_id}/postings": Sample(_fund),
    "GET /fund/transactions/{transaction_id}": Sample(_fund),
    "GET /fund/trial-balance": Sample(_fund),
}


def furnish(street: Any) -> dict[str, str]:
    """Let some money come into the fund."""

    def receive(work: Work) -> dict[str, str]:
        cash, free = (
            actions.open_account(work, kind=kind_of_code(code), code=code)
            for code in ("cash", "unallocated")
        )
        posted = actions.post(work, Entry(
            kind=TransactionKind.CONTRIBUTION_RECEIVED, key="street", scope="street",
            subject="street", effective_on=work.today,
            legs=legs(debit=[(cash, 1_000_000)], credit=[(free, 1_000_000)]),
        ))  # fmt: skip
        return {"ledger_account_id": cash, "transaction_id": posted.transaction_id}

    return dict(street.as_worker(receive))
