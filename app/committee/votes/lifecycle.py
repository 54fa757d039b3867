"""What may become of a vote."""

from enum import StrEnum

from app.access.policy import May
from app.committee.terms import RULES
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text

_RULE = f"{RULES} 제84조"


class VoteState(StrEnum):
    """Where a vote stands."""

    OPEN = "open"
    CARRIED = "carried"
    LOST = "lost"
    VOID = "void"


class VoteCommand(StrEnum):
    """What may be done with it."""

    CARRY = "carry"
    LOSE = "lose"
    ANNUL = "annul"


S, C = VoteState, VoteCommand

VOTE = Lifecycle(
    name="vote",
    title=Text("표결", "Vote"),
    initial=S.OPEN,
    rows=[
        Row(S.OPEN, C.CARRY, S.CARRIED, May.CASE_DOCKET, _RULE, Text("가결", "Carried"),
            automatic=True),
        Row(S.OPEN, C.LOSE, S.LOST, May.CASE_DOCKET, _RULE, Text("부결", "Not carried"),
            automatic=True),
        Row(S.OPEN, C.ANNUL, S.VOID, May.CASE_DOCKET, _RULE,
            Text("무효(구성원 변동)", "Void: somebody who voted is kept away"), automatic=True),
    ],
    labels={
        S.OPEN: Text("투표 중", "Being taken"),
        S.CARRIED: Text("가결", "Carried"),
        S.LOST: Text("부결", "Not carried"),
        S.VOID: Text("무효", "Void"),
    },
)  # fmt: skip
