"""What may become of a challenge to a member."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class ChallengeState(StrEnum):
    """Where a challenge stands."""

    FILED = "filed"
    GRANTED = "granted"
    DISMISSED = "dismissed"


class ChallengeCommand(StrEnum):
    """What may be done about it."""

    GRANT = "grant"
    DISMISS = "dismiss"


S, C = ChallengeState, ChallengeCommand

CHALLENGE = Lifecycle(
    name="challenge",
    title=Text("기피·제척 신청", "Challenge to a member"),
    initial=S.FILED,
    rows=[
        Row(S.FILED, C.GRANT, S.GRANTED, May.CASE_DECIDE, "", Text("인용", "Grant"),
            needs_reason=True),
        Row(S.FILED, C.DISMISS, S.DISMISSED, May.CASE_DECIDE, "", Text("기각", "Dismiss"),
            needs_reason=True),
    ],
    labels={
        S.FILED: Text("결정 대기", "Awaits its decision"),
        S.GRANTED: Text("인용", "Granted"),
        S.DISMISSED: Text("기각", "Dismissed"),
    },
)  # fmt: skip
