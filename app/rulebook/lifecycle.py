"""What may happen to a figure that the agency enters."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class State(StrEnum):
    """Where an entered figure stands."""

    ENTERED = "entered"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Command(StrEnum):
    """What one does with it."""

    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


_BY = May.FIGURE_APPROVE

# fmt: off
FIGURE = Lifecycle(
    name="agency_figure",
    title=Text("기관 입력 수치", "Agency figure"),
    initial=State.ENTERED,
    rows=[
        #   from            act                to               who  basis  label
        Row(State.ENTERED,  Command.APPROVE,  State.APPROVED,  _BY, "", Text("승인", "Approve")),
        Row(State.ENTERED,  Command.RETURN,   State.RETURNED,  _BY, "", Text("반려", "Return"),
            needs_reason=True),
        Row(State.APPROVED, Command.WITHDRAW, State.WITHDRAWN, _BY, "", Text("철회", "Withdraw"),
            needs_reason=True),
    ],
    labels={
        State.ENTERED: Text("승인 대기", "Waiting for approval"),
        State.APPROVED: Text("승인됨", "Approved"),
        State.RETURNED: Text("반려됨", "Returned"),
        State.WITHDRAWN: Text("철회됨", "Withdrawn"),
    },
)
# fmt: on
