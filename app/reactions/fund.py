"""What the remedy fund answers: news of sanctions, of its own payments, and of applications."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from app.db.work import Work
from app.people import actions as people
from app.reactions.deliver import News, Reaction
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.contributions import shares
from app.remedy_fund.payments import actions as payments
from app.remedy_fund.recoveries.actions import balancing, opening

Act = Callable[[Work, dict[str, Any]], None]


def _told(act: Act) -> Reaction:
    """Return an act of the fund as a reaction; the receipt keeps the act's own name."""

    @wraps(act)
    def answer(work: Work, news: News) -> None:
        act(work, {**news.data, "subject": news.subject})

    return answer


def tell_applicant(work: Work, news: News) -> None:
    """Tell the one who applied that there is something to read."""
    application_id = str(news.data.get("application_id") or news.subject)
    row = applications.subject(work, application_id)
    people.send_notice(work, account_id=row.filed_by, path=f"/my-fund/{row.id}")


_FOLLOW_PAYMENT = _told(opening.open_subrogated_claim)
_FOLLOW_COMPENSATION = _told(balancing.check_compensation)

FUND: dict[str, tuple[Reaction, ...]] = {
    "surcharge_payment_received": (_told(shares.on_surcharge_payment),),
    "surcharge_refunded": (_told(shares.on_surcharge_refund),),
    "surcharge_annulled": (_told(shares.on_surcharge_annulment),),
    "surcharge_reduced": (_told(shares.on_surcharge_reduction),),
    "consent_contribution_received": (_told(shares.on_consent_contribution),),
    "disbursement_paid": (_FOLLOW_PAYMENT, _FOLLOW_COMPENSATION, tell_applicant),
    "disbursement_returned": (_FOLLOW_PAYMENT, _FOLLOW_COMPENSATION, tell_applicant),
    "compensation_declared": (_FOLLOW_COMPENSATION,),
    "compensation_struck": (_FOLLOW_COMPENSATION,),
    "payee_changed": (_told(payments.follow_payee_change),),
    "fund_application_moved": (tell_applicant,),
    "fund_objection_answered": (tell_applicant,),
}
