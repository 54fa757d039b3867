"""What may happen to a change of the budget: asked for, carried out once approved, or dropped."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class State(StrEnum):
    """Where a change stands."""

    ASKED = "asked"
    DONE = "done"
    DROPPED = "dropped"


class Command(StrEnum):
    """What is done with it."""

    CARRY_OUT = "carry_out"
    DROP = "drop"


S, C = State, Command
_70 = "국가재정법 제70조"

# fmt: off
CHANGE = Lifecycle(
    name="budget_change",
    title=Text("지출계획 변경", "Change of the budget"),
    initial=S.ASKED,
    rows=[
        R(S.ASKED, C.CARRY_OUT, S.DONE,    May.BUDGET_SET, _70, Text("변경 시행", "Carry out")),
        R(S.ASKED, C.DROP,      S.DROPPED, May.BUDGET_SET, "",  Text("변경 철회", "Drop")),
    ],
    labels={
        S.ASKED: Text("승인 대기", "Waiting for approval"),
        S.DONE: Text("시행됨", "Carried out"),
        S.DROPPED: Text("철회됨", "Dropped"),
    },
)
# fmt: on
