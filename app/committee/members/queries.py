"""What one may read of members and panels."""

from app.access.actor import OPEN
from app.access.policy import May
from app.committee.members import store
from app.committee.members.schemas import MemberList, MemberOut, PanelList, PanelOut
from app.committee.members.tables import CommitteeMember, CommitteePanel
from app.committee.terms import PanelKind
from app.db.work import Work


def members(work: Work) -> MemberList:
    """Return every term of office; for those who prepare the sessions."""
    work.require(May.CASE_DOCKET, OPEN)
    return MemberList(items=[MemberOut.model_validate(row) for row in store.members(work)])


def panels(work: Work) -> PanelList:
    """Return every panel, the newest first; for those who prepare the sessions."""
    work.require(May.CASE_DOCKET, OPEN)
    return PanelList(items=[shown(work, row) for row in store.panels(work)])


def shown(work: Work, row: CommitteePanel) -> PanelOut:
    """Return a panel with its members."""
    rows = store.members_of(work, row.id)
    return PanelOut(
        id=row.id, version=row.version, kind=PanelKind(row.kind), name=row.name,
        from_on=row.from_on, until_on=row.until_on, chair_id=row.chair_id,
        members=[MemberOut.model_validate(one) for one in rows],
    )  # fmt: skip


def panel(work: Work, panel_id: str) -> CommitteePanel:
    """Return the row of a panel for the room of the agenda; it asks by itself."""
    return work.one(CommitteePanel, panel_id)


def member(work: Work, member_id: str) -> CommitteeMember:
    """Return the row of a member for the rooms beside this one; they ask by themselves."""
    return work.one(CommitteeMember, member_id)


def panel_members(work: Work, panel_id: str) -> list[CommitteeMember]:
    """Return who forms a panel, for the room of the agenda; it asks by itself."""
    return store.members_of(work, panel_id)
