"""What may happen to an application; being suspended is a flag that blocks, not a state."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Guard, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class State(StrEnum):
    """Where an application stands."""

    RECEIVED = "received"
    UNDER_ELIGIBILITY = "under_eligibility"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    ASSESSED = "assessed"
    PLANNED = "planned"
    AWARDED = "awarded"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Command(StrEnum):
    """What may be done to an application."""

    BEGIN_CHECK = "begin_check"
    FIND_ELIGIBLE = "find_eligible"
    FIND_INELIGIBLE = "find_ineligible"
    ASSESS = "assess"
    REJECT = "reject"
    PLAN = "plan"
    LEAVE_PLAN = "leave_plan"
    AWARD = "award"
    SETTLE = "settle"
    UNSETTLE = "unsettle"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    SUSPEND = "suspend"
    RESUME = "resume"


# In these nothing is asked of the fund any more; what was claimed may be claimed again.
REFUSED = frozenset({State.INELIGIBLE, State.REJECTED, State.WITHDRAWN})
# A decision that the applicant may object to, by the step that made it.
DECISIONS = frozenset(
    {
        Command.FIND_ELIGIBLE,
        Command.FIND_INELIGIBLE,
        Command.ASSESS,
        Command.REJECT,
        Command.AWARD,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFacts:
    """What the guards look at."""

    suspended: bool = False
    objections_open: int = 0
    lines_eligible: int = 1
    left_won: int = 0  # of the assessed loss, when all other money is taken off
    awarded_won: int = 0


def not_suspended(facts: ApplicationFacts) -> Blocked | None:
    """Refuse a step while the application is suspended."""
    if not facts.suspended:
        return None
    words = Text(
        "신청이 보류 중입니다. 보류를 해제한 뒤 진행하세요", "The application is suspended"
    )
    return Blocked("suspended", words)


def suspended(facts: ApplicationFacts) -> Blocked | None:
    """Refuse to lift a suspension that there is not."""
    words = Text("보류 중인 신청이 아닙니다", "The application is not suspended")
    return None if facts.suspended else Blocked("not_suspended", words)


def no_objection_open(facts: ApplicationFacts) -> Blocked | None:
    """Refuse to plan with figures that are objected to."""
    words = Text("처리하지 않은 이의신청이 있습니다", "An objection waits for its answer")
    return Blocked("objection_open", words) if facts.objections_open else None


def something_is_eligible(facts: ApplicationFacts) -> Blocked | None:
    """Refuse to find an application eligible of which no line is."""
    words = Text("요건을 갖춘 지원 항목이 없습니다", "No benefit that is asked for is eligible")
    return None if facts.lines_eligible else Blocked("nothing_eligible", words)


def within_the_loss(facts: ApplicationFacts) -> Blocked | None:
    """Refuse to award while other money covers the loss already."""
    words = Text(
        "다른 배상·보상을 더하면 인정 손해액을 넘습니다",
        "Together with other compensation it exceeds the assessed loss",
    )
    return Blocked("over_the_loss", words) if facts.left_won < 0 else None


def nothing_awarded(facts: ApplicationFacts) -> Blocked | None:
    """Refuse to end an application that was given money: what was awarded is not undone so."""
    words = Text("지원이 결정된 신청은 취하·거절할 수 없습니다", "Money was awarded on it already")
    return Blocked("awarded", words) if facts.awarded_won else None


S, C = State, Command
_OBJECTION = "보조금 관리에 관한 법률 제37조"


_REVIEW, _FILE, _PLAN = May.APPLICATION_REVIEW, May.APPLICATION_FILE, May.PLAN_PREPARE
_PAY = May.DISBURSEMENT_PREPARE
_AGAIN = Text("다시 산정", "Assess again")
_ENTER, _LEAVE = Text("배분 계획 편입", "Enter a plan"), Text("배분 계획 제외", "Leave a plan")
_REOPEN = Text("이의 인용에 따른 재심사", "Reopen after an objection")
_WITHDRAW = Text("신청 취하", "Withdraw the application")
_REJECT = Text("지원 거절", "Refuse the application")
_FURTHER = Text("추가 지원 결정", "Award more")
_BACK = Text("지급 반환에 따른 정산 취소", "Open again: a payment came back")
_free: tuple[Guard, ...] = (not_suspended,)
_plannable: tuple[Guard, ...] = (not_suspended, no_objection_open)
_awardable: tuple[Guard, ...] = (not_suspended, within_the_loss)
_endable: tuple[Guard, ...] = (nothing_awarded,)

# An awarded application may take part in a later round, which only adds; so it keeps its state.
# fmt: off
_STEPS = [
    #  from                act                to                  who may  basis       label
    R(S.RECEIVED,          C.BEGIN_CHECK,     S.UNDER_ELIGIBILITY, _REVIEW, "", Text("자격 심사 시작", "Begin the eligibility check"), _free),
    R(S.UNDER_ELIGIBILITY, C.FIND_ELIGIBLE,   S.ELIGIBLE,          _REVIEW, "", Text("자격 인정", "Find eligible"), (not_suspended, something_is_eligible)),
    R(S.UNDER_ELIGIBILITY, C.FIND_INELIGIBLE, S.INELIGIBLE,        _REVIEW, "", Text("자격 없음", "Find not eligible"), _endable, needs_reason=True),
    R(S.ELIGIBLE,          C.ASSESS,          S.ASSESSED,          _REVIEW, "", Text("손해액·지원액 산정", "Assess"), _free, needs_reason=True),
    R(S.ASSESSED,          C.ASSESS,          S.ASSESSED,          _REVIEW, "", _AGAIN, _free, needs_reason=True),
    R(S.AWARDED,           C.ASSESS,          S.AWARDED,           _REVIEW, "", _AGAIN, _free, needs_reason=True),
    R(S.SETTLED,           C.ASSESS,          S.SETTLED,           _REVIEW, "", _AGAIN, _free, needs_reason=True),
    R(S.ELIGIBLE,          C.REJECT,          S.REJECTED,          _REVIEW, "", _REJECT, _endable, needs_reason=True),
    R(S.ASSESSED,          C.REJECT,          S.REJECTED,          _REVIEW, "", _REJECT, _endable, needs_reason=True),
    R(S.ASSESSED,          C.PLAN,            S.PLANNED,           _PLAN,   "", _ENTER, _plannable, automatic=True),
    R(S.AWARDED,           C.PLAN,            S.AWARDED,           _PLAN,   "", _ENTER, _plannable, automatic=True),
    R(S.SETTLED,           C.PLAN,            S.SETTLED,           _PLAN,   "", _ENTER, _plannable, automatic=True),
    R(S.PLANNED,           C.LEAVE_PLAN,      S.ASSESSED,          _PLAN,   "", _LEAVE, needs_reason=True, automatic=True),
    R(S.AWARDED,           C.LEAVE_PLAN,      S.AWARDED,           _PLAN,   "", _LEAVE, needs_reason=True, automatic=True),
    R(S.SETTLED,           C.LEAVE_PLAN,      S.SETTLED,           _PLAN,   "", _LEAVE, needs_reason=True, automatic=True),
    R(S.PLANNED,           C.AWARD,           S.AWARDED,           _PLAN,   "", Text("지원 결정", "Award"), _awardable, automatic=True),
    R(S.AWARDED,           C.AWARD,           S.AWARDED,           _PLAN,   "", _FURTHER, _awardable, automatic=True),
    R(S.SETTLED,           C.AWARD,           S.AWARDED,           _PLAN,   "", _FURTHER, _awardable, automatic=True),
    R(S.AWARDED,           C.SETTLE,          S.SETTLED,           _PAY,    "", Text("정산 완료", "Settle"), _free, automatic=True),
    R(S.SETTLED,           C.UNSETTLE,        S.AWARDED,           _PAY,    "", _BACK, needs_reason=True, automatic=True),
    R(S.RECEIVED,          C.WITHDRAW,        S.WITHDRAWN,         _FILE,   "", _WITHDRAW),
    R(S.UNDER_ELIGIBILITY, C.WITHDRAW,        S.WITHDRAWN,         _FILE,   "", _WITHDRAW, _endable),
    R(S.ELIGIBLE,          C.WITHDRAW,        S.WITHDRAWN,         _FILE,   "", _WITHDRAW, _endable),
    R(S.ASSESSED,          C.WITHDRAW,        S.WITHDRAWN,         _FILE,   "", _WITHDRAW, _endable),
    R(S.INELIGIBLE,        C.REOPEN,          S.UNDER_ELIGIBILITY, _REVIEW, _OBJECTION, _REOPEN, needs_reason=True, automatic=True),
    R(S.REJECTED,          C.REOPEN,          S.ELIGIBLE,          _REVIEW, _OBJECTION, _REOPEN, needs_reason=True, automatic=True),
]
_LIVE = (S.RECEIVED, S.UNDER_ELIGIBILITY, S.ELIGIBLE, S.ASSESSED, S.PLANNED, S.AWARDED)
_FLAG = [
    row
    for state in _LIVE
    for row in (
        R(state, C.SUSPEND, state, _REVIEW, "", Text("보류", "Suspend"), _free, needs_reason=True),
        R(state, C.RESUME,  state, _REVIEW, "", Text("보류 해제", "Lift the suspension"), (suspended,), needs_reason=True),
    )
]
# fmt: on

APPLICATION = Lifecycle(
    name="fund_application",
    title=Text("피해구제 기금 신청", "Fund application"),
    initial=S.RECEIVED,
    rows=[*_STEPS, *_FLAG],
    labels={
        S.RECEIVED: Text("접수", "Received"),
        S.UNDER_ELIGIBILITY: Text("자격 심사 중", "Eligibility being checked"),
        S.ELIGIBLE: Text("자격 인정", "Eligible"),
        S.INELIGIBLE: Text("자격 없음", "Not eligible"),
        S.ASSESSED: Text("산정 완료", "Assessed"),
        S.PLANNED: Text("배분 계획 편입", "In a plan"),
        S.AWARDED: Text("지원 결정", "Awarded"),
        S.SETTLED: Text("정산 완료", "Settled"),
        S.WITHDRAWN: Text("취하", "Withdrawn"),
        S.REJECTED: Text("지원 거절", "Refused"),
    },
)
