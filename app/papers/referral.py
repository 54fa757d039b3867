"""The paper by which a matter goes to the body in charge, with a copy to who reported it. Pure."""

from dataclasses import dataclass
from datetime import date

from app.kernel.text import Text
from app.papers.documents import AllegedViolation, Paper, Words

TITLE = Text("신고 이송서", "Referral of a Complaint")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPaper(Paper):
    """A complaint of another body's, and why it goes there."""

    number: Words
    received_on: date
    complainant: Words
    respondent: Words
    body: Text
    violations: tuple[AllegedViolation, ...]
    reasons: Words

    @property
    def template(self) -> str:
        """Return the template of referrals."""
        return "referral"
