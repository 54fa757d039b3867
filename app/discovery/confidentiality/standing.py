"""How the one who asks stands to evidence and its secrets; each function asks or refuses."""

from dataclasses import dataclass, replace

from app.access.actor import Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.cases.actions.exhibits import placed
from app.db.work import Work
from app.discovery.confidentiality.problems import NotPdf, PlaceWrong, SamePerson
from app.discovery.confidentiality.tables import DataRoom
from app.discovery.evidence import standing
from app.discovery.evidence import store as evidence
from app.discovery.evidence.tables import EvidenceItem
from app.kernel.problems import NotFound

LISTED_LEVEL, CONFIRMED_LEVEL = 2, 1
"""Marks are told to those who may list evidence; who confirms need not read it."""

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class OnFile:
    """A piece of evidence and the case it lies in."""

    item: EvidenceItem
    case_id: str


def listed(work: Work, item_id: str) -> OnFile:
    """Return evidence of a case that the actor may know of."""
    return _in_a_case(standing.known(work, item_id))


def may_mark(work: Work, item_id: str) -> OnFile:
    """Return evidence that the actor may mark: an examiner's, or one's own."""
    found = listed(work, item_id)
    work.require(May.EVIDENCE_MARK, _target(work, found, LISTED_LEVEL))
    return found


def may_redact(work: Work, item_id: str) -> OnFile:
    """Return evidence that the actor may read and black out."""
    found = _in_a_case(standing.known(work, item_id))
    level = found.item.level
    work.require(May.EVIDENCE_REDACT, _target(work, found, level))
    work.require(May.EVIDENCE_DOWNLOAD, _target(work, found, level))
    return found


def may_confirm(work: Work, case_id: str, *, asked_by: str) -> None:
    """Ask whether the actor may confirm what somebody else asked for."""
    work.require(May.RELEASE_CONFIRM, cases.target_of(work, case_id, level=CONFIRMED_LEVEL))
    if work.actor.person_id == asked_by:
        raise SamePerson(permission=str(May.RELEASE_CONFIRM), because="same_person")


def on_case(work: Work, case_id: str, may: May, *, level: int = LISTED_LEVEL) -> None:
    """Ask for a permission over a case."""
    work.require(may, cases.target_of(work, case_id, level=level))


def of_case(work: Work, case_id: str, item_id: str) -> EvidenceItem:
    """Return evidence that lies in a case, locked; raise PlaceWrong for any other."""
    seen = evidence.item(work, item_id)
    here = seen is not None and seen.exhibit_id and placed(work, seen.exhibit_id).case_id == case_id
    if not here:
        raise PlaceWrong(item_id=item_id)
    return evidence.locked_item(work, item_id)


def may_view(work: Work, room: DataRoom, *, level: int) -> None:
    """Ask whether the actor is the one for whom a data room was made, up to the room's level."""
    target = cases.target_of(work, room.case_id, level=level)
    if not work.actor.person_id or work.actor.person_id != room.viewer_person_id:
        work.require(May.EVIDENCE_DOWNLOAD, replace(target, ties=frozenset(), grant_level=0))
        raise NotFound(because="other_viewer")
    if level > room.level:
        raise NotFound(because="level")
    granted = replace(target, ties=target.ties | {Tie.SELF, Tie.GRANTED}, grant_level=room.level)
    work.require(May.EVIDENCE_DOWNLOAD, granted)


def refuse_other_than_pdf(item: EvidenceItem) -> None:
    """Raise NotPdf for evidence of any other kind."""
    if item.media_type != _PDF:
        raise NotPdf(media_type=item.media_type)


def is_own(work: Work, found: OnFile) -> bool:
    """Tell if the actor brought the evidence, or filed the complaint that it came with."""
    actor, item = work.actor, found.item
    filed_by = cases.subject(work, found.case_id).filed_by if item.draft_id else ""
    by_account = bool(actor.account_id) and item.account_id == actor.account_id
    return by_account or (bool(actor.person_id) and actor.person_id in {item.person_id, filed_by})


def _in_a_case(found: standing.Found) -> OnFile:
    if found.placed.case_id is None:
        raise NotFound(because="draft")
    return OnFile(found.item, found.placed.case_id)


def _target(work: Work, found: OnFile, level: int) -> Target:
    return cases.target_of(work, found.case_id, level=level, own=is_own(work, found))
