"""What may happen to an objection against a decision of the fund."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.problems import Basis
from app.kernel.text import Text


class ObjectionState(StrEnum):
    """Where an objection stands."""

    FILED = "filed"
    UPHELD = "upheld"  # the decision stays as it is
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class ObjectionCommand(StrEnum):
    """What may be done to an objection."""

    UPHOLD = "uphold"
    CHANGE = "change"
    EXTEND = "extend"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """What the guards look at."""

    extended: bool
    basis: Basis


def _not_extended(facts: ObjectionFacts) -> Blocked | None:
    words = Text("처리 기간은 한 번만 연장할 수 있습니다", "The answer may be put off only once")
    return Blocked("extended_before", words, (facts.basis,)) if facts.extended else None


S, C = ObjectionState, ObjectionCommand
_ARTICLE = "보조금 관리에 관한 법률 제37조"
_ANSWER, _FILE = May.FUND_OBJECTION_ANSWER, May.APPLICATION_OBJECT

# fmt: off
OBJECTION = Lifecycle(
    name="fund_objection",
    title=Text("기금 결정에 대한 이의신청", "Objection to a decision of the fund"),
    initial=S.FILED,
    rows=[
        R(S.FILED, C.UPHOLD,   S.UPHELD,    _ANSWER, _ARTICLE, Text("원결정 유지", "Uphold the decision"), needs_reason=True),
        R(S.FILED, C.CHANGE,   S.CHANGED,   _ANSWER, _ARTICLE, Text("결정 변경", "Change the decision"), needs_reason=True),
        R(S.FILED, C.EXTEND,   S.FILED,     _ANSWER, _ARTICLE, Text("처리 기간 연장", "Put the answer off"), (_not_extended,), needs_reason=True),
        R(S.FILED, C.WITHDRAW, S.WITHDRAWN, _FILE,   _ARTICLE, Text("이의신청 취하", "Withdraw the objection")),
    ],
    labels={
        S.FILED: Text("처리 중", "Awaiting its answer"),
        S.UPHELD: Text("원결정 유지", "Decision upheld"),
        S.CHANGED: Text("결정 변경", "Decision changed"),
        S.WITHDRAWN: Text("취하", "Withdrawn"),
    },
)
# fmt: on
