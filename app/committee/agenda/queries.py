"""What one may read of the agenda."""

from datetime import date

from app.access.actor import MINE, OPEN, Target
from app.access.policy import May
from app.cases import queries as cases
from app.committee.agenda import rules, store
from app.committee.agenda.lifecycle import AGENDA_ITEM, SEAT_LABELS, SeatState
from app.committee.agenda.schemas import (
    ItemList,
    ItemOut,
    OwnSeatList,
    OwnSeatOut,
    SeatOut,
    SecrecyOut,
)
from app.committee.agenda.tables import AgendaItem, PanelSeat, SecrecyRequest
from app.committee.terms import PANEL_NAMES
from app.db.work import Work

LEVEL = 2


def item(work: Work, item_id: str) -> ItemOut:
    """Return an item of the agenda to those who may read the case."""
    row = store.item(work, item_id)
    target = target_of(work, row.case_id)
    work.require(May.CASE_READ, target)
    return shown(work, row, target)


def items_of(work: Work, case_id: str) -> ItemList:
    """Return how a case came before panels, to those who may read the case."""
    target = target_of(work, case_id)
    work.require(May.CASE_READ, target)
    return ItemList(items=[shown(work, row, target) for row in store.items_of(work, case_id)])


def upcoming(work: Work) -> ItemList:
    """Return what waits for a hearing or a resolution, the nearest day first."""
    work.require(May.CASE_DOCKET, OPEN)
    found = []
    for row in store.upcoming(work):
        target = target_of(work, row.case_id)
        if work.decide(May.CASE_READ, target).allowed:
            found.append(shown(work, row, target))
    return ItemList(items=found)


def own_seats(work: Work) -> OwnSeatList:
    """Return where the one who asks has a seat, with as much as a declaration needs."""
    work.require(May.WALL_DECLARE, MINE)
    rows = store.seats_of_person(work, work.actor.person_id)
    return OwnSeatList(items=[own_shown(work, row) for row in rows])


def own_shown(work: Work, row: PanelSeat) -> OwnSeatOut:
    """Return a seat as its member is told of it before the file opens."""
    found = store.item(work, row.item_id)
    case = cases.subject(work, row.case_id)
    panel, label = PANEL_NAMES[found.panel_kind], SEAT_LABELS[row.state]
    return OwnSeatOut(
        id=row.id, version=row.version, item_id=row.item_id, case_id=row.case_id,
        case_number=case.number, respondent_name=case.respondent_name,
        violations=list(case.violations), panel_ko=panel.ko, panel_en=panel.en,
        hearing_on=found.hearing_on, state=row.state, state_ko=label.ko, state_en=label.en,
        kept_away_by=row.kept_away_by, article=row.article,
    )  # fmt: skip


def target_of(work: Work, case_id: str, *, level: int = LEVEL) -> Target:
    """Return what the policy table is told of the case of an item."""
    return cases.target_of(work, case_id, level=level)


def decides(work: Work, target: Target) -> bool:
    """Tell whether an actor sits on a case or prepares its sessions."""
    return any(work.decide(may, target).allowed for may in (May.CASE_DOCKET, May.CASE_DECIDE))


def inside(work: Work, target: Target) -> bool:
    """Tell whether an actor works on a case for the authority, as its examiner too."""
    return decides(work, target) or work.decide(May.CASE_INVESTIGATE, target).allowed


def subject(work: Work, item_id: str) -> AgendaItem:
    """Return the row of an item for the rooms beside this one; they ask by themselves."""
    return store.item(work, item_id)


def seat(work: Work, seat_id: str) -> PanelSeat:
    """Return the row of a seat for the rooms beside this one; they ask by themselves."""
    return store.seat(work, seat_id)


def seats_of(work: Work, item_id: str) -> list[PanelSeat]:
    """Return the seats of an item for the rooms beside this one; they ask by themselves."""
    return store.seats_of(work, item_id)


def items_rows(work: Work, case_id: str) -> list[AgendaItem]:
    """Return the rows of a case's items for the rooms beside this one; they ask by themselves."""
    return store.items_of(work, case_id)


def item_secrecy_until(work: Work, row: AgendaItem) -> date:
    """Return the last day on which closed parts of an item's hearing may be asked for."""
    days = work.law.figure("secrecy_request_days", row.tabled_on).number
    return rules.last_day_to_ask_for_secrecy(row.hearing_on, days)


def granted_secrecy(work: Work, item_id: str) -> list[SecrecyRequest]:
    """Return which parts of a hearing are closed, for the room of hearings; it asks by itself."""
    return [row for row in store.secrecy_of(work, item_id) if row.state == "granted"]


def sitting(work: Work, item_id: str) -> list[PanelSeat]:
    """Return the seats whose members sit; those whom anything keeps away are left out."""
    return [row for row in store.seats_of(work, item_id) if row.state == SeatState.OPEN]


def shown(work: Work, row: AgendaItem, target: Target) -> ItemOut:
    """Return an item as the reader may see it; what a side asked to be closed is its own."""
    side, case = rules.side_of(target), cases.subject(work, row.case_id)
    panel, state = PANEL_NAMES[row.panel_kind], AGENDA_ITEM.label(row.state)
    within = inside(work, target)
    asked = [one for one in store.secrecy_of(work, row.id) if within or side == one.side]
    return ItemOut(
        id=row.id, version=row.version, case_id=row.case_id, case_number=case.number,
        respondent_name=case.respondent_name, panel_id=row.panel_id, panel_kind=row.panel_kind,
        panel_ko=panel.ko, panel_en=panel.en, panel_size=row.panel_size, state=row.state,
        state_ko=state.ko, state_en=state.en, tabled_on=row.tabled_on,
        due_on=row.due_on if within else None, late=row.late and within,
        hearing_on=row.hearing_on, place=row.place, notified_on=row.notified_on,
        opinion_hearing_on=row.opinion_hearing_on,
        secrecy_until_on=item_secrecy_until(work, row),
        complainant_answer=row.complainant_answer if within or side == "complainant" else "",
        respondent_answer=row.respondent_answer if within or side == "respondent" else "",
        seats=[SeatOut.of(one) for one in store.seats_of(work, row.id)],
        secrecy=[SecrecyOut.model_validate(one) for one in asked],
    )  # fmt: skip
