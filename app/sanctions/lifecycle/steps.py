"""The words of a measure's life: states, commands, and the occurrences clocks hear of."""

from enum import StrEnum

from app.kernel.text import Text


class State(StrEnum):
    """Where a measure stands."""

    DRAFTED = "drafted"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    IN_FORCE = "in_force"
    STAYED = "stayed"
    COMPLIED = "complied"
    BREACHED = "breached"
    PAID = "paid"
    DECLINED = "declined"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"
    SETTLED = "settled"


STATE_LABELS: dict[StrEnum, Text] = {
    State.DRAFTED: Text("기안", "Drafted"),
    State.RETURNED: Text("반려", "Returned"),
    State.APPROVED: Text("결재 완료", "Countersigned"),
    State.ISSUED: Text("발령", "Issued"),
    State.IN_FORCE: Text("효력 발생", "In force"),
    State.STAYED: Text("집행정지", "Stayed"),
    State.COMPLIED: Text("이행 완료", "Complied with"),
    State.BREACHED: Text("불이행", "Breached"),
    State.PAID: Text("납부 완료", "Paid"),
    State.DECLINED: Text("불수락", "Declined"),
    State.ANNULLED: Text("취소", "Annulled"),
    State.CANCELLED: Text("기안 철회", "Draft cancelled"),
    State.SETTLED: Text("조정 성립으로 종료", "Ended by a settlement"),
}

# Nothing more is expected of these; a breached measure ends when another one takes its place.
ENDED = frozenset(
    {State.COMPLIED, State.PAID, State.DECLINED, State.ANNULLED, State.CANCELLED, State.SETTLED}
)  # fmt: skip
UNSERVED = frozenset({State.DRAFTED, State.RETURNED, State.APPROVED, State.ISSUED})
# What opens the way to the next rung.
NOT_FOLLOWED = frozenset({State.BREACHED, State.DECLINED})


class Command(StrEnum):
    """What may be done to a measure."""

    DRAFT = "draft"  # how a measure begins; no row of the table
    REDRAFT = "redraft"
    COUNTERSIGN = "countersign"
    RETURN = "return"
    CANCEL = "cancel"
    ISSUE = "issue"
    SERVE = "serve"
    ACCEPT = "accept"
    DECLINE = "decline"
    NOTE_SILENCE = "note_silence"
    REPORT_COMPLIANCE = "report_compliance"
    CONFIRM_COMPLIANCE = "confirm_compliance"
    FIND_BREACH = "find_breach"
    ASK_PLAN = "ask_plan"
    FILE_PLAN = "file_plan"
    PROVE_ITEM = "prove_item"
    FIND_ITEM = "find_item"
    CHECK_COMPLIANCE = "check_compliance"
    DEMAND_COMPLIANCE = "demand_compliance"
    ASSIGN_MONITOR = "assign_monitor"
    NOTE_MONITOR_REPORT = "note_monitor_report"
    RECORD_PAYMENT = "record_payment"
    SETTLE = "settle"
    RECORD_REFUND = "record_refund"
    STAY = "stay"
    LIFT_STAY = "lift_stay"
    FILE_OBJECTION = "file_objection"
    NOTE_RULING = "note_ruling"
    ANNUL = "annul"
    ANNUL_IN_PART = "annul_in_part"
    END_BY_SETTLEMENT = "end_by_settlement"


# What the clocks of measures hear of when a step is taken.
OCCURRENCES: dict[Command, str] = {
    Command.ISSUE: "issued",
    Command.SERVE: "served",
    Command.ACCEPT: "accepted",
    Command.DECLINE: "declined",
    Command.NOTE_SILENCE: "declined",
    Command.CONFIRM_COMPLIANCE: "complied",
    Command.FIND_BREACH: "breached",
    Command.ASK_PLAN: "plan_asked",
    Command.FILE_PLAN: "plan_filed",
    Command.CHECK_COMPLIANCE: "compliance_checked",
    Command.ASSIGN_MONITOR: "monitor_assigned",
    Command.NOTE_MONITOR_REPORT: "monitor_reported",
    Command.SETTLE: "paid",
    Command.STAY: "stayed",
    Command.LIFT_STAY: "stay_lifted",
    Command.FILE_OBJECTION: "objection_filed",
    Command.NOTE_RULING: "ruled",
}
