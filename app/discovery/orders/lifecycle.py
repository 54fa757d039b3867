"""What may happen to an order, to the request to end it, to a request of deletion, to a disposal."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class OrderState(StrEnum):
    """Where an order stands. It holds evidence from the moment it is entered."""

    ENTERED = "entered"
    IN_FORCE = "in_force"
    EXTENDED = "extended"
    COMPLETED = "completed"
    RELEASED = "released"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class OrderCommand(StrEnum):
    """What may be done to an order."""

    SERVE = "serve"
    EXTEND = "extend"
    COMPLETE = "complete"
    RELEASE = "release"
    CANCEL = "cancel"
    LAPSE = "lapse"


class ReleaseState(StrEnum):
    """Where a request to end an order stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReleaseCommand(StrEnum):
    """What may be done to a request to end an order."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class DeletionState(StrEnum):
    """Where the examined party's request to delete a passage of the report stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class DeletionCommand(StrEnum):
    """How the court decides on such a request."""

    ACCEPT = "accept"
    REJECT = "reject"


class DisposalState(StrEnum):
    """Where a plan to dispose of evidence stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    CARRIED_OUT = "carried_out"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DisposalCommand(StrEnum):
    """What may be done to such a plan."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    FINISH = "finish"


LIVE = (OrderState.ENTERED, OrderState.IN_FORCE, OrderState.EXTENDED)
"""The states in which an order binds, as long as its last day has not passed."""


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """What the guards look at. `extendable_until` is empty where no extension is known."""

    today: date
    holds: bool = False
    valid_until: date | None = None
    extendable_until: date | None = None
    new_until: date | None = None


def within_its_time(facts: OrderFacts) -> Blocked | None:
    """An order whose last day has passed is not served, extended or completed any more."""
    if facts.valid_until is None or facts.today <= facts.valid_until:
        return None
    return Blocked(
        "lapsed",
        Text(f"{facts.valid_until}에 효력이 끝났습니다", f"The order ended on {facts.valid_until}"),
    )


def extension_fits(facts: OrderFacts) -> Blocked | None:
    """An extension is longer than before and within what the Act allows once."""
    new, before = facts.new_until, facts.valid_until
    if before is None:
        return Blocked("no_end", Text("기간의 정함이 없는 명령입니다", "The order has no last day"))
    if new is not None and new <= before:
        return Blocked(
            "not_longer", Text("종료일이 늦어지지 않습니다", "The new last day is not later")
        )
    latest = facts.extendable_until
    if new is None or latest is None or new <= latest:
        return None
    return Blocked(
        "too_long",
        Text(
            f"늦어도 {latest}까지만 연장할 수 있습니다", f"It may be extended to {latest} at most"
        ),
    )


def holds_nothing(facts: OrderFacts) -> Blocked | None:
    """What keeps evidence is ended by two people, not by being done."""
    if not facts.holds:
        return None
    return Blocked(
        "holds_evidence",
        Text(
            "자료를 보전하는 명령은 해제 절차(2인)로만 끝낼 수 있습니다",
            "An order that holds evidence ends only by a release that two people make",
        ),
    )


S, C = OrderState, OrderCommand
_SERVE, _COMPLETE = Text("송달 기록", "Record service"), Text("집행 완료", "Carried out")
_RELEASE, _CANCEL = Text("해제", "Release"), Text("취소", "Cancel")
_LAPSE = Text("기간 만료", "Lapse")
_KEEP = "상생협력법 제40조의11"

# fmt: off
ORDER = Lifecycle(
    name="discovery_order",
    title=Text("증거 관련 명령", "Discovery order"),
    initial=S.ENTERED,
    rows=[
        #  from         act         to           who may            basis       label
        R(S.ENTERED,  C.SERVE,    S.IN_FORCE,  May.ORDER_ENTER,     "",         _SERVE, (within_its_time,)),
        R(S.ENTERED,  C.RELEASE,  S.RELEASED,  May.RELEASE_CONFIRM, "",         _RELEASE, automatic=True),
        R(S.ENTERED,  C.CANCEL,   S.CANCELLED, May.RELEASE_CONFIRM, _KEEP,      _CANCEL, automatic=True),
        R(S.ENTERED,  C.LAPSE,    S.LAPSED,    May.JOB_RUN,         _KEEP,      _LAPSE, automatic=True),
        R(S.IN_FORCE, C.EXTEND,   S.EXTENDED,  May.ORDER_ENTER,     _KEEP,      Text("연장", "Extend"), (within_its_time, extension_fits), needs_reason=True),
        R(S.IN_FORCE, C.COMPLETE, S.COMPLETED, May.ORDER_ENTER,     "",         _COMPLETE, (within_its_time, holds_nothing)),
        R(S.IN_FORCE, C.RELEASE,  S.RELEASED,  May.RELEASE_CONFIRM, "",         _RELEASE, automatic=True),
        R(S.IN_FORCE, C.CANCEL,   S.CANCELLED, May.RELEASE_CONFIRM, _KEEP,      _CANCEL, automatic=True),
        R(S.IN_FORCE, C.LAPSE,    S.LAPSED,    May.JOB_RUN,         _KEEP,      _LAPSE, automatic=True),
        R(S.EXTENDED, C.RELEASE,  S.RELEASED,  May.RELEASE_CONFIRM, "",         _RELEASE, automatic=True),
        R(S.EXTENDED, C.CANCEL,   S.CANCELLED, May.RELEASE_CONFIRM, _KEEP,      _CANCEL, automatic=True),
        R(S.EXTENDED, C.LAPSE,    S.LAPSED,    May.JOB_RUN,         _KEEP,      _LAPSE, automatic=True),
    ],
    labels={
        S.ENTERED: Text("등록", "Entered"),
        S.IN_FORCE: Text("효력 발생", "In force"),
        S.EXTENDED: Text("연장됨", "Extended"),
        S.COMPLETED: Text("집행 완료", "Carried out"),
        S.RELEASED: Text("해제됨", "Released"),
        S.CANCELLED: Text("취소됨", "Cancelled"),
        S.LAPSED: Text("기간 만료", "Lapsed"),
    },
)

