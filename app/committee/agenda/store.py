"""The only SQL of the agenda."""

from sqlalchemy import select
from sqlmodel import col

from app.committee.agenda.tables import AgendaItem, PanelSeat, SecrecyRequest
from app.db.work import Work


def item(work: Work, item_id: str) -> AgendaItem:
    """Return an item, or raise NotFound."""
    return work.one(AgendaItem, item_id)


def items_of(work: Work, case_id: str) -> list[AgendaItem]:
    """Return the items of a case, the oldest first."""
    chosen = select(AgendaItem).where(col(AgendaItem.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(AgendaItem.sequence))).scalars())


def upcoming(work: Work) -> list[AgendaItem]:
    """Return every item that is not resolved, the nearest hearing first."""
    chosen = select(AgendaItem).where(col(AgendaItem.state) != "resolved")
    ordered = chosen.order_by(col(AgendaItem.hearing_on), col(AgendaItem.id)).limit(200)
    return list(work.session.execute(ordered).scalars())


def seat(work: Work, seat_id: str) -> PanelSeat:
    """Return a seat, or raise NotFound."""
    return work.one(PanelSeat, seat_id)


def seats_of(work: Work, item_id: str) -> list[PanelSeat]:
    """Return the seats of an item, by name."""
    chosen = select(PanelSeat).where(col(PanelSeat.item_id) == item_id)
    return list(
        work.session.execute(chosen.order_by(col(PanelSeat.name), col(PanelSeat.id))).scalars()
    )


def seats_of_person(work: Work, person_id: str) -> list[PanelSeat]:
    """Return the seats of a person, the newest first."""
    chosen = select(PanelSeat).where(col(PanelSeat.person_id) == person_id)
    ordered = chosen.order_by(col(PanelSeat.id).desc()).limit(100)
    return list(work.session.execute(ordered).scalars())


def secrecy(work: Work, secrecy_id: str) -> SecrecyRequest:
    """Return a request for closed parts, or raise NotFound."""
    return work.one(SecrecyRequest, secrecy_id)


def secrecy_of(work: Work, item_id: str) -> list[SecrecyRequest]:
    """Return the requests for closed parts of an item."""
    chosen = select(SecrecyRequest).where(col(SecrecyRequest.item_id) == item_id)
    return list(work.session.execute(chosen.order_by(col(SecrecyRequest.id))).scalars())
