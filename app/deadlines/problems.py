"""Why a change of the working calendar or a question about it is refused."""

from app.kernel.problems import Conflict, NotConfigured, NotFound
from app.kernel.text import Text


class CalendarNotConfigured(NotConfigured):
    """The public holidays of that year are not known to the service."""

    slug = "calendar-not-configured"
    title = Text("공휴일 자료가 없는 연도입니다", "No public holidays are configured for that year")


class DayAlreadySet(Conflict):
    """The agency has already set that day; remove the entry first."""

    slug = "day-already-set"
    title = Text("이미 따로 정한 날짜입니다", "That day has been set already")


class DayUnchanged(Conflict):
    """The published calendar already says so; an entry would change nothing."""

    slug = "day-unchanged"
    title = Text("이미 그렇게 정해진 날짜입니다", "The calendar already says so")


class OverrideNotFound(NotFound):
    """There is no such entry in the working calendar."""

    slug = "calendar-override-not-found"
    title = Text("그런 날짜 지정이 없습니다", "There is no such entry in the calendar")
