"""Rows only: sessions, one-time codes, counted tries and messages; housekeeping without events."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from app.db.rows import Upkeep


class UserSession(Upkeep, table=True):
    """A browser that is signed in; only the hash of its secret is kept."""

    __tablename__ = "user_session"

    id: str = Field(primary_key=True, max_length=48)
    secret_hash: str = Field(unique=True, max_length=64)
    account_id: str = Field(foreign_key="user_account.id", index=True, max_length=48)
    source_hash: str = Field(max_length=64)
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime = Field(index=True)
    stepped_up_at: datetime | None = None
    revoked_at: datetime | None = None


class TokenUse(Upkeep, table=True):
    """When a token was last used; beside the token, so that using it is no change of it."""

    __tablename__ = "api_token_use"

    token_id: str = Field(primary_key=True, foreign_key="api_token.id", max_length=48)
    last_used_at: datetime


class OneTimeCode(Upkeep, table=True):
    """A code that was sent; its id is known only to who asked, its hash only to this table."""

    __tablename__ = "one_time_code"

    id: str = Field(primary_key=True, max_length=48)
    purpose: str = Field(max_length=12)
    login: str = Field(max_length=254)
    code_hash: str = Field(max_length=64)
    tries: int = 0
    created_at: datetime
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = None


class Attempts(Upkeep, table=True):
    """How often something was tried in the present window, by a keyed hash of who and where."""

    __tablename__ = "attempts"

    key: str = Field(primary_key=True, max_length=64)
    count: int
    window_ends_at: datetime = Field(index=True)


class Message(Upkeep, table=True):
    """A message to somebody. What may hold a code is sealed; the outbox page opens it."""

    __tablename__ = "message"

    id: str = Field(primary_key=True, max_length=48)
    account_id: str = Field(default="", max_length=48, index=True)
    address: str = Field(max_length=254)
    channel: str = Field(max_length=8)
    template: str = Field(max_length=40)
    body: str = Field(sa_type=Text)
    created_at: datetime = Field(index=True)
