"""What one may do with orders and disposals; one function per act; none commits."""

from app.discovery.orders.actions.custodians import (
    acknowledge,
    add_custodian,
    file_copy,
    note_update,
    remind,
)
from app.discovery.orders.actions.disposals import (
    approve_disposal,
    carry_out,
    finish_disposal,
    note_erased,
    note_refusal,
    propose_disposal,
    refuse_disposal,
    withdraw_disposal,
)
from app.discovery.orders.actions.journal import ask_deletions, decide_deletion, note
from app.discovery.orders.actions.orders import complete, enter, extend, lapse, serve, warn_of_suits
from app.discovery.orders.actions.readers import name_reader, serve_reader
from app.discovery.orders.actions.releases import (
    ask_release,
    confirm_release,
    refuse_release,
    withdraw_release,
)
from app.discovery.orders.actions.store_marks import hold_new_evidence, note_mark

__all__ = [
    "acknowledge",
    "add_custodian",
    "approve_disposal",
    "ask_deletions",
    "ask_release",
    "carry_out",
    "complete",
    "confirm_release",
    "decide_deletion",
    "enter",
    "extend",
    "file_copy",
    "finish_disposal",
    "hold_new_evidence",
    "lapse",
    "name_reader",
    "note",
    "note_erased",
    "note_mark",
    "note_refusal",
    "note_update",
    "propose_disposal",
    "refuse_disposal",
    "refuse_release",
    "remind",
    "serve",
    "serve_reader",
    "warn_of_suits",
    "withdraw_disposal",
    "withdraw_release",
]