RS, RC = ReleaseState, ReleaseCommand
RELEASE = Lifecycle(
    name="order_release",
    title=Text("해제·취소 요청", "Request to end an order"),
    initial=RS.ASKED,
    rows=[
        #  from      act           to            who may               basis label
        R(RS.ASKED, RC.CONFIRM,  RS.CONFIRMED, May.RELEASE_CONFIRM, "", Text("다른 사람의 확인", "Confirm")),
        R(RS.ASKED, RC.REFUSE,   RS.REFUSED,   May.RELEASE_CONFIRM, "", Text("반려", "Refuse"), needs_reason=True),
        R(RS.ASKED, RC.WITHDRAW, RS.WITHDRAWN, May.ORDER_RELEASE,   "", Text("요청 철회", "Withdraw")),
    ],
    labels={
        RS.ASKED: Text("확인 대기", "Asked"),
        RS.CONFIRMED: Text("확인됨", "Confirmed"),
        RS.REFUSED: Text("반려", "Refused"),
        RS.WITHDRAWN: Text("철회", "Withdrawn"),
    },
)

DS, DC = DeletionState, DeletionCommand
_VISIT = "상생협력법 제40조의6"
DELETION = Lifecycle(
    name="report_deletion",
    title=Text("보고서 삭제 요청", "Request to delete a passage"),
    initial=DS.ASKED,
    rows=[
        #  from      act         to           who may            basis   label
        R(DS.ASKED, DC.ACCEPT, DS.ACCEPTED, May.ORDER_ENTER,   _VISIT, Text("삭제 결정", "Delete it")),
        R(DS.ASKED, DC.REJECT, DS.REJECTED, May.ORDER_ENTER,   _VISIT, Text("삭제하지 않음", "Leave it in"), needs_reason=True),
    ],
    labels={
        DS.ASKED: Text("결정 대기", "Asked"),
        DS.ACCEPTED: Text("삭제 결정", "Deleted"),
        DS.REJECTED: Text("삭제하지 않음", "Left in"),
    },
)

PS, PC = DisposalState, DisposalCommand
_RECORDS = "공공기록물 관리에 관한 법률"
DISPOSAL = Lifecycle(
    name="evidence_disposal",
    title=Text("자료 폐기", "Disposal of evidence"),
    initial=PS.PROPOSED,
    rows=[
        #  from         act           to              who may                basis     label
        R(PS.PROPOSED, PC.APPROVE,  PS.APPROVED,    May.DISPOSAL_APPROVE, _RECORDS, Text("승인", "Approve")),
        R(PS.PROPOSED, PC.REFUSE,   PS.REFUSED,     May.DISPOSAL_APPROVE, _RECORDS, Text("반려", "Refuse"), needs_reason=True),
        R(PS.PROPOSED, PC.WITHDRAW, PS.WITHDRAWN,   May.EVIDENCE_DISPOSE, _RECORDS, Text("철회", "Withdraw")),
        R(PS.APPROVED, PC.FINISH,   PS.CARRIED_OUT, May.JOB_RUN,          _RECORDS, Text("폐기 완료", "Carried out"), automatic=True),
    ],
    labels={
        PS.PROPOSED: Text("제안", "Proposed"),
        PS.APPROVED: Text("승인됨", "Approved"),
        PS.CARRIED_OUT: Text("폐기 완료", "Carried out"),
        PS.REFUSED: Text("반려", "Refused"),
        PS.WITHDRAWN: Text("철회", "Withdrawn"),
    },
)
# fmt: on
