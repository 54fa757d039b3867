"""A request to the complainant for more information."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class SupplementState(StrEnum):
    """Where the request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class SupplementCommand(StrEnum):
    """What may be done about it; a late answer is still taken, and marked."""

    ANSWER = "answer"
    CANCEL = "cancel"


_RULES = "공정거래위원회 사건절차규칙 제12조"

SUPPLEMENT = Lifecycle(
    name="supplement_request",
    title=Text("보완 요청", "Request for more information"),
    initial=SupplementState.OPEN,
    rows=[
        Row(SupplementState.OPEN, SupplementCommand.ANSWER, SupplementState.ANSWERED,
            May.SUPPLEMENT_ANSWER, _RULES, Text("보완 자료 제출", "Answer the request")),
        Row(SupplementState.OPEN, SupplementCommand.CANCEL, SupplementState.CANCELLED,
            May.SUPPLEMENT_REQUEST, _RULES, Text("보완 요청 취소", "Cancel the request")),
    ],
    labels={
        SupplementState.OPEN: Text("답변 대기", "Open"),
        SupplementState.ANSWERED: Text("답변함", "Answered"),
        SupplementState.CANCELLED: Text("취소", "Cancelled"),
    },
)  # fmt: skip
