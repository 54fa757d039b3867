"""Tokens with which programmes act for an account, never wider than its role."""

from datetime import timedelta

from app.access.actor import MINE
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, NotFound
from app.kernel.sealing import token_hash
from app.kernel.text import Text
from app.people import rules
from app.people.events import TokenIssued, TokenRevoked
from app.people.problems import AlreadySettled, NotByToken, ScopeTooWide
from app.people.store import accounts as store
from app.people.tables import ApiToken

MARK = "ssg"


def issue_token(
    work: Work, *, label: str, scopes: list[str], lasts_days: int, prefix: str, secret: str
) -> ApiToken:
    """Issue a token; the caller makes `prefix` and `secret` and shows them once.

    They are made outside so that the answer kept under the Idempotency-Key holds no secret.
    """
    work.require(May.TOKEN_MANAGE, MINE)
    if work.actor.scopes is not None:
        raise NotByToken
    _refuse_wide(work, scopes)
    token = work.add(
        ApiToken(
            id=work.new_id("tok"),
            account_id=work.actor.account_id,
            label=label,
            prefix=prefix,
            secret_hash=token_hash(secret),
            scopes=sorted(set(scopes)),
            created_at=work.now,
            expires_at=work.now + min(timedelta(days=lasts_days), rules.TOKEN_LASTS_MOST),
        )
    )
    work.record(
        TokenIssued(
            subject=token.id,
            account_id=token.account_id,
            scopes=tuple(token.scopes),
            expires_at=token.expires_at,
        )
    )
    return token


def _refuse_wide(work: Work, scopes: list[str]) -> None:
    allowed = rules.grantable(work.actor.role)
    words = Text("이 역할에는 없는 권한입니다", "This role does not have it")
    errors = tuple(
        FieldError(f"/scopes/{place}", "scope", words)
        for place, scope in enumerate(scopes)
        if scope not in allowed
    )
    if errors:
        raise ScopeTooWide(errors=errors, allowed=sorted(allowed))


def revoke_token(work: Work, *, token_id: str, version: int | None = None) -> ApiToken:
    """End a token of one's own at once."""
    work.require(May.TOKEN_MANAGE, MINE)
    token = store.token(work, token_id)
    if token.account_id != work.actor.account_id:
        raise NotFound
    work.expect_version(token, version)
    if token.revoked_at is not None:
        raise AlreadySettled
    token.revoked_at = work.now
    work.record(TokenRevoked(subject=token.id, account_id=token.account_id))
    return token
