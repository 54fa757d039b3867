"""Refusals of this package."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class FileRefused(Invalid):
    """The file is none that is read here, or it says something that cannot be taken in."""

    slug = "receipt-file-refused"
    title = Text("읽을 수 없는 수납 파일입니다", "This file of receipts cannot be read")


class StepRefused(Conflict):
    """The step is not possible as the receivable stands."""

    slug = "collection-step-refused"
    title = Text("지금은 할 수 없는 징수 절차입니다", "This step of collecting is not possible now")


class ReceiptSettled(Conflict):
    """The receipt was matched before."""

    slug = "receipt-settled"
    title = Text("이미 처리한 수납입니다", "This receipt was dealt with before")
