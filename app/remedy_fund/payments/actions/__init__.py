"""What one may do with payments, the bank's messages and its statements; none commits."""

from app.remedy_fund.payments.actions.answers import confirm_refusal, note_refusal
from app.remedy_fund.payments.actions.handing import (
    handed_over,
    lost_sight,
    next_file,
    note_names,
)
from app.remedy_fund.payments.actions.matching import confirm_match, propose_match
from app.remedy_fund.payments.actions.messages import (
    import_statement,
    keep_message,
    put_aside,
    read_message,
    settle_message,
)
from app.remedy_fund.payments.actions.reopening import cancel, reopen
from app.remedy_fund.payments.actions.reports import take_reports
from app.remedy_fund.payments.actions.runs import (
    ask,
    follow_payee_change,
    prepare,
    send,
    withdraw,
)

__all__ = [
    "ask",
    "cancel",
    "confirm_match",
    "confirm_refusal",
    "follow_payee_change",
    "handed_over",
    "import_statement",
    "keep_message",
    "lost_sight",
    "next_file",
    "note_names",
    "note_refusal",
    "prepare",
    "propose_match",
    "put_aside",
    "read_message",
    "reopen",
    "send",
    "settle_message",
    "take_reports",
    "withdraw",
]
