"""What may become of an incident: a stored object that was found not to be what it was."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class State(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    RESTORED = "restored"
    RECOVERED = "recovered"
    LAPSED = "lapsed"


class Command(StrEnum):
    """What ends it."""

    RESTORE = "restore"
    RECOVER = "recover"
    LAPSE = "lapse"


# fmt: off
INCIDENT = Lifecycle(
    name="store_incident",
    title=Text("보관 사고", "Incident of storage"),
    initial=State.OPEN,
    rows=[
        # from    act              to               who may       basis label
        Row(State.OPEN, Command.RESTORE, State.RESTORED, May.JOB_RUN, "",
            Text("다른 사본으로 복구", "Restored from the other copy"), automatic=True),
        Row(State.OPEN, Command.RECOVER, State.RECOVERED, May.JOB_RUN, "",
            Text("다시 읽어 이상 없음을 확인", "Read again and found whole"), automatic=True),
        Row(State.OPEN, Command.LAPSE, State.LAPSED, May.JOB_RUN, "",
            Text("보관 종료로 종결", "Closed, since it is no longer kept"), automatic=True),
    ],
    labels={
        State.OPEN: Text("복구되지 않음", "Not restored"),
        State.RESTORED: Text("복구됨", "Restored"),
        State.RECOVERED: Text("이상 없음으로 확인됨", "Found whole again"),
        State.LAPSED: Text("보관 종료", "No longer kept"),
    },
)
# fmt: on
