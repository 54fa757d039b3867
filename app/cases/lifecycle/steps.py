"""The words of a case's life: states, commands, outcomes, and the occurrences clocks hear of."""

from enum import StrEnum

from app.kernel.text import Text


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    PRE_REVIEW = "pre_review"
    REGISTERED = "registered"
    INVESTIGATING = "investigating"
    HEARD = "heard"
    REPORT_SENT = "report_sent"
    TABLED = "tabled"
    DELIBERATED = "deliberated"
    RESOLVED = "resolved"
    DECISION_WRITTEN = "decision_written"
    UNDER_MEASURE = "under_measure"
    SUSPENDED = "suspended"
    CLOSED = "closed"


STATE_LABELS: dict[StrEnum, Text] = {
    CaseState.RECEIVED: Text("접수", "Received"),
    CaseState.PRE_REVIEW: Text("사전심사", "Pre-review"),
    CaseState.REGISTERED: Text("사건 등록", "Registered"),
    CaseState.INVESTIGATING: Text("조사 중", "Under investigation"),
    CaseState.HEARD: Text("의견청취 완료", "Parties heard"),
    CaseState.REPORT_SENT: Text("심사보고서 송부", "Examiner's report sent"),
    CaseState.TABLED: Text("심의 대기", "Awaiting deliberation"),
    CaseState.DELIBERATED: Text("심의 종료", "Deliberated"),
    CaseState.RESOLVED: Text("의결", "Resolved"),
    CaseState.DECISION_WRITTEN: Text("의결서 작성", "Decision written"),
    CaseState.UNDER_MEASURE: Text("처분·이행 확인 중", "Under measure"),
    CaseState.SUSPENDED: Text("심의중지", "Suspended"),
    CaseState.CLOSED: Text("종결", "Closed"),
}


class Command(StrEnum):
    """What may be done to a case."""

    BEGIN_PRE_REVIEW = "begin_pre_review"
    EXTEND_PRE_REVIEW = "extend_pre_review"
    REGISTER = "register"
    REFUSE_OPENING = "refuse_opening"
    OPEN_INVESTIGATION = "open_investigation"
    REQUEST_DATA = "request_data"
    RECEIVE_DATA = "receive_data"
    EXTEND_INVESTIGATION = "extend_investigation"
    NOTIFY_HEARING = "notify_hearing"
    HOLD_HEARING = "hold_hearing"
    SEND_REPORT = "send_report"
    RECEIVE_OPINION = "receive_opinion"
    TABLE = "table"
    DELIBERATE = "deliberate"
    RESOLVE_VIOLATION = "resolve_violation"
    RESOLVE_NO_VIOLATION = "resolve_no_violation"
    CLOSE_PROCEDURE = "close_procedure"
    WRITE_DECISION = "write_decision"
    SERVE_DECISION = "serve_decision"
    ENTER_MEASURE = "enter_measure"
    CLOSE_NO_VIOLATION = "close_no_violation"
    SUSPEND = "suspend"
    RESUME = "resume"
    TERMINATE = "terminate"
    CLOSE_TIME_BARRED = "close_time_barred"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    NOTIFY_CLOSING = "notify_closing"


class Outcome(StrEnum):
    """How a case ended."""

    NOT_OPENED = "not_opened"
    NO_VIOLATION = "no_violation"
    PROCEDURE_CLOSED = "procedure_closed"
    TERMINATED = "terminated"
    TIME_BARRED = "time_barred"
    WITHDRAWN = "withdrawn"
    MEASURES_COMPLETED = "measures_completed"


OUTCOME_LABELS: dict[str, Text] = {
    Outcome.NOT_OPENED: Text("심사불개시", "Not opened"),
    Outcome.NO_VIOLATION: Text("무혐의", "No violation found"),
    Outcome.PROCEDURE_CLOSED: Text("심의절차종료", "Proceedings ended"),
    Outcome.TERMINATED: Text("종결처리", "Terminated"),
    Outcome.TIME_BARRED: Text("처분시효 경과", "Time-barred"),
    Outcome.WITHDRAWN: Text("취하", "Withdrawn"),
    Outcome.MEASURES_COMPLETED: Text("처분 이행 완료", "Measures completed"),
}

# What the clocks of `law/data/clocks.toml` hear of when a step is taken.
OCCURRENCES: dict[Command, str] = {
    Command.EXTEND_PRE_REVIEW: "pre_review_extended",
    Command.REGISTER: "registered",
    Command.OPEN_INVESTIGATION: "investigation_opened",
    Command.REQUEST_DATA: "data_requested",
    Command.RECEIVE_DATA: "data_received",
    Command.EXTEND_INVESTIGATION: "investigation_extended",
    Command.NOTIFY_HEARING: "hearing_notified",
    Command.HOLD_HEARING: "heard",
    Command.SEND_REPORT: "report_sent",
    Command.RECEIVE_OPINION: "opinion_received",
    Command.TABLE: "tabled",
    Command.DELIBERATE: "deliberated",
    Command.RESOLVE_VIOLATION: "resolved",
    Command.WRITE_DECISION: "decision_written",
    Command.SERVE_DECISION: "served",
    Command.ENTER_MEASURE: "served",
    Command.SUSPEND: "suspended",
    Command.RESUME: "resumed",
    Command.NOTIFY_CLOSING: "closing_notified",
}
