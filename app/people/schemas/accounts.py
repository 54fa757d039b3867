"""What is sent and answered about accounts, sessions, tokens, invitations and messages."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from app.access.actor import Role
from app.access.policy import May
from app.people.rules import Purpose
from app.people.schemas.fields import (
    Answer,
    Code,
    CodeId,
    Day,
    Email,
    Form,
    Line,
    Password,
    PersonName,
    Phone,
    RowId,
)
from app.people.tables import ApiToken, Invitation, OneTimeCode, UserAccount


class CodeRequestIn(Form):
    """Ask for a code by e-mail."""

    login: Email


class CodeOut(Answer):
    """A code is on its way; the same is answered whether the address is known or not."""

    code_id: str
    purpose: Purpose
    expires_at: datetime

    @classmethod
    def of(cls, row: OneTimeCode) -> "CodeOut":
        """Return what may be told of a code."""
        return cls(code_id=row.id, purpose=Purpose(row.purpose), expires_at=row.expires_at)


class RegistrationIn(Form):
    """Open an account with the code that was sent."""

    code_id: CodeId
    code: Code
    password: Password
    name: PersonName
    birth_on: Day | None = None
    phone: Phone = ""


class SignInIn(Form):
    """Sign in with e-mail and password."""

    login: Email
    password: Password


class PasswordResetIn(Form):
    """Choose another password with the code that was sent."""

    code_id: CodeId
    code: Code
    password: Password


class StepUpIn(Form):
    """Confirm that it is you, with the code that was sent."""

    code_id: CodeId
    code: Code


class InvitationIn(Form):
    """Invite somebody to open an account of a role."""

    role: Annotated[Role, Field(strict=False)]
    unit: Annotated[Line, Field(max_length=40, examples=["technology-1"])] = ""
    email: Email
    person_id: RowId | None = None


class AcceptanceIn(Form):
    """Open the account that an invitation promises."""

    invitation_id: RowId
    code: Code
    password: Password
    name: PersonName
    phone: Phone = ""


def _scopes(scopes: list[str]) -> list[str]:
    return list(dict.fromkeys(scopes))


class TokenIn(Form):
    """Issue a token for a programme."""

    label: Annotated[Line, Field(min_length=1, max_length=80, examples=["ERP 연동"])]
    scopes: Annotated[
        list[Annotated[str, Field(max_length=60)]],
        Field(min_length=1, max_length=len(May), examples=[["cases:read"]]),
        AfterValidator(_scopes),
    ]
    lasts_days: Annotated[int, Field(ge=1, le=365)] = 90


class TokenOut(Answer):
    """A token. `secret` is present in the first answer only and is kept nowhere."""

    id: str
    version: int
    label: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    secret: str | None = None

    @classmethod
    def of(cls, row: ApiToken, last_used_at: datetime | None = None) -> "TokenOut":
        """Return what may be told of a token."""
        return cls.model_validate(row).model_copy(update={"last_used_at": last_used_at})


class AccountOut(Answer):
    """An account and whose it is."""

    id: str
    version: int
    person_id: str
    name: str
    role: Role
    unit: str
    login: str
    enabled: bool
    created_at: datetime

    @classmethod
    def of(cls, row: UserAccount, name: str) -> "AccountOut":
        """Return what may be told of an account."""
        return cls(
            id=row.id,
            version=row.version,
            person_id=row.person_id,
            name=name,
            role=Role(row.role),
            unit=row.unit,
            login=row.login,
            enabled=row.enabled,
            created_at=row.created_at,
        )


class OwnAccountOut(AccountOut):
    """The account of the one who asks, with the companies it acts for and what it may do."""

    company_ids: list[str]
    permissions: list[str]
    stepped_up: bool
    channel: str


class SessionOut(Answer):
    """A session that was opened; its secret travels in the cookie only."""

    account: AccountOut
    expires_at: datetime


class InvitationOut(Answer):
    """An invitation; its code went to the e-mail address only."""

    id: str
    version: int
    role: Role
    unit: str
    email: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    account_id: str | None = None

    @classmethod
    def of(cls, row: Invitation) -> "InvitationOut":
        """Return what may be told of an invitation."""
        return cls.model_validate({**row.model_dump(), "role": Role(row.role)})


class MessageOut(Answer):
    """A message on the outbox page."""

    id: str
    address: str
    channel: str
    template: str
    subject_ko: str
    subject_en: str
    body_ko: str
    body_en: str
    path: str
    created_at: datetime
