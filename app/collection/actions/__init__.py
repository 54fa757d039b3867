"""What one may do about receivables and receipts; one function per act; none commits."""

from app.collection.actions.opening import open_for_served, open_receivable
from app.collection.actions.receipts import confirm_match, propose_match, take_file
from app.collection.actions.requests import ask, decide
from app.collection.actions.steps import object_to_fine, take_step

__all__ = [
    "ask",
    "confirm_match",
    "decide",
    "object_to_fine",
    "open_for_served",
    "open_receivable",
    "propose_match",
    "take_file",
    "take_step",
]
