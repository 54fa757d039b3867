"""The only SQL of this package."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import col

from app.access.actor import Role
from app.access.policy import POLICY, May, Over
from app.db.rows import Row
from app.db.work import Work
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.transmissions.tables import (
    CourtFinding,
    RecordTransmission,
    TransmissionItem,
    TransmissionNotice,
    TransmissionPackage,
)
from app.kernel.problems import NotFound
from app.people.reach import anywhere, asking, visible_case_ids, walled_case_ids

AnyRow = TypeVar("AnyRow", bound=Row)
_T = RecordTransmission


def transmission(work: Work, transmission_id: str, *, lock: bool = False) -> RecordTransmission:
    """Return a request, or raise NotFound; locked, nobody else changes it until this Work ends."""
    chosen = select(_T).where(col(_T.id) == transmission_id)
    if lock:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found: RecordTransmission | None = work.session.execute(chosen).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def replacement_of(work: Work, transmission_id: str) -> str:
    """Return the id of the request that replaces a recalled one, if any."""
    chosen = select(_T).where(col(_T.replaces_id) == transmission_id)
    found = work.session.execute(chosen).scalar_one_or_none()
    return found.id if found is not None else ""


def requests(work: Work, *, case_id: str, after: str, limit: int) -> list[RecordTransmission]:
    """Return the requests that the actor may know of, newest first."""
    chosen = select(_T).where(*_within_reach(work)).order_by(col(_T.id).desc()).limit(limit)
    if case_id:
        chosen = chosen.where(col(_T.case_id) == case_id)
    if after:
        chosen = chosen.where(col(_T.id) < after)
    return list(work.session.execute(chosen, asking(work)).scalars())


def _within_reach(work: Work) -> list[ColumnElement[bool]]:
    actor, over = work.actor, POLICY[May.TRANSMISSION_READ].get(work.actor.role)
    own = or_(
        col(_T.filed_by) == actor.account_id,
        col(_T.recipient_account_id) == actor.account_id,
        col(_T.filed_by_person) == actor.person_id,
        col(_T.recipient_person_id) == actor.person_id,
    )
    if over is Over.SELF or actor.role is Role.COURT:
        return [own]
    walled, _tied = anywhere(work)
    case: Any = col(_T.case_id)
    open_to = [or_(case.is_(None), case.not_in(walled_case_ids()))] if walled else []
    if over is Over.ANY:
        return open_to
    tied = case.in_(visible_case_ids(actor.role, May.TRANSMISSION_READ, walled=walled))
    if over is Over.UNIT:
        return [*open_to, or_(tied, (col(_T.unit) == actor.unit) & (col(_T.unit) != ""))]
    return [tied]


def items(work: Work, transmission_id: str) -> list[TransmissionItem]:
    """Return the item list of a request in its order."""
    chosen = select(TransmissionItem).where(
        col(TransmissionItem.transmission_id) == transmission_id
    )
    return _all(work, chosen.order_by(col(TransmissionItem.sequence)))


def item(work: Work, transmission_id: str, entry_id: str) -> TransmissionItem:
    """Return one item of this very request, or raise NotFound."""
    found = work.session.get(TransmissionItem, entry_id)
    if found is None or found.transmission_id != transmission_id:
        raise NotFound
    return found


def findings(work: Work, transmission_id: str) -> list[CourtFinding]:
    """Return what the court found in a request, oldest first."""
    chosen = select(CourtFinding).where(col(CourtFinding.transmission_id) == transmission_id)
    return _all(work, chosen.order_by(col(CourtFinding.id)))


def packages(work: Work, transmission_id: str, *, lock: bool = False) -> list[TransmissionPackage]:
    """Return the packages of a request, the records before what is shown in camera."""
    chosen = select(TransmissionPackage).where(
        col(TransmissionPackage.transmission_id) == transmission_id
    )
    if lock:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    return _all(work, chosen.order_by(col(TransmissionPackage.kind).desc()))


def notices(work: Work, case_id: str) -> list[TransmissionNotice]:
    """Return the notices to the investigated party of a case, newest first."""
    chosen = select(TransmissionNotice).where(col(TransmissionNotice.case_id) == case_id)
    return _all(work, chosen.order_by(col(TransmissionNotice.id).desc()))


def noticed(work: Work, transmission_id: str) -> bool:
    """Tell whether the investigated party was told of a request."""
    chosen = select(TransmissionNotice).where(
        col(TransmissionNotice.transmission_id) == transmission_id
    )
    return work.session.execute(chosen).first() is not None


def evidence(work: Work, item_ids: Collection[str]) -> dict[str, EvidenceItem]:
    """Return pieces of evidence by id."""
    chosen = select(EvidenceItem).where(col(EvidenceItem.id).in_(item_ids))
    return {row.id: row for row in work.session.execute(chosen).scalars()}


def _all(work: Work, chosen: Any) -> list[Any]:
    return list(work.session.execute(chosen).scalars())
