"""Whether a line of an application meets what the scheme asks for, fact by fact. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.calendar import Period, Unit, last_day
from app.kernel.text import Text
from app.remedy_fund.schemes.kinds import FACT_LABELS, Benefit, EligibilityFact


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A fact of the case that holds: since when, on what basis, shown by what."""

    fact: EligibilityFact
    on: date | None
    basis: str
    shown_by: str


class Meets(StrEnum):
    """What a condition asks for."""

    ANY_OF = "any_of"
    ALL_OF = "all_of"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One condition of a benefit, whether it is met, and why."""

    condition: Meets
    facts: tuple[EligibilityFact, ...]
    met: bool
    known: tuple[KnownFact, ...]
    basis: str
    words: Text
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineCheck:
    """What came of checking one benefit."""

    benefit_code: str
    findings: tuple[Finding, ...]

    @property
    def eligible(self) -> bool:
        """Tell whether every condition is met."""
        return all(finding.met for finding in self.findings)


def check_line(benefit: Benefit, known: Iterable[KnownFact], filed_on: date) -> LineCheck:
    """Return, condition by condition, whether a benefit may be given on the facts known."""
    facts: dict[EligibilityFact, list[KnownFact]] = {}
    for one in known:
        facts.setdefault(one.fact, []).append(one)
    findings = []
    if benefit.any_of:
        findings.append(_any_of(benefit, facts))
    findings += [_all_of(benefit, facts, fact) for fact in benefit.all_of]
    findings.append(_deadline(benefit, facts, filed_on))
    return LineCheck(benefit.code, tuple(findings))


def _any_of(benefit: Benefit, facts: Mapping[EligibilityFact, list[KnownFact]]) -> Finding:
    held = tuple(one for fact in benefit.any_of for one in facts.get(fact, ()))
    return Finding(
        condition=Meets.ANY_OF, facts=benefit.any_of, met=bool(held), known=held,
        basis=str(benefit.origin.basis), words=_listed(benefit.any_of),
    )  # fmt: skip


def _all_of(
    benefit: Benefit, facts: Mapping[EligibilityFact, list[KnownFact]], fact: EligibilityFact
) -> Finding:
    held = tuple(facts.get(fact, ()))
    return Finding(
        condition=Meets.ALL_OF, facts=(fact,), met=bool(held), known=held,
        basis=str(benefit.origin.basis), words=FACT_LABELS[fact],
    )  # fmt: skip


def _deadline(
    benefit: Benefit, facts: Mapping[EligibilityFact, list[KnownFact]], filed_on: date
) -> Finding:
    """Count from the latest of the facts relied on that has a day."""
    wanted = {*benefit.any_of, *benefit.all_of} - {EligibilityFact.SMALL_ENTERPRISE}
    dated = [one for fact in wanted for one in facts.get(fact, ()) if one.on is not None]
    latest = max(dated, key=lambda one: (one.on or date.min, one.fact), default=None)
    last_on = None
    if latest is not None and latest.on is not None:
        last_on = last_day(latest.on, Period(benefit.apply_within.number, Unit.MONTHS))
    return Finding(
        condition=Meets.DEADLINE, facts=(latest.fact,) if latest else (),
        met=last_on is not None and filed_on <= last_on, known=(latest,) if latest else (),
        basis=str(benefit.apply_within.origin.basis), words=benefit.apply_within.label,
        last_on=last_on,
    )  # fmt: skip


def _listed(facts: Iterable[EligibilityFact]) -> Text:
    labels = [FACT_LABELS[fact] for fact in facts]
    return Text(
        " 또는 ".join(label.ko for label in labels), " or ".join(label.en for label in labels)
    )
