"""What a surcharge is worked out from, as the doors take it, and the sum with all its steps."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.kernel.exact import parse_exact
from app.kernel.text import Text
from app.law.computation import Computation
from app.law.points import KFTC
from app.law.surcharge import (
    AnnouncedFine,
    Contract,
    Inability,
    RepeatRecord,
    Severity,
    SurchargeInputs,
    SurchargeLine,
)
from app.law.surcharge_other import OfficersAmount
from app.law.surcharge_reasons import Discretion
from app.web.fields import Day, Line, MaybeWon, Paragraph, Won

_RATE = Text('비율을 "60%"나 "0.6"처럼 적어 주세요', 'Write a rate as "60%" or "0.6"')
_POINTS = Text('점수를 "2.5"처럼 적어 주세요', 'Write points as "2.5"')
_LARGEST = 1000
StepName = Literal[
    "base", "severity", "victims", "retaliation", "duration", "cure", "cooperation", "simplified"
]


def read_decimal(value: Any, words: Text) -> str:
    """Return an exact decimal or percentage as it was written; raise ValueError for others."""
    text = value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""
    try:
        number = parse_exact(text)
    except ValueError as fault:
        raise ValueError(words) from fault
    if number > _LARGEST:
        raise ValueError(words)
    return text


Rate = Annotated[str, BeforeValidator(lambda v: read_decimal(v, _RATE)), Field(max_length=20)]
Points = Annotated[str, BeforeValidator(lambda v: read_decimal(v, _POINTS)), Field(max_length=12)]


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class ContractIn(In):
    """A contract concerned and its price."""

    name: Line = Field(min_length=1, examples=["금형 제작 계약 2024-07"])
    price_won: Won


class ViolationLineIn(In):
    """One type of violation: a violation amount and a rate, or a flat base."""

    violation: str = Field(max_length=20, examples=["TK-USE"])
    severity: Severity
    severity_scored: Severity | None = None
    severity_reason: Paragraph = ""
    contracts: list[Line] = Field(default=[], max_length=100)
    violation_amount_won: MaybeWon = None
    rate: Rate | None = Field(default=None, examples=["60%"])
    flat_base_won: MaybeWon = None
    residual_gain_won: Won = 0
    victims: int = Field(default=0, ge=0, le=100_000)
    victims_rate: Rate = "0"
    retaliation_rate: Rate = "0"
    retaliation_reason: Paragraph = ""
    duration_months: int = Field(default=0, ge=0, le=1200)
    duration_rate: Rate = "0"
    cure_rate: Rate = "0"
    cooperation_rate: Rate = "0"
    simplified_rate: Rate = "0"
    reasons: dict[StepName, Paragraph] = Field(
        default={}, examples=[{"base": "부과기준표 점수 2.1점 (가상)"}]
    )

    def line(self) -> SurchargeLine:
        """Return the line as the law takes it."""
        rates = {
            name: parse_exact(getattr(self, f"{name}_rate"))
            for name in ("victims", "retaliation", "duration", "cure", "cooperation", "simplified")
        }
        return SurchargeLine(
            violation=self.violation,
            severity=self.severity,
            severity_scored=self.severity_scored,
            severity_reason=self.severity_reason,
            contracts=tuple(self.contracts),
            violation_amount_won=self.violation_amount_won,
            rate=parse_exact(self.rate) if self.rate is not None else None,
            flat_base_won=self.flat_base_won,
            residual_gain_won=self.residual_gain_won,
            victims=self.victims,
            victims_rate=rates["victims"],
            retaliation_rate=rates["retaliation"],
            duration_months=self.duration_months,
            duration_rate=rates["duration"],
            cure_rate=rates["cure"],
            cooperation_rate=rates["cooperation"],
            simplified_rate=rates["simplified"],
            reasons=self._reasons(),
        )

    def _reasons(self) -> dict[str, str]:
        """Return the reasons by step; those with a field of their own are taken from there."""
        own = {"severity": self.severity_reason, "retaliation": self.retaliation_reason}
        given = {str(name): text for name, text in self.reasons.items()}
        return {**{name: text for name, text in own.items() if text}, **given}


class RepeatIn(In):
    """Earlier measures and points of five years; one that differs from the ledger needs a reason."""

    measures: int = Field(ge=0, le=1000)
    points: Points
    rate: Rate
    reason: Paragraph = ""


class InabilityIn(In):
    """What is taken off because the respondent cannot pay."""

    reason: Paragraph
    impairment_rate: Rate = "0"
    debt_rate: Rate = "0"
    market_rate: Rate = "0"
    impairment_ratio: Rate = "0"
    debt_ratio: Rate = "0"
    industry_debt_ratio: Rate = "0"
    loss_years: int = Field(default=0, ge=0, le=50)
    is_impaired: bool = False
    cannot_pay_at_all: bool = False

    def inability(self) -> Inability:
        """Return the facts as the law takes them."""
        return Inability(
            reason=self.reason,
            impairment_rate=parse_exact(self.impairment_rate),
            debt_rate=parse_exact(self.debt_rate),
            market_rate=parse_exact(self.market_rate),
            impairment_ratio=parse_exact(self.impairment_ratio),
            debt_ratio=parse_exact(self.debt_ratio),
            industry_debt_ratio=parse_exact(self.industry_debt_ratio),
            loss_years=self.loss_years,
            is_impaired=self.is_impaired,
            cannot_pay_at_all=self.cannot_pay_at_all,
        )


class NineStepsIn(In):
    """The surcharge of the Subcontracting Act in nine steps."""

    sums: Literal["nine_steps"] = "nine_steps"
    contracts: list[ContractIn] = Field(default=[], max_length=100)
    lines: list[ViolationLineIn] = Field(min_length=1, max_length=30)
    repeat: RepeatIn | None = None
    inability: InabilityIn | None = None
    waive_small: bool = False
    waiver_reason: Paragraph = ""
    not_imposed_reason: Paragraph = ""

    def inputs(self, decided_on: date, ledger: RepeatRecord | None) -> SurchargeInputs:
        """Return the inputs as the law takes them; `ledger` stands in for a record left out."""
        record = ledger
        if self.repeat is not None:
            record = RepeatRecord(
                measures=self.repeat.measures,
                points=parse_exact(self.repeat.points),
                rate=parse_exact(self.repeat.rate),
                reason=self.repeat.reason,
            )
        return SurchargeInputs(
            decided_on=decided_on,
            contracts=tuple(Contract(item.name, item.price_won) for item in self.contracts),
            lines=tuple(item.line() for item in self.lines),
            repeat=record,
            inability=self.inability.inability() if self.inability else None,
            waive_small=self.waive_small,
            waiver_reason=self.waiver_reason,
            not_imposed_reason=self.not_imposed_reason,
        )


class FlatIn(In):
    """The fine of the announced ladder: a base inside the band of its severity."""

    sums: Literal["flat"] = "flat"
    severity: Severity
    flat_base_won: Won
    severity_reason: Paragraph

    def fine(self, decided_on: date, adopted_on: date | None) -> AnnouncedFine:
        """Return the inputs as the law takes them."""
        return AnnouncedFine(
            decided_on=decided_on,
            adopted_on=adopted_on,
            severity=self.severity,
            flat_base_won=self.flat_base_won,
            severity_reason=self.severity_reason,
        )


class OfficerIn(In):
    """The officer's amount under another Act of the Commission: no formula, only its ceiling."""

    sums: Literal["officer"] = "officer"
    amount_won: Won = Field(ge=1, examples=[120_000_000])
    measured_won: MaybeWon = Field(default=None, examples=[10_000_000_000])
    measured_reason: Paragraph = Field(default="", examples=["관련매출액 산정 내역서 (가상)"])
    reasons: Paragraph = Field(examples=["위반의 내용과 정도를 고려함 (가상)"])

    def amount(self, decided_on: date, violations: Sequence[str]) -> OfficersAmount:
        """Return the inputs as the law takes them."""
        return OfficersAmount(
            decided_on=decided_on,
            violations=tuple(violations),
            amount_won=self.amount_won,
            measured_won=self.measured_won,
            measured_reason=self.measured_reason,
            reasons=self.reasons,
        )


