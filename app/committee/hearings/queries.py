"""What one may read of hearings."""

from app.access.actor import Target
from app.access.policy import May
from app.cases import queries as cases
from app.cases import rules as case_rules
from app.committee.agenda import queries as agenda
from app.committee.agenda.rules import side_of
from app.committee.agenda.tables import PanelSeat
from app.committee.hearings import store
from app.committee.hearings.schemas import AttendantOut, HearingOut, Side, StatementOut
from app.committee.hearings.tables import Hearing, HearingAttendance, HearingStatement
from app.db.work import Work
from app.kernel.problems import NotFound
from app.people import queries as people

_MASKED = "신고인 · Complainant"


def hearing(work: Work, hearing_id: str) -> HearingOut:
    """Return the minutes; closed parts are shown to their own side and to officials."""
    row = store.hearing(work, hearing_id)
    target = agenda.target_of(work, row.case_id)
    work.require(May.CASE_READ, target)
    return shown(work, row, target)


def hearing_of(work: Work, item_id: str) -> HearingOut:
    """Return the minutes of an item; raise NotFound before its hearing was opened."""
    item = agenda.subject(work, item_id)
    target = agenda.target_of(work, item.case_id)
    work.require(May.CASE_READ, target)
    row = store.hearing_of(work, item_id)
    if row is None:
        raise NotFound
    return shown(work, row, target)


def found(work: Work, item_id: str) -> HearingOut | None:
    """Return the minutes of an item, None before its hearing was opened."""
    try:
        return hearing_of(work, item_id)
    except NotFound:
        return None


def subject(work: Work, hearing_id: str) -> Hearing:
    """Return the row of a hearing for the room of votes; it asks by itself."""
    return store.hearing(work, hearing_id)


def present_now(work: Work, row: Hearing, target: Target) -> list[PanelSeat]:
    """Return the seats of those who were present and whom nothing keeps away now."""
    here = {one.seat_id for one in store.attendance(work, row.id) if one.seat_id}
    return unhindered(work, row.item_id, row.case_id, here, target)


def unhindered(
    work: Work, item_id: str, case_id: str, seat_ids: set[str], target: Target
) -> list[PanelSeat]:
    """Return which of some seats' members sit and stand behind no wall, in order of their ids."""
    seats = [one for one in agenda.sitting(work, item_id) if one.id in seat_ids]
    away = people.kept_away(work, case_id, {one.person_id for one in seats}, target=target)
    return [one for one in seats if one.person_id not in away]


def minutes(work: Work, row: Hearing) -> tuple[list[HearingAttendance], list[HearingStatement]]:
    """Return what the paper of the minutes is made of."""
    return store.attendance(work, row.id), store.statements(work, row.id)


def name_for(work: Work, case_id: str, side: str, name: str) -> str:
    """Return a name as papers and the other side may read it: who reported may be closed."""
    case = cases.subject(work, case_id)
    closed = not case_rules.identity_is_open(case.identity_choice, case.outcome)
    return _MASKED if side == Side.COMPLAINANT and closed else name


def shown(work: Work, row: Hearing, target: Target) -> HearingOut:
    """Return the minutes as the reader may see them."""
    side, within = side_of(target), agenda.inside(work, target)
    masked = not within and side != Side.COMPLAINANT
    people_there = [AttendantOut.model_validate(one) for one in store.attendance(work, row.id)]
    said = [
        StatementOut(
            sequence=one.sequence, side=one.side, speaker=one.speaker,
            words=one.words if not one.closed or within or side == one.side else None,
            closed=one.closed,
        )
        for one in store.statements(work, row.id)
    ]  # fmt: skip
    if masked:
        for there in people_there:
            there.name = name_for(work, row.case_id, there.side, there.name)
        for one in said:
            one.speaker = name_for(work, row.case_id, one.side, one.speaker)
    return HearingOut(
        id=row.id, version=row.version, item_id=row.item_id, case_id=row.case_id,
        state=row.state, held_on=row.held_on, opened_at=row.opened_at, closed_at=row.closed_at,
        attendance=people_there, statements=said,
    )  # fmt: skip
