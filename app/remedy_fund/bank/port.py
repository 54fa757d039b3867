"""What the fund asks of a bank, whatever the bank speaks: orders, inquiries, names, messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.kernel.problems import Conflict, Unavailable
from app.kernel.text import Text


class Finding(StrEnum):
    """What a bank says of an order; only PAID, REFUSED and RETURNED are definite."""

    ACCEPTED = "accepted"
    PAID = "paid"
    REFUSED = "refused"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    NOT_KNOWN = "not_known"
    UNKNOWN = "unknown"


DEFINITE = frozenset({Finding.PAID, Finding.REFUSED, Finding.RETURNED})
"""The findings on which money is booked; everything else leaves an order as it is, or unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """The fund's own account, as the bank knows it."""

    account: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Whom an order pays: the bank's standard code, the account, its holder."""

    bank_code: str
    account: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One transfer in whole won; `order_id` is never used for another one."""

    order_id: str
    amount_won: int
    payee: Payee
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """Orders that are handed over together under one message id."""

    message_id: str
    created_at: datetime
    pay_on: date
    orders: tuple[Order, ...]

    @property
    def total_won(self) -> int:
        """Return the sum of the orders."""
        return sum(order.amount_won for order in self.orders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The order that an inquiry is about."""

    order_id: str
    message_id: str
    amount_won: int
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a bank says of one order, or of a whole file where `order_id` is empty."""

    finding: Finding
    order_id: str = ""
    message_id: str = ""
    code: str = ""
    on: date | None = None
    amount_won: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One booked movement on the fund's account; `amount_won` is positive, `credit` its side."""

    account: str
    reference: str
    credit: bool
    amount_won: int
    booked_on: date
    order_id: str = ""
    message_id: str = ""
    returned: bool = False
    code: str = ""
    words: str = ""

    @property
    def signed_won(self) -> int:
        """Return the movement as it changes the balance."""
        return self.amount_won if self.credit else -self.amount_won


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A day's statement of an account with its balances; an overdrawn balance is negative."""

    account: str
    number: str
    day: date
    opening_won: int
    closing_won: int
    lines: tuple[Line, ...]

    @property
    def missing_won(self) -> int:
        """Return by how much the balances moved that no line of the statement explains."""
        return self.closing_won - self.opening_won - sum(line.signed_won for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one message of a bank says, read."""

    kind: str
    message_id: str
    reports: tuple[Report, ...] = ()
    notified: tuple[Line, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it came; `name` is what the bank's channel calls it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnClaim:
    """A request that a payment be returned; `claim_id` is an id of its own, never used again.

    `code` is the reason as the bank numbers reasons.
    """

    claim_id: str
    claimed_on: date
    code: str
    words: str
    paid: Asked
    payee: Payee


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAnswer:
    """What a bank says of a claim: taken or refused. The money itself comes back on a statement."""

    taken: bool
    code: str


class NoReturnClaims(Conflict):
    """The bank's channel takes no claims for a return: one writes to the bank."""

    slug = "bank-takes-no-return-claims"
    title = Text(
        "이 은행 연결로는 자금 반환을 청구할 수 없습니다. 은행에 공문으로 요청해 주세요",
        "This bank's channel takes no claims for a return; write to the bank",
    )


class Unanswered(Unavailable):
    """The bank gave no answer from which anything follows; the order counts as unknown."""

    slug = "bank-unanswered"
    title = Text("은행의 답을 받지 못했습니다", "The bank did not answer")


class Bank(Protocol):
    """One bank. None of its methods is called while a transaction is open."""

    per_file: int
    checks_names: bool

    def message_id(self, day: date, serial: int) -> str:
        """Return the id of a file; `serial` is never given twice."""

    def order_id(self, day: date, serial: int) -> str:
        """Return the id of an order; `serial` is never given twice."""

    def content(self, file: OrderFile) -> bytes:
        """Return exactly what is handed over for a file, so that it can be kept first."""

    def send(self, message_id: str, content: bytes) -> Sequence[Report]:
        """Hand a file over and return what the bank answers at once.

        Raises Unanswered where it can not be told whether the bank has it. Handing the same
        content over again under the same id does not make a second transfer.
        """

    def inquire(self, asked: Asked) -> Report:
        """Ask what became of an order; NOT_KNOWN only where the bank can not have it."""

    def holder_of(self, payee: Payee, request_id: str) -> str | None:
        """Return who holds an account; None where the bank does not say."""

    def claim_return(self, claim: ReturnClaim) -> ClaimAnswer:
        """Ask that a payment be returned. Raises NoReturnClaims, and Unanswered where it is unsure.

        Asking again under the same `claim_id` makes no second claim.
        """

    def collect(self) -> Sequence[Received]:
        """Return the messages that wait, each again until it is put away."""

    def put_away(self, name: str) -> None:
        """Take a message that is safely kept off the list of those that wait."""
