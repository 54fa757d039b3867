"""The accounts of the books that this room uses; opening them once more changes nothing."""

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.recoveries.rules.uses import OWNER_LABELS, Owner

_PLAIN = (
    AccountKind.CASH,
    AccountKind.UNMATCHED,
    AccountKind.RECOVERIES_HELD,
    AccountKind.CLAWBACK_RECEIVABLE,
    AccountKind.CLAWBACK_DUE,
    AccountKind.LOANS_RECEIVABLE,
)


def open_accounts(work: Work) -> None:
    """Open what is not open yet."""
    ledger.open_accounts(work, *_PLAIN)
    for owner in Owner:
        if owner is not Owner.FUND:
            name = OWNER_LABELS[owner]
            label = Text(f"지급할 금액: {name.ko}", f"Payable: {name.en}")
            ledger.open_account(
                work, kind=AccountKind.PAYABLE, code=f"payable:{owner}", label=label
            )
