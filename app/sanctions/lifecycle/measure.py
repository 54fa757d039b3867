"""What may happen to a measure; one page for all kinds, what differs between them is data."""

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text
from app.sanctions.lifecycle import guards as g
from app.sanctions.lifecycle import performance as p
from app.sanctions.lifecycle.steps import STATE_LABELS, Command, State

S, C = State, Command
_RULES, _FAIR = "공정거래위원회 사건절차규칙", "공정거래법"
_CHECKS = f"{_RULES} 제73조부터 제73조의6까지"
_PAYING = f"{_FAIR} 시행령 제85조부터 제87조까지"

_REDRAFT = Text("다시 기안", "Redraft")
_CANCEL = Text("기안 철회", "Cancel the draft")
_RETURN = Text("반려", "Return")
_REPORT = Text("이행 보고", "Report compliance")
_CONFIRM = Text("이행 확인", "Confirm compliance")
_PLAN = Text("이행계획 요구", "Ask for a plan of compliance")
_PLANNED = Text("이행계획 제출", "Hand in the plan of compliance")
_PROVE = Text("주문 항목 이행 증빙 제출", "Prove an item of the order")
_FOUND = Text("주문 항목 이행 판단", "Judge the proof of an item")
_CHECK = Text("이행 점검", "Check compliance")
_DEMAND = Text("이행 독촉", "Demand compliance")
_MONITOR = Text("제3자 이행 점검 지정", "Assign a third-party monitor")
_MONITORED = Text("제3자 점검 보고 접수", "Note the monitor's report")
_PAYMENT = Text("납부 기록", "Record a payment")
_SETTLED = Text("완납", "Paid in full")
_REFUND = Text("환급 기록", "Record a refund")
_OBJECT = Text("이의신청", "File an objection")
_RULED = Text("이의신청 기각·각하", "Objection dismissed")
_ANNUL = Text("처분 취소", "Annul")
_BY_SETTLEMENT = Text("조정 성립으로 종료", "Ended by a settlement")
_IN_PART = Text("일부 취소", "Annul in part")

