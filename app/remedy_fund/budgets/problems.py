"""Refusals of this room."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class CapExceeded(Conflict):
    """More would be committed and paid than a line allows; the facts name the line and its room."""

    slug = "budget-cap-exceeded"
    title = Text("지출 한도를 넘습니다", "Over the cap of the budget")


class LineMissing(Conflict):
    """The budget of the year has no such item, so nothing may be spent on it."""

    slug = "budget-line-missing"
    title = Text("지출계획에 없는 항목입니다", "No such item in the budget of the year")


class NotCommitted(Conflict):
    """Less is committed, or paid, for the subject than is to be moved."""

    slug = "budget-not-committed"
    title = Text("그만큼 배정된 금액이 없습니다", "That much is not committed")


class BudgetAdoptedBefore(Conflict):
    """The item is in the plan already; it is changed by a change, not by a second plan."""

    slug = "budget-adopted-before"
    title = Text("이미 지출계획에 있는 항목입니다", "The item is in the plan already")


class ChangeImpossible(Invalid):
    """The change goes nowhere, or between years."""

    slug = "budget-change-impossible"
    title = Text("할 수 없는 지출계획 변경입니다", "Not a possible change of the budget")


class YearNotOver(Conflict):
    """The fiscal year still runs, so nothing of it is carried over yet."""

    slug = "fiscal-year-not-over"
    title = Text("회계연도가 아직 끝나지 않았습니다", "The fiscal year is not over")
