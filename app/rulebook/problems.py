"""How the entering and approving of figures is refused."""

from app.kernel.problems import Conflict, NotFound
from app.kernel.text import Text


class FigureNotFound(NotFound):
    """There is no such entry."""

    slug = "agency-figure-not-found"
    title = Text("그런 입력이 없습니다", "There is no such entry")


class FigureAlreadyEntered(Conflict):
    """The figure is entered for that day already, and waits or is approved."""

    slug = "figure-already-entered"
    title = Text("같은 날짜로 이미 입력된 수치입니다", "Already entered for that day")
