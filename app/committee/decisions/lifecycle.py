"""What may become of a written decision (K16 and K17)."""

from enum import StrEnum

from app.access.policy import May
from app.committee.terms import RULES
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class DecisionState(StrEnum):
    """Where a written decision stands."""

    DRAFTED = "drafted"
    WRITTEN = "written"
    SERVED = "served"


class DecisionCommand(StrEnum):
    """What may be done with it."""

    REDRAFT = "redraft"
    COMPLETE = "complete"
    SERVE = "serve"
    CORRECT = "correct"


S, C = DecisionState, DecisionCommand

DECISION = Lifecycle(
    name="written_decision",
    title=Text("의결서", "Written decision"),
    initial=S.DRAFTED,
    rows=[
        Row(S.DRAFTED, C.REDRAFT, S.DRAFTED, May.CASE_DOCKET, f"{RULES} 제62조",
            Text("의결서 고쳐 쓰기", "Write it anew")),
        Row(S.DRAFTED, C.COMPLETE, S.WRITTEN, May.CASE_DOCKET, f"{RULES} 제62조",
            Text("의결서 확정", "Complete the written decision")),
        Row(S.WRITTEN, C.SERVE, S.SERVED, May.MEASURE_SERVE, f"{RULES} 제64조",
            Text("의결서 송달", "Serve the written decision")),
        Row(S.WRITTEN, C.CORRECT, S.WRITTEN, May.CASE_DOCKET, f"{RULES} 제62조",
            Text("의결서 경정", "Correct a clerical error")),
        Row(S.SERVED, C.CORRECT, S.SERVED, May.CASE_DOCKET, f"{RULES} 제62조",
            Text("의결서 경정", "Correct a clerical error")),
    ],
    labels={
        S.DRAFTED: Text("작성 중", "Being written"),
        S.WRITTEN: Text("작성 완료", "Written"),
        S.SERVED: Text("송달", "Served"),
    },
)  # fmt: skip
