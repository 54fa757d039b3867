"""Issuing a production by another person than prepared it, calling it back, giving it out."""

from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.productions import contents, store
from app.discovery.productions.events import (
    ProductionIssued,
    ProductionSuperseded,
    ProductionTaken,
    ProductionWithdrawn,
)
from app.discovery.productions.lifecycle import PRODUCTION, Command
from app.discovery.productions.problems import NotBuilt
from app.discovery.productions.schemas import WithdrawalIn
from app.discovery.productions.standing import CONTENT_LEVEL, held_for, readable
from app.discovery.productions.tables import Production

HOLD_JOB = "hold_production"


def issue(work: Work, *, production_id: str, version: int | None) -> Production:
    """Issue a built production; it is held fast in the store, and the one it replaces is over.

    Raise ProductionRefused where what it was built from has changed since: a secret that was
    marked, malware that was found, another redacted version.
    """
    row = held_for(work, production_id, May.PRODUCTION_ISSUE, version)
    row.state = PRODUCTION.take(row.state, Command.ISSUE).target
    contents.refuse_changed(work, row)
    row.issued_at, row.issued_by = work.now, work.actor.person_id
    work.record(
        ProductionIssued(
            subject=row.id, case_id=row.case_id, sha256=row.sha256,
            manifest_sha256=row.manifest_sha256, prepared_by=tuple(row.prepared_by),
        )
    )  # fmt: skip
    if row.replaces_production_id is not None:
        former = store.locked(work, row.replaces_production_id)
        former.state = PRODUCTION.take(former.state, Command.SUPERSEDE).target
        superseded = ProductionSuperseded(
            subject=former.id, case_id=former.case_id, by_production_id=row.id
        )
        work.record(superseded)
    contents.put_on_chains(work, row, "produced")
    work.later(HOLD_JOB, {"production_id": row.id}, key=f"{HOLD_JOB}:{row.id}")
    return row


def withdraw(
    work: Work, *, production_id: str, form: WithdrawalIn, version: int | None
) -> Production:
    """Call an issued production back; nobody takes it out from now on, and it stays on file."""
    row = held_for(work, production_id, May.PRODUCTION_ISSUE, version)
    row.state = PRODUCTION.take(row.state, Command.WITHDRAW).target
    row.withdrawn_at, row.withdrawal_reason = work.now, form.reason
    work.record(ProductionWithdrawn(subject=row.id, case_id=row.case_id))
    return row


def take_out(work: Work, *, production_id: str) -> Production:
    """Note that a production is about to be given out; its first byte leaves after this is kept."""
    known = readable(work, production_id, CONTENT_LEVEL)
    row = readable(work, production_id, max(known.level, CONTENT_LEVEL))
    if row.store_key is None or row.withdrawn_at is not None:
        raise NotBuilt
    contents.refuse_quarantined(work, row)
    contents.put_on_chains(work, row, "production_taken")
    work.record(
        ProductionTaken(subject=row.id, case_id=row.case_id, sha256=row.sha256, level=row.level)
    )
    work.record(ConfidentialRead(subject=row.id, level=row.level, what="production"))
    return row
