"""The only SQL of votes; what is counted together is locked before it is read."""

from sqlalchemy import delete, select, update
from sqlmodel import col

from app.committee.agenda.tables import AgendaItem
from app.committee.votes.tables import BallotBox, PanelVote, VoteRoll
from app.db.work import Work

_BOX = BallotBox.__table__  # type: ignore[attr-defined]


def vote(work: Work, vote_id: str) -> PanelVote:
    """Return a vote, or raise NotFound."""
    return work.one(PanelVote, vote_id)


def votes_of(work: Work, item_id: str) -> list[PanelVote]:
    """Return the votes of an item, the oldest first."""
    chosen = select(PanelVote).where(col(PanelVote.item_id) == item_id)
    return list(work.session.execute(chosen.order_by(col(PanelVote.sequence))).scalars())


def carried_of(work: Work, case_id: str) -> PanelVote | None:
    """Return the newest vote of a case that was carried."""
    chosen = select(PanelVote).where(
        col(PanelVote.case_id) == case_id, col(PanelVote.state) == "carried"
    )
    ordered = chosen.order_by(col(PanelVote.id).desc()).limit(1)
    return work.session.execute(ordered).scalar_one_or_none()


def roll(work: Work, vote_id: str) -> list[VoteRoll]:
    """Return the voters, in the order of their seats and never in that of their voting."""
    chosen = select(VoteRoll).where(col(VoteRoll.vote_id) == vote_id)
    return list(work.session.execute(chosen.order_by(col(VoteRoll.seat_id))).scalars())


def lock_item(work: Work, item_id: str) -> None:
    """Let ballots, challenges and recusals of one item come one after the other."""
    chosen = select(AgendaItem).where(col(AgendaItem.id) == item_id)
    work.session.execute(
        chosen.with_for_update().execution_options(populate_existing=True)
    ).scalar_one()


def open_box(work: Work, vote_id: str) -> str:
    """Return the sealed sum of a vote."""
    chosen = select(_BOX.c.sealed_sum).where(_BOX.c.vote_id == vote_id)
    return str(work.session.execute(chosen).scalar_one())


def put_box(work: Work, vote_id: str, sealed_sum: str) -> None:
    """Put an empty box there."""
    work.add(BallotBox(vote_id=vote_id, sealed_sum=sealed_sum))


def write_box(work: Work, vote_id: str, sealed_sum: str) -> None:
    """Write the sum over, so that no earlier one remains."""
    work.execute(update(_BOX).where(_BOX.c.vote_id == vote_id).values(sealed_sum=sealed_sum))


def remove_box(work: Work, vote_id: str) -> None:
    """Remove the box of a vote that is over."""
    work.execute(delete(_BOX).where(_BOX.c.vote_id == vote_id))
