"""Answers kept under an Idempotency-Key: a repeat gets the same one, another body is refused.

An answer may hold a secret that is shown once, so its body is kept sealed, and not for long.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import col

from app.db.tables import AnsweredKey
from app.db.work import Work
from app.kernel.problems import Invalid, Malformed
from app.kernel.sealing import opened, sealed
from app.kernel.text import Text

KEY_LENGTH = 120
KEPT_FOR = timedelta(hours=48)
_EARLIER = select(AnsweredKey).where(
    col(AnsweredKey.scope) == bindparam("scope"), col(AnsweredKey.key) == bindparam("key")
)
_KEEP = insert(AnsweredKey.__table__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was answered under a key before."""

    body: str
    status: int
    headers: dict[str, str]


class KeyMissing(Malformed):
    """A POST came without an Idempotency-Key."""

    slug = "idempotency-key-missing"
    title = Text("Idempotency-Key 머리글을 보내 주세요", "Send an Idempotency-Key header")


class KeyReused(Invalid):
    """The key was used before with another body."""

    slug = "idempotency-key-reused"
    title = Text(
        "같은 Idempotency-Key로 다른 내용을 보냈습니다", "The same key was sent with another body"
    )


def scope_of(account_id: str, method: str, path: str) -> str:
    """Return whose key it is: the principal, the method and the path, hashed to one width."""
    return hashlib.sha256(f"{account_id}\n{method}\n{path}".encode()).hexdigest()


def earlier(work: Work, scope: str, key: str, fingerprint: str) -> Earlier | None:
    """Return the answer given before, None for a new key; raise KeyReused for another body."""
    found = work.session.execute(_EARLIER, {"scope": scope, "key": key}).scalar_one_or_none()
    if found is None:
        return None
    if found.fingerprint != fingerprint:
        raise KeyReused
    body = opened(work.world.seal_key, f"answer:{scope}", found.body)
    return Earlier(body, found.status, found.headers)


def keep(work: Work, scope: str, key: str, fingerprint: str, answer: dict[str, Any]) -> None:
    """Keep an answer in the transaction of the act it answers."""
    row = {"scope": scope, "key": key, "fingerprint": fingerprint, "at": work.now, **answer}
    row["body"] = sealed(work.world.seal_key, f"answer:{scope}", answer["body"])
    work.execute(_KEEP, [row])


def purge(work: Work) -> int:
    """Forget answers that nobody repeats any more; returns how many."""
    old = delete(AnsweredKey).where(col(AnsweredKey.at) < work.now - KEPT_FOR)
    return int(work.execute(old).rowcount)
