"""How the schemes look over REST: every figure says its basis, source and status."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel

from app.law.figures import Measured
from app.remedy_fund.schemes.kinds import (
    FACT_LABELS,
    STATUS_LABELS,
    AllocationTier,
    ApprovalTier,
    Benefit,
    Origin,
    Purpose,
    Scheme,
    SchemeFigure,
    SchemeStatus,
    Term,
)


class OriginOut(BaseModel):
    """What something rests on, where it was read and how far it is law."""

    basis: str
    source: str
    status: SchemeStatus
    status_ko: str
    status_en: str

    @classmethod
    def told(cls, origin: Origin) -> dict[str, str]:
        """Return the members that every part of a scheme shares."""
        label = STATUS_LABELS[origin.status]
        return {
            "basis": str(origin.basis), "source": origin.source, "status": origin.status,
            "status_ko": label.ko, "status_en": label.en,
        }  # fmt: skip


class SchemeFigureOut(OriginOut):
    """One value; whole numbers as digits, rates as exact fractions, and as people read it."""

    name: str
    name_ko: str
    name_en: str
    unit: Measured
    value: str
    shown: str

    @classmethod
    def of(cls, figure: SchemeFigure) -> "SchemeFigureOut":
        """Show a figure."""
        return cls.model_validate({
            "name": figure.name, "name_ko": figure.label.ko, "name_en": figure.label.en,
            "unit": figure.unit, "value": str(figure.value), "shown": figure.shown(),
            **cls.told(figure.origin),
        })  # fmt: skip


class TermOut(OriginOut):
    """A rule that is no figure."""

    name: str
    name_ko: str
    name_en: str
    values: list[str]

    @classmethod
    def of(cls, term: Term) -> "TermOut":
        """Show a rule."""
        return cls.model_validate({
            "name": term.name, "name_ko": term.label.ko, "name_en": term.label.en,
            "values": list(term.values), **cls.told(term.origin),
        })  # fmt: skip


class FactOut(BaseModel):
    """A fact that has to hold."""

    fact: str
    fact_ko: str
    fact_en: str


class BenefitOut(OriginOut):
    """Something that the fund pays for."""

    code: str
    name_ko: str
    name_en: str
    kind: str
    purpose: str
    any_of: list[FactOut]
    all_of: list[FactOut]
    figures: list[SchemeFigureOut]

    @classmethod
    def of(cls, benefit: Benefit) -> "BenefitOut":
        """Show a benefit with its conditions and figures."""
        loan = benefit.loan
        terms = (loan.term_months, loan.grace_months, loan.yearly_rate) if loan else ()
        figures = (benefit.apply_within, benefit.share, benefit.ceiling, *terms)
        facts = {
            key: [
                FactOut(fact=fact, fact_ko=FACT_LABELS[fact].ko, fact_en=FACT_LABELS[fact].en)
                for fact in names
            ]
            for key, names in (("any_of", benefit.any_of), ("all_of", benefit.all_of))
        }
        return cls.model_validate({
            "code": benefit.code, "name_ko": benefit.label.ko, "name_en": benefit.label.en,
            "kind": benefit.kind, "purpose": benefit.purpose, **facts,
            "figures": [SchemeFigureOut.of(figure) for figure in figures],
            **cls.told(benefit.origin),
        })  # fmt: skip


class RankOut(OriginOut):
    """A purpose of money or a rank of benefits: a name and the benefits under it."""

    code: str
    name_ko: str
    name_en: str
    benefits: list[str]

    @classmethod
    def of(cls, thing: Purpose | AllocationTier) -> "RankOut":
        """Show a purpose or a rank."""
        return cls.model_validate({
            "code": thing.code, "name_ko": thing.label.ko, "name_en": thing.label.en,
            "benefits": list(thing.benefits), **cls.told(thing.origin),
        })  # fmt: skip


class ApprovalTierOut(OriginOut):
    """How many persons approve amounts from one sum to another, both included."""

    from_won: int
    to_won: int | None
    persons: int

    @classmethod
    def of(cls, tier: ApprovalTier) -> "ApprovalTierOut":
        """Show a tier of approvals."""
        return cls.model_validate({
            "from_won": tier.from_won, "to_won": tier.to_won, "persons": tier.persons,
            **cls.told(tier.origin),
        })  # fmt: skip


class SchemeOut(OriginOut):
    """One edition of a scheme with everything in it."""

    scheme_id: str
    edition: str
    name_ko: str
    name_en: str
    notice_ko: str
    notice_en: str
    effective_from: date
    effective_to: date | None
    digest: str
    figures: list[SchemeFigureOut]
    ceilings: list[SchemeFigureOut]
    terms: list[TermOut]
    benefits: list[BenefitOut]
    purposes: list[RankOut]
    tiers: list[RankOut]
    approval_tiers: list[ApprovalTierOut]

    @classmethod
    def of(cls, scheme: Scheme) -> "SchemeOut":
        """Show an edition."""
        return cls.model_validate({
            "scheme_id": scheme.id, "edition": scheme.edition,
            "name_ko": scheme.name.ko, "name_en": scheme.name.en,
            "notice_ko": scheme.notice.ko, "notice_en": scheme.notice.en,
            "effective_from": scheme.effective_from, "effective_to": scheme.effective_to,
            "digest": scheme.digest,
            "figures": [SchemeFigureOut.of(figure) for figure in scheme.figures.values()],
            "ceilings": [SchemeFigureOut.of(figure) for figure in scheme.ceilings.values()],
            "terms": [TermOut.of(term) for term in scheme.terms.values()],
            "benefits": [BenefitOut.of(benefit) for benefit in scheme.benefits.values()],
            "purposes": [RankOut.of(purpose) for purpose in scheme.purposes.values()],
            "tiers": [RankOut.of(tier) for tier in scheme.tiers],
            "approval_tiers": [ApprovalTierOut.of(tier) for tier in scheme.approval_tiers],
            **cls.told(scheme.origin),
        })  # fmt: skip


class SchemesOut(BaseModel):
    """Every edition that the service knows, in force or not."""

    items: list[SchemeOut]
    any_enacted: bool

    @classmethod
    def of(cls, schemes: Iterable[Scheme]) -> "SchemesOut":
        """Show editions, and say whether any of them is law."""
        known = tuple(schemes)
        return cls(
            items=[SchemeOut.of(scheme) for scheme in known],
            any_enacted=any(scheme.status is SchemeStatus.ENACTED for scheme in known),
        )
