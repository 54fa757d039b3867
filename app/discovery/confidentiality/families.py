"""What lies in a container is as secret as the container: its marks count for what was taken out."""

from collections.abc import Iterator

from app.db.work import Work
from app.discovery.confidentiality import store
from app.discovery.confidentiality.tables import ConfidentialityMark
from app.discovery.texts import store as relations

_DEEPEST = 20


def marks_on(work: Work, item_id: str) -> list[ConfidentialityMark]:
    """Return the marks that count for a piece of evidence: its own, and its containers' on the whole.

    A mark on pages of a mail says nothing of the mail's attachments.
    """
    above = [mark for one in _containers(work, item_id) for mark in store.marks(work, one)]
    return [*store.marks(work, item_id), *(mark for mark in above if mark.first_page is None)]


def taken_out_of(work: Work, item_id: str) -> list[str]:
    """Return every piece that was taken out of a container, or out of what was taken out of it."""
    found, waiting = list[str](), [item_id]
    while waiting:
        members = relations.members_of(work, waiting.pop())
        children = [one.child_item_id for one in members if one.child_item_id is not None]
        found += children
        waiting += children
    return found


def _containers(work: Work, item_id: str) -> Iterator[str]:
    for _ in range(_DEEPEST):
        relation = relations.container_of(work, item_id)
        if relation is None:
            return
        item_id = relation.item_id
        yield item_id
