"""What has happened to accounts, companies and relations. Ids, codes and days only. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """An account came into being, by registration, invitation or seeding."""

    role: str
    unit: str
    person_id: str
    way: str


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Event):
    """An account may no longer be used; its sessions and tokens ended at once."""


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(Event):
    """An account may be used again."""


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in to an account."""

    way: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A wrong password was shown; the subject is empty where no account has the login."""


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A session was ended by its owner."""


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """An account got another password; its sessions and tokens ended at once."""


@dataclass(frozen=True, kw_only=True)
class SteppedUp(Event):
    """The second factor was shown in a session."""


@dataclass(frozen=True, kw_only=True)
class TokenIssued(Event):
    """A token for programmes was issued."""

    account_id: str
    scopes: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A token was ended."""

    account_id: str


@dataclass(frozen=True, kw_only=True)
class CompanyRegistered(Event):
    """A company came into the register; `named` tells that another party named it."""

    kind: str
    size: str
    named: bool


@dataclass(frozen=True, kw_only=True)
class CompanyUpdated(Event):
    """Facts of a company were corrected."""

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    """A person belongs to a company, or asks to where `confirmed` is false."""

    company_id: str
    person_id: str
    kind: str
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class MemberConfirmed(Event):
    """An official confirmed that a person belongs to a company."""

    company_id: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class MandateGranted(Event):
    """A representative may act for a company."""

    company_id: str
    scope: str
    case_id: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(Event):
    """A representative may no longer act for a company."""

    company_id: str


@dataclass(frozen=True, kw_only=True)
class InvitationSent(Event):
    """Somebody was invited to open an account of a role."""

    role: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """An invitation was used to open an account."""

    account_id: str


@dataclass(frozen=True, kw_only=True)
class WallRaised(Event):
    """A person must stay away from a case or a company, from now on."""

    person_id: str
    case_id: str
    company_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class WallLifted(Event):
    """A person need no longer stay away."""

    person_id: str
    case_id: str
    company_id: str


@dataclass(frozen=True, kw_only=True)
class CaseTieSet(Event):
    """A person or company stands in a relation to a case; `from_at` is empty while not yet so."""

    case_id: str
    person_id: str
    company_id: str
    kind: str
    level: int
    from_at: datetime | None
    until_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseTieStarted(Event):
    """A relation that was only named counts from now on."""

    case_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class CaseTieEnded(Event):
    """A relation to a case has ended."""

    case_id: str
    kind: str
