"""What one may do with complaints and cases; one function per act; none commits."""

from app.cases.actions.assignment import assign
from app.cases.actions.clocks import renew_clocks
from app.cases.actions.consent import answer_consent, ask_consent, lapse_consent, notify_respondent
from app.cases.actions.drafts import (
    delete_draft,
    discard_draft,
    open_draft,
    resume_draft,
    save_draft,
)
from app.cases.actions.exhibits import attach, detach
from app.cases.actions.filing import file_complaint
from app.cases.actions.seats import seat, unseat
from app.cases.actions.steps import count_measures, move, take_step, withdraw
from app.cases.actions.supplements import answer_supplement, request_supplement

__all__ = [
    "answer_consent",
    "answer_supplement",
    "ask_consent",
    "assign",
    "attach",
    "count_measures",
    "delete_draft",
    "detach",
    "discard_draft",
    "file_complaint",
    "lapse_consent",
    "move",
    "notify_respondent",
    "open_draft",
    "renew_clocks",
    "request_supplement",
    "resume_draft",
    "save_draft",
    "seat",
    "take_step",
    "unseat",
    "withdraw",
]
