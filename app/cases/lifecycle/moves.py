"""How a case moves between units, agencies and other cases: kinds, words and articles."""

from enum import StrEnum

from app.cases.lifecycle.steps import CaseState, Outcome
from app.kernel.text import Text


class LinkKind(StrEnum):
    """How one case stands to another; read from the first to the second."""

    LINKED = "linked"
    MERGED_INTO = "merged_into"
    SPLIT_FROM = "split_from"
    HANDED_OVER_TO = "handed_over_to"


LINK_WORDS: dict[LinkKind, Text] = {
    LinkKind.LINKED: Text("관련 사건", "Linked"),
    LinkKind.MERGED_INTO: Text("병합한 사건", "Merged into"),
    LinkKind.SPLIT_FROM: Text("분리 전 사건", "Split from"),
    LinkKind.HANDED_OVER_TO: Text("이첩한 사건", "Handed over to"),
}
# Each move is written into the history of every case concerned under one of these names.
MOVES: dict[str, Text] = {
    "transferred": Text("담당 부서 이관", "Transferred to another unit"),
    "merged": Text("다른 사건에 병합", "Merged into another case"),
    "took_merged": Text("다른 사건을 병합", "Another case merged into this one"),
    "split": Text("사건 분리", "Part of the case split off"),
    "split_off": Text("분리되어 시작", "Begun as a part split off"),
    "handed_over": Text("다른 절차로 이첩", "Handed over to another procedure"),
    "took_over": Text("다른 절차에서 이첩받음", "Taken over from another procedure"),
    "reopened": Text("종결 취소·재개", "Reopened"),
    "linked": Text("관련 사건 연결", "Linked to another case"),
    "unlinked": Text("관련 사건 연결 해제", "Link to another case ended"),
}
MOVE_BASIS = "행정절차법 제6조"
# Cases are put together or taken apart before anybody is charged.
MOVABLE = frozenset(
    {CaseState.RECEIVED, CaseState.PRE_REVIEW, CaseState.REGISTERED, CaseState.INVESTIGATING}
)
# Which endings the authority may take back by itself.
REVERSIBLE = frozenset(
    {
        Outcome.NOT_OPENED, Outcome.NO_VIOLATION, Outcome.PROCEDURE_CLOSED, Outcome.TERMINATED,
        Outcome.MERGED, Outcome.HANDED_OVER,
    }
)  # fmt: skip
