"""Refusals of this package."""

from app.kernel.problems import Conflict
from app.kernel.text import Text


class NothingChanged(Conflict):
    """The facts are as the last edition told them; a new one would say the same."""

    slug = "outcome-unchanged"
    title = Text(
        "바뀐 사실이 없어 새 판이 필요하지 않습니다", "No fact has changed; no new edition is due"
    )


class SuitEnded(Conflict):
    """The end of the suit was noted before."""

    slug = "suit-ended"
    title = Text("이미 종료를 기록한 소송입니다", "The end of this suit was noted before")
