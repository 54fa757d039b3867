"""The only SQL of challenges."""

from sqlalchemy import select
from sqlmodel import col

from app.committee.recusal.tables import Challenge
from app.db.work import Work


def challenge(work: Work, challenge_id: str) -> Challenge:
    """Return a challenge, or raise NotFound."""
    return work.one(Challenge, challenge_id)


def challenges_of(work: Work, item_id: str) -> list[Challenge]:
    """Return the challenges of an item, the oldest first."""
    chosen = select(Challenge).where(col(Challenge.item_id) == item_id)
    return list(work.session.execute(chosen.order_by(col(Challenge.id))).scalars())
