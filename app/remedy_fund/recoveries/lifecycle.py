"""What may happen to a claim, to a loan, and to money that is to be paid out. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.permission import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text
from app.remedy_fund.recoveries.rules import limitation


class RecoveryKind(StrEnum):
    """What a claim rests on."""

    SUBROGATED = "subrogated"  # the firm's claim against the wrongdoer, taken over on payment
    CLAWBACK = "clawback"  # against the firm itself


KIND_LABELS: dict[str, Text] = {
    RecoveryKind.SUBROGATED: Text("대위 채권", "Subrogated claim"),
    RecoveryKind.CLAWBACK: Text("환수", "Clawback"),
}


class RecoveryState(StrEnum):
    """Where a claim stands."""

    OPENED = "opened"
    DEMANDED = "demanded"
    INSTALMENTS = "instalments"
    SET_OFF = "set_off"
    ENFORCED = "enforced"
    CLOSED = "closed"
    WRITTEN_OFF = "written_off"


class RecoveryCommand(StrEnum):
    """What may be done to a claim."""

    DEMAND = "demand"
    AGREE_INSTALMENTS = "agree_instalments"
    SET_OFF = "set_off"
    ENFORCE = "enforce"
    SETTLE = "settle"
    REOPEN = "reopen"
    WRITE_OFF = "write_off"


class LoanState(StrEnum):
    """Where a loan stands."""

    LENT = "lent"
    SCHEDULED = "scheduled"
    REPAID = "repaid"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"


class LoanCommand(StrEnum):
    """What may be done to a loan."""

    SCHEDULE = "schedule"
    SETTLE = "settle"
    TAKE_BACK = "take_back"
    LEND_AGAIN = "lend_again"
    WRITE_OFF = "write_off"


class PayoutState(StrEnum):
    """Where a pay-out of other people's money stands."""

    PREPARED = "prepared"
    PAID = "paid"
    SET_OFF = "set_off"
    CANCELLED = "cancelled"


class PayoutCommand(StrEnum):
    """What may be done to a pay-out."""

    CONFIRM = "confirm"
    SET_OFF = "set_off"
    CANCEL = "cancel"


@dataclass(frozen=True, kw_only=True)
class RecoveryFacts:
    """What the guards look at."""

    kind: str
    owed_won: int
    lapsed: bool = False


def something_is_owed(facts: RecoveryFacts) -> Blocked | None:
    """Nothing is asked for where nothing is owed."""
    if facts.owed_won > 0:
        return None
    return Blocked("nothing_owed", Text("남은 금액이 없습니다", "Nothing is owed"))


def not_lapsed(facts: RecoveryFacts) -> Blocked | None:
    """A public claim is gone when its five years are over."""
    if not facts.lapsed:
        return None
    words = Text("소멸시효가 완성된 채권입니다", "The claim is time-barred")
    return Blocked("lapsed", words, (limitation.BASIS,))


def is_clawback(facts: RecoveryFacts) -> Blocked | None:
    """Only what the firm itself owes is set off against what the firm is to get."""
    if facts.kind == RecoveryKind.CLAWBACK:
        return None
    words = Text(
        "대위 채권은 피해기업의 지원금과 상계할 수 없습니다",
        "A claim against the wrongdoer is not set off against the firm's award",
    )
    return Blocked("not_the_firms_debt", words)


S, C = RecoveryState, RecoveryCommand
_DEMAND, _PLAN = Text("납입 고지", "Demand"), Text("분할 납부", "Agree instalments")
_OFF, _ENFORCE = Text("상계", "Set off"), Text("강제 징수", "Enforce")
_SETTLE, _REOPEN = Text("완납", "Settle"), Text("다시 열기", "Reopen")
_WRITE = Text("결손 처분", "Write off")
_ASK = (something_is_owed, not_lapsed)
_AGAINST = (is_clawback, something_is_owed, not_lapsed)
_MAY = May.RECOVERY_RECORD
_CLAIM, _OFFSET = "국가재정법 제96조", "보조금 관리에 관한 법률 제32조"
_TAX = "보조금 관리에 관한 법률 제33조의3"


def _live(state: RecoveryState) -> list[R]:
    return [
        R(state, C.SETTLE, S.CLOSED, _MAY, "", _SETTLE, automatic=True),
        R(state, C.WRITE_OFF, S.WRITTEN_OFF, _MAY, "", _WRITE, (something_is_owed,), needs_reason=True),
    ]  # fmt: skip


