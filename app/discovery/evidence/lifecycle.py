"""What may happen to a piece of evidence from the first byte to the end of its use."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Blocked, Lifecycle, Row
from app.kernel.text import Text


class State(StrEnum):
    """Where a piece of evidence stands; only what is stored or superseded can be seen."""

    PENDING = "pending"
    STORED = "stored"
    REFUSED = "refused"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DISPOSED = "disposed"


class Command(StrEnum):
    """What is done with it."""

    STORE = "store"
    REFUSE = "refuse"
    EXPIRE = "expire"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"
    DISPOSE = "dispose"
    SPARE = "spare"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the guards look at: whether the draft that holds the item has been filed."""

    filed: bool


def _in_a_draft(facts: ItemFacts) -> Blocked | None:
    if not facts.filed:
        return None
    return Blocked(
        "filed",
        Text(
            "제출한 신고서의 자료는 지울 수 없습니다. 새 자료를 추가로 제출해 주세요",
            "What was filed stays on file; submit another piece instead",
        ),
    )


_RECORDS = "공공기록물 관리에 관한 법률"

# fmt: off
EVIDENCE = Lifecycle(
    name="evidence_item",
    title=Text("증거 자료", "Piece of evidence"),
    initial=State.PENDING,
    rows=[
        # from          act                to                who may              basis label
        Row(State.PENDING, Command.STORE, State.STORED, May.EVIDENCE_UPLOAD, "",
            Text("확인 후 보관", "Checked and stored"), automatic=True),
        Row(State.PENDING, Command.REFUSE, State.REFUSED, May.EVIDENCE_UPLOAD, "",
            Text("받지 않음", "Refused"), automatic=True),
        Row(State.PENDING, Command.EXPIRE, State.EXPIRED, May.JOB_RUN, "",
            Text("끝나지 않은 올리기 정리", "Unfinished upload cleared"), automatic=True),
        Row(State.STORED, Command.SUPERSEDE, State.SUPERSEDED, May.EVIDENCE_UPLOAD, "",
            Text("새 자료로 대체", "Superseded by a later piece")),
        Row(State.STORED, Command.WITHDRAW, State.WITHDRAWN, May.DRAFT_WRITE, "",
            Text("작성 중 삭제", "Taken out of the draft"), guards=(_in_a_draft,)),
        Row(State.STORED, Command.DISPOSE, State.DISPOSED, May.DISPOSAL_APPROVE, _RECORDS,
            Text("폐기", "Dispose of it"), automatic=True),
        Row(State.SUPERSEDED, Command.DISPOSE, State.DISPOSED, May.DISPOSAL_APPROVE, _RECORDS,
            Text("폐기", "Dispose of it"), automatic=True),
        Row(State.DISPOSED, Command.SPARE, State.STORED, May.JOB_RUN, "",
            Text("폐기 전 보전", "Spared before its bytes were gone"), automatic=True),
    ],
    labels={
        State.PENDING: Text("받는 중", "Arriving"),
        State.STORED: Text("보관", "Stored"),
        State.REFUSED: Text("받지 않음", "Refused"),
        State.EXPIRED: Text("만료", "Expired"),
        State.SUPERSEDED: Text("대체됨", "Superseded"),
        State.WITHDRAWN: Text("삭제됨", "Withdrawn"),
        State.DISPOSED: Text("폐기됨", "Disposed of"),
    },
)
# fmt: on

VISIBLE = (State.STORED, State.SUPERSEDED)
"""The states in which a piece of evidence can be seen and read."""

RECORDED = (*VISIBLE, State.DISPOSED)
"""The states in which a piece of evidence has a chain of custody that is shown."""
