"""What a surcharge is worked out from: contracts, violations, adjustments and their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.kernel.text import Text


class Severity(StrEnum):
    """How grave a violation is under the notice."""

    VERY_GRAVE = "very_grave"
    GRAVE = "grave"
    WEAK = "weak"


SEVERITY_LABELS = {
    Severity.VERY_GRAVE: Text("매우 중대한 위반", "Very grave"),
    Severity.GRAVE: Text("중대한 위반", "Grave"),
    Severity.WEAK: Text("중대성이 약한 위반", "Weak"),
}

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract concerned and its price: as changed, or as performed where there is none."""

    name: str
    price_won: int | Fraction


@dataclass(frozen=True, slots=True)
class SurchargeLine:
    """One type of violation. Either a violation amount and a rate, or a flat base, is given."""

    violation: str
    severity: Severity
    severity_scored: Severity | None = None  # what the annex score came to
    severity_reason: str = ""
    contracts: tuple[str, ...] = ()  # empty: all contracts of the decision
    violation_amount_won: int | Fraction | None = None
    rate: Fraction | None = None
    flat_base_won: int | None = None
    residual_gain_won: int = 0
    victims: int = 0
    victims_rate: Fraction = NONE
    retaliation_rate: Fraction = NONE
    duration_months: int = 0
    duration_rate: Fraction = NONE
    cure_rate: Fraction = NONE
    cooperation_rate: Fraction = NONE
    simplified_rate: Fraction = NONE
    reasons: Mapping[str, str] = field(default_factory=dict)  # by the name of the step

    @property
    def is_flat(self) -> bool:
        """Tell whether the base is flat because no ratio can be computed."""
        return self.flat_base_won is not None


@dataclass(frozen=True, slots=True)
class RepeatRecord:
    """The respondent's measures and points of the past five years, annulled ones left out."""

    measures: int
    points: Fraction
    rate: Fraction
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Inability:
    """What is taken off because the respondent cannot pay, with the facts and the reason."""

    reason: str
    impairment_rate: Fraction = NONE
    debt_rate: Fraction = NONE
    market_rate: Fraction = NONE
    impairment_ratio: Fraction = NONE
    debt_ratio: Fraction = NONE
    industry_debt_ratio: Fraction = NONE
    loss_years: int = 0
    is_impaired: bool = False
    cannot_pay_at_all: bool = False

    @property
    def rate(self) -> Fraction:
        """Return all reductions added up."""
        return self.impairment_rate + self.debt_rate + self.market_rate


@dataclass(frozen=True, slots=True)
class SurchargeInputs:
    """Everything that the nine steps need; the decision's day picks figures and caps."""

    decided_on: date
    contracts: tuple[Contract, ...]
    lines: tuple[SurchargeLine, ...]
    repeat: RepeatRecord | None = None
    inability: Inability | None = None
    waive_small: bool = False
    waiver_reason: str = ""
    not_imposed_reason: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncedFine:
    """What the fine of the announced ladder is worked out from."""

    decided_on: date
    adopted_on: date | None
    severity: Severity
    flat_base_won: int
    severity_reason: str


def price_of(inputs: SurchargeInputs, line: SurchargeLine | None = None) -> Fraction:
    """Return the price of a line's contracts, or of the whole decision; each contract once."""
    named = line.contracts if line else ()
    chosen = [item for item in inputs.contracts if not named or item.name in named]
    return sum((Fraction(item.price_won) for item in chosen), NONE)


def in_won(foreign_amount: Fraction, base_rate: Fraction) -> Fraction:
    """Return a foreign amount in won at the base rate of the agreement day, not rounded."""
    return foreign_amount * base_rate
