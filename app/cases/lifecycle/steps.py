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
    PRIOR_NOTICE = "prior_notice"
    KFTC_REQUESTED = "kftc_requested"
    CONSENT_DECISION = "consent_decision"
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
    CaseState.PRIOR_NOTICE: Text("처분 사전통지", "Prior notice of a measure"),
    CaseState.KFTC_REQUESTED: Text("공정위 조치요구 중", "With the KFTC on request"),
    CaseState.CONSENT_DECISION: Text("동의의결 절차", "Consent decision"),
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
    # settlements bring these about, but for the closing after a settlement was performed
    ENTER_CONSENT_DECISION = "enter_consent_decision"
    LEAVE_CONSENT_DECISION = "leave_consent_decision"
    CLOSE_CONSENT = "close_consent"
    RESOLVE_SIMPLIFIED = "resolve_simplified"
    CLOSE_SETTLED = "close_settled"
    CLOSE_TIME_BARRED = "close_time_barred"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    NOTIFY_CLOSING = "notify_closing"
    # progress, material, closings by the examiner and what the parties may ask for
    TELL_COMPLAINANT = "tell_complainant"
    TELL_RESPONDENT = "tell_respondent"
    NOTIFY_EXTENSION = "notify_extension"
    COLLECT_MATERIAL = "collect_material"
    OBJECT_TO_MATERIAL = "object_to_material"
    CLOSE_EXAMINATION = "close_examination"
    ASK_DELIBERATION = "ask_deliberation"
    ASK_REINVESTIGATION = "ask_reinvestigation"
    REFUSE_REINVESTIGATION = "refuse_reinvestigation"
    REINVESTIGATE = "reinvestigate"
    # Win-Win and SME technology
    NOTIFY_INVESTIGATION = "notify_investigation"
    OPEN_URGENTLY = "open_urgently"
    NOTE_DATA_REFUSAL = "note_data_refusal"
    NOTE_NON_SUBMISSION = "note_non_submission"
    NOTIFY_DISPOSITION = "notify_disposition"
    REQUEST_KFTC = "request_kftc"
    EXTEND_KFTC_REQUEST = "extend_kftc_request"
    RECEIVE_KFTC_RESULT = "receive_kftc_result"
    TAKE_BACK = "take_back"
    ADVISE_MEDIATION = "advise_mediation"
    # between agencies and cases
    REFER_OUT = "refer_out"
    MERGE = "merge"
    HAND_OVER = "hand_over"
    REOPEN = "reopen"


class Outcome(StrEnum):
    """How a case ended."""

    NOT_OPENED = "not_opened"
    NO_VIOLATION = "no_violation"
    PROCEDURE_CLOSED = "procedure_closed"
    TERMINATED = "terminated"
    TIME_BARRED = "time_barred"
    WITHDRAWN = "withdrawn"
    CONSENT = "consent"
    MEASURES_COMPLETED = "measures_completed"
    SETTLED = "settled"
    REFERRED_OUT = "referred_out"
    DEALT_WITH_BY_KFTC = "dealt_with_by_kftc"
    MERGED = "merged"
    HANDED_OVER = "handed_over"


OUTCOME_LABELS: dict[str, Text] = {
    Outcome.NOT_OPENED: Text("심사불개시", "Not opened"),
    Outcome.NO_VIOLATION: Text("무혐의", "No violation found"),
    Outcome.PROCEDURE_CLOSED: Text("심의절차종료", "Proceedings ended"),
    Outcome.TERMINATED: Text("종결처리", "Terminated"),
    Outcome.TIME_BARRED: Text("처분시효 경과", "Time-barred"),
    Outcome.CONSENT: Text("동의의결", "Consent decision"),
    Outcome.WITHDRAWN: Text("취하", "Withdrawn"),
    Outcome.MEASURES_COMPLETED: Text("처분 이행 완료", "Measures completed"),
    Outcome.SETTLED: Text("조정성립", "Settled"),
    Outcome.REFERRED_OUT: Text("타 기관 이송", "Referred to another body"),
    Outcome.DEALT_WITH_BY_KFTC: Text("공정위 조치로 종결", "Dealt with by the KFTC"),
    Outcome.MERGED: Text("병합", "Merged into another case"),
    Outcome.HANDED_OVER: Text("이첩", "Handed over to another procedure"),
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
    Command.RESOLVE_SIMPLIFIED: "resolved",
    Command.ENTER_CONSENT_DECISION: "consent_decision_opened",
    Command.LEAVE_CONSENT_DECISION: "consent_decision_ended",
    Command.WRITE_DECISION: "decision_written",
    Command.SERVE_DECISION: "served",
    Command.ENTER_MEASURE: "served",
    Command.SUSPEND: "suspended",
    Command.RESUME: "resumed",
    Command.NOTIFY_CLOSING: "closing_notified",
    Command.TELL_COMPLAINANT: "complainant_told",
    Command.TELL_RESPONDENT: "respondent_told",
    Command.NOTIFY_EXTENSION: "extension_notified",
    Command.COLLECT_MATERIAL: "material_collected",
    Command.OBJECT_TO_MATERIAL: "material_objected",
    Command.ASK_DELIBERATION: "deliberation_asked",
    Command.ASK_REINVESTIGATION: "reinvestigation_asked",
    Command.REFUSE_REINVESTIGATION: "reinvestigation_answered",
    Command.REINVESTIGATE: "reinvestigation_answered",
    Command.NOTIFY_INVESTIGATION: "investigation_notified",
    Command.OPEN_URGENTLY: "investigation_opened",
    Command.NOTE_DATA_REFUSAL: "data_refused",
    Command.NOTE_NON_SUBMISSION: "non_submission_found",
    Command.NOTIFY_DISPOSITION: "disposition_notified",
    Command.REQUEST_KFTC: "kftc_requested",
    Command.EXTEND_KFTC_REQUEST: "kftc_request_extended",
    Command.RECEIVE_KFTC_RESULT: "kftc_answered",
    Command.TAKE_BACK: "kftc_answered",
    Command.ADVISE_MEDIATION: "mediation_advised",
}