# fmt: off
ROWS = [
    #  from            act                    to            who may                   basis                 label
    R(S.DRAFTED,   C.COUNTERSIGN,        S.APPROVED,  May.MEASURE_COUNTERSIGN, f"{_RULES} 제62조",    Text("결재", "Countersign"), (g.within_disposition_limit, g.posting_still_ahead)),
    R(S.DRAFTED,   C.RETURN,             S.RETURNED,  May.MEASURE_COUNTERSIGN, f"{_RULES} 제62조",    _RETURN, needs_reason=True),
    R(S.DRAFTED,   C.REDRAFT,            S.DRAFTED,   May.MEASURE_DRAFT,       f"{_RULES} 제62조",    _REDRAFT),
    R(S.DRAFTED,   C.CANCEL,             S.CANCELLED, May.MEASURE_DRAFT,       f"{_RULES} 제62조",    _CANCEL, needs_reason=True),
    R(S.RETURNED,  C.REDRAFT,            S.DRAFTED,   May.MEASURE_DRAFT,       f"{_RULES} 제62조",    _REDRAFT),
    R(S.RETURNED,  C.CANCEL,             S.CANCELLED, May.MEASURE_DRAFT,       f"{_RULES} 제62조",    _CANCEL, needs_reason=True),
    R(S.APPROVED,  C.ISSUE,              S.ISSUED,    May.MEASURE_ISSUE,       f"{_RULES} 제62조",    Text("발령", "Issue"), (g.case_ready, g.as_resolved, g.within_disposition_limit, g.not_barred, g.posting_still_ahead)),
    R(S.APPROVED,  C.CANCEL,             S.CANCELLED, May.MEASURE_ISSUE,       f"{_RULES} 제62조",    _CANCEL, needs_reason=True),
    R(S.ISSUED,    C.SERVE,              S.IN_FORCE,  May.MEASURE_SERVE,       f"{_RULES} 제64조",    Text("송달", "Serve"), (g.case_ready, g.comply_day_fits_service, g.not_barred, g.posting_still_ahead)),
    R(S.ISSUED,    C.ANNUL,              S.ANNULLED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _ANNUL, needs_reason=True),
    R(S.IN_FORCE,  C.ACCEPT,             S.IN_FORCE,  May.MEASURE_ACCEPT,      "하도급법 제25조의5",     Text("권고 수락", "Accept the recommendation"), (g.can_be_answered, g.answered_in_time)),
    R(S.IN_FORCE,  C.DECLINE,            S.DECLINED,  May.MEASURE_ACCEPT,      "하도급법 제25조의5",     Text("권고 불수락", "Decline the recommendation"), (g.can_be_answered,)),
    R(S.IN_FORCE,  C.NOTE_SILENCE,       S.DECLINED,  May.MEASURE_FIND,        "하도급법 제25조의5",     Text("회신 기한 경과 처리", "Note that no answer came"), (g.can_be_answered, g.answer_time_over)),
    R(S.IN_FORCE,  C.REPORT_COMPLIANCE,  S.IN_FORCE,  May.MEASURE_REPORT,      _CHECKS,              _REPORT, (g.carries_no_money, g.has_a_duty)),
    R(S.IN_FORCE,  C.ASK_PLAN,           S.IN_FORCE,  May.MEASURE_FIND,        _CHECKS,              _PLAN, (g.carries_no_money, g.has_a_duty)),
    R(S.IN_FORCE,  C.FILE_PLAN,          S.IN_FORCE,  May.MEASURE_REPORT,      _CHECKS,              _PLANNED, (g.carries_no_money, g.has_a_duty)),
    R(S.IN_FORCE,  C.PROVE_ITEM,         S.IN_FORCE,  May.MEASURE_REPORT,      _CHECKS,              _PROVE, (p.has_items,)),
    R(S.IN_FORCE,  C.FIND_ITEM,          S.IN_FORCE,  May.MEASURE_FIND,        _CHECKS,              _FOUND, (p.has_items,), automatic=True),
    R(S.IN_FORCE,  C.CHECK_COMPLIANCE,   S.IN_FORCE,  May.MEASURE_FIND,        _CHECKS,              _CHECK, (g.carries_no_money, g.has_a_duty, g.due_day_passed), needs_reason=True),
    R(S.IN_FORCE,  C.DEMAND_COMPLIANCE,  S.IN_FORCE,  May.MEASURE_FIND,        _CHECKS,              _DEMAND, (p.is_demanded, g.due_day_passed, p.checked_first, p.no_demand_runs, p.demands_left), needs_reason=True),
    R(S.IN_FORCE,  C.ASSIGN_MONITOR,     S.IN_FORCE,  May.MEASURE_FIND,        _CHECKS,              _MONITOR, (g.carries_no_money, g.has_a_duty, p.no_monitor_works)),
    R(S.IN_FORCE,  C.NOTE_MONITOR_REPORT, S.IN_FORCE, May.MEASURE_FIND,        _CHECKS,              _MONITORED, (p.monitor_works,), needs_reason=True),
    R(S.IN_FORCE,  C.CONFIRM_COMPLIANCE, S.COMPLIED,  May.MEASURE_FIND,        _CHECKS,              _CONFIRM, (g.carries_no_money, g.has_a_duty, p.items_proved)),
    R(S.IN_FORCE,  C.FIND_BREACH,        S.BREACHED,  May.MEASURE_FIND,        _CHECKS,              Text("불이행 확인", "Find a breach"), (g.has_a_duty, g.due_day_passed, p.demands_made), needs_reason=True),
    R(S.IN_FORCE,  C.RECORD_PAYMENT,     S.IN_FORCE,  May.PAYMENT_RECORD,      _PAYING,              _PAYMENT, (g.carries_money,)),
    R(S.IN_FORCE,  C.SETTLE,             S.PAID,      May.PAYMENT_RECORD,      _PAYING,              _SETTLED, automatic=True),
    R(S.IN_FORCE,  C.STAY,               S.STAYED,    May.MEASURE_ISSUE,       f"{_FAIR} 제97조",     Text("집행정지", "Stay"), needs_reason=True),
    R(S.IN_FORCE,  C.FILE_OBJECTION,     S.IN_FORCE,  May.OBJECTION_FILE,      f"{_FAIR} 제96조",     _OBJECT, (g.open_to_objection, g.no_objection_pending)),
    R(S.IN_FORCE,  C.NOTE_RULING,        S.IN_FORCE,  May.OBJECTION_RULE,      f"{_FAIR} 제96조",     _RULED, automatic=True),
    R(S.IN_FORCE,  C.ANNUL,              S.ANNULLED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _ANNUL, (g.no_objection_pending,), needs_reason=True),
    R(S.IN_FORCE,  C.ANNUL_IN_PART,      S.IN_FORCE,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _IN_PART, (g.no_objection_pending,), needs_reason=True),
    R(S.STAYED,    C.LIFT_STAY,          S.IN_FORCE,  May.MEASURE_ISSUE,       f"{_FAIR} 제97조",     Text("집행정지 해제", "Lift the stay"), needs_reason=True),
    R(S.STAYED,    C.RECORD_PAYMENT,     S.STAYED,    May.PAYMENT_RECORD,      _PAYING,              _PAYMENT, (g.carries_money,)),
    R(S.STAYED,    C.SETTLE,             S.PAID,      May.PAYMENT_RECORD,      _PAYING,              _SETTLED, automatic=True),
    R(S.STAYED,    C.FILE_OBJECTION,     S.STAYED,    May.OBJECTION_FILE,      f"{_FAIR} 제96조",     _OBJECT, (g.open_to_objection, g.no_objection_pending)),
    R(S.STAYED,    C.NOTE_RULING,        S.STAYED,    May.OBJECTION_RULE,      f"{_FAIR} 제96조",     _RULED, automatic=True),
    R(S.STAYED,    C.ANNUL,              S.ANNULLED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _ANNUL, (g.no_objection_pending,), needs_reason=True),
    R(S.STAYED,    C.ANNUL_IN_PART,      S.STAYED,    May.MEASURE_ISSUE,       "행정기본법 제18조",      _IN_PART, (g.no_objection_pending,), needs_reason=True),
    R(S.BREACHED,  C.REPORT_COMPLIANCE,  S.BREACHED,  May.MEASURE_REPORT,      _CHECKS,              _REPORT, (g.carries_no_money,)),
    R(S.BREACHED,  C.PROVE_ITEM,         S.BREACHED,  May.MEASURE_REPORT,      _CHECKS,              _PROVE, (p.has_items,)),
    R(S.BREACHED,  C.FIND_ITEM,          S.BREACHED,  May.MEASURE_FIND,        _CHECKS,              _FOUND, (p.has_items,), automatic=True),
    R(S.BREACHED,  C.CONFIRM_COMPLIANCE, S.COMPLIED,  May.MEASURE_FIND,        _CHECKS,              _CONFIRM, (g.carries_no_money, p.items_proved)),
    R(S.BREACHED,  C.RECORD_PAYMENT,     S.BREACHED,  May.PAYMENT_RECORD,      _PAYING,              _PAYMENT, (g.carries_money,)),
    R(S.BREACHED,  C.SETTLE,             S.PAID,      May.PAYMENT_RECORD,      _PAYING,              _SETTLED, automatic=True),
    R(S.BREACHED,  C.FILE_OBJECTION,     S.BREACHED,  May.OBJECTION_FILE,      f"{_FAIR} 제96조",     _OBJECT, (g.open_to_objection, g.no_objection_pending)),
    R(S.BREACHED,  C.NOTE_RULING,        S.BREACHED,  May.OBJECTION_RULE,      f"{_FAIR} 제96조",     _RULED, automatic=True),
    R(S.BREACHED,  C.ANNUL,              S.ANNULLED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _ANNUL, (g.no_objection_pending,), needs_reason=True),
    R(S.BREACHED,  C.ANNUL_IN_PART,      S.BREACHED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _IN_PART, (g.no_objection_pending,), needs_reason=True),
    R(S.COMPLIED,  C.FILE_OBJECTION,     S.COMPLIED,  May.OBJECTION_FILE,      f"{_FAIR} 제96조",     _OBJECT, (g.open_to_objection, g.no_objection_pending)),
    R(S.COMPLIED,  C.NOTE_RULING,        S.COMPLIED,  May.OBJECTION_RULE,      f"{_FAIR} 제96조",     _RULED, automatic=True),
    R(S.COMPLIED,  C.ANNUL,              S.ANNULLED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _ANNUL, (g.no_objection_pending,), needs_reason=True),
    R(S.COMPLIED,  C.ANNUL_IN_PART,      S.COMPLIED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _IN_PART, (g.no_objection_pending,), needs_reason=True),
    R(S.PAID,      C.RECORD_PAYMENT,     S.PAID,      May.PAYMENT_RECORD,      _PAYING,              _PAYMENT, (g.carries_money,)),
    R(S.PAID,      C.RECORD_REFUND,      S.PAID,      May.PAYMENT_RECORD,      f"{_FAIR} 제106조",    _REFUND, (g.refund_is_due,)),
    R(S.PAID,      C.FILE_OBJECTION,     S.PAID,      May.OBJECTION_FILE,      f"{_FAIR} 제96조",     _OBJECT, (g.open_to_objection, g.no_objection_pending)),
    R(S.PAID,      C.NOTE_RULING,        S.PAID,      May.OBJECTION_RULE,      f"{_FAIR} 제96조",     _RULED, automatic=True),
    R(S.PAID,      C.ANNUL,              S.ANNULLED,  May.MEASURE_ISSUE,       "행정기본법 제18조",      _ANNUL, (g.no_objection_pending,), needs_reason=True),
    R(S.PAID,      C.ANNUL_IN_PART,      S.PAID,      May.MEASURE_ISSUE,       "행정기본법 제18조",      _IN_PART, (g.no_objection_pending,), needs_reason=True),
    R(S.ANNULLED,  C.RECORD_REFUND,      S.ANNULLED,  May.PAYMENT_RECORD,      f"{_FAIR} 제106조",    _REFUND, (g.refund_is_due,)),
    R(S.IN_FORCE,  C.END_BY_SETTLEMENT,  S.SETTLED,   May.CASE_INVESTIGATE,    "중소기업기술보호법 시행령 제4조의4", _BY_SETTLEMENT, automatic=True),
    R(S.STAYED,    C.END_BY_SETTLEMENT,  S.SETTLED,   May.CASE_INVESTIGATE,    "중소기업기술보호법 시행령 제4조의4", _BY_SETTLEMENT, automatic=True),
    R(S.BREACHED,  C.END_BY_SETTLEMENT,  S.SETTLED,   May.CASE_INVESTIGATE,    "중소기업기술보호법 시행령 제4조의4", _BY_SETTLEMENT, automatic=True),
]
# fmt: on

MEASURE = Lifecycle(
    name="measure",
    title=Text("처분", "Measure"),
    initial=State.DRAFTED,
    rows=ROWS,
    labels=STATE_LABELS,
)
