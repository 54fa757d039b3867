"""What may happen to an objection against a measure."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text
from app.sanctions.lifecycle import guards as g


class ObjectionState(StrEnum):
    """Where an objection stands."""

    FILED = "filed"
    DISMISSED = "dismissed"
    UPHELD = "upheld"
    UPHELD_IN_PART = "upheld_in_part"
    WITHDRAWN = "withdrawn"


class ObjectionCommand(StrEnum):
    """What may be done to an objection."""

    EXTEND = "extend"
    DISMISS = "dismiss"
    UPHOLD = "uphold"
    UPHOLD_IN_PART = "uphold_in_part"
    WITHDRAW = "withdraw"


S, C = ObjectionState, ObjectionCommand
_ARTICLE = "공정거래법 제96조"

# fmt: off
OBJECTION = Lifecycle(
    name="objection",
    title=Text("이의신청", "Objection"),
    initial=S.FILED,
    rows=[
        #  from     act               to                who may              basis     label
        R(S.FILED, C.EXTEND,         S.FILED,          May.OBJECTION_RULE, _ARTICLE, Text("재결 기간 연장", "Put the ruling off"), (g.not_extended_before,), needs_reason=True),
        R(S.FILED, C.DISMISS,        S.DISMISSED,      May.OBJECTION_RULE, _ARTICLE, Text("기각·각하", "Dismiss"), needs_reason=True),
        R(S.FILED, C.UPHOLD,         S.UPHELD,         May.OBJECTION_RULE, _ARTICLE, Text("인용(처분 취소)", "Uphold: annul the measure"), (g.filed_in_time,), needs_reason=True),
        R(S.FILED, C.UPHOLD_IN_PART, S.UPHELD_IN_PART, May.OBJECTION_RULE, _ARTICLE, Text("일부 인용", "Uphold in part"), (g.filed_in_time,), needs_reason=True),
        R(S.FILED, C.WITHDRAW,       S.WITHDRAWN,      May.OBJECTION_FILE, _ARTICLE, Text("이의신청 취하", "Withdraw the objection")),
    ],
    labels={
        S.FILED: Text("재결 대기", "Awaiting its ruling"),
        S.DISMISSED: Text("기각·각하", "Dismissed"),
        S.UPHELD: Text("인용", "Upheld"),
        S.UPHELD_IN_PART: Text("일부 인용", "Upheld in part"),
        S.WITHDRAWN: Text("취하", "Withdrawn"),
    },
)
# fmt: on
