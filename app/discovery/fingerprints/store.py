"""The only SQL of this package."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlmodel import col

from app.db.work import Work
from app.discovery.fingerprints.tables import Fingerprint


def fingerprint(work: Work, fingerprint_id: str) -> Fingerprint | None:
    """Return a fingerprint, or nothing."""
    return work.session.get(Fingerprint, fingerprint_id)


def locked(work: Work, fingerprint_id: str) -> Fingerprint | None:
    """Return a fingerprint that nobody else changes until this Work ends, or nothing."""
    chosen = select(Fingerprint).where(col(Fingerprint.id) == fingerprint_id).with_for_update()
    fresh = chosen.execution_options(populate_existing=True)
    return work.session.execute(fresh).scalar_one_or_none()


def same(work: Work, place_id: str, side: str, sha256: str) -> Fingerprint | None:
    """Return what one side registered under a hash for a case or draft, or nothing."""
    chosen = select(Fingerprint).where(
        col(Fingerprint.place_id) == place_id,
        col(Fingerprint.side) == side,
        col(Fingerprint.sha256) == sha256,
    )
    return work.session.execute(chosen).scalar_one_or_none()


def count(work: Work, place_id: str) -> int:
    """Return how many fingerprints a case or draft holds."""
    chosen = select(func.count()).where(col(Fingerprint.place_id) == place_id)
    return int(work.session.execute(chosen).scalar_one())


def of_item(work: Work, item_id: str) -> Fingerprint | None:
    """Return the fingerprint that a piece of evidence was found to have, or nothing."""
    chosen = select(Fingerprint).where(col(Fingerprint.item_id) == item_id)
    return work.session.execute(chosen).scalar_one_or_none()


def listed(
    work: Work, place_ids: Collection[str], *, side: str, after: str, limit: int
) -> list[Fingerprint]:
    """Return fingerprints of some places in the order in which they came, of one side or of all."""
    chosen = select(Fingerprint).where(
        col(Fingerprint.place_id).in_(place_ids), col(Fingerprint.id) > after
    )
    if side:
        chosen = chosen.where(col(Fingerprint.side) == side)
    ordered = chosen.order_by(col(Fingerprint.id)).limit(limit)
    return list(work.session.execute(ordered).scalars())
