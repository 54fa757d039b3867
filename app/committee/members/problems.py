"""What is refused about members and panels."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class PanelWrong(Invalid):
    """A panel names somebody who cannot sit, or a wrong number of members."""

    slug = "panel-wrong"
    title = Text("회의 구성을 확인해 주세요", "The panel cannot be formed like this")


class TermWrong(Invalid):
    """A term ends before it begins, or overlaps another of the same person."""

    slug = "term-wrong"
    title = Text("임기를 확인해 주세요", "Check the term of office")


class TermOver(Conflict):
    """What has ended does not end again."""

    slug = "term-over"
    title = Text("이미 끝난 임기·구성입니다", "It has ended before")