# fmt: off
RECOVERY = Lifecycle(
    name="fund_recovery",
    title=Text("회수", "Recovery"),
    initial=S.OPENED,
    rows=[
        #  from           act                  to             who   basis    label
        R(S.OPENED,      C.DEMAND,            S.DEMANDED,    _MAY, _CLAIM,  _DEMAND, _ASK),
        *_live(S.OPENED),
        R(S.DEMANDED,    C.DEMAND,            S.DEMANDED,    _MAY, _CLAIM,  _DEMAND, _ASK),
        R(S.DEMANDED,    C.AGREE_INSTALMENTS, S.INSTALMENTS, _MAY, "",      _PLAN, _ASK, needs_reason=True),
        R(S.DEMANDED,    C.SET_OFF,           S.SET_OFF,     _MAY, _OFFSET, _OFF, _AGAINST),
        R(S.DEMANDED,    C.ENFORCE,           S.ENFORCED,    _MAY, _TAX,    _ENFORCE, _ASK, needs_reason=True),
        *_live(S.DEMANDED),
        R(S.INSTALMENTS, C.DEMAND,            S.DEMANDED,    _MAY, _CLAIM,  _DEMAND, _ASK),
        R(S.INSTALMENTS, C.AGREE_INSTALMENTS, S.INSTALMENTS, _MAY, "",      _PLAN, _ASK, needs_reason=True),
        R(S.INSTALMENTS, C.SET_OFF,           S.SET_OFF,     _MAY, _OFFSET, _OFF, _AGAINST),
        R(S.INSTALMENTS, C.ENFORCE,           S.ENFORCED,    _MAY, _TAX,    _ENFORCE, _ASK, needs_reason=True),
        *_live(S.INSTALMENTS),
        R(S.SET_OFF,     C.DEMAND,            S.DEMANDED,    _MAY, _CLAIM,  _DEMAND, _ASK),
        R(S.SET_OFF,     C.AGREE_INSTALMENTS, S.INSTALMENTS, _MAY, "",      _PLAN, _ASK, needs_reason=True),
        R(S.SET_OFF,     C.SET_OFF,           S.SET_OFF,     _MAY, _OFFSET, _OFF, _AGAINST),
        R(S.SET_OFF,     C.ENFORCE,           S.ENFORCED,    _MAY, _TAX,    _ENFORCE, _ASK, needs_reason=True),
        *_live(S.SET_OFF),
        R(S.ENFORCED,    C.AGREE_INSTALMENTS, S.INSTALMENTS, _MAY, "",      _PLAN, _ASK, needs_reason=True),
        R(S.ENFORCED,    C.SET_OFF,           S.SET_OFF,     _MAY, _OFFSET, _OFF, _AGAINST),
        *_live(S.ENFORCED),
        R(S.CLOSED,      C.REOPEN,            S.OPENED,      _MAY, "",      _REOPEN, automatic=True),
    ],
    labels={
        S.OPENED: Text("개시", "Opened"),
        S.DEMANDED: Text("고지됨", "Demanded"),
        S.INSTALMENTS: Text("분할 납부 중", "In instalments"),
        S.SET_OFF: Text("상계함", "Set off"),
        S.ENFORCED: Text("강제 징수 중", "Being enforced"),
        S.CLOSED: Text("회수 종결", "Closed"),
        S.WRITTEN_OFF: Text("결손 처분", "Written off"),
    },
)

LS, LC = LoanState, LoanCommand
_PART = Text("상환 일정 확정", "Set the schedule")
LOAN = Lifecycle(
    name="fund_loan",
    title=Text("긴급 대여금", "Bridging loan"),
    initial=LS.LENT,
    rows=[
        #  from          act            to              who   basis            label
        R(LS.LENT,      LC.SCHEDULE,   LS.SCHEDULED,   _MAY, "국고금 관리법 제47조", _PART),
        R(LS.LENT,      LC.SETTLE,     LS.REPAID,      _MAY, "", Text("상환 완료", "Settle"), automatic=True),
        R(LS.LENT,      LC.TAKE_BACK,  LS.RETURNED,    _MAY, "", Text("송금 반환", "Payment returned"), automatic=True),
        R(LS.LENT,      LC.WRITE_OFF,  LS.WRITTEN_OFF, _MAY, "", _WRITE, needs_reason=True),
        R(LS.SCHEDULED, LC.SCHEDULE,   LS.SCHEDULED,   _MAY, "국고금 관리법 제47조", _PART, needs_reason=True),
        R(LS.SCHEDULED, LC.SETTLE,     LS.REPAID,      _MAY, "", Text("상환 완료", "Settle"), automatic=True),
        R(LS.SCHEDULED, LC.TAKE_BACK,  LS.RETURNED,    _MAY, "", Text("송금 반환", "Payment returned"), automatic=True),
        R(LS.SCHEDULED, LC.WRITE_OFF,  LS.WRITTEN_OFF, _MAY, "", _WRITE, needs_reason=True),
        R(LS.RETURNED,  LC.LEND_AGAIN, LS.LENT,        _MAY, "", Text("재지급", "Paid again"), automatic=True),
    ],
    labels={
        LS.LENT: Text("대여 중", "Lent"),
        LS.SCHEDULED: Text("상환 중", "Being repaid"),
        LS.REPAID: Text("상환 완료", "Repaid"),
        LS.RETURNED: Text("송금 반환됨", "Payment returned"),
        LS.WRITTEN_OFF: Text("결손 처분", "Written off"),
    },
)

PS, PC = PayoutState, PayoutCommand
PAYOUT = Lifecycle(
    name="fund_payout",
    title=Text("권리자 반환", "Pay-out to the legal owner"),
    initial=PS.PREPARED,
    rows=[
        #  from         act         to             who                    basis label
        R(PS.PREPARED, PC.CONFIRM, PS.PAID,      May.STATEMENT_CONFIRM, "", Text("이체 확인", "Confirm the transfer")),
        R(PS.PREPARED, PC.SET_OFF, PS.SET_OFF,   _MAY,                  _OFFSET, _OFF, automatic=True),
        R(PS.PREPARED, PC.CANCEL,  PS.CANCELLED, _MAY,                  "", Text("취소", "Cancel"), needs_reason=True),
    ],
    labels={
        PS.PREPARED: Text("반환 준비", "Prepared"),
        PS.PAID: Text("반환 완료", "Paid out"),
        PS.SET_OFF: Text("상계로 정산", "Settled by set-off"),
        PS.CANCELLED: Text("반환 취소", "Cancelled"),
    },
)
# fmt: on
