"""What the books refuse, and why."""

from app.kernel.problems import Conflict, Invalid, NotFound
from app.kernel.text import Text


class InsufficientFunds(Conflict):
    """An account has less free money than is asked of it; `available_won` says how much."""

    slug = "insufficient-funds"
    title = Text("사용할 수 있는 금액이 부족합니다", "There is not enough free money")


class PeriodClosed(Conflict):
    """The day lies in a fiscal year that takes no more entries of this kind."""

    slug = "period-closed"
    title = Text("마감된 회계연도에는 기록할 수 없습니다", "That fiscal year is closed")


class PeriodMoveRefused(Conflict):
    """A fiscal year goes from open over soft-closed to closed, and is never opened from there."""

    slug = "period-move-refused"
    title = Text(
        "회계연도의 마감 상태를 그렇게 바꿀 수 없습니다", "The fiscal year cannot be moved there"
    )


class KeyReused(Invalid):
    """The same key was used for something else."""

    slug = "ledger-key-reused"
    title = Text(
        "같은 거래 키가 다른 내용에 이미 쓰였습니다", "This key was already used for another entry"
    )


class AlreadyReversed(Conflict):
    """A transaction is taken back once only."""

    slug = "already-reversed"
    title = Text("이미 취소 기록된 거래입니다", "This transaction is already reversed")


class NotReversible(Conflict):
    """What takes back another transaction is not taken back itself; a new entry corrects it."""

    slug = "not-reversible"
    title = Text(
        "취소할 수 있는 거래가 아닙니다. 새 거래로 바로잡아 주세요",
        "This transaction cannot be reversed; correct it by a new entry",
    )


class ReservationNotHeld(Conflict):
    """The reservation was settled or released before."""

    slug = "reservation-not-held"
    title = Text(
        "이미 지급되었거나 해제된 예약금입니다", "This reservation was already settled or released"
    )


class NoSuchAccount(NotFound):
    """No account has that id."""

    slug = "no-such-account"
    title = Text("없는 기금 계정입니다", "There is no such account of the fund")


class NoSuchTransaction(NotFound):
    """No transaction has that id."""

    slug = "no-such-transaction"
    title = Text("없는 거래입니다", "There is no such transaction")


class OutOfBooks(Invalid):
    """An amount is not what the books can hold, or an entry is not balanced."""

    slug = "not-bookable"
    title = Text("장부에 기록할 수 없는 거래입니다", "The books cannot hold this entry")
