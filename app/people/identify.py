"""Who is asking: a session's or token's secret becomes an actor, or nobody."""

import re
import threading
from datetime import datetime
from typing import Any

from app.access.actor import ANYBODY, Actor, Role
from app.db.work import Work
from app.kernel.sealing import same, token_hash
from app.people import rules
from app.people.problems import SessionEnded
from app.people.store import companies as company_store
from app.people.store import upkeep as store
from app.web.deps import Credentials

_TOKEN = re.compile(r"ssg_([A-Za-z0-9]{12})_([A-Za-z0-9_-]{43})")
_REMEMBERED_MOST = 10_000


class Identify:
    """Answers who is asking. One for the whole process; the composition root makes it.

    A reading Work cannot write when a session was last seen, so that is remembered here and
    written by the next writing one; a session that only reads does not count as idle.
    """

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._seen: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def __call__(self, work: Work, credentials: Credentials) -> Actor:
        """Return the actor; raise SessionEnded where a secret is shown that does not count."""
        if credentials.kind == "session":
            return self._by_session(work, credentials.secret)
        if credentials.kind == "token":
            return self._by_token(work, credentials.secret)
        return ANYBODY

    def _by_session(self, work: Work, secret: str) -> Actor:
        row = store.session_by_hash(work, token_hash(secret))
        if row is None or not row.enabled:
            raise SessionEnded
        seen_at = max(row.last_seen_at, self._seen.get(row.session_id, row.last_seen_at))
        if not rules.session_alive(work.now, row.created_at, seen_at):
            raise SessionEnded
        if work.now - row.last_seen_at >= rules.SEEN_EVERY:
            self._touch(work, row.session_id)
        return _actor(work, row, channel="session", stepped_up_at=row.stepped_up_at)

    def _touch(self, work: Work, session_id: str) -> None:
        if not work.reading:
            store.touch_session(work, session_id, work.now)
            return
        with self._lock:
            if len(self._seen) >= _REMEMBERED_MOST:
                oldest = work.now - rules.SESSION_IDLE
                self._seen = {key: at for key, at in self._seen.items() if at > oldest}
            self._seen[session_id] = work.now

    def write_seen(self, work: Work) -> None:
        """Write what reading Works have remembered; for a job that runs every minute."""
        with self._lock:
            seen, self._seen = self._seen, {}
        for session_id, at in sorted(seen.items()):
            store.touch_session(work, session_id, at)

    def _by_token(self, work: Work, secret: str) -> Actor:
        parts = _TOKEN.fullmatch(secret)
        row = store.token_by_prefix(work, parts[1]) if parts else None
        if row is None or parts is None or not same(row.secret_hash, token_hash(parts[2])):
            raise SessionEnded
        if not row.enabled or row.expires_at <= work.now:
            raise SessionEnded
        used_at = row.last_used_at
        if not work.reading and (used_at is None or work.now - used_at >= rules.SEEN_EVERY):
            store.touch_token(work, row.token_id)
        return _actor(work, row, channel="token", scopes=frozenset(row.scopes))


def _actor(
    work: Work,
    row: Any,
    *,
    channel: str,
    scopes: frozenset[str] | None = None,
    stepped_up_at: datetime | None = None,
) -> Actor:
    role = Role(row.role)
    company_ids: frozenset[str] = frozenset()
    if role is Role.PARTY:
        company_ids = company_store.company_ids_of(work, row.person_id, row.login)
    return Actor(
        account_id=row.account_id,
        person_id=row.person_id,
        role=role,
        display_name=row.name,
        unit=row.unit,
        company_ids=company_ids,
        scopes=scopes,
        stepped_up_at=stepped_up_at,
        channel=channel,
    )


# The one of this process; tests that need a memory of their own make their own.
identify = Identify()
