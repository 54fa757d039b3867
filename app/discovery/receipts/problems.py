"""What is refused about receipts."""

from app.kernel.problems import Conflict
from app.kernel.text import Text


class ReceiptNotYet(Conflict):
    """The entry has no place under a signed checkpoint yet; `retry_after_s` says when to ask."""

    slug = "receipt-not-yet"
    title = Text(
        "접수증을 만들고 있습니다. 몇 초 뒤에 다시 받아 주세요",
        "The receipt is being made. Ask again in a few seconds",
    )
