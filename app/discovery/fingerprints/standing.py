"""How the one who asks stands to a fingerprint or to the list of them; it asks or refuses."""

from app.access.actor import Role, Target
from app.access.policy import May
from app.cases import queries as cases
from app.cases.actions.drafts import own_draft
from app.cases.actions.exhibits import filed_as
from app.db.work import Work
from app.discovery.evidence import rules
from app.discovery.evidence.standing import LISTED_LEVEL
from app.discovery.fingerprints import store
from app.discovery.fingerprints.tables import Fingerprint
from app.kernel.problems import NotFound, Unauthenticated

_LET_IN = frozenset({Role.COURT, Role.EXPERT})


def case_of(work: Work, found: Fingerprint) -> str:
    """Return the case in which a fingerprint counts now, empty while its draft is written."""
    return found.case_id or filed_as(work, found.draft_id)


def known(work: Work, fingerprint_id: str, code: str = "") -> Fingerprint:
    """Return a fingerprint of which the actor may know; raise NotFound otherwise."""
    found = store.fingerprint(work, fingerprint_id)
    if found is None:
        # A stranger hears the same of what is there and what is not.
        raise Unauthenticated if work.actor.role is Role.PUBLIC else NotFound
    case_id = case_of(work, found)
    if not case_id:
        own_draft(work, found.draft_id, code)
        return found
    own = is_own(work, found, case_id)
    target = cases.target_of(work, case_id, level=LISTED_LEVEL, own=own)
    if not own and _is_hidden(work, target, found):
        raise NotFound(because="other_side")
    work.require(May.EVIDENCE_LIST, target)
    return found


def side_that_lists(work: Work, case_id: str) -> str:
    """Return whose fingerprints the actor may list in a case, empty for everybody's.

    Files that a party has not sent yet are no matter of the court's or the expert's.
    """
    target = cases.target_of(work, case_id, level=LISTED_LEVEL)
    work.require(May.EVIDENCE_LIST, target)
    return _side(work, target)


def _side(work: Work, target: Target) -> str:
    side = rules.side_of(target.ties)
    return "" if side == "examiner" and work.actor.role not in _LET_IN else side


def _is_hidden(work: Work, target: Target, found: Fingerprint) -> bool:
    if found.item_id:
        # What was sent may be known to whoever may know of the evidence.
        return rules.is_other_side(target.ties, found.side)
    return _side(work, target) not in {"", found.side}


def is_own(work: Work, found: Fingerprint, case_id: str) -> bool:
    """Tell if the actor registered a fingerprint of a case, or filed the draft it came with."""
    # What came with a draft belongs to the one who filed it, also if it was sent before sign-in.
    actor, filed_by = work.actor, cases.subject(work, case_id).filed_by if found.draft_id else ""
    by_account = bool(actor.account_id) and found.account_id == actor.account_id
    by_person = bool(actor.person_id) and actor.person_id in {found.person_id, filed_by}
    return by_account or by_person
