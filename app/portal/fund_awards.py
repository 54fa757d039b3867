"""The awards that wait to be paid, as a payment run and a set-off offer them."""

from app.db.work import Work
from app.kernel.text import Language
from app.portal.fund_fields import Option
from app.portal.fund_frame import said
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.payments import awards as awarded
from app.remedy_fund.payments import queries as payments
from app.remedy_fund.plans import queries as plans
from app.remedy_fund.plans.schemas import AwardOut
from app.remedy_fund.recoveries import queries as recoveries
from app.web.paging import MAXIMUM


def payable_awards(work: Work, _about: str, language: Language) -> list[Option]:
    """Offer the awards that can be paid and are in no run."""
    return [{"value": one.id, "label": _label(work, one, language)} for one in _payable(work)]


def awards_of_debtor(work: Work, recovery_id: str, language: Language) -> list[Option]:
    """Offer the unpaid grants to the firm that a clawback is against."""
    claim = recoveries.recovery(work, recovery_id)
    firm = applications.subject(work, claim.application_id).applicant_company_id
    return [
        {"value": one.id, "label": _label(work, one, language)}
        for one in _payable(work)
        if not one.loan
        and applications.subject(work, one.application_id).applicant_company_id == firm
    ]


def _payable(work: Work) -> list[AwardOut]:
    made = plans.awards(work, plan_id="", application_id="", limit=MAXIMUM, cursor=None).items
    taken = {
        one.award_id
        for one in payments.disbursements(work, limit=MAXIMUM, cursor=None).items
        if one.run_id is not None
    }
    free = [one.id for one in made if one.id not in taken]
    ready = {one.award_id for one in awarded.payable(work, free)}
    return [one for one in made if one.id in ready]


def _label(work: Work, award: AwardOut, language: Language) -> str:
    application = applications.subject(work, award.application_id)
    words = said(award.benefit, language)
    return f"{application.number} · {application.applicant_name} · {words} · {award.amount_won:,}"
