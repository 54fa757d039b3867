"""What the service knows already when a firm begins an application from its case."""

from app.access.policy import May
from app.cases import queries as cases
from app.cases.numbers import CaseNumber
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Text
from app.people import queries as people
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.eligibility import KnownFact
from app.remedy_fund.applications.problems import NoApplicantFirm
from app.remedy_fund.applications.schemas.answers import (
    BenefitChoice,
    ExhibitChoice,
    FactOut,
    PrefillOut,
    ReasonOut,
)
from app.remedy_fund.applications.views import words
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import FACT_LABELS, Scheme
from app.remedy_fund.schemes.problems import NoEnactedScheme

_NOTHING = Text(
    "확정된 위반이나 동의의결이 아직 없습니다. 소송을 냈다면 신청서에 적어 주세요",
    "No violation is confirmed yet and there is no consent decision; name your suit if you have one",
)


def prefill(work: Work, case_id: str) -> PrefillOut:
    """Return parties, violations, measures, loss and evidence of a case for an application."""
    case = cases.subject(work, case_id)
    work.require(May.APPLICATION_FILE, standing.of_case(work, case.id))
    scheme, company_id = _scheme(work), case.complainant_company_id
    facts = standing.case_facts(work, case_id)
    reasons = _reasons(scheme, company_id)
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    violations = [work.law.violation(code) for code in case.violations]
    return PrefillOut(
        case_id=case.id, case_number=number.ko, can_apply=not reasons,
        reasons=reasons if reasons or facts else [_reason("no_fact_yet", _NOTHING)],
        applicant_company_id=company_id, applicant_name=case.complainant_name,
        applicant_size=people.firm_size(work, company_id) if company_id else "",
        respondent_name=case.respondent_name,
        harms=[words(one.code, one.name, str(one.basis)) for one in violations],
        facts=[_fact(one) for one in facts], claimed_loss_won=case.loss_won,
        exhibits=[
            ExhibitChoice(item_id=one.evidence_item_id, label=one.label or "", title=one.title)
            for one in cases.exhibits(work, case.id)
        ],
        benefits=_benefits(scheme) if scheme else [], scheme=scheme.facts() if scheme else {},
        scheme_notice_ko=scheme.notice.ko if scheme else "",
        scheme_notice_en=scheme.notice.en if scheme else "",
        earlier_application_ids=[
            row.id for row in store.applications(work, after="", limit=50, case_id=case.id)
        ],
    )  # fmt: skip


def _scheme(work: Work) -> Scheme | None:
    try:
        return schemes.current(work, work.today)
    except NoEnactedScheme:
        return None


def _reasons(scheme: Scheme | None, company_id: str) -> list[ReasonOut]:
    refusals: list[type[Problem]] = []
    if scheme is None:
        refusals.append(NoEnactedScheme)
    if not company_id:
        refusals.append(NoApplicantFirm)
    return [_reason(refusal.slug, refusal.title) for refusal in refusals]


def _reason(code: str, text: Text) -> ReasonOut:
    return ReasonOut(code=code, ko=text.ko, en=text.en)


def _fact(known: KnownFact) -> FactOut:
    label = FACT_LABELS[known.fact]
    return FactOut(
        fact=known.fact, ko=label.ko, en=label.en, on=known.on, basis=known.basis,
        shown_by=known.shown_by,
    )  # fmt: skip


def _benefits(scheme: Scheme) -> list[BenefitChoice]:
    return [
        BenefitChoice(
            code=benefit.code, ko=benefit.label.ko, en=benefit.label.en, kind=benefit.kind,
            share=benefit.share.shown(), ceiling_won=benefit.ceiling.number,
        )
        for benefit in scheme.benefits.values()
    ]  # fmt: skip
