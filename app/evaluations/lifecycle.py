"""What may happen to a request for outcome facts and to an issue of them."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    REFUSED = "refused"


class RequestCommand(StrEnum):
    """What may be done about it."""

    ISSUE = "issue"
    REFUSE = "refuse"


class IssueState(StrEnum):
    """Whether an issue still says what is known."""

    ISSUED = "issued"
    OUTDATED = "outdated"
    SUPERSEDED = "superseded"


class IssueCommand(StrEnum):
    """What happens to it; nothing that it says is ever changed."""

    OUTDATE = "outdate"
    SUPERSEDE = "supersede"


S, C = RequestState, RequestCommand
I, K = IssueState, IssueCommand  # noqa: E741 - a page of rows reads better
_ACT = "상생협력법 제20조의2제4항"

# fmt: off
OUTCOME_REQUEST = Lifecycle(
    name="outcome_request",
    title=Text("평가자료 요청", "Request for outcome facts"),
    initial=S.ASKED,
    rows=[
        #  from        act        to           who may              basis label
        R(S.ASKED,    C.ISSUE,   S.ANSWERED, May.EVALUATION_ISSUE, _ACT, Text("자료 발급", "Issue the facts")),
        R(S.ASKED,    C.REFUSE,  S.REFUSED,  May.EVALUATION_ISSUE, _ACT, Text("요청 거절", "Refuse the request"), needs_reason=True),
        R(S.ANSWERED, C.ISSUE,   S.ANSWERED, May.EVALUATION_ISSUE, _ACT, Text("새 판 발급", "Issue a new edition")),
    ],
    labels={
        S.ASKED: Text("요청됨", "Asked"),
        S.ANSWERED: Text("발급됨", "Answered"),
        S.REFUSED: Text("거절됨", "Refused"),
    },
)

OUTCOME_ISSUE = Lifecycle(
    name="outcome_issue",
    title=Text("평가자료 발급본", "Issue of outcome facts"),
    initial=I.ISSUED,
    rows=[
        R(I.ISSUED,   K.OUTDATE,   I.OUTDATED,   May.JOB_RUN,          _ACT, Text("사실 변경 표시", "Mark that facts changed"), automatic=True),
        R(I.ISSUED,   K.SUPERSEDE, I.SUPERSEDED, May.EVALUATION_ISSUE, _ACT, Text("새 판으로 대체", "Superseded by a new edition"), automatic=True),
        R(I.OUTDATED, K.SUPERSEDE, I.SUPERSEDED, May.EVALUATION_ISSUE, _ACT, Text("새 판으로 대체", "Superseded by a new edition"), automatic=True),
    ],
    labels={
        I.ISSUED: Text("유효", "Current"),
        I.OUTDATED: Text("사실이 바뀌어 재발급 필요", "Facts changed, to be issued again"),
        I.SUPERSEDED: Text("새 판으로 대체됨", "Superseded"),
    },
)
# fmt: on
