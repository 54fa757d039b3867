"""How the one who asks stands to a fingerprint or to the list of them; it asks or refuses."""

from app.access.actor import Role
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
    # What came with a draft belongs to the one who filed it, also if it was sent before sign-in.
    filed_by = cases.subject(work, case_id).filed_by if found.draft_id else ""
    own = _is_own(work, found, filed_by)
    target = cases.target_of(work, case_id, level=LISTED_LEVEL, own=own)
    if not own and rules.is_other_side(target.ties, found.side):
        raise NotFound(because="other_side")
    work.require(May.EVIDENCE_LIST, target)
    return found


def side_that_lists(work: Work, case_id: str) -> str:
    """Return whose fingerprints the actor may list in a case, empty for everybody's."""
    target = cases.target_of(work, case_id, level=LISTED_LEVEL)
    work.require(May.EVIDENCE_LIST, target)
    side = rules.side_of(target.ties)
    return "" if side == "examiner" else side


def _is_own(work: Work, found: Fingerprint, filed_by: str) -> bool:
    actor = work.actor
    by_account = bool(actor.account_id) and found.account_id == actor.account_id
    by_person = bool(actor.person_id) and actor.person_id in {found.person_id, filed_by}
    return by_account or by_person
