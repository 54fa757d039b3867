"""The SME technology track: the enacted report and hearing, then the rungs announced in 2026."""

from app.access.policy import May
from app.cases.lifecycle import guards as g
from app.cases.lifecycle.closings import guarded
from app.cases.lifecycle.steps import STATE_LABELS, CaseState, Command, Outcome
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text

S, C = CaseState, Command
_ACT, _DECREE = "중소기업기술보호법", "중소기업기술보호법 시행령"
# A settlement of the technology committee ends the case in each of these.
_RUNNING = (S.RECEIVED, S.INVESTIGATING, S.HEARD, S.UNDER_MEASURE)

# fmt: off
ROWS = [
    #  from               act                    to                who may               basis                 label
    R(S.RECEIVED,        C.OPEN_INVESTIGATION,  S.INVESTIGATING,  May.CASE_INVESTIGATE, f"{_ACT} 제8조의2",     Text("조사 착수", "Open the investigation"), (g.examiner_assigned, g.proof_attached, g.supplements_settled)),
    R(S.RECEIVED,        C.REFUSE_OPENING,      S.CLOSED,         May.CASE_REVIEW,      f"{_ACT} 제8조의2",     Text("조사 불개시", "Refuse to open"), outcome=Outcome.NOT_OPENED, needs_reason=True),
    R(S.RECEIVED,        C.WITHDRAW,            S.CLOSED,         May.CASE_WITHDRAW,    f"{_ACT} 제8조의2",     Text("신고 취하", "Withdraw the complaint"), outcome=Outcome.WITHDRAWN),
    R(S.INVESTIGATING,   C.REQUEST_DATA,        S.INVESTIGATING,  May.CASE_INVESTIGATE, f"{_ACT} 제8조의2",     Text("자료제출 요구", "Order documents"), (g.no_data_request_open,), needs_reason=True),
    R(S.INVESTIGATING,   C.RECEIVE_DATA,        S.INVESTIGATING,  May.CASE_INVESTIGATE, f"{_ACT} 제8조의2",     Text("자료 접수", "Receive the documents"), (g.data_request_open,)),
    R(S.INVESTIGATING,   C.NOTIFY_HEARING,      S.INVESTIGATING,  May.CASE_INVESTIGATE, f"{_ACT} 제8조의3",     Text("의견청취 통지", "Give notice of the hearing"), (g.hearing_notice_long_enough,)),
    R(S.INVESTIGATING,   C.HOLD_HEARING,        S.HEARD,          May.CASE_INVESTIGATE, f"{_ACT} 제8조의3",     Text("의견청취", "Hear the parties"), (g.hearing_day_reached, g.no_data_request_open)),
    R(S.INVESTIGATING,   C.CLOSE_NO_VIOLATION,  S.CLOSED,         May.CASE_INVESTIGATE, f"{_ACT} 제8조의3",     Text("무혐의 종결", "Close: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True),
    R(S.HEARD,           C.ENTER_MEASURE,       S.UNDER_MEASURE,  May.MEASURE_SERVE,    f"{_ACT} 제8조의3",     Text("처분 통지", "Serve a measure"), (g.no_mediation_open,), automatic=True),
    R(S.HEARD,           C.CLOSE_NO_VIOLATION,  S.CLOSED,         May.CASE_INVESTIGATE, f"{_ACT} 제8조의3",     Text("무혐의 종결", "Close: no violation"), outcome=Outcome.NO_VIOLATION, needs_reason=True),
    R(S.RECEIVED,        C.ADVISE_MEDIATION,    S.RECEIVED,       May.CASE_INVESTIGATE, f"{_ACT} 제8조의4",     Text("조정 권고", "Advise mediation")),
    R(S.INVESTIGATING,   C.ADVISE_MEDIATION,    S.INVESTIGATING,  May.CASE_INVESTIGATE, f"{_ACT} 제8조의4",     Text("조정 권고", "Advise mediation")),
    *(R(state,           C.CLOSE_SETTLED,       S.CLOSED,         May.CASE_CLOSE,       f"{_DECREE} 제4조의4",  Text("조정 성립 종결", "Close: settled in mediation"), (g.settlement_performed, g.measures_ended), outcome=Outcome.SETTLED) for state in _RUNNING),
    R(S.UNDER_MEASURE,   C.CLOSE,               S.CLOSED,         May.CASE_CLOSE,       f"{_ACT} 제8조의3",     Text("이행 완료 종결", "Close: measures completed"), (g.measures_ended, g.objections_ruled), outcome=Outcome.MEASURES_COMPLETED),
    R(S.CLOSED,          C.NOTIFY_CLOSING,      S.CLOSED,         May.CASE_CLOSE,       f"{_ACT} 제8조의3",     Text("종결 통지", "Tell the parties of the closing"), (g.closing_not_notified,)),
]
# fmt: on

SME_TECHNOLOGY = Lifecycle(
    name="sme_technology",
    title=Text("중소기업기술 침해 사건", "SME technology case"),
    initial=CaseState.RECEIVED,
    rows=guarded(ROWS),
    labels=STATE_LABELS,
)
