"""What may happen to a plan: drawn up, put up for approval, carried out or given up."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class State(StrEnum):
    """Where a plan stands."""

    PREPARED = "prepared"
    SUBMITTED = "submitted"
    CARRIED_OUT = "carried_out"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Command(StrEnum):
    """What is done with a plan."""

    SUBMIT = "submit"
    REVISE = "revise"
    CARRY_OUT = "carry_out"
    WITHDRAW = "withdraw"


S, C = State, Command
_PREPARE = May.PLAN_PREPARE
_SUBMIT, _REVISE = Text("승인 요청", "Ask for approval"), Text("다시 작성", "Draw up anew")
_WITHDRAW = Text("철회", "Withdraw")

# fmt: off
PLAN = Lifecycle(
    name="allocation_plan",
    title=Text("배분 계획", "Allocation plan"),
    initial=S.PREPARED,
    rows=[
        #  from         act          to              who may   basis label
        R(S.PREPARED,  C.SUBMIT,    S.SUBMITTED,   _PREPARE, "", _SUBMIT),
        R(S.PREPARED,  C.REVISE,    S.SUPERSEDED,  _PREPARE, "", _REVISE, needs_reason=True),
        R(S.PREPARED,  C.WITHDRAW,  S.WITHDRAWN,   _PREPARE, "", _WITHDRAW, needs_reason=True),
        R(S.SUBMITTED, C.SUBMIT,    S.SUBMITTED,   _PREPARE, "", _SUBMIT),
        R(S.SUBMITTED, C.REVISE,    S.SUPERSEDED,  _PREPARE, "", _REVISE, needs_reason=True),
        R(S.SUBMITTED, C.CARRY_OUT, S.CARRIED_OUT, _PREPARE, "", Text("계획대로 지원 결정", "Carry out")),
        R(S.SUBMITTED, C.WITHDRAW,  S.WITHDRAWN,   _PREPARE, "", _WITHDRAW, needs_reason=True),
    ],
    labels={
        S.PREPARED: Text("작성됨", "Prepared"),
        S.SUBMITTED: Text("승인 요청됨", "Put up for approval"),
        S.CARRIED_OUT: Text("집행됨", "Carried out"),
        S.SUPERSEDED: Text("새 계획으로 대체", "Superseded"),
        S.WITHDRAWN: Text("철회됨", "Withdrawn"),
    },
)
# fmt: on
