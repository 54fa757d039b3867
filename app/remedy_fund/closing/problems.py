"""What this room refuses, and why."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class CouncilNotQuorate(Invalid):
    """The council was not made up, or not present, as it has to be to decide."""

    slug = "council-not-quorate"
    title = Text(
        "심의회의 구성·출석 요건이 맞지 않습니다", "The council could not decide like this"
    )


class PeriodNotOver(Conflict):
    """A report is asked for about days that have not passed."""

    slug = "period-not-over"
    title = Text("기간이 아직 끝나지 않았습니다", "The period is not over yet")


class NotClosedYet(Conflict):
    """What is asked for exists for closed fiscal years only."""

    slug = "year-not-closed"
    title = Text("아직 마감되지 않은 회계연도입니다", "The fiscal year is not closed yet")
