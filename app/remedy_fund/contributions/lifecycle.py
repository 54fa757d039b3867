"""What may happen to a contribution, to a change of one, and to what is reserved on an earmark.

The state of a contribution is not stored: `rules.sums.standing` computes it. The table says which
steps there are from each state, and a test holds that every step leads where the sums lead.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text
from app.remedy_fund.contributions.rules.sums import State


class Command(StrEnum):
    """What is done with a contribution."""

    RECEIVE = "receive"
    WITHDRAW = "withdraw"
    EARMARK = "earmark"
    REDESIGNATE = "redesignate"
    RETURN = "return"
    RETURN_REST = "return_rest"
    USE = "use"
    USE_UP = "use_up"
    RESTORE = "restore"
    RESTORE_MOVED = "restore_moved"  # the same, on a contribution that was re-designated
    TAKE_BACK = "take_back"
    TAKE_BACK_REST = "take_back_rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the guards look at: how much is asked for, and how much there is, in won."""

    amount_won: int
    unallocated_won: int = 0
    free_won: int = 0  # unallocated, or on the earmark that is meant and not reserved


def _within_unallocated(asked: Asked) -> Blocked | None:
    if asked.amount_won <= asked.unallocated_won:
        return None
    return Blocked(
        "over_unallocated",
        Text(
            f"용도를 지정하지 않은 금액은 {asked.unallocated_won:,}원입니다",
            f"KRW {asked.unallocated_won:,} is not set aside yet",
        ),
    )


def _within_free(asked: Asked) -> Blocked | None:
    if asked.amount_won <= asked.free_won:
        return None
    return Blocked(
        "over_what_remains",
        Text(
            f"쓸 수 있게 남은 금액은 {asked.free_won:,}원입니다",
            f"KRW {asked.free_won:,} remains free",
        ),
    )


S, C = State, Command
_RECORD, _MOVE, _PAY = May.CONTRIBUTION_RECORD, May.CONTRIBUTION_REDESIGNATE, May.DISBURSEMENT_SEND
_20_5 = "상생협력법 제20조의5"
_EARMARK = Text("용도 지정", "Earmark")
_MOVED = Text("용도 변경", "Re-designate")
_PART, _REST = Text("일부 반환", "Return a part"), Text("전액 반환", "Return the rest")
_USED, _USED_UP = Text("사용", "Use"), Text("모두 사용", "Use up")
_BACK = Text("지급 반환", "A payment came back")
_TAKE, _TAKE_REST = Text("일부 환수", "Take back a part"), Text("전액 환수", "Take back the rest")
_SHARE = May.SURCHARGE_SHARE_CREDIT
_FREE, _OPEN = (_within_free,), (_within_unallocated,)

