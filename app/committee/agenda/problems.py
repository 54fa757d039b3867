"""What is refused about the agenda."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class PanelNotSitting(Invalid):
    """The panel named does not sit on the day of the hearing."""

    slug = "panel-not-sitting"
    title = Text("심의 기일에 열리지 않는 회의입니다", "This panel does not sit on that day")


class NotACommitteeCase(Conflict):
    """The procedure of the case has no committee."""

    slug = "not-a-committee-case"
    title = Text("위원회가 심의하지 않는 절차의 사건입니다", "No committee decides such a case")


class NoticeTooShort(Invalid):
    """A hearing or an opinion hearing is announced too late."""

    slug = "notice-too-short"
    title = Text("통지 기간이 부족합니다", "The notice is too short")


class RequestTooLate(Conflict):
    """A request comes after its last day."""

    slug = "request-too-late"
    title = Text("신청 기한이 지났습니다", "The time for this request is over")


class AnsweredBefore(Conflict):
    """What was asked or decided once is not asked or decided again."""

    slug = "answered-before"
    title = Text("이미 처리했습니다", "It has been answered before")
