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
from app.sanctions.actions.groundwork import (
    answer_consultation,
    ask_consultation,
    record_demand,
)
from app.sanctions.actions.issuing import countersign, issue, serve
from app.sanctions.actions.listing import defend_listing, open_review, resolve_listing
from app.sanctions.actions.objections import file_objection, rule_objection, withdraw_objection
from app.sanctions.actions.papers import issue_paper
from app.sanctions.actions.payments import (
    record_contribution,
    record_payment,
    record_refund,
    set_term,
)
from app.sanctions.actions.performance import (
    ask_plan,
    assign_monitor,
    check_compliance,
    demand_compliance,
    file_plan,
    judge_item,
    note_monitor_report,
    prove_item,
)
from app.sanctions.actions.points import claim_adjustment, decide_adjustment
from app.sanctions.actions.proposals import (
    dismiss_proposal,
    propose_next,
    propose_on_threshold,
)
from app.sanctions.actions.renewal import renew_clocks
from app.sanctions.actions.resolved import ResolvedLine, draft_resolved, hold_to_resolution
from app.sanctions.actions.settling import end_recommendations, renew_measures

__all__ = [
    "ResolvedLine",
    "annul",
    "answer",
    "answer_consultation",
    "ask_consultation",
    "ask_plan",
    "assign_monitor",
    "cancel",
    "check_compliance",
    "claim_adjustment",
    "compute_surcharge",
    "confirm_compliance",
    "countersign",
    "decide_adjustment",
    "defend_listing",
    "demand_compliance",
    "dismiss_proposal",
    "draft_measure",
    "draft_resolved",
    "end_recommendations",
    "file_objection",
    "file_plan",
    "find_breach",
    "hold_to_resolution",
    "issue",
    "issue_paper",
    "judge_item",
    "lift_stay",
    "note_monitor_report",
    "note_silence",
    "open_review",
    "propose_next",
    "propose_on_threshold",
    "prove_item",
    "record_contribution",
    "record_demand",
    "record_payment",
    "record_refund",
    "redraft",
    "renew_clocks",
    "renew_measures",
    "report_compliance",
    "resolve_listing",
    "return_measure",
    "rule_objection",
    "serve",
    "set_term",
    "stay",
    "withdraw_objection",
]
