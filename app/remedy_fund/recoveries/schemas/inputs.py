"""Claims, loans and pay-outs as the doors take them."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from app.kernel.text import Text
from app.remedy_fund.fields import AmountWon, In
from app.remedy_fund.recoveries.rules.clawback import Component
from app.remedy_fund.recoveries.rules.limitation import Mark
from app.remedy_fund.recoveries.rules.schedule import MOST_PARTS
from app.web.fields import Day, Line, MaybeDay, Paragraph

_PERCENT = Text("비율을 5%나 12.5%처럼 적어 주세요", "Write the rate as 5% or 12.5%")
_HUNDREDTH = Fraction(1, 100)


class Ground(StrEnum):
    """Why money is asked back of a firm."""

    OVER_COMPENSATION = "over_compensation"
    FALSE_STATEMENT = "false_statement"
    MISUSE = "misuse"
    CONDITION_BROKEN = "condition_broken"
    DECISION_ANNULLED = "decision_annulled"


GROUND_LABELS: dict[str, Text] = {
    Ground.OVER_COMPENSATION: Text("손해액을 넘는 보상", "Compensated beyond the loss"),
    Ground.FALSE_STATEMENT: Text("거짓 신청", "False statement"),
    Ground.MISUSE: Text("목적 외 사용", "Misuse"),
    Ground.CONDITION_BROKEN: Text("지급 조건 위반", "A condition was broken"),
    Ground.DECISION_ANNULLED: Text("지급 결정의 취소", "The award was annulled"),
    "payment": Text("기금의 지급", "Payment by the fund"),
}


def _percent(value: object) -> object:
    if not isinstance(value, str) or not value.endswith("%"):
        raise ValueError(_PERCENT)
    digits, point, rest = value[:-1].partition(".")
    whole = digits.isdecimal() and digits.isascii() and len(digits) <= 3  # noqa: PLR2004
    if not whole or (point and not (rest.isdecimal() and rest.isascii() and len(rest) <= 6)):  # noqa: PLR2004
        raise ValueError(_PERCENT)
    return value


Percent = Annotated[str, BeforeValidator(_percent), Field(max_length=12, examples=["5%"])]
Reason = Annotated[Paragraph, Field(min_length=2)]
BankReference = Annotated[
    Line, Field(min_length=1, max_length=80, pattern=r"^[!-~]+$", examples=["2026112300001"])
]


def fraction(percent: str) -> Fraction:
    """Return a percentage as an exact fraction."""
    return Fraction(percent.removesuffix("%")) * _HUNDREDTH


class StepIn(In):
    """A step with its day, why it is taken, and the paper that shows it."""

    on: MaybeDay = None
    reason: Paragraph = Field(default="", examples=["압류 통지 발송"])
    evidence: Line = Field(default="", examples=["기금-2026-31호"])


class DemandIn(StepIn):
    """A demand for payment (납입 고지) with the day until which to pay."""

    due_on: Day = Field(examples=["2026-12-23"])


class MarkIn(In):
    """Something that the limitation clock listens to."""

    kind: Mark = Field(examples=["acknowledgement"])
    on: Day = Field(examples=["2026-11-20"])
    reason: Paragraph = Field(default="", examples=["분할 납부 확약서 제출"])
    evidence: Line = Field(default="", examples=["확약서 2026-3"])


class ChargeIn(In):
    """A part of a claim; a rate is a percentage of the base and needs its reasons."""

    component: Component = Field(examples=["interest"])
    amount_won: AmountWon | None = None
    rate: Percent | None = None
    from_on: MaybeDay = Field(default=None, description="이자 기산일 · Interest runs from")
    to_on: MaybeDay = None
    on: MaybeDay = None
    reason: Reason = Field(examples=["지급일부터 환수 결정일까지의 이자, 협약서 제7조"])


class CancelIn(In):
    """Why a charge or pay-out is taken back."""

    reason: Reason = Field(examples=["이의신청 인용"])


class ClawbackIn(In):
    """A claim against the firm for principal of one payment."""

    disbursement_id: Line = Field(
        min_length=1, max_length=48, examples=["dis_019ab0c2f0007c3e8a51d2b3c4d5e6f7"]
    )
    ground: Ground = Field(examples=["over_compensation"])
    principal_won: AmountWon
    on: MaybeDay = None
    reason: Reason = Field(examples=["판결금 수령으로 손해액을 넘음"])


class ReceiptIn(In):
    """Money that came in; `surplus_owner` is whose the rest is, where more came than is owed."""

    amount_won: AmountWon
    received_on: Day = Field(examples=["2026-11-20"])
    reference: BankReference
    surplus_owner: Literal["", "applicant", "debtor"] = Field(default="", examples=["debtor"])
    unmatched: StrictBool = Field(
        default=False, description="미확인 입금에서 대체 · Taken from unmatched receipts"
    )


class InstalmentsIn(In):
    """A plan of equal parts, the first taking the fraction."""

    parts: Annotated[StrictInt, Field(ge=1, le=MOST_PARTS)] = Field(examples=[6])
    first_due_on: Day = Field(examples=["2026-12-31"])
    every_months: Annotated[StrictInt, Field(ge=1, le=12)] = Field(default=1, examples=[1])
    reason: Paragraph = Field(default="", examples=["일시 상환이 어려움"])


class ScheduleIn(In):
    """How a loan is paid back; what is left out follows the terms of the scheme."""

    parts: Annotated[StrictInt, Field(ge=1, le=MOST_PARTS)] | None = Field(
        default=None, examples=[18]
    )
    first_due_on: MaybeDay = None
    every_months: Annotated[StrictInt, Field(ge=1, le=12)] = Field(default=1, examples=[1])
    reason: Paragraph = Field(default="", examples=["최초 일정"])


class WriteOffIn(In):
    """Why a claim or loan is given up."""

    reason: Reason = Field(examples=["파산 종결로 회수 불능"])


class SetOffIn(In):
    """Against what a clawback is set off: an award not yet paid, or money held for the firm."""

    award_id: Line = Field(
        default="", max_length=48, examples=[""],
        description="비우면 기금이 보관 중인 그 기업의 돈과 상계 · Empty: money held for the firm",
    )  # fmt: skip
    on: MaybeDay = None
    reason: Reason = Field(examples=["보조금법 제32조에 따른 상계"])


class PayoutIn(In):
    """Other people's money, to be paid to its owner."""

    owner: Literal["applicant", "debtor", "treasury"] = Field(examples=["applicant"])
    amount_won: AmountWon
    reason: Reason = Field(examples=["회수금 중 피해기업 몫"])


class TransferIn(In):
    """The bank's own id of the transfer that was made, and its day."""

    reference: BankReference
    paid_on: Day = Field(examples=["2026-11-23"])