# fmt: off
CONTRIBUTION = Lifecycle(
    name="contribution",
    title=Text("출연", "Contribution"),
    initial=S.PLEDGED,
    rows=[
        #  from            act            to              who may  basis  label
        R(S.PLEDGED,      C.RECEIVE,     S.RECEIVED,     _RECORD, "",    Text("납입", "Receive")),
        R(S.PLEDGED,      C.WITHDRAW,    S.WITHDRAWN,    _RECORD, "",    Text("약정 철회", "Withdraw the pledge")),
        R(S.RECEIVED,     C.EARMARK,     S.EARMARKED,    _RECORD, _20_5, _EARMARK, _OPEN),
        R(S.RECEIVED,     C.RETURN,      S.RECEIVED,     _MOVE,   "",    _PART,    _FREE, needs_reason=True),
        R(S.RECEIVED,     C.RETURN_REST, S.RETURNED,     _MOVE,   "",    _REST,    _FREE, needs_reason=True),
        R(S.EARMARKED,    C.EARMARK,     S.EARMARKED,    _RECORD, _20_5, _EARMARK, _OPEN),
        R(S.EARMARKED,    C.REDESIGNATE, S.REDESIGNATED, _MOVE,   _20_5, _MOVED,   _FREE, needs_reason=True),
        R(S.EARMARKED,    C.RETURN,      S.EARMARKED,    _MOVE,   "",    _PART,    _FREE, needs_reason=True),
        R(S.EARMARKED,    C.RETURN_REST, S.RETURNED,     _MOVE,   "",    _REST,    _FREE, needs_reason=True),
        R(S.EARMARKED,    C.USE,         S.EARMARKED,    _PAY,    "",    _USED,    automatic=True),
        R(S.EARMARKED,    C.USE_UP,      S.USED,         _PAY,    "",    _USED_UP, automatic=True),
        R(S.EARMARKED,    C.RESTORE,     S.EARMARKED,    _PAY,    "",    _BACK,    automatic=True),
        R(S.REDESIGNATED, C.EARMARK,     S.REDESIGNATED, _RECORD, _20_5, _EARMARK, _OPEN),
        R(S.REDESIGNATED, C.REDESIGNATE, S.REDESIGNATED, _MOVE,   _20_5, _MOVED,   _FREE, needs_reason=True),
        R(S.REDESIGNATED, C.RETURN,      S.REDESIGNATED, _MOVE,   "",    _PART,    _FREE, needs_reason=True),
        R(S.REDESIGNATED, C.RETURN_REST, S.RETURNED,     _MOVE,   "",    _REST,    _FREE, needs_reason=True),
        R(S.REDESIGNATED, C.USE,         S.REDESIGNATED, _PAY,    "",    _USED,    automatic=True),
        R(S.REDESIGNATED, C.USE_UP,      S.USED,         _PAY,    "",    _USED_UP, automatic=True),
        R(S.REDESIGNATED, C.RESTORE,     S.REDESIGNATED, _PAY,    "",    _BACK,    automatic=True),
        R(S.USED,         C.RESTORE,     S.EARMARKED,    _PAY,    "",    _BACK,    automatic=True),
        R(S.USED,         C.RESTORE_MOVED, S.REDESIGNATED, _PAY,  "",    _BACK,    automatic=True),
        *(
            R(state, command, target, _SHARE, "", label, automatic=True)
            for state in (S.RECEIVED, S.EARMARKED, S.REDESIGNATED)
            for command, target, label in (
                (C.TAKE_BACK, state, _TAKE), (C.TAKE_BACK_REST, S.RETURNED, _TAKE_REST)
            )
        ),
    ],
    labels={
        S.PLEDGED: Text("약정", "Pledged"),
        S.WITHDRAWN: Text("약정 철회", "Pledge withdrawn"),
        S.RECEIVED: Text("납입", "Received"),
        S.EARMARKED: Text("용도 지정", "Earmarked"),
        S.REDESIGNATED: Text("용도 변경", "Re-designated"),
        S.USED: Text("사용 완료", "Used"),
        S.RETURNED: Text("반환", "Returned"),
    },
)
# fmt: on


class ChangeState(StrEnum):
    """Where a change of a contribution stands."""

    ASKED = "asked"
    DONE = "done"
    DROPPED = "dropped"


class ChangeCommand(StrEnum):
    """What is done with it."""

    CARRY_OUT = "carry_out"
    DROP = "drop"


# fmt: off
CHANGE = Lifecycle(
    name="contribution_change",
    title=Text("출연금 변경", "Change of a contribution"),
    initial=ChangeState.ASKED,
    rows=[
        R(ChangeState.ASKED, ChangeCommand.CARRY_OUT, ChangeState.DONE,    _MOVE, "", Text("시행", "Carry out")),
        R(ChangeState.ASKED, ChangeCommand.DROP,      ChangeState.DROPPED, _MOVE, "", Text("철회", "Drop")),
    ],
    labels={
        ChangeState.ASKED: Text("승인 대기", "Waiting for approval"),
        ChangeState.DONE: Text("시행됨", "Carried out"),
        ChangeState.DROPPED: Text("철회됨", "Dropped"),
    },
)
# fmt: on


class PartState(StrEnum):
    """Where an amount reserved on an earmark stands."""

    HELD = "held"
    USED = "used"
    RELEASED = "released"
    RESTORED = "restored"


class PartCommand(StrEnum):
    """What is done with it."""

    USE = "use"
    RELEASE = "release"
    RESTORE = "restore"


# fmt: off
PART = Lifecycle(
    name="earmark_part",
    title=Text("용도별 지급 재원", "Money reserved on an earmark"),
    initial=PartState.HELD,
    rows=[
        R(PartState.HELD, PartCommand.USE,     PartState.USED,     _PAY, "", _USED,                         automatic=True),
        R(PartState.HELD, PartCommand.RELEASE, PartState.RELEASED, _PAY, "", Text("예약 해제", "Release"),  automatic=True),
        R(PartState.USED, PartCommand.RESTORE, PartState.RESTORED, _PAY, "", _BACK,                         automatic=True),
    ],
    labels={
        PartState.HELD: Text("예약", "Reserved"),
        PartState.USED: Text("지급", "Paid"),
        PartState.RELEASED: Text("해제", "Released"),
        PartState.RESTORED: Text("복원", "Restored"),
    },
)
# fmt: on
