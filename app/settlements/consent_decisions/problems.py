"""Refusals of this room."""

from app.kernel.problems import Conflict
from app.kernel.text import Text


class NoConsentDecision(Conflict):
    """The law of the procedure knows no consent decision, or not at this stage."""

    slug = "no-consent-decision"
    title = Text(
        "공정위가 조사 중인 사건에서만 동의의결을 신청할 수 있습니다",
        "Only a case that the KFTC is investigating takes an application",
    )


class ConsentPending(Conflict):
    """One application is settled before another is made."""

    slug = "consent-pending"
    title = Text(
        "이미 진행 중인 동의의결 절차가 있습니다", "A consent decision is under way already"
    )
