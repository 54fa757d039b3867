"""The SQL of sessions, token use, one-time codes, counted tries and messages."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as core
from sqlalchemy import bindparam, case, delete, literal, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row as Found
from sqlmodel import SQLModel, col, select

from app.db.engine import is_sqlite
from app.db.work import Work
from app.people import rules
from app.people.tables import (
    ApiToken,
    Attempts,
    Message,
    OneTimeCode,
    Person,
    TokenUse,
    UserAccount,
    UserSession,
)

# Tables, not classes: these two statements run at every request and want no objects.
_account, _person, _session, _token, _use = (
    core.inspect(kind).local_table.c
    for kind in (UserAccount, Person, UserSession, ApiToken, TokenUse)
)
_WHO: tuple[Any, ...] = (
    _account.id.label("account_id"),
    _account.person_id,
    _account.role,
    _account.unit,
    _account.login,
    _account.enabled,
    _person.name,
)


def _insert(work: Work, table: type[SQLModel]) -> Any:
    maker: Any = sqlite.insert if is_sqlite(work.world.engine) else postgresql.insert
    return maker(table.__table__)  # type: ignore[attr-defined]


def _select(*columns: Any) -> Any:
    return select(*columns)


# ---------------------------------------------------------------------------- sessions and tokens


_SESSION = core.select(
    *_WHO,
    _session.id.label("session_id"),
    _session.created_at,
    _session.last_seen_at,
    _session.stepped_up_at,
).where(
    _session.secret_hash == bindparam("secret_hash"),
    _session.revoked_at.is_(None),
    _account.id == _session.account_id,
    _person.id == _account.person_id,
)
_USED_AT = core.select(_use.last_used_at).where(_use.token_id == _token.id).scalar_subquery()
_TOKEN = core.select(
    *_WHO,
    _token.id.label("token_id"),
    _token.secret_hash,
    _token.scopes,
    _token.expires_at,
    _USED_AT.label("last_used_at"),
).where(
    _token.prefix == bindparam("prefix"),
    _token.revoked_at.is_(None),
    _account.id == _token.account_id,
    _person.id == _account.person_id,
)


def session_by_hash(work: Work, secret_hash: str) -> Found[Any] | None:
    """Return a session and whose it is, as one row, or None."""
    given = {"secret_hash": secret_hash}
    found: Found[Any] | None = work.session.execute(_SESSION, given).one_or_none()
    return found


def token_by_prefix(work: Work, prefix: str) -> Found[Any] | None:
    """Return a token and whose it is, as one row, or None."""
    found: Found[Any] | None = work.session.execute(_TOKEN, {"prefix": prefix}).one_or_none()
    return found


def touch_session(work: Work, session_id: str, seen_at: datetime) -> None:
    """Note when a session was last seen; never moves backwards."""
    work.execute(
        update(UserSession)
        .where(col(UserSession.id) == session_id, col(UserSession.last_seen_at) < seen_at)
        .values(last_seen_at=seen_at)
    )


def touch_token(work: Work, token_id: str) -> None:
    """Note that a token is used now."""
    row = _insert(work, TokenUse).values(token_id=token_id, last_used_at=work.now)
    work.execute(
        row.on_conflict_do_update(index_elements=["token_id"], set_={"last_used_at": work.now})
    )


def last_uses(work: Work, token_ids: Collection[str]) -> dict[str, datetime]:
    """Return when each token was last used."""
    chosen = select(TokenUse).where(col(TokenUse.token_id).in_(token_ids))
    return {use.token_id: use.last_used_at for use in work.session.exec(chosen)}


def revoke_session(work: Work, secret_hash: str) -> str:
    """End the session with this secret and return whose it was, or an empty string."""
    ended = work.execute(
        update(UserSession)
        .where(col(UserSession.secret_hash) == secret_hash, col(UserSession.revoked_at).is_(None))
        .values(revoked_at=work.now)
        .returning(col(UserSession.account_id))
    ).scalar_one_or_none()
    return str(ended or "")


def revoke_sessions(work: Work, account_id: str) -> None:
    """End every session of an account."""
    work.execute(
        update(UserSession)
        .where(col(UserSession.account_id) == account_id, col(UserSession.revoked_at).is_(None))
        .values(revoked_at=work.now)
    )


def step_up(work: Work, old_hash: str, new_hash: str) -> datetime | None:
    """Mark a session as confirmed under a fresh secret; returns its end, None where it is gone."""
    changed = work.execute(
        update(UserSession)
        .where(col(UserSession.secret_hash) == old_hash, col(UserSession.revoked_at).is_(None))
        .values(secret_hash=new_hash, stepped_up_at=work.now, last_seen_at=work.now)
        .returning(col(UserSession.expires_at))
    )
    end: datetime | None = changed.scalar_one_or_none()
    return end


def source_known(work: Work, account_id: str, source_hash: str) -> bool:
    """Tell whether an account was signed in to from this source in the last ninety days."""
    chosen = select(UserSession.id).where(
        UserSession.account_id == account_id,
        UserSession.source_hash == source_hash,
        col(UserSession.created_at) > work.now - rules.SOURCE_KNOWN_FOR,
    )
    return work.session.exec(chosen.limit(1)).first() is not None


# ------------------------------------------------------------------------------------------ tries


def count_try(work: Work, key: str, window: timedelta) -> int:
    """Count a try in the present window of a key and return how many there are with it."""
    table = Attempts.__table__  # type: ignore[attr-defined]
    ends = literal(work.now + window, table.c.window_ends_at.type)
    over = table.c.window_ends_at <= work.now
    counted = (
        _insert(work, Attempts)
        .values(key=key, count=1, window_ends_at=work.now + window)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "count": case((over, 1), else_=table.c.count + 1),
                "window_ends_at": case((over, ends), else_=table.c.window_ends_at),
            },
        )
        .returning(table.c.count)
    )
    return int(work.execute(counted).scalar_one())


def forget_tries(work: Work, key: str) -> None:
    """Forget the tries counted under a key."""
    work.execute(delete(Attempts).where(col(Attempts.key) == key))


def give_back(work: Work, keys: Collection[str]) -> None:
    """Take one try back from each key: it was no failure."""
    work.execute(
        update(Attempts)
        .where(col(Attempts.key).in_(keys), col(Attempts.count) > 0)
        .values(count=col(Attempts.count) - 1)
    )


# ------------------------------------------------------------------------------------------ codes


def try_code(work: Work, code_id: str, purpose: str) -> OneTimeCode | None:
    """Use up one try of a live code and return it; None where it is used, too old or tried out."""
    tried = work.execute(
        update(OneTimeCode)
        .where(
            col(OneTimeCode.id) == code_id,
            col(OneTimeCode.purpose) == purpose,
            col(OneTimeCode.used_at).is_(None),
            col(OneTimeCode.expires_at) > work.now,
            col(OneTimeCode.tries) < rules.CODE_TRIES,
        )
        .values(tries=col(OneTimeCode.tries) + 1)
    )
    return work.session.get(OneTimeCode, code_id) if tried.rowcount else None


def spend_code(work: Work, code_id: str, purpose: str, code_hash: str) -> str:
    """Use a code for good and return its login, or an empty string where it does not fit."""
    spent = work.execute(
        update(OneTimeCode)
        .where(
            col(OneTimeCode.id) == code_id,
            col(OneTimeCode.purpose) == purpose,
            col(OneTimeCode.code_hash) == code_hash,
            col(OneTimeCode.used_at).is_(None),
            col(OneTimeCode.expires_at) > work.now,
        )
        .values(used_at=work.now)
        .returning(col(OneTimeCode.login))
    ).scalar_one_or_none()
    return str(spent or "")


# --------------------------------------------------------------------------------------- messages


def messages(work: Work, *, after: Sequence[Any] | None = None, limit: int = 200) -> list[Message]:
    """Return messages, newest first."""
    chosen = select(Message).order_by(col(Message.id).desc())
    if after is not None:
        chosen = chosen.where(col(Message.id) < after[0])
    return list(work.session.exec(chosen.limit(limit)))


def purge(work: Work, *, codes_before: datetime, kept_from: datetime) -> int:
    """Remove housekeeping rows that serve nothing any more; returns how many."""
    gone = [
        work.execute(delete(Attempts).where(col(Attempts.window_ends_at) < work.now)),
        work.execute(delete(OneTimeCode).where(col(OneTimeCode.expires_at) < codes_before)),
        work.execute(delete(Message).where(col(Message.created_at) < kept_from)),
        work.execute(delete(UserSession).where(col(UserSession.expires_at) < kept_from)),
    ]
    return sum(result.rowcount for result in gone)
