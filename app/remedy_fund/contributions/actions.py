"""Every act on contributions: what the fund's office records, what is approved, what news brings about."""

from app.remedy_fund.contributions.changes import (
    ask_redesignation,
    ask_return,
    ask_treasury_repayment,
    carry_out,
    drop,
)
from app.remedy_fund.contributions.receipts import issue
from app.remedy_fund.contributions.recording import (
    earmark,
    pledge,
    receive,
    set_programme,
    take_in,
    withdraw_pledge,
)
from app.remedy_fund.contributions.shares import (
    on_consent_contribution,
    on_surcharge_annulment,
    on_surcharge_payment,
    on_surcharge_reduction,
    on_surcharge_refund,
)

__all__ = [
    "ask_redesignation", "ask_return", "ask_treasury_repayment", "carry_out", "drop", "earmark",
    "issue", "on_consent_contribution", "on_surcharge_annulment", "on_surcharge_payment",
    "on_surcharge_reduction", "on_surcharge_refund", "pledge", "receive", "set_programme",
    "take_in", "withdraw_pledge",
]  # fmt: skip
