"""The KFTC track: what may happen to a subcontracting case, as enacted."""

from app.access.policy import May
from app.cases.lifecycle import guards as g
from app.cases.lifecycle import right_guards as r
from app.cases.lifecycle.closings import guarded
from app.cases.lifecycle.steps import STATE_LABELS, CaseState, Command, Outcome
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text

S, C = CaseState, Command
_ACT, _RULES = "하도급법", "공정거래위원회 사건절차규칙"

# fmt: off
ROWS = [
    #  from                 act                     to                  who may                basis                      label
    R(S.RECEIVED,          C.BEGIN_PRE_REVIEW,     S.PRE_REVIEW,       May.CASE_REVIEW,       f"{_RULES} 제12조",         Text("사전심사 시작", "Begin pre-review")),
    R(S.RECEIVED,          C.WITHDRAW,             S.CLOSED,           May.CASE_WITHDRAW,     f"{_ACT} 제22조제3항",       Text("신고 취하", "Withdraw the complaint"), outcome=Outcome.WITHDRAWN),
    R(S.PRE_REVIEW,        C.EXTEND_PRE_REVIEW,    S.PRE_REVIEW,       May.CASE_REVIEW,       f"{_RULES} 제12조",         Text("사전심사 기간 연장", "Extend pre-review"), (g.not_extended_before,), needs_reason=True),
    R(S.PRE_REVIEW,        C.REGISTER,             S.REGISTERED,       May.CASE_REVIEW,       f"{_RULES} 제15조",         Text("사건 등록(심사착수보고)", "Register the case"), (g.supplements_settled, g.examiner_assigned)),
    R(S.PRE_REVIEW,        C.REFUSE_OPENING,       S.CLOSED,           May.CASE_REVIEW,       f"{_RULES} 제20조",         Text("심사불개시", "Refuse to open"), outcome=Outcome.NOT_OPENED, needs_reason=True),
    R(S.PRE_REVIEW,        C.WITHDRAW,             S.CLOSED,           May.CASE_WITHDRAW,     f"{_ACT} 제22조제3항",       Text("신고 취하", "Withdraw the complaint"), outcome=Outcome.WITHDRAWN),
    R(S.REGISTERED,        C.OPEN_INVESTIGATION,   S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제13조",         Text("조사 착수", "Open the investigation"), (g.examiner_assigned, r.examiner_is_another)),
    R(S.REGISTERED,        C.CLOSE_TIME_BARRED,    S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제22조제4항",       Text("처분시효 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.INVESTIGATING,     C.REQUEST_DATA,         S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제13조",         Text("자료제출 요구", "Order documents"), (g.no_data_request_open,), needs_reason=True),
    R(S.INVESTIGATING,     C.RECEIVE_DATA,         S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제13조",         Text("자료 접수", "Receive the documents"), (g.data_request_open,)),
    R(S.INVESTIGATING,     C.EXTEND_INVESTIGATION, S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제13조",         Text("조사기간 연장", "Extend the investigation"), needs_reason=True),
    R(S.INVESTIGATING,     C.SEND_REPORT,          S.REPORT_SENT,      May.CASE_INVESTIGATE,  f"{_RULES} 제25조",         Text("심사보고서 송부", "Send the examiner's report"), (g.not_time_barred, g.no_data_request_open)),
    R(S.INVESTIGATING,     C.ENTER_MEASURE,        S.UNDER_MEASURE,    May.MEASURE_SERVE,     f"{_ACT} 제25조의5",         Text("권고·경고 통지", "Serve a recommendation or warning"), automatic=True),
    R(S.INVESTIGATING,     C.CLOSE_NO_VIOLATION,   S.CLOSED,           May.CASE_INVESTIGATE,  f"{_RULES} 제53조부터 제58조까지", Text("무혐의 종결", "Close: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True),
    R(S.INVESTIGATING,     C.SUSPEND,              S.SUSPENDED,        May.CASE_INVESTIGATE,  f"{_RULES} 제56조",         Text("심의중지", "Suspend"), needs_reason=True),
    R(S.INVESTIGATING,     C.CLOSE_TIME_BARRED,    S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제22조제4항",       Text("처분시효 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.INVESTIGATING,     C.CLOSE_EXAMINATION,    S.CLOSED,           May.CASE_INVESTIGATE,  f"{_RULES} 제53조부터 제58조까지", Text("심사절차종료", "End the examination"), outcome=Outcome.PROCEDURE_CLOSED, needs_reason=True),
    R(S.INVESTIGATING,     C.NOTIFY_EXTENSION,     S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제13조",         Text("연장 통지", "Tell the parties of the extension")),
    R(S.INVESTIGATING,     C.TELL_COMPLAINANT,     S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제15조",         Text("신고인에게 진행상황 통지", "Tell the complainant of progress"), (g.complainant_known,)),
    R(S.INVESTIGATING,     C.TELL_RESPONDENT,      S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제15조",         Text("피조사인에게 진행상황 통지", "Tell the respondent of progress")),
    R(S.INVESTIGATING,     C.COLLECT_MATERIAL,     S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제15조의2",      Text("자료 수집·목록 교부", "Collect material and hand over its list")),
    R(S.INVESTIGATING,     C.OBJECT_TO_MATERIAL,   S.INVESTIGATING,    May.CASE_ANSWER,       f"{_RULES} 제15조의2",      Text("수집 자료 이의 제기", "Object to collected material"), (r.material_objection_in_time,), needs_reason=True),
    R(S.SUSPENDED,         C.RESUME,               S.INVESTIGATING,    May.CASE_INVESTIGATE,  f"{_RULES} 제56조",         Text("조사 재개", "Resume")),
    R(S.SUSPENDED,         C.CLOSE_TIME_BARRED,    S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제22조제4항",       Text("처분시효 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.SUSPENDED,         C.TERMINATE,            S.CLOSED,           May.CASE_INVESTIGATE,  f"{_RULES} 제56조",         Text("종결처리", "Terminate"), (g.suspended_six_months,), outcome=Outcome.TERMINATED, needs_reason=True),
    R(S.REPORT_SENT,       C.RECEIVE_OPINION,      S.REPORT_SENT,      May.CASE_ANSWER,       f"{_RULES} 제25조",         Text("의견 제출", "Answer the report")),
    R(S.REPORT_SENT,       C.TABLE,                S.TABLED,           May.CASE_DOCKET,       f"{_RULES} 제29조부터 제37조까지", Text("심의 상정", "Table for deliberation"), (g.opinion_settled, g.hearing_notice_long_enough), automatic=True),
    R(S.REPORT_SENT,       C.SUSPEND,              S.SUSPENDED,        May.CASE_INVESTIGATE,  f"{_RULES} 제56조",         Text("심의중지", "Suspend"), needs_reason=True),
    R(S.REPORT_SENT,       C.CLOSE_TIME_BARRED,    S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제22조제4항",       Text("처분시효 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.TABLED,            C.DELIBERATE,           S.DELIBERATED,      May.CASE_DECIDE,       f"{_RULES} 제84조",         Text("심의", "Deliberate"), (g.hearing_day_reached,), automatic=True),
    R(S.DELIBERATED,       C.RESOLVE_VIOLATION,    S.RESOLVED,         May.CASE_DECIDE,       f"{_RULES} 제62조",         Text("위반 의결", "Resolve: violation"), (g.not_time_barred,), automatic=True),
    R(S.DELIBERATED,       C.RESOLVE_NO_VIOLATION, S.CLOSED,           May.CASE_DECIDE,       f"{_RULES} 제62조",         Text("무혐의 의결", "Resolve: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True, automatic=True),
    R(S.DELIBERATED,       C.CLOSE_PROCEDURE,      S.CLOSED,           May.CASE_DECIDE,       f"{_RULES} 제62조",         Text("심의절차종료", "End the proceedings"), outcome=Outcome.PROCEDURE_CLOSED, needs_reason=True, automatic=True),
    R(S.DELIBERATED,       C.SUSPEND,              S.SUSPENDED,        May.CASE_DECIDE,       f"{_RULES} 제56조",         Text("심의중지 의결", "Resolve to suspend"), needs_reason=True),
    R(S.RESOLVED,          C.WRITE_DECISION,       S.DECISION_WRITTEN, May.CASE_DOCKET,       f"{_RULES} 제62조",         Text("의결서 작성", "Write the decision"), (g.measure_drafted,), automatic=True),
    R(S.DECISION_WRITTEN,  C.SERVE_DECISION,       S.UNDER_MEASURE,    May.MEASURE_SERVE,     f"{_RULES} 제64조",         Text("의결서 송달", "Serve the decision"), automatic=True),
    R(S.UNDER_MEASURE,     C.ASK_DELIBERATION,     S.UNDER_MEASURE,    May.CASE_ANSWER,       f"{_RULES} 제61조",         Text("경고에 대한 심의 요청", "Ask for deliberation on a warning"), (r.measure_is_the_examiners,), needs_reason=True),
    R(S.UNDER_MEASURE,     C.SEND_REPORT,          S.REPORT_SENT,      May.CASE_INVESTIGATE,  f"{_ACT} 제25조의5",         Text("심사보고서 송부(불수락·심의 요청)", "Send the report after a refusal or on request"), (g.not_time_barred, g.measures_ended_or_deliberation_asked)),
    R(S.UNDER_MEASURE,     C.CLOSE,                S.CLOSED,           May.CASE_CLOSE,        f"{_RULES} 제73조",         Text("이행 완료 종결", "Close: measures completed"), (g.measures_ended, g.objections_ruled), outcome=Outcome.MEASURES_COMPLETED),
    R(S.RECEIVED,          C.CLOSE_SETTLED,        S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제24조의6",         Text("조정성립 종결", "Close: settled in mediation"), (g.settlement_performed,), outcome=Outcome.SETTLED),
    R(S.PRE_REVIEW,        C.CLOSE_SETTLED,        S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제24조의6",         Text("조정성립 종결", "Close: settled in mediation"), (g.settlement_performed,), outcome=Outcome.SETTLED),
    R(S.REGISTERED,        C.CLOSE_SETTLED,        S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제24조의6",         Text("조정성립 종결", "Close: settled in mediation"), (g.settlement_performed,), outcome=Outcome.SETTLED),
    R(S.INVESTIGATING,     C.CLOSE_SETTLED,        S.CLOSED,           May.CASE_CLOSE,        f"{_ACT} 제24조의6",         Text("조정성립 종결", "Close: settled in mediation"), (g.settlement_performed,), outcome=Outcome.SETTLED),
    R(S.INVESTIGATING,     C.ENTER_CONSENT_DECISION, S.CONSENT_DECISION, May.CASE_DOCKET,     f"{_ACT} 제24조의9부터 제24조의11까지", Text("동의의결 절차 개시", "Open the consent decision"), automatic=True),
    R(S.CONSENT_DECISION,  C.LEAVE_CONSENT_DECISION, S.INVESTIGATING,  May.CASE_DOCKET,       f"{_ACT} 제24조의9부터 제24조의11까지", Text("동의의결 절차 종료", "Consent decision ended"), automatic=True),
    R(S.CONSENT_DECISION,  C.CLOSE_CONSENT,        S.CLOSED,           May.CASE_INVESTIGATE,  f"{_ACT} 제24조의9부터 제24조의11까지", Text("동의의결 이행 완료 종결", "Close: consent decision performed"), outcome=Outcome.CONSENT, automatic=True),
    R(S.REPORT_SENT,       C.RESOLVE_SIMPLIFIED,   S.RESOLVED,         May.CASE_DOCKET,       f"{_RULES} 제67조부터 제69조까지", Text("약식의결", "Resolve by simplified decision"), (g.not_time_barred,), automatic=True),
    R(S.CLOSED,            C.NOTIFY_CLOSING,       S.CLOSED,           May.CASE_CLOSE,        f"{_RULES} 제61조",         Text("종결 통지", "Tell the parties of the closing"), (g.closing_not_notified,)),
    R(S.CLOSED,            C.ASK_REINVESTIGATION,  S.CLOSED,           May.REINVESTIGATION_ASK, "공정거래법 제96조의2",      Text("재조사 요청", "Ask for a new investigation"), (r.reinvestigation_in_time, r.no_reinvestigation_open), needs_reason=True),
    R(S.CLOSED,            C.REFUSE_REINVESTIGATION, S.CLOSED,         May.CASE_DOCKET,       "공정거래법 제96조의2",      Text("재조사 요청 기각(심의위원회)", "Refuse a new investigation"), (r.reinvestigation_open,), needs_reason=True),
    R(S.CLOSED,            C.REINVESTIGATE,        S.REGISTERED,       May.CASE_DOCKET,       "공정거래법 제96조의2",      Text("재조사 결정(심의위원회)", "Order a new investigation"), (r.reinvestigation_open,), needs_reason=True),
]
# fmt: on

KFTC = Lifecycle(
    name="kftc",
    title=Text("공정거래위원회 하도급 사건", "KFTC subcontracting case"),
    initial=CaseState.RECEIVED,
    rows=guarded(ROWS),
    labels=STATE_LABELS,
)
