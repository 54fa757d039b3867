"""The confirmation of receipt: what its paper says, in Korean and English. Pure.

It confirms that money came in. It is no tax receipt, and says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.text import Text
from app.papers.documents import amount_data, day_text

TEMPLATE = "contribution_receipt"
_ANY = Text("지정하지 않음", "Not designated")
_NO_DAY = Text("정하지 않음", "None set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What is confirmed."""

    number: str
    contributor: str
    amount_won: int
    received_on: date
    issued_on: date
    reference: str
    account: Text
    purpose: Text | None
    programme: Text | None
    expires_on: date | None
    scheme: Text
    notice: Text
    contribution_id: str
    demonstration: bool


def receipt_data(said: Confirmed) -> dict[str, Any]:
    """Return the plain data of the paper; the same facts give the same data and the same bytes."""
    return {
        "number": said.number,
        "contributor": said.contributor,
        "amount": amount_data(said.amount_won)["full"],
        "received_on": day_text(said.received_on).as_dict(),
        "issued_on": day_text(said.issued_on).as_dict(),
        "issued_on_iso": said.issued_on.isoformat(),
        "reference": said.reference,
        "account": said.account.as_dict(),
        "purpose": (said.purpose or _ANY).as_dict(),
        "programme": (said.programme or _ANY).as_dict(),
        "expires_on": (day_text(said.expires_on) if said.expires_on else _NO_DAY).as_dict(),
        "scheme": said.scheme.as_dict(),
        "notice": said.notice.as_dict(),
        "contribution_id": said.contribution_id,
        "demonstration": said.demonstration,
    }
