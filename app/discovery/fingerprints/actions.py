"""What one may do with fingerprints: register one, and hold an upload to it."""

import hmac

from app.access.actor import OPEN
from app.access.policy import May
from app.cases.actions.exhibits import filed_as
from app.cases.problems import DraftFiled
from app.db.work import Work
from app.discovery.evidence import actions as evidence
from app.discovery.evidence import standing
from app.discovery.evidence import store as items
from app.discovery.evidence.rules import Place
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.fingerprints import rules, store
from app.discovery.fingerprints.events import (
    FingerprintForgotten,
    FingerprintMatched,
    FingerprintRegistered,
)
from app.discovery.fingerprints.problems import (
    FingerprintDiffers,
    FingerprintMatchedBefore,
    FingerprintsFull,
    FingerprintThere,
    FingerprintUnknown,
)
from app.discovery.fingerprints.rules import Whereabouts
from app.discovery.fingerprints.schemas import FingerprintIn
from app.discovery.fingerprints.tables import Fingerprint
from app.kernel.problems import FieldError

# Acts that ask for no permission of their own, each with the reason why.
OPEN_ACTS: dict[str, str] = {
    "match": "the upload that names the fingerprint has asked",
}


def register(work: Work, *, place: Place, form: FingerprintIn) -> Fingerprint:
    """Keep the hash of a file that stays with its owner; raise FingerprintThere for a repeat."""
    side = standing.uploads_to(work, place, lock=True)
    # Whoever registers here waits, so that the number is counted once.
    items.queue_for(work, place)
    earlier = store.same(work, place.id, side, form.sha256)
    if earlier is not None:
        raise FingerprintThere(fingerprint_id=earlier.id)
    if store.count(work, place.id) >= rules.MOST_FINGERPRINTS:
        raise FingerprintsFull(limit=rules.MOST_FINGERPRINTS)
    row = work.add(
        Fingerprint(
            id=work.new_id("fpr"), place_id=place.id, case_id=place.case_id or None,
            draft_id=place.draft_id, account_id=work.actor.account_id,
            person_id=work.actor.person_id, side=side, registered_at=work.now,
            **form.model_dump(),
        )
    )  # fmt: skip
    work.record(
        FingerprintRegistered(
            subject=row.id, case_id=place.case_id, draft_id=place.draft_id, side=side,
            sha256=row.sha256, size_bytes=row.size_bytes,
        )
    )  # fmt: skip
    return row


def match(work: Work, *, fingerprint_id: str, item: EvidenceItem, sha256: str) -> None:
    """Hold a file that is being taken in to the hash that was registered for it.

    Raise FingerprintUnknown, FingerprintDiffers or FingerprintMatchedBefore: whatever the upload
    did in this Work is then undone with it. A file that was taken out of its draft again leaves
    its fingerprint free for the next upload.
    """
    row = store.locked(work, fingerprint_id)
    uploaded = Whereabouts(item.case_id or item.draft_id, item.side)
    if row is None or not rules.speaks_of(_counts_in(work, row), uploaded):
        raise _refused(FingerprintUnknown)
    if row.item_id and items.recorded_item(work, row.item_id) is not None:
        raise FingerprintMatchedBefore(item_id=row.item_id)
    if not hmac.compare_digest(row.sha256, sha256):
        raise _refused(FingerprintDiffers)
    # The row points at the item, which must be there before it.
    work.session.flush()
    row.item_id, row.matched_at = item.id, work.now
    evidence.link(work, item, "fingerprint_matched", legal_basis=row.id)
    work.record(FingerprintMatched(subject=row.id, item_id=item.id, sha256=sha256))


def forget_draft(work: Work, *, draft_id: str) -> None:
    """Remove the fingerprints of a draft whose time is over; run by the worker."""
    work.require(May.JOB_RUN, OPEN)
    if filed_as(work, draft_id):
        raise DraftFiled
    for row in store.listed(work, [draft_id], side="", after="", limit=rules.MOST_FINGERPRINTS):
        work.session.delete(row)
        work.record(FingerprintForgotten(subject=row.id, draft_id=draft_id, sha256=row.sha256))


def _counts_in(work: Work, row: Fingerprint) -> list[Whereabouts]:
    places = [row.place_id]
    if row.draft_id:
        places.append(filed_as(work, row.draft_id))
    return [Whereabouts(place_id, row.side) for place_id in places if place_id]


def _refused(
    kind: type[FingerprintUnknown] | type[FingerprintDiffers],
) -> FingerprintUnknown | FingerprintDiffers:
    return kind(errors=(FieldError("/fingerprint_id", kind.slug.replace("-", "_"), kind.title),))