CalculationIn = Annotated[NineStepsIn | FlatIn | OfficerIn, Field(discriminator="sums")]


class CalculationRequest(In):
    """A sum to be worked out without drafting anything."""

    decided_on: Day = Field(examples=["2026-11-20"])
    calculation: CalculationIn


class StepOut(BaseModel):
    """One step of a sum."""

    number: int
    label: dict[str, str]
    formula: str
    amount_won: int | None
    rate: str | None
    basis: str
    rounding: dict[str, str]
    line: str


class LedgerRecord(BaseModel):
    """What the ledger knows of the respondent's past years, for the first adjustment."""

    measures: int
    points: str
    regime: str = KFTC


class ReasonNeeded(BaseModel):
    """A discretionary step that has no written reasons yet; without them nothing is saved."""

    pointer: str
    ko: str
    en: str

    @classmethod
    def of(cls, step: Discretion) -> "ReasonNeeded":
        """Return a step of discretion as the doors give it."""
        return cls(pointer=f"/calculation{step.pointer}", ko=step.label.ko, en=step.label.en)


class ComputationOut(BaseModel):
    """A sum with every step; `status` is that of the least sure figure used."""

    amount_won: int
    steps: list[StepOut]
    warnings: list[dict[str, str]]
    status: str
    decided_on: date
    edition: str
    ledger_record: LedgerRecord | None = None
    reasons_needed: list[ReasonNeeded] = []

    @classmethod
    def of(
        cls,
        computation: Computation,
        record: LedgerRecord | None = None,
        needed: Sequence[Discretion] = (),
    ) -> "ComputationOut":
        """Return a computation as the doors give it; `needed` lacks reasons before it is saved."""
        lacking = [ReasonNeeded.of(step) for step in needed]
        told = {"ledger_record": record, "reasons_needed": lacking}
        return cls.model_validate({**computation.as_dict(), **told})
