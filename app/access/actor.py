"""Who is acting: one person through one account, and what ties them to the thing acted on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.text import Text

STEP_UP_LASTS = timedelta(minutes=15)


class Role(StrEnum):
    """What an account is for. An account has exactly one; a person may have several accounts."""

    PUBLIC = "public"
    PARTY = "party"
    INVESTIGATOR = "investigator"
    LEAD = "lead"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    FUND_OFFICER = "fund_officer"
    FUND_CHECKER = "fund_checker"
    COURT = "court"
    EXPERT = "expert"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    WORKER = "worker"


ROLE_LABELS: dict[Role, Text] = {
    Role.PUBLIC: Text("국민", "Public"),
    Role.PARTY: Text("기업·신고인", "Company or complainant"),
    Role.INVESTIGATOR: Text("조사관", "Investigator"),
    Role.LEAD: Text("과장", "Team lead"),
    Role.COMMITTEE: Text("위원", "Commissioner"),
    Role.SECRETARY: Text("심의 담당", "Committee secretary"),
    Role.FUND_OFFICER: Text("기금 담당", "Fund officer"),
    Role.FUND_CHECKER: Text("기금 승인", "Fund approver"),
    Role.COURT: Text("법원·기관", "Court or agency"),
    Role.EXPERT: Text("전문가", "Court-appointed expert"),
    Role.EVALUATOR: Text("평가기관", "Evaluator"),
    Role.AUDITOR: Text("감사", "Auditor"),
    Role.ADMINISTRATOR: Text("시스템 관리", "Administrator"),
    Role.WORKER: Text("자동 처리", "Worker"),
}


class Tie(StrEnum):
    """A current relation between an actor and the thing acted on."""

    SELF = "self"  # the actor's own account, draft, upload or token
    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    ASSIGNED = "assigned"
    UNIT = "unit"
    SEATED = "seated"
    GRANTED = "granted"
    ENTRUSTED = "entrusted"  # put before the fund by the firm that asks it for money


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who asks. `scopes` is None for a session; a token carries the verbs it may use."""

    account_id: str
    person_id: str
    role: Role
    display_name: str = ""
    unit: str = ""
    company_ids: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None
    stepped_up_at: datetime | None = None
    enabled: bool = True
    channel: str = ""

    def stepped_up(self, now: datetime) -> bool:
        """Tell whether the second factor was shown within the last fifteen minutes."""
        return self.stepped_up_at is not None and now - self.stepped_up_at <= STEP_UP_LASTS


ANYBODY = Actor(account_id="", person_id="", role=Role.PUBLIC, channel="public")
WORKER = Actor(account_id="worker", person_id="", role=Role.WORKER, channel="job")


@dataclass(frozen=True, slots=True)
class Target:
    """What an actor asks about: the ties on the day, how secret it is, and what stands between.

    `level` is 1 process facts · 2 party-visible filings · 3 evidence and internal notes ·
    4 trade-secret originals · 5 informant identity, votes and drafts.
    `done_by` maps a permission to the persons who already used it on this very thing.
    """

    ties: frozenset[Tie] = frozenset()
    level: int = 1
    walled: bool = False
    secret: bool = True  # whether its very existence is hidden from strangers
    grant_level: int = 0  # the highest level that a live court grant opens; 0 where there is none
    done_by: dict[str, frozenset[str]] = field(default_factory=dict)


OPEN = Target(secret=False)
MINE = Target(ties=frozenset({Tie.SELF}), secret=False)
