"""Refusals of this package."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class NoRung(Invalid):
    """The kind of measure does not exist under the rules that govern the case."""

    slug = "no-such-measure-here"
    title = Text("이 사건의 제도에는 없는 처분입니다", "No such measure under these rules")


class LadderSkipped(Conflict):
    """The measure may not be drafted now; `reasons` names every ground with its article."""

    slug = "ladder-skipped"
    title = Text("지금은 기안할 수 없는 처분입니다", "This measure may not be drafted now")


class Overpayment(Conflict):
    """More came in than is owed, and it was not marked as overpaid."""

    slug = "overpayment"
    title = Text("내야 할 금액보다 많은 납부입니다", "More than is owed")


class PaymentRecorded(Conflict):
    """A payment under this reference was recorded before."""

    slug = "payment-recorded"
    title = Text("이미 기록한 납부입니다", "This payment was recorded before")


class WrongDay(Invalid):
    """A step is dated in the future or before the one it follows."""

    slug = "measure-date-out-of-order"
    title = Text("날짜 순서가 맞지 않습니다", "The dates are out of order")
