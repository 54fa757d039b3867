"""What an applicant sends: the application, more evidence, other money, accounts, objections."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from app.kernel.money import MAXIMUM_WON
from app.kernel.text import Text
from app.remedy_fund.applications.rules import CompensationKind, LossKind
from app.remedy_fund.fields import AmountWon, In
from app.web.fields import Day, Line, Paragraph

_ACCOUNT = Text(
    "계좌번호는 숫자 6~20자리로 적어 주세요 (줄표는 빼도 됩니다)",
    "Write the account number as 6 to 20 digits; hyphens may be left out",
)
_BANK = Text("은행 코드는 숫자 세 자리입니다", "A bank code has three digits")
_NEEDED = Text("빈 칸으로 둘 수 없습니다", "This cannot be empty")
_WHOLE = Text(
    f"금액은 0원부터 {MAXIMUM_WON:,}원까지의 정수로 적어 주세요",
    f"Give the amount as a whole number of won from 0 to {MAXIMUM_WON:,}",
)
_ITEM = "evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"


def _filled(value: str) -> str:
    if not value:
        raise ValueError(_NEEDED)
    return value


def _account(value: Any) -> Any:
    digits = re.sub(r"[\s-]", "", value) if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{6,20}", digits, re.ASCII):
        raise ValueError(_ACCOUNT)
    return digits


def _bank(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{3}", value, re.ASCII):
        raise ValueError(_BANK)
    return value


def _nought_or_more(value: Any) -> Any:
    if type(value) is not int or not 0 <= value <= MAXIMUM_WON:
        raise ValueError(_WHOLE)
    return value


MaybeNought = Annotated[
    int, BeforeValidator(_nought_or_more), Field(ge=0, le=MAXIMUM_WON, examples=[900_000])
]
FilledLine = Annotated[Line, AfterValidator(_filled)]
FilledParagraph = Annotated[Paragraph, AfterValidator(_filled)]
ItemIds = Annotated[list[Line], Field(max_length=100, examples=[[_ITEM]])]
Reason = Annotated[FilledParagraph, Field(examples=["제출 자료로 확인함"])]


class BenefitLineIn(In):
    """One benefit asked for one harm; the harm is a violation that the case alleges."""

    benefit: Line = Field(examples=["litigation_cost"])
    harm: Line = Field(examples=["TK-USE"])
    cost_won: AmountWon
    claimed_won: AmountWon


class LossLineIn(In):
    """One line of the loss sheet, with the evidence that shows it."""

    kind: LossKind = Field(examples=["lost_profit"])
    description: FilledLine = Field(examples=["2025년 납품 중단에 따른 일실이익"])
    claimed_won: AmountWon
    evidence: ItemIds = Field(default=[])


class CompensationIn(In):
    """Other money received for the same loss."""

    kind: CompensationKind = Field(examples=["insurance"])
    payer: FilledLine = Field(examples=["한국상생보험(가상)"])
    reference: Line = Field(default="", max_length=80)
    amount_won: AmountWon
    received_on: Day = Field(examples=["2026-10-05"])
    evidence: ItemIds = Field(default=[])


class PayeeIn(In):
    """The account to which money is to go; the number is kept sealed and never shown again."""

    bank_code: Annotated[str, BeforeValidator(_bank)] = Field(examples=["004"])
    account_number: Annotated[str, BeforeValidator(_account)] = Field(examples=["123-456-789012"])
    holder_name: FilledLine = Field(max_length=100, examples=["한빛정밀(가상)"])


class SuitIn(In):
    """A claim for damages that is pending in court, shown by a piece of evidence."""

    court: FilledLine = Field(examples=["서울중앙지방법원"])
    docket_number: FilledLine = Field(max_length=60, examples=["2026가합1234"])
    filed_on: Day = Field(examples=["2026-08-03"])
    evidence_item_id: FilledLine = Field(examples=[_ITEM])


EXAMPLE: dict[str, Any] = {
    "case_id": "case_019ab0c2f0007c3e8a51d2b3c4d5e6f7",
    "lines": [
        {"benefit": "litigation_cost", "harm": "TK-USE", "cost_won": 20_000_000,
         "claimed_won": 15_000_000}
    ],
    "losses": [
        {"kind": "lost_profit", "description": "납품 중단에 따른 일실이익",
         "claimed_won": 300_000_000}
    ],
    "evidence": [_ITEM],
    "payee": {"bank_code": "004", "account_number": "123-456-789012",
              "holder_name": "한빛정밀(가상)"},
    "compensations": [],
    "statement": "사실대로 적었으며 다른 배상·보상을 받으면 알리겠습니다.",
}  # fmt: skip


class ApplicationIn(In):
    """A whole application from one case."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    case_id: Line
    lines: list[BenefitLineIn] = Field(min_length=1, max_length=20)
    losses: list[LossLineIn] = Field(min_length=1, max_length=60)
    evidence: ItemIds = Field(default=[])
    suit: SuitIn | None = None
    payee: PayeeIn | None = None
    compensations: list[CompensationIn] = Field(default=[], max_length=60)
    statement: FilledParagraph

    @model_validator(mode="after")
    def named_once(self) -> "ApplicationIn":
        """Refuse the same benefit for the same harm twice."""
        pairs = [(line.benefit, line.harm) for line in self.lines]
        if len(set(pairs)) != len(pairs):
            raise ValueError(
                Text("같은 피해에 같은 지원을 두 번 적었습니다",
                     "The same benefit is asked for the same harm twice")
            )  # fmt: skip
        return self


class SupplementIn(In):
    """More evidence from the case's file, or a suit that was filed since."""

    evidence: ItemIds = Field(default=[])
    suit: SuitIn | None = None

    @model_validator(mode="after")
    def something(self) -> "SupplementIn":
        """Refuse a supplement that brings nothing."""
        if not self.evidence and self.suit is None:
            raise ValueError(Text("보완할 내용을 적어 주세요", "Say what is to be added"))
        return self


class WithdrawalIn(In):
    """Giving an application up."""

    reason: Paragraph = Field(default="", examples=["합의하여 취하합니다."])


class ObjectionIn(In):
    """An objection to the last decision."""

    grounds: FilledParagraph = Field(examples=["산정에서 빠진 비용이 있습니다."])
