"""Who may have a receipt: the side that brought a thing, and who of the authority reads chains.

The entry of the log goes into a receipt as it was sealed, with the account and the person of
whoever acted: it must not reach anybody else.
"""

from app.access.actor import Role, Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.evidence import rules
from app.discovery.evidence.standing import CHAIN_LEVEL, Found, chain_target
from app.discovery.fingerprints import standing as fingerprints
from app.discovery.fingerprints.tables import Fingerprint


def of_item(work: Work, found: Found) -> None:
    """Ask for leave to have the receipt of a piece of evidence that the actor may know of."""
    case_id = found.placed.case_id
    if case_id is not None:
        _ask(work, chain_target(work, found, case_id), found.item.side)


def of_fingerprint(work: Work, found: Fingerprint) -> None:
    """Ask for leave to have the receipt of a fingerprint that the actor may know of."""
    case_id = fingerprints.case_of(work, found)
    if case_id:
        own = fingerprints.is_own(work, found, case_id)
        target = cases.target_of(work, case_id, level=CHAIN_LEVEL, own=own)
        _ask(work, target, found.side)


def _ask(work: Work, target: Target, side: str) -> None:
    a_party = work.actor.role is Role.PARTY
    if Tie.SELF in target.ties or (a_party and rules.side_of(target.ties) == side):
        return
    work.require(May.CUSTODY_READ, target)
