"""What may happen to a request for approval; expiry is read from the clock, not a step."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class State(StrEnum):
    """Where a request stands. Whether it is granted follows from who has approved."""

    ASKED = "asked"
    USED = "used"
    VETOED = "vetoed"
    VOID = "void"


class Command(StrEnum):
    """What is done with a request."""

    GIVE = "give"
    VETO = "veto"
    USE = "use"
    VOID = "void"


S, C = State, Command
_GIVE = May.APPROVAL_GIVE

# fmt: off
APPROVAL = Lifecycle(
    name="approval",
    title=Text("승인 요청", "Request for approval"),
    initial=S.ASKED,
    rows=[
        #  from     act      to        who may           basis label
        R(S.ASKED, C.GIVE, S.ASKED,  _GIVE,             "", Text("승인", "Approve")),
        R(S.ASKED, C.VETO, S.VETOED, _GIVE,             "", Text("거부", "Veto"), needs_reason=True),
        R(S.ASKED, C.USE,  S.USED,   May.APPROVAL_READ, "", Text("승인받은 대로 집행", "Carry out"), automatic=True),
        R(S.ASKED, C.VOID, S.VOID,   May.APPROVAL_READ, "", Text("무효", "Void"), automatic=True),
    ],
    labels={
        S.ASKED: Text("승인 진행", "Asked"),
        S.USED: Text("집행됨", "Carried out"),
        S.VETOED: Text("거부됨", "Vetoed"),
        S.VOID: Text("무효", "Void"),
    },
)
# fmt: on
