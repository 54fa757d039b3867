"""What one may do with measures, money and points; one function per act; none commits."""

from app.sanctions.actions.annulment import annul, lift_stay, stay
from app.sanctions.actions.calculation import compute_surcharge
from app.sanctions.actions.compliance import (
    answer,
    confirm_compliance,
    find_breach,
    note_silence,
    report_compliance,
)
from app.sanctions.actions.drafting import cancel, draft_measure, redraft, return_measure
from app.sanctions.actions.issuing import countersign, issue, serve
from app.sanctions.actions.objections import file_objection, rule_objection, withdraw_objection
from app.sanctions.actions.papers import issue_paper
from app.sanctions.actions.payments import record_contribution, record_payment, record_refund
from app.sanctions.actions.points import claim_adjustment, decide_adjustment
from app.sanctions.actions.proposals import (
    dismiss_proposal,
    propose_next,
    propose_on_threshold,
)
from app.sanctions.actions.renewal import renew_clocks

__all__ = [
    "annul",
    "answer",
    "cancel",
    "claim_adjustment",
    "compute_surcharge",
    "confirm_compliance",
    "countersign",
    "decide_adjustment",
    "dismiss_proposal",
    "draft_measure",
    "file_objection",
    "find_breach",
    "issue",
    "issue_paper",
    "lift_stay",
    "note_silence",
    "propose_next",
    "propose_on_threshold",
    "record_contribution",
    "record_payment",
    "record_refund",
    "redraft",
    "renew_clocks",
    "report_compliance",
    "return_measure",
    "rule_objection",
    "serve",
    "stay",
    "withdraw_objection",
]
