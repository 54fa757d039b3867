"""What a scheme of the fund is: benefits, ceilings, tiers, deadlines, each with its legal basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.figures import Measured, show_value


class SchemeStatus(StrEnum):
    """How far a scheme, or one figure of it, has come on its way to being law."""

    ENACTED = "enacted"
    PROPOSED = "proposed"
    DEMONSTRATION = "demonstration"


STATUS_LABELS: Mapping[SchemeStatus, Text] = {
    SchemeStatus.ENACTED: Text("시행 법령", "Enacted"),
    SchemeStatus.PROPOSED: Text("발의된 법률안(미입법)", "Proposed in a bill, not enacted"),
    SchemeStatus.DEMONSTRATION: Text("시범(시연용) 값", "Demonstration value"),
}


class BenefitKind(StrEnum):
    """Whether money has to be paid back."""

    GRANT = "grant"
    LOAN = "loan"


class EligibilityFact(StrEnum):
    """What may be known of an applicant's case."""

    CONFIRMED_VIOLATION = "confirmed_violation"
    CONSENT_DECISION = "consent_decision"
    PENDING_SUIT = "pending_suit"
    SMALL_ENTERPRISE = "small_enterprise"


FACT_LABELS: Mapping[EligibilityFact, Text] = {
    EligibilityFact.CONFIRMED_VIOLATION: Text("위반 사실의 확정", "A violation is confirmed"),
    EligibilityFact.CONSENT_DECISION: Text("동의의결", "A consent decision was made"),
    EligibilityFact.PENDING_SUIT: Text("손해배상 소송 계속 중", "A claim is pending in court"),
    EligibilityFact.SMALL_ENTERPRISE: Text("중소기업", "A small or medium enterprise"),
}


class Rounding(StrEnum):
    """How a share of money becomes whole won."""

    EXACT = "exact"
    TREASURY_10 = "treasury_10"


class RecoveryStep(StrEnum):
    """To what a recovered won may go."""

    COSTS = "costs"
    FUND_PRINCIPAL = "fund_principal"
    INTEREST = "interest"
    UNCOVERED_LOSS = "uncovered_loss"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something of a scheme comes from and how sure it is."""

    basis: Basis
    source: str
    status: SchemeStatus


@dataclass(frozen=True, slots=True)
class SchemeFigure:
    """One value of a scheme."""

    name: str
    label: Text
    value: int | Fraction
    unit: Measured
    origin: Origin

    @property
    def number(self) -> int:
        """Return a whole value: won, days, months, years or a count."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"{self.name} is no whole number")

    @property
    def exact(self) -> Fraction:
        """Return the value as an exact fraction."""
        return Fraction(self.value)

    def shown(self) -> str:
        """Return the value for people: `20%`, `30 days`, `50,000,000`."""
        return show_value(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """How a loan is paid back."""

    term_months: SchemeFigure
    grace_months: SchemeFigure
    yearly_rate: SchemeFigure


@dataclass(frozen=True, slots=True)
class Benefit:
    """Something that the fund pays for, to whom, and how much of it."""

    code: str
    label: Text
    kind: BenefitKind
    purpose: str
    any_of: tuple[EligibilityFact, ...]  # at least one of them has to hold
    all_of: tuple[EligibilityFact, ...]  # each of them has to hold
    apply_within: SchemeFigure  # counted from the day of the fact relied on
    share: SchemeFigure  # of the eligible cost
    ceiling: SchemeFigure  # won for one application
    loan: LoanTerms | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Purpose:
    """What money of the fund may be set aside for; the benefits that it may then pay."""

    code: str
    label: Text
    benefits: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class AllocationTier:
    """Benefits of one rank: a lower rank gets nothing while a higher one is short."""

    code: str
    label: Text
    benefits: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class ApprovalTier:
    """How many persons have to approve amounts from `from_won` to `to_won`, both included."""

    from_won: int
    to_won: int | None
    persons: int
    origin: Origin

    def covers(self, amount_won: int) -> bool:
        """Tell whether an amount lies in this tier."""
        return self.from_won <= amount_won and (self.to_won is None or amount_won <= self.to_won)


@dataclass(frozen=True, slots=True)
class Term:
    """One rule of a scheme that is no figure, such as how a fraction of a won is treated."""

    name: str
    label: Text
    values: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One edition of a scheme as it applies from its first to its last day."""

    id: str
    edition: str
    name: Text
    notice: Text
    effective_from: date
    effective_to: date | None
    origin: Origin
    digest: str  # SHA-256 of the page that it was read from
    figures: Mapping[str, SchemeFigure]
    terms: Mapping[str, Term]
    benefits: Mapping[str, Benefit]
    purposes: Mapping[str, Purpose]
    tiers: tuple[AllocationTier, ...]  # highest rank first
    ceilings: Mapping[str, SchemeFigure]
    approval_tiers: tuple[ApprovalTier, ...]

    @property
    def status(self) -> SchemeStatus:
        """Return how far the scheme as a whole has come."""
        return self.origin.status

    @property
    def basis(self) -> Basis:
        """Return what the scheme as a whole rests on."""
        return self.origin.basis

    def covers(self, day: date) -> bool:
        """Tell whether the edition applies on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def benefit(self, code: str) -> Benefit:
        """Return a benefit; raises KeyError for one that the scheme does not know."""
        return self.benefits[code]

    def purposes_for(self, benefit_code: str) -> tuple[str, ...]:
        """Return the purposes whose money may pay a benefit, the narrowest first."""
        fitting = [p for p in self.purposes.values() if benefit_code in p.benefits]
        return tuple(p.code for p in sorted(fitting, key=lambda p: (len(p.benefits), p.code)))

    def persons_for(self, amount_won: int) -> int:
        """Return how many persons have to approve an amount of at least one won."""
        return next(t.persons for t in self.approval_tiers if t.covers(amount_won))

    @property
    def surcharge_share_ratio(self) -> Fraction:
        """Return the share of a collected surcharge that goes to the fund."""
        return self.figures["surcharge_share_ratio"].exact

    @property
    def rounding(self) -> Rounding:
        """Return how a share of money becomes whole won."""
        return Rounding(self.terms["rounding"].values[0])

    @property
    def recovery_order(self) -> tuple[RecoveryStep, ...]:
        """Return to what recovered money goes, first things first."""
        return tuple(RecoveryStep(value) for value in self.terms["recovery_order"].values)

    @property
    def de_minimis_won(self) -> int:
        """Return the smallest award that is paid."""
        return self.figures["de_minimis_won"].number

    @property
    def objection_days(self) -> int:
        """Return within how many days after notice an objection may be filed."""
        return self.figures["objection_days"].number

    @property
    def answer_days(self) -> int:
        """Return within how many days an objection is answered."""
        return self.figures["answer_days"].number

    @property
    def answer_extension_days(self) -> int:
        """Return by how many days the answer may be put off, once."""
        return self.figures["answer_extension_days"].number

    @property
    def payee_waiting_days(self) -> int:
        """Return how many days pass between a change of account and a payment to it."""
        return self.figures["payee_waiting_days"].number

    def facts(self) -> dict[str, Any]:
        """Return what names the edition wherever something was decided by it."""
        return {"scheme": self.id, "edition": self.edition, "digest": self.digest,
                "status": str(self.status)}  # fmt: skip
