"""The Win-Win track of the ministry: disputes and surveys, from receipt to publication."""

from app.access.policy import May
from app.cases.lifecycle import guards as g
from app.cases.lifecycle import ministry_guards as m
from app.cases.lifecycle.closings import guarded
from app.cases.lifecycle.steps import STATE_LABELS, CaseState, Command, Outcome
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text

S, C = CaseState, Command
_ACT, _GUIDE = "상생협력법", "수탁·위탁거래 사건처리지침 예규 제14호"

# fmt: off
ROWS = [
    #  from                act                     to                 who may                basis                   label
    R(S.RECEIVED,         C.NOTIFY_INVESTIGATION, S.RECEIVED,        May.CASE_INVESTIGATE,  f"{_ACT} 제40조제2항",    Text("조사 사전통지", "Give notice of the investigation"), (g.examiner_assigned, m.visit_notice_long_enough)),
    R(S.RECEIVED,         C.OPEN_INVESTIGATION,   S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_ACT} 제40조제2항",    Text("조사 착수", "Open the investigation"), (g.examiner_assigned, g.supplements_settled, m.visit_day_reached)),
    R(S.RECEIVED,         C.OPEN_URGENTLY,        S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_ACT} 제40조제2항",    Text("긴급 조사 착수(사전통지 생략)", "Open at once, without notice"), (g.examiner_assigned,), needs_reason=True),
    R(S.RECEIVED,         C.REFUSE_OPENING,       S.CLOSED,          May.CASE_REVIEW,       f"{_ACT} 제28조",        Text("조사 불개시", "Refuse to open"), outcome=Outcome.NOT_OPENED, needs_reason=True),
    R(S.RECEIVED,         C.WITHDRAW,             S.CLOSED,          May.CASE_WITHDRAW,     f"{_ACT} 제28조",        Text("신청 취하", "Withdraw the request"), outcome=Outcome.WITHDRAWN),
    R(S.INVESTIGATING,    C.REQUEST_DATA,         S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_ACT} 제40조제2항",    Text("자료제출 요구", "Order documents"), (g.no_data_request_open, m.data_time_long_enough), needs_reason=True),
    R(S.INVESTIGATING,    C.RECEIVE_DATA,         S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_ACT} 제40조제2항",    Text("자료 접수", "Receive the documents"), (g.data_request_open,)),
    R(S.INVESTIGATING,    C.NOTE_DATA_REFUSAL,    S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("자료 미제출 기록", "Note that data were held back"), (g.data_request_open, m.data_day_passed)),
    R(S.INVESTIGATING,    C.NOTE_NON_SUBMISSION,  S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("자료제출 거부로 처리", "Take it as non-submission"), (m.refused_often_enough,)),
    R(S.INVESTIGATING,    C.EXTEND_INVESTIGATION, S.INVESTIGATING,   May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("조사기간 연장", "Extend the investigation"), (m.investigation_not_extended, m.extension_within_limit), needs_reason=True),
    R(S.INVESTIGATING,    C.NOTIFY_DISPOSITION,   S.PRIOR_NOTICE,    May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("처분 사전통지", "Give prior notice of a measure"), (g.not_time_barred, g.no_data_request_open, m.opinion_time_long_enough), needs_reason=True),
    R(S.INVESTIGATING,    C.REQUEST_KFTC,         S.KFTC_REQUESTED,  May.CASE_INVESTIGATE,  f"{_ACT} 제26조제1항",    Text("공정위에 조치 요구", "Ask the KFTC to act"), (m.surveyed, m.reached_by_other_act), needs_reason=True),
    R(S.INVESTIGATING,    C.CLOSE_NO_VIOLATION,   S.CLOSED,          May.CASE_INVESTIGATE,  f"{_ACT} 제27조",        Text("무혐의 종결", "Close: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True),
    R(S.INVESTIGATING,    C.CLOSE_TIME_BARRED,    S.CLOSED,          May.CASE_CLOSE,        f"{_ACT} 제27조의2제2항", Text("제척기간 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.PRIOR_NOTICE,     C.RECEIVE_OPINION,      S.PRIOR_NOTICE,    May.CASE_ANSWER,       f"{_GUIDE}",            Text("의견 제출", "Answer the prior notice")),
    R(S.PRIOR_NOTICE,     C.HOLD_HEARING,         S.HEARD,           May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("의견 제출 절차 종료", "End the time for opinions"), (m.opinion_time_over,)),
    R(S.HEARD,            C.ENTER_MEASURE,        S.UNDER_MEASURE,   May.MEASURE_SERVE,     f"{_ACT} 제27조",        Text("처분 통지", "Serve a measure"), (g.not_time_barred, g.no_mediation_open), automatic=True),
    R(S.HEARD,            C.NOTIFY_DISPOSITION,   S.PRIOR_NOTICE,    May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("다른 처분 사전통지", "Give prior notice of another measure"), (g.not_time_barred, m.opinion_time_long_enough), needs_reason=True),
    R(S.HEARD,            C.REQUEST_KFTC,         S.KFTC_REQUESTED,  May.CASE_INVESTIGATE,  f"{_ACT} 제26조제1항",    Text("공정위에 조치 요구", "Ask the KFTC to act"), (m.surveyed, m.reached_by_other_act), needs_reason=True),
    R(S.HEARD,            C.CLOSE_NO_VIOLATION,   S.CLOSED,          May.CASE_INVESTIGATE,  f"{_ACT} 제27조",        Text("무혐의 종결", "Close: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True),
    R(S.HEARD,            C.CLOSE_TIME_BARRED,    S.CLOSED,          May.CASE_CLOSE,        f"{_ACT} 제27조의2제2항", Text("제척기간 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.PRIOR_NOTICE,     C.REQUEST_KFTC,         S.KFTC_REQUESTED,  May.CASE_INVESTIGATE,  f"{_ACT} 제26조제1항",    Text("공정위에 조치 요구", "Ask the KFTC to act"), (m.surveyed, m.reached_by_other_act), needs_reason=True),
    R(S.PRIOR_NOTICE,     C.CLOSE_NO_VIOLATION,   S.CLOSED,          May.CASE_INVESTIGATE,  f"{_ACT} 제27조",        Text("무혐의 종결", "Close: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True),
    R(S.PRIOR_NOTICE,     C.CLOSE_TIME_BARRED,    S.CLOSED,          May.CASE_CLOSE,        f"{_ACT} 제27조의2제2항", Text("제척기간 경과로 종결", "Close as time-barred"), (g.time_barred,), outcome=Outcome.TIME_BARRED),
    R(S.UNDER_MEASURE,    C.NOTIFY_DISPOSITION,   S.UNDER_MEASURE,   May.CASE_INVESTIGATE,  f"{_GUIDE}",            Text("다음 처분 사전통지", "Give prior notice of the next measure"), (m.opinion_time_long_enough,), needs_reason=True),
    R(S.UNDER_MEASURE,    C.RECEIVE_OPINION,      S.UNDER_MEASURE,   May.CASE_ANSWER,       f"{_GUIDE}",            Text("의견 제출", "Answer the prior notice")),
    R(S.UNDER_MEASURE,    C.REQUEST_KFTC,         S.KFTC_REQUESTED,  May.CASE_INVESTIGATE,  f"{_ACT} 제28조제4항",    Text("불이행 사건 공정위에 조치 요구", "Ask the KFTC to act on non-compliance"), (m.reached_by_other_act,), needs_reason=True),
    R(S.UNDER_MEASURE,    C.CLOSE,                S.CLOSED,          May.CASE_CLOSE,        f"{_ACT} 제27조",        Text("이행 완료 종결", "Close: measures completed"), (g.measures_ended, g.objections_ruled), outcome=Outcome.MEASURES_COMPLETED),
    *(R(state,            C.CLOSE_SETTLED,        S.CLOSED,          May.CASE_CLOSE,        f"{_ACT} 제28조",        Text("조정성립 종결", "Close: settled in mediation"), (g.settlement_performed, g.measures_ended), outcome=Outcome.SETTLED) for state in (S.RECEIVED, S.INVESTIGATING, S.PRIOR_NOTICE, S.HEARD, S.UNDER_MEASURE)),
    R(S.KFTC_REQUESTED,   C.EXTEND_KFTC_REQUEST,  S.KFTC_REQUESTED,  May.CASE_REVIEW,       f"{_ACT} 제26조제2항",    Text("처리 기간 연장 기록", "Note a longer time of the KFTC"), (m.request_not_extended, m.extension_within_limit), needs_reason=True),
    R(S.KFTC_REQUESTED,   C.RECEIVE_KFTC_RESULT,  S.CLOSED,          May.CASE_REVIEW,       f"{_ACT} 제26조제2항",    Text("공정위 조치 결과 접수", "Receive what the KFTC decided"), (g.objections_ruled,), outcome=Outcome.DEALT_WITH_BY_KFTC, needs_reason=True),
    R(S.KFTC_REQUESTED,   C.TAKE_BACK,            S.INVESTIGATING,   May.CASE_REVIEW,       f"{_ACT} 제26조제2항",    Text("공정위 소관 아님 회신", "Take it back: not a matter of the KFTC"), needs_reason=True),
    R(S.CLOSED,           C.NOTIFY_CLOSING,       S.CLOSED,          May.CASE_CLOSE,        f"{_GUIDE}",            Text("종결 통지", "Tell the parties of the closing"), (g.closing_not_notified,)),
]
# fmt: on

WIN_WIN = Lifecycle(
    name="mss_win_win",
    title=Text("중소벤처기업부 수탁·위탁거래 사건", "Win-Win Act case"),
    initial=CaseState.RECEIVED,
    rows=guarded(ROWS),
    labels=STATE_LABELS,
)
