"""Redacted versions of evidence, as the confidentiality room made and checked them."""

from app.db.work import Work
from app.discovery.confidentiality import store as confidentiality
from app.discovery.confidentiality.lifecycle import State
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.transmissions import store


def version_of(work: Work, item_id: str, version_id: str) -> EvidenceItem | None:
    """Return the redacted version of a piece of evidence that passed its check, or nothing."""
    for made in confidentiality.redactions(work, item_id):
        if made.id == version_id and made.state == State.VERIFIED and made.version_item_id:
            return store.evidence(work, [made.version_item_id]).get(made.version_item_id)
    return None


def choices_of(work: Work, item_id: str) -> dict[str, str]:
    """Return the redacted versions of a piece that passed their check: id and file name."""
    made = {
        row.id: row.version_item_id
        for row in confidentiality.redactions(work, item_id)
        if row.state == State.VERIFIED and row.version_item_id
    }
    files = store.evidence(work, list(made.values()))
    return {version_id: files[found].file_name for version_id, found in made.items()}
