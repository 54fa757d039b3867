"""What a reader may learn of fingerprints; every question is put to the policy table."""

from app.cases.actions.drafts import own_draft
from app.cases.actions.exhibits import filed_as, filed_drafts
from app.db.work import Work
from app.discovery.evidence.rules import Place
from app.discovery.evidence.standing import known as known_item
from app.discovery.fingerprints import standing, store
from app.discovery.fingerprints.schemas import FingerprintOut
from app.discovery.fingerprints.tables import Fingerprint
from app.kernel.problems import NotFound
from app.web.paging import Page, decode, encode


def fingerprint(work: Work, fingerprint_id: str, *, code: str = "") -> FingerprintOut:
    """Return what is told of a fingerprint; raise NotFound where it may not be known."""
    return _told(work, standing.known(work, fingerprint_id, code))


def of_item(work: Work, item_id: str, *, code: str = "") -> FingerprintOut:
    """Return the fingerprint that was registered before a piece of evidence was uploaded.

    Raise NotFound where there is none, or where the piece may not be known.
    """
    known_item(work, item_id, code)
    found = store.of_item(work, item_id)
    if found is None:
        raise NotFound
    return _told(work, found)


def id_of_item(work: Work, item_id: str) -> str:
    """Return the id of the fingerprint of a piece of evidence, or nothing; who asks was asked."""
    found = store.of_item(work, item_id)
    return found.id if found else ""


def fingerprints(
    work: Work, place: Place, *, cursor: str | None = None, limit: int = 50
) -> Page[FingerprintOut]:
    """Return the fingerprints of a case or draft, oldest first; a party sees its own side's.

    Once a draft is filed its code opens them no more: who may know of the case sees them.
    """
    places, side = [place.id], ""
    if place.draft_id:
        own_draft(work, place.draft_id, place.code)
        if case_id := filed_as(work, place.draft_id):
            side = standing.side_that_lists(work, case_id)
    else:
        side = standing.side_that_lists(work, place.case_id)
        # A complaint brings along what was registered while it was being written.
        places += filed_drafts(work, place.case_id)
    (after,) = decode(cursor, 1) or ("",)
    rows = store.listed(work, places, side=side, after=after, limit=limit + 1)
    shown, more = rows[:limit], len(rows) > limit
    return Page[FingerprintOut](
        items=[_told(work, row) for row in shown],
        has_more=more,
        next_cursor=encode(shown[-1].id) if more else None,
    )


def _told(work: Work, row: Fingerprint) -> FingerprintOut:
    return FingerprintOut.of(row, case_id=standing.case_of(work, row))
