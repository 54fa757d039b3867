"""What may happen to a production: put together, checked, built, issued, and never changed then."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class State(StrEnum):
    """Where a production stands."""

    ASSEMBLING = "assembling"
    CHECKED = "checked"
    BUILT = "built"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Command(StrEnum):
    """What is done with it."""

    MARK = "mark"
    CHECK = "check"
    REOPEN = "reopen"
    ORDER_BUILD = "order_build"
    COMPLETE = "complete"
    REFUSE = "refuse"
    ISSUE = "issue"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class ProductionFacts:
    """What the guards look at: how many findings stand in the way."""

    findings: int = 0


def _nothing_found(facts: ProductionFacts) -> Blocked | None:
    if not facts.findings:
        return None
    return Blocked(
        "findings",
        Text("점검에서 나온 문제를 먼저 고쳐 주세요", "Mend what the check has found first"),
    )


S, C = State, Command
_PREPARE, _ISSUE = May.PRODUCTION_PREPARE, May.PRODUCTION_ISSUE
_REOPEN = Text("다시 고치기", "Reopen")

# fmt: off
PRODUCTION = Lifecycle(
    name="production",
    title=Text("제출 자료", "Production"),
    initial=S.ASSEMBLING,
    rows=[
        #  from          act            to            who may      basis label
        R(S.ASSEMBLING, C.MARK,        S.ASSEMBLING, _PREPARE,    "", Text("자료 구분", "Mark documents")),
        R(S.ASSEMBLING, C.CHECK,       S.CHECKED,    _PREPARE,    "", Text("점검", "Check"), (_nothing_found,)),
        R(S.CHECKED,    C.REOPEN,      S.ASSEMBLING, _PREPARE,    "", _REOPEN),
        R(S.CHECKED,    C.ORDER_BUILD, S.CHECKED,    _PREPARE,    "", Text("만들기", "Build")),
        R(S.CHECKED,    C.COMPLETE,    S.BUILT,      May.JOB_RUN, "", Text("완성", "Built"), automatic=True),
        R(S.CHECKED,    C.REFUSE,      S.ASSEMBLING, May.JOB_RUN, "", Text("만들지 못함", "Not built"), automatic=True),
        R(S.BUILT,      C.REOPEN,      S.ASSEMBLING, _PREPARE,    "", _REOPEN),
        R(S.BUILT,      C.ISSUE,       S.ISSUED,     _ISSUE,      "", Text("교부", "Issue")),
        R(S.ISSUED,     C.SUPERSEDE,   S.SUPERSEDED, _ISSUE,      "", Text("새 제출 자료로 대체", "Superseded"), automatic=True),
        R(S.ISSUED,     C.WITHDRAW,    S.WITHDRAWN,  _ISSUE,      "", Text("회수", "Withdraw"), needs_reason=True),
    ],
    labels={
        S.ASSEMBLING: Text("구성 중", "Being put together"),
        S.CHECKED: Text("점검 마침", "Checked"),
        S.BUILT: Text("완성", "Built"),
        S.ISSUED: Text("교부됨", "Issued"),
        S.SUPERSEDED: Text("대체됨", "Superseded"),
        S.WITHDRAWN: Text("회수됨", "Withdrawn"),
    },
)
# fmt: on
