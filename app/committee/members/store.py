"""The only SQL of members and panels."""

from sqlalchemy import select
from sqlmodel import col

from app.committee.members.tables import CommitteeMember, CommitteePanel, PanelMember
from app.db.work import Work


def members(work: Work) -> list[CommitteeMember]:
    """Return every term of office, in the order of entry."""
    chosen = select(CommitteeMember).order_by(col(CommitteeMember.id))
    return list(work.session.execute(chosen).scalars())


def panels(work: Work) -> list[CommitteePanel]:
    """Return every panel, the newest first."""
    chosen = select(CommitteePanel).order_by(col(CommitteePanel.from_on).desc(),
                                             col(CommitteePanel.id).desc())  # fmt: skip
    return list(work.session.execute(chosen).scalars())


def members_of(work: Work, panel_id: str) -> list[CommitteeMember]:
    """Return who forms a panel, by name."""
    chosen = (
        select(CommitteeMember)
        .join(PanelMember, col(PanelMember.member_id) == col(CommitteeMember.id))
        .where(col(PanelMember.panel_id) == panel_id)
        .order_by(col(CommitteeMember.name), col(CommitteeMember.id))
    )
    return list(work.session.execute(chosen).scalars())
