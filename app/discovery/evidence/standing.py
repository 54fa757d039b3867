"""How the one who asks stands to a place or a piece of evidence; each function asks or refuses."""

from collections.abc import Callable
from dataclasses import dataclass

from app.access.actor import Actor, Role, Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.cases.actions.drafts import own_draft
from app.cases.actions.exhibits import Placed, placed
from app.cases.problems import CaseClosed, DraftFiled
from app.db.work import Work
from app.discovery.evidence import rules, store
from app.discovery.evidence.rules import Place
from app.discovery.evidence.tables import EvidenceItem
from app.kernel.problems import NotFound, Unauthenticated

LISTED_LEVEL, CHAIN_LEVEL = 2, 1


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence that the one who asks may know of, and where it lies now."""

    item: EvidenceItem
    placed: Placed


def uploads_to(work: Work, place: Place, *, lock: bool = False) -> str:
    """Return the side for which the actor brings evidence; raise where the actor may not.

    `lock` keeps a draft from being filed until this Work ends.
    """
    if place.draft_id:
        draft = own_draft(work, place.draft_id, place.code)
        if lock:
            work.session.refresh(draft, with_for_update=True)
        if draft.case_id:
            raise DraftFiled(case_id=draft.case_id)
        return "complainant"
    if work.actor.role is Role.PUBLIC:
        raise Unauthenticated(permission=str(May.EVIDENCE_UPLOAD))
    target = cases.target_of(work, place.case_id, level=LISTED_LEVEL)
    work.require(May.EVIDENCE_UPLOAD, target)
    if not cases.subject(work, place.case_id).open:
        raise CaseClosed
    return rules.side_of(target.ties)


def known(work: Work, item_id: str, code: str = "") -> Found:
    """Return a piece of evidence whose description the actor may read."""
    found = _found(work, item_id)
    if found.placed.case_id is None:
        own_draft(work, found.item.draft_id, code)
        return found
    work.require(May.EVIDENCE_LIST, _target(work, found, found.placed.case_id, LISTED_LEVEL))
    return found


def readable(work: Work, item_id: str, code: str = "") -> Found:
    """Return a piece of evidence whose contents the actor may read."""
    found = known(work, item_id, code)
    level = found.item.level
    if found.placed.case_id is None:
        mine = Target(ties=frozenset({Tie.SELF}), level=level)
        work.require(May.DRAFT_WRITE, mine)
    else:
        target = _target(work, found, found.placed.case_id, level)
        work.require(May.EVIDENCE_DOWNLOAD, target)
        work.world.reading_rule(work, item_id)
    return found


def found(work: Work, item_id: str) -> Found:
    """Return a piece of evidence, for a room above that has asked; raise NotFound without one."""
    return _found(work, item_id)


def traced(work: Work, item_id: str, code: str = "") -> Found:
    """Return a piece of evidence whose chain of custody the actor may read."""
    found = _found(work, item_id, store.recorded_item)
    if found.placed.case_id is None:
        own_draft(work, found.item.draft_id, code)
    else:
        target = _target(work, found, found.placed.case_id, CHAIN_LEVEL)
        work.require(May.CUSTODY_READ, target)
    return found


def chain_target(work: Work, found: Found, case_id: str) -> Target:
    """Return how the one who asks stands to the chain of evidence that lies in a case."""
    return _target(work, found, case_id, CHAIN_LEVEL)


def may_describe(work: Work, found: Found) -> bool:
    """Tell if the one who may read a chain may also read what the piece is called."""
    if found.placed.case_id is None:
        return True
    target = _target(work, found, found.placed.case_id, LISTED_LEVEL)
    return work.decide(May.EVIDENCE_LIST, target).allowed


def _found(
    work: Work, item_id: str, lookup: Callable[[Work, str], EvidenceItem | None] = store.item
) -> Found:
    item = lookup(work, item_id)
    if item is None or item.exhibit_id is None:
        # A stranger hears the same of what is there and what is not.
        raise Unauthenticated if work.actor.role is Role.PUBLIC else NotFound
    return Found(item, placed(work, item.exhibit_id))


def _target(work: Work, found: Found, case_id: str, level: int) -> Target:
    # What came with a draft belongs to the one who filed it, also if it was sent before sign-in.
    filed_by = cases.subject(work, case_id).filed_by if found.item.draft_id else ""
    own = _is_own(found.item, work.actor, filed_by)
    target = cases.target_of(work, case_id, level=level, own=own)
    if not own and rules.is_other_side(target.ties, found.item.side):
        raise NotFound(because="other_side")
    return target


def _is_own(item: EvidenceItem, actor: Actor, filed_by: str) -> bool:
    by_account = bool(actor.account_id) and item.account_id == actor.account_id
    by_person = bool(actor.person_id) and actor.person_id in {item.person_id, filed_by}
    return by_account or by_person
