"""What one may do with complaints and cases; one function per act; none commits."""

from app.cases.actions.assignment import assign
from app.cases.actions.beside import Effect, end_effects, lay_effect, note_beside
from app.cases.actions.clocks import renew_clocks
from app.cases.actions.consent import answer_consent, ask_consent, lapse_consent, notify_respondent
from app.cases.actions.descent import hand_over, merge, split
from app.cases.actions.drafts import (
    delete_draft,
    discard_draft,
    open_draft,
    resume_draft,
    save_draft,
)
from app.cases.actions.edition_moves import carry_out, report_edition
from app.cases.actions.exhibits import attach, detach
from app.cases.actions.filing import file_complaint
from app.cases.actions.moves import link, reopen, transfer, unlink
from app.cases.actions.opening import open_ex_officio
from app.cases.actions.reach import enter_reach
from app.cases.actions.seats import seat, unseat
from app.cases.actions.steps import count_measures, move, take_step, withdraw
from app.cases.actions.supplements import answer_supplement, request_supplement
from app.cases.actions.tips import (
    add_to_tip,
    dismiss_tip,
    open_from_tip,
    pass_on_tip,
    send_tip,
)

__all__ = [
    "Effect",
    "add_to_tip",
    "answer_consent",
    "answer_supplement",
    "ask_consent",
    "assign",
    "attach",
    "carry_out",
    "count_measures",
    "delete_draft",
    "detach",
    "discard_draft",
    "dismiss_tip",
    "end_effects",
    "enter_reach",
    "file_complaint",
    "hand_over",
    "lapse_consent",
    "lay_effect",
    "link",
    "merge",
    "move",
    "note_beside",
    "notify_respondent",
    "open_draft",
    "open_ex_officio",
    "open_from_tip",
    "pass_on_tip",
    "renew_clocks",
    "reopen",
    "report_edition",
    "request_supplement",
    "resume_draft",
    "save_draft",
    "seat",
    "send_tip",
    "split",
    "take_step",
    "transfer",
    "unlink",
    "unseat",
    "withdraw",
]
