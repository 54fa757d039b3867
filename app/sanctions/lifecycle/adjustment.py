"""What may happen to a claim that points be taken off or added on proof."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class AdjustmentState(StrEnum):
    """Where a claim stands."""

    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class AdjustmentCommand(StrEnum):
    """What may be done to a claim."""

    ACCEPT = "accept"
    REJECT = "reject"


S, C = AdjustmentState, AdjustmentCommand
_ANNEX = "하도급법 시행령 별표 3"

# fmt: off
ADJUSTMENT = Lifecycle(
    name="point_adjustment",
    title=Text("벌점 경감·가중", "Adjustment of points"),
    initial=S.CLAIMED,
    rows=[
        #  from       act       to          who may             basis    label
        R(S.CLAIMED, C.ACCEPT, S.ACCEPTED, May.POINTS_DECIDE, _ANNEX, Text("인정", "Accept")),
        R(S.CLAIMED, C.REJECT, S.REJECTED, May.POINTS_DECIDE, _ANNEX, Text("불인정", "Reject"), needs_reason=True),
    ],
    labels={
        S.CLAIMED: Text("심사 중", "Claimed"),
        S.ACCEPTED: Text("인정", "Accepted"),
        S.REJECTED: Text("불인정", "Rejected"),
    },
)
# fmt: on
