"""What is refused about payments and statements."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class AwardNotPayable(Invalid):
    """An award is not approved, is paid already, or is in a run already."""

    slug = "award-not-payable"
    title = Text("지급할 수 없는 배분액이 있습니다", "There is an award that cannot be paid")


class PaymentStopped(Conflict):
    """The bank gives another holder's name for the account; the payment waits for people."""

    slug = "payment-stopped"
    title = Text(
        "예금주 이름이 달라 지급을 멈췄습니다. 수취 계좌를 다시 확인해 주세요",
        "The holder's name differs, so the payment was stopped; check the account",
    )


class LineMatched(Conflict):
    """The line, or the posting, belongs to another already."""

    slug = "line-matched"
    title = Text("이미 짝이 정해진 거래입니다", "This is matched already")


class MatchDiffers(Invalid):
    """The posting moved another amount of cash than the line."""

    slug = "match-differs"
    title = Text("금액이나 방향이 다른 거래입니다", "The amount or direction differs")


class NothingProposed(Conflict):
    """Nobody has proposed what this line belongs to."""

    slug = "nothing-proposed"
    title = Text("제안된 짝이 없습니다", "No match was proposed for this line")


class StatementNotRead(Conflict):
    """No statement of a later day is read: a transfer that was made could still show on one."""

    slug = "statement-not-read"
    title = Text(
        "지급을 보낸 날 다음의 거래내역서를 아직 읽지 않았습니다. 거래내역에 이체가 없는지 먼저 확인해 주세요",
        "No statement after the day of the order has been read; see first that it shows no transfer",
    )


class NothingNoted(Conflict):
    """Nobody has noted an answer of the bank to this order."""

    slug = "nothing-noted"
    title = Text("적어 둔 은행 회신이 없습니다", "No answer of the bank was noted for this payment")


class NothingToClaim(Conflict):
    """No payment is out, or it is being asked back already."""

    slug = "nothing-to-claim-back"
    title = Text(
        "지급되어 반환을 청구할 수 있는 금액이 없거나 이미 청구했습니다",
        "No payment is out that could be asked back, or it is asked back already",
    )
