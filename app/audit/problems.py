"""What the log refuses to answer."""

from app.kernel.problems import NotFound
from app.kernel.text import Text


class NoCheckpointYet(NotFound):
    """Nothing has been signed yet: the log has no leaf with a position."""

    slug = "no-checkpoint-yet"
    title = Text("아직 서명된 확인점이 없습니다", "Nothing has been signed yet")


class NotInLog(NotFound):
    """No event of this id is in the log."""

    slug = "not-in-the-log"
    title = Text("감사 기록에 없는 사건입니다", "No such event in the log")
