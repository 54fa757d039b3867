"""How the one who asks stands to an application, and what is known of its case."""

from dataclasses import replace
from datetime import date

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.people.rules import CompanySize
from app.remedy_fund.applications import store
from app.remedy_fund.applications.eligibility import KnownFact, LineCheck, check_line
from app.remedy_fund.applications.lifecycle import ApplicationFacts
from app.remedy_fund.applications.objection_lifecycle import ObjectionState
from app.remedy_fund.applications.rules import Headroom, headroom_of
from app.remedy_fund.applications.tables import FundApplication, FundBenefitLine
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import EligibilityFact, Scheme
from app.sanctions.outcomes import consent_money_on, standing_measures

LEVEL = 2
_SMALL = {CompanySize.SMALL, CompanySize.MEDIUM}
_CONSENT_ARTICLE = "하도급법 제24조의9"


def of_case(work: Work, case_id: str) -> Target:
    """Return what the policy table is told of an application from a case: its own side only."""
    target = cases.target_of(work, case_id, level=LEVEL)
    return replace(target, ties=target.ties & {Tie.COMPLAINANT}, grant_level=0)


def target_of(work: Work, row: FundApplication) -> Target:
    """Return what the policy table is told of an application."""
    return of_case(work, row.case_id)


def known(
    work: Work, application_id: str, *, lock: bool = False, may: May = May.APPLICATION_READ
) -> tuple[FundApplication, Target]:
    """Return an application that the actor may use a permission on.

    Raises NotFound where the actor may not know of it, and Forbidden for what a reader may not do.
    """
    row = store.application(work, application_id, lock=lock)
    target = target_of(work, row)
    work.require(May.APPLICATION_READ, target)
    target = replace(target, secret=False)
    work.require(may, target)
    return row, target


def scheme_of(work: Work, row: FundApplication) -> Scheme:
    """Return the scheme that applied when the application was filed; raises NoEnactedScheme."""
    return schemes.current(work, row.filed_on)


def headroom(work: Work, row: FundApplication) -> Headroom:
    """Return what was lost, what came in from elsewhere, and what the fund gives."""
    declared = store.compensations(work, row.id)
    return headroom_of(
        row.assessed_loss_won,
        (one.amount_won for one in declared if not one.struck),
        awarded_won=row.awarded_won,
        paid_won=row.paid_won,
    )


def facts_of(
    work: Work, row: FundApplication, *, lines_eligible: int | None = None, more_won: int = 0
) -> ApplicationFacts:
    """Gather what the guards look at; `more_won` is about to be awarded."""
    if lines_eligible is None:
        lines_eligible = sum(check.eligible for _line, check in checks(work, row))
    waiting = [o for o in store.objections(work, row.id) if o.state == ObjectionState.FILED]
    return ApplicationFacts(
        suspended=row.suspended,
        objections_open=len(waiting),
        lines_eligible=lines_eligible,
        left_won=headroom(work, row).left_won - more_won,
        awarded_won=row.awarded_won,
    )


def checks(work: Work, row: FundApplication) -> list[tuple[FundBenefitLine, LineCheck]]:
    """Return every line that was not refused with what comes of checking it today."""
    scheme, facts = scheme_of(work, row), known_facts(work, row)
    return [
        (line, check_line(scheme.benefit(line.benefit), facts, row.filed_on))
        for line in store.lines(work, row.id)
        if not line.refused
    ]


def known_facts(work: Work, row: FundApplication) -> list[KnownFact]:
    """Return which facts hold today, since when, on what basis, shown by what."""
    facts = case_facts(work, row.case_id)
    if row.suit is not None:
        suit = f"{row.suit['court']} {row.suit['docket_number']}"
        facts.append(
            KnownFact(
                fact=EligibilityFact.PENDING_SUIT, on=date.fromisoformat(row.suit["filed_on"]), basis="",
                shown_by=f"{suit} ({row.suit['evidence_item_id']})",
            )
        )  # fmt: skip
    if row.applicant_size in _SMALL:
        facts.append(
            KnownFact(
                fact=EligibilityFact.SMALL_ENTERPRISE, on=None, basis="",
                shown_by=str(row.applicant_size),
            )
        )  # fmt: skip
    return facts


def case_facts(work: Work, case_id: str) -> list[KnownFact]:
    """Return what the case itself shows: measures that stand, and a consent decision."""
    facts = [
        KnownFact(
            fact=EligibilityFact.CONFIRMED_VIOLATION, on=measure.served_on, basis=measure.basis,
            shown_by=f"{measure.name.ko} {measure.number}",
        )
        for measure in standing_measures(work, case_id)
    ]  # fmt: skip
    consent_on = consent_money_on(work, case_id)
    if consent_on is not None:
        facts.append(
            KnownFact(
                fact=EligibilityFact.CONSENT_DECISION, on=consent_on, basis=_CONSENT_ARTICLE,
                shown_by="동의의결 이행 출연금",
            )
        )  # fmt: skip
    return facts
