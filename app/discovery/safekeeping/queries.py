"""What auditors may learn of the keeping of stored bytes."""

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.safekeeping import store
from app.discovery.safekeeping.rules import is_kept
from app.discovery.safekeeping.schemas import IncidentOut, PromiseOut
from app.web.paging import Page, decode, encode


def promise(work: Work) -> PromiseOut:
    """Return whether every stored byte was read again in time; for auditors."""
    work.require(May.AUDIT_READ, OPEN)
    found, told = store.figures(work), store.promise(work)
    oldest_at = found.oldest_read_at
    return PromiseOut(
        objects=found.objects,
        size_bytes=found.size_bytes,
        never_read=found.never_read,
        oldest_read_at=oldest_at,
        oldest_days=(work.now - oldest_at).days if oldest_at else None,
        within_days=told.within_days if told else None,
        kept=is_kept(oldest_at, told.within_days, work.now) if told else None,
        passed_at=told.passed_at if told else None,
        second_copies=told.second_copies if told else False,
        second_lacking=found.second_lacking if told and told.second_copies else None,
        open_incidents=store.count_open(work),
    )


def incidents(work: Work, cursor: str | None = None, limit: int = 50) -> Page[IncidentOut]:
    """Return what was found lost or altered, newest first; for auditors."""
    work.require(May.AUDIT_READ, OPEN)
    after = decode(cursor, 1)
    rows = store.incidents(work, after=after[0] if after else "", limit=limit + 1)
    shown, more = rows[:limit], len(rows) > limit
    return Page[IncidentOut](
        items=[IncidentOut.of(row) for row in shown],
        has_more=more,
        next_cursor=encode(shown[-1].id) if more else None,
    )
