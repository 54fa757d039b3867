"""Headings under which cash is published, and what of the payments by purpose is. Pure."""

from collections.abc import Mapping
from typing import Final

from app.kernel.text import Text
from app.remedy_fund.ledger.rules import TransactionKind
from app.remedy_fund.plans.rules.publication import Cell, publish

_T = TransactionKind
_PAID: Final = "paid"
GROUPS: Final[Mapping[str, Text]] = {
    "contributions": Text("출연금", "Contributions"),
    "surcharge_shares": Text("과징금 전입금", "Shares of surcharges"),
    "payments": Text("피해기업 지원금", "Payments to harmed companies"),
    "recovered": Text("회수·환수·상환", "Recovered, reclaimed and repaid"),
    "other": Text("운영비와 그 밖의 거래", "Running costs and others"),
}
_GROUP_OF: Final[Mapping[str, str]] = {
    _T.CONTRIBUTION_RECEIVED: "contributions",
    _T.CONTRIBUTION_RETURNED: "contributions",
    _T.SURCHARGE_SHARE_CREDITED: "surcharge_shares",
    _T.SURCHARGE_SHARE_RETURNED: "surcharge_shares",
    _T.DISBURSEMENT_PAID: "payments",
    _T.DISBURSEMENT_RETURNED: "payments",
    _T.LOAN_PAID: "payments",
    _T.LOAN_REPAID: "recovered",
    _T.RECOVERY_RECEIVED: "recovered",
    _T.RECOVERY_PAID_OUT: "recovered",
    _T.CLAWBACK_RECEIVED: "recovered",
    _T.CLAWBACK_SET_OFF: "recovered",
}


def group_of(kind: str) -> str:
    """Return under which heading cash of a kind of transaction is published."""
    return _GROUP_OF.get(kind, "other")


def shown_lines(paid: Mapping[str, Cell]) -> dict[str, Cell | None]:
    """Return what is shown of each purpose; None where it is withheld.

    The sum of all is always published, since it is that of the books, so a line that is withheld
    never stands alone. Where so few were paid that even the sum tells much, no line is shown.
    """
    table = publish({(purpose, _PAID): cell for purpose, cell in paid.items()})
    if table is None:
        return dict.fromkeys(paid)
    return {purpose: table.cells[purpose, _PAID] for purpose in paid}
