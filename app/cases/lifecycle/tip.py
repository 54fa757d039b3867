"""What may happen to an anonymous tip: read, passed on, dismissed, or made a case of."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class TipState(StrEnum):
    """Where a tip stands."""

    RECEIVED = "received"
    READ = "read"
    DISMISSED = "dismissed"
    OPENED = "opened"


class TipCommand(StrEnum):
    """What may be done with it."""

    READ = "read"
    PASS_ON = "pass_on"  # noqa: S105 - the name of a command
    DISMISS = "dismiss"
    OPEN = "open"
    ADD = "add"


S, C = TipState, TipCommand

# An addition brings a dismissed tip back to the desk.
TIP = Lifecycle(
    name="tip",
    title=Text("익명 제보", "Anonymous tip"),
    initial=S.RECEIVED,
    rows=[
        Row(S.RECEIVED, C.READ, S.READ, May.TIP_READ, "", Text("제보 열람", "Read the tip"),
            automatic=True),
        Row(S.RECEIVED, C.PASS_ON, S.RECEIVED, May.TIP_SETTLE, "",
            Text("다른 부서로 보내기", "Pass on to another unit"), needs_reason=True),
        Row(S.READ, C.PASS_ON, S.RECEIVED, May.TIP_SETTLE, "",
            Text("다른 부서로 보내기", "Pass on to another unit"), needs_reason=True),
        Row(S.READ, C.DISMISS, S.DISMISSED, May.TIP_SETTLE, "",
            Text("종결", "Dismiss"), needs_reason=True),
        Row(S.READ, C.OPEN, S.OPENED, May.TIP_SETTLE, "",
            Text("직권인지 사건으로 개시", "Open a case ex officio")),
        Row(S.RECEIVED, C.ADD, S.RECEIVED, May.TIP_READ, "", Text("보충", "Added to"),
            automatic=True),
        Row(S.READ, C.ADD, S.RECEIVED, May.TIP_READ, "", Text("보충", "Added to"),
            automatic=True),
        Row(S.DISMISSED, C.ADD, S.RECEIVED, May.TIP_READ, "", Text("보충", "Added to"),
            automatic=True),
        Row(S.OPENED, C.ADD, S.OPENED, May.TIP_READ, "", Text("보충", "Added to"),
            automatic=True),
    ],
    labels={
        S.RECEIVED: Text("검토 대기", "Waiting to be read"),
        S.READ: Text("검토 중", "Under review"),
        S.DISMISSED: Text("종결", "Dismissed"),
        S.OPENED: Text("사건 개시", "Made a case"),
    },
)  # fmt: skip

_WAITING = Text("접수되어 검토를 기다리고 있습니다", "Received; it waits to be read")
_READING = Text("담당 부서가 검토하고 있습니다", "The unit in charge is looking at it")
_SETTLED = Text(
    "검토를 마쳤습니다. 조사 여부는 누구에게도 알려 드리지 않습니다",
    "It has been looked at. Nobody is told whether there is an investigation",
)


def told(state: str, *, settled: bool) -> Text:
    """Return the one line that the tipster reads; it is the same whatever was decided.

    A tip that was `settled` once keeps that line, also after something was added to it.
    """
    if settled:
        return _SETTLED
    return _WAITING if state == S.RECEIVED else _READING
