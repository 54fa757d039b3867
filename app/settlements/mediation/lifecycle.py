"""What may happen to a mediation, from its filing to a settlement that was performed."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class MediationState(StrEnum):
    """Where a mediation stands."""

    RUNNING = "running"
    SETTLED = "settled"
    REPORTED = "reported"
    PERFORMED = "performed"
    BROKEN = "broken"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    SUED = "sued"


class MediationCommand(StrEnum):
    """What may be done to a mediation."""

    AGREE_EXTENSION = "agree_extension"
    EXTEND = "extend"
    CALL_HEARING = "call_hearing"
    ASK_PANEL = "ask_panel"
    EXTEND_PANEL = "extend_panel"
    CHOOSE_PANEL = "choose_panel"
    SETTLE = "settle"
    FAIL = "fail"
    WITHDRAW = "withdraw"
    DISMISS = "dismiss"
    REPORT = "report"
    CONFIRM = "confirm"
    FIND_BROKEN = "find_broken"
    NOTE_SUIT = "note_suit"


_ACT = "하도급법"
_PERIOD = Basis(_ACT, "제24조의5")


@dataclass(frozen=True, kw_only=True)
class MediationFacts:
    """What the guards look at; `due_on` is the last day of the period, where a period is known."""

    today: date
    technology: bool = False
    arbitration: bool = False
    panel_asked: bool = False
    panel_extended: bool = False
    panel_chosen: bool = False
    due_on: date | None = None
    extended: bool = False
    complainant_agreed: bool = False
    respondent_agreed: bool = False
    own_side_agreed: bool = False
    hearing_on: date | None = None
    hearing_notice_days: int = 7
    perform_by: date | None = None
    suit_last_on: date | None = None


def period_runs(facts: MediationFacts) -> Blocked | None:
    """Only a period that is known and has not passed is extended."""
    if facts.due_on is None:
        words = Text("법정 기간이 설정되어 있지 않습니다", "No period is configured here")
        return Blocked("no_period", words, (_PERIOD,))
    if facts.today <= facts.due_on:
        return None
    words = Text(f"기간이 {facts.due_on}에 끝났습니다", f"The period ended on {facts.due_on}")
    return Blocked("period_over", words, (_PERIOD,))


def not_extended(facts: MediationFacts) -> Blocked | None:
    """The period is extended once, to ninety days."""
    if not facts.extended:
        return None
    words = Text("기간은 한 번만 연장합니다", "The period is extended once only")
    return Blocked("extended_before", words, (_PERIOD,))


def not_agreed_yet(facts: MediationFacts) -> Blocked | None:
    """A side agrees to the extension once."""
    if not facts.own_side_agreed:
        return None
    words = Text("이미 연장에 동의했습니다", "Your side has agreed already")
    return Blocked("agreed_before", words, (_PERIOD,))


def both_agree(facts: MediationFacts) -> Blocked | None:
    """Ninety days need the agreement of both sides."""
    missing = [
        word
        for agreed, word in (
            (facts.complainant_agreed, Text("신청 측", "the complainant's side")),
            (facts.respondent_agreed, Text("상대방", "the respondent's side")),
        )
        if not agreed
    ]
    if not missing:
        return None
    ko, en = ", ".join(w.ko for w in missing), " and ".join(w.en for w in missing)
    words = Text(f"연장에는 양쪽의 동의가 필요합니다 ({ko} 미동의)", f"Not agreed: {en}")
    return Blocked("not_both", words, (_PERIOD,))


def hearing_of_committee(facts: MediationFacts) -> Blocked | None:
    """The committee for technology calls its hearing seven days ahead."""
    basis = (Basis("중소기업기술보호법", "제25조"),)
    if not facts.technology:
        words = Text("기술분쟁 조정·중재에만 있는 절차입니다", "Only in disputes on technology")
        return Blocked("not_technology", words, basis)
    if facts.hearing_on is None or (
        (facts.hearing_on - facts.today).days >= facts.hearing_notice_days
    ):
        return None
    days = facts.hearing_notice_days
    words = Text(f"기일은 {days}일 전까지 알려야 합니다", f"A hearing needs {days} days' notice")
    return Blocked("hearing_too_soon", words, basis)


_PANEL = (Basis("중소기업기술보호법", "제25조"),)


def panel_not_asked(facts: MediationFacts) -> Blocked | None:
    """The parties of an arbitration are asked once to choose its panel."""
    if not facts.arbitration:
        words = Text("중재에만 있는 절차입니다", "Only in arbitration")
        return Blocked("not_arbitration", words, _PANEL)
    if not facts.panel_asked:
        return None
    words = Text("이미 중재부 선정을 요청했습니다", "The choice was asked for already")
    return Blocked("panel_asked", words, _PANEL)


def panel_awaited(facts: MediationFacts) -> Blocked | None:
    """A panel is chosen after it was asked for, and once."""
    if facts.panel_asked and not facts.panel_chosen:
        return None
    words = Text("기다리는 중재부 선정이 없습니다", "No choice of a panel is awaited")
    return Blocked("no_panel_awaited", words, _PANEL)


def panel_not_extended(facts: MediationFacts) -> Blocked | None:
    """The fifteen days to choose are prolonged by fifteen once."""
    if not facts.panel_extended:
        return None
    words = Text("선정 기간은 한 번만 연장합니다", "The time to choose is extended once only")
    return Blocked("panel_extended", words, _PANEL)


def time_to_perform_is_over(facts: MediationFacts) -> Blocked | None:
    """Nobody broke a settlement before the day by which it is to be performed has passed."""
    if facts.perform_by is None or facts.today > facts.perform_by:
        return None
    words = Text(f"이행 기한({facts.perform_by})이 남아 있습니다", f"Time until {facts.perform_by}")
    return Blocked("still_in_time", words, (Basis(_ACT, "제24조의6"),))


def suit_in_time(facts: MediationFacts) -> Blocked | None:
    """Prescription stays interrupted where the suit comes within six months."""
    last_on = facts.suit_last_on
    if last_on is None or facts.today <= last_on:
        return None
    words = Text(
        f"{last_on}이 지나 시효 중단의 효력이 없습니다", f"After {last_on} nothing is interrupted"
    )
    return Blocked("suit_late", words, (Basis(_ACT, "제24조의4"),))


S, C = MediationState, MediationCommand
_TIME, _RECORD = f"{_ACT} 제24조의5", f"{_ACT} 제24조의6"

# fmt: off
MEDIATION = Lifecycle(
    name="mediation",
    title=Text("분쟁조정", "Mediation"),
    initial=S.RUNNING,
    rows=[
        #  from         act                to           who may               basis             label
        R(S.RUNNING,   C.AGREE_EXTENSION, S.RUNNING,   May.MEDIATION_APPLY,  _TIME,            Text("기간 연장에 동의", "Agree to an extension"), (period_runs, not_extended, not_agreed_yet)),
        R(S.RUNNING,   C.EXTEND,          S.RUNNING,   May.CASE_INVESTIGATE, _TIME,            Text("조정 기간 연장", "Extend the mediation"), (period_runs, not_extended, both_agree)),
        R(S.RUNNING,   C.CALL_HEARING,    S.RUNNING,   May.CASE_INVESTIGATE, "중소기업기술보호법 제25조", Text("조정 기일 통지", "Call the hearing"), (hearing_of_committee,)),
        R(S.RUNNING,   C.ASK_PANEL,       S.RUNNING,   May.CASE_INVESTIGATE, "중소기업기술보호법 제25조", Text("중재부 선정 요청", "Ask for the choice of a panel"), (panel_not_asked,)),
        R(S.RUNNING,   C.EXTEND_PANEL,    S.RUNNING,   May.CASE_INVESTIGATE, "중소기업기술보호법 제25조", Text("중재부 선정 기간 연장", "Extend the time to choose"), (panel_awaited, panel_not_extended)),
        R(S.RUNNING,   C.CHOOSE_PANEL,    S.RUNNING,   May.CASE_INVESTIGATE, "중소기업기술보호법 제25조", Text("중재부 구성", "The panel is chosen"), (panel_awaited,)),
        R(S.RUNNING,   C.SETTLE,          S.SETTLED,   May.CASE_INVESTIGATE, _RECORD,          Text("조정 성립 기록", "Settled: enter the record")),
        R(S.RUNNING,   C.FAIL,            S.FAILED,    May.CASE_INVESTIGATE, _TIME,            Text("조정 불성립", "Mediation failed"), needs_reason=True),
        R(S.RUNNING,   C.WITHDRAW,        S.WITHDRAWN, May.MEDIATION_APPLY,  f"{_ACT} 제24조의4", Text("조정 신청 취하", "Withdraw the application")),
        R(S.RUNNING,   C.DISMISS,         S.DISMISSED, May.CASE_INVESTIGATE, f"{_ACT} 제24조의4", Text("조정 각하", "Dismiss"), needs_reason=True),
        R(S.SETTLED,   C.REPORT,          S.REPORTED,  May.MEDIATION_APPLY,  _RECORD,          Text("합의 이행 보고", "Report performance"), needs_reason=True),
        R(S.SETTLED,   C.FIND_BROKEN,     S.BROKEN,    May.CASE_INVESTIGATE, _RECORD,          Text("불이행 확인", "Find that it was not performed"), (time_to_perform_is_over,), needs_reason=True),
        R(S.REPORTED,  C.CONFIRM,         S.PERFORMED, May.CASE_INVESTIGATE, _RECORD,          Text("이행 확인", "Confirm performance")),
        R(S.REPORTED,  C.FIND_BROKEN,     S.BROKEN,    May.CASE_INVESTIGATE, _RECORD,          Text("불이행 확인", "Find that it was not performed"), (time_to_perform_is_over,), needs_reason=True),
        R(S.WITHDRAWN, C.NOTE_SUIT,       S.SUED,      May.CASE_INVESTIGATE, f"{_ACT} 제24조의4", Text("소 제기 기록", "Note the suit"), (suit_in_time,)),
        R(S.DISMISSED, C.NOTE_SUIT,       S.SUED,      May.CASE_INVESTIGATE, f"{_ACT} 제24조의4", Text("소 제기 기록", "Note the suit"), (suit_in_time,)),
    ],
    labels={
        S.RUNNING: Text("조정 진행 중", "Running"),
        S.SETTLED: Text("조정 성립", "Settled"),
        S.REPORTED: Text("이행 보고됨", "Performance reported"),
        S.PERFORMED: Text("이행 완료", "Performed"),
        S.BROKEN: Text("합의 불이행", "Not performed"),
        S.FAILED: Text("조정 불성립", "Failed"),
        S.WITHDRAWN: Text("취하", "Withdrawn"),
        S.DISMISSED: Text("각하", "Dismissed"),
        S.SUED: Text("소 제기", "Suit filed"),
    },
)
# fmt: on

_OF_ARBITRATION = "중소기업기술보호법 제23조의3"
# What the same steps and states are called where arbitrators decide the dispute.
_ARBITRATED = {
    C.EXTEND: Text("중재 기간 연장", "Extend the arbitration"),
    C.CALL_HEARING: Text("중재 기일 통지", "Call the hearing"),
    C.SETTLE: Text("중재판정 기록", "Awarded: enter the award"),
    C.FAIL: Text("중재 종료(판정 없음)", "End the arbitration without an award"),
    C.WITHDRAW: Text("중재 신청 취하", "Withdraw the application"),
    C.DISMISS: Text("중재 신청 각하", "Dismiss"),
    C.REPORT: Text("중재판정 이행 보고", "Report performance"),
}
ARBITRATION = replace(
    MEDIATION,
    name="technology_arbitration",
    title=Text("중재", "Arbitration"),
    rows=[
        replace(
            row,
            label=_ARBITRATED.get(MediationCommand(row.command), row.label),
            basis=_OF_ARBITRATION if row.basis.startswith(_ACT) else row.basis,
        )
        for row in MEDIATION.rows
    ],
    labels=MEDIATION.labels
    | {
        S.RUNNING: Text("중재 진행 중", "Arbitration running"),
        S.SETTLED: Text("중재판정", "Awarded"),
        S.BROKEN: Text("중재판정 불이행", "Award not performed"),
        S.FAILED: Text("중재 종료(판정 없음)", "Ended without an award"),
    },
)
