"""Refusals of this room."""

from app.kernel.problems import Conflict, Invalid, NotConfigured
from app.kernel.text import Text


class ChargeWrong(Invalid):
    """What is to be charged cannot stand; `errors` names each field."""

    slug = "recovery-charge-wrong"
    title = Text("청구할 금액을 확인해 주세요", "Check what is to be charged")


class RateNotConfigured(NotConfigured):
    """No source gives the rate, and the officer gave none with reasons."""

    slug = "recovery-rate-not-configured"
    title = Text(
        "이 금액의 요율은 설정되어 있지 않습니다. 담당자가 요율과 사유를 적어야 합니다",
        "No source gives this rate; the officer has to enter it with reasons",
    )


class ReceiptRecorded(Conflict):
    """This bank transfer was recorded before."""

    slug = "recovery-receipt-recorded"
    title = Text("이미 기록된 이체입니다", "This transfer was recorded before")


class ReceiptWrong(Invalid):
    """What is said of the money that came in cannot stand; `errors` names each field."""

    slug = "recovery-receipt-wrong"
    title = Text("입금 내용을 확인해 주세요", "Check what is said of the money")


class NothingToSetOff(Conflict):
    """There is nothing that the firm is to get, so nothing to set its debt off against."""

    slug = "nothing-to-set-off"
    title = Text("상계할 금액이 없습니다", "There is nothing to set this off against")


class PayoutTooLarge(Conflict):
    """More is to be paid out than belongs to the owner."""

    slug = "payout-too-large"
    title = Text("권리자에게 돌려줄 금액을 넘습니다", "More than belongs to the owner")


class ClaimedTooMuch(Conflict):
    """More principal would be asked back than was paid and has not come back."""

    slug = "clawback-over-payment"
    title = Text(
        "지급하고 아직 돌려받지 못한 금액을 넘습니다",
        "More than was paid and has not come back",
    )


class WriteOffNotAsked(Conflict):
    """No approval was asked for giving this up."""

    slug = "write-off-not-asked"
    title = Text("결손 처분 승인을 먼저 요청해 주세요", "Ask for approval of the write-off first")


class NothingOwed(Conflict):
    """Nothing is owed any more."""

    slug = "nothing-owed"
    title = Text("남은 금액이 없습니다", "Nothing is owed")
