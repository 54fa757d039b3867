"""What orders and schedules do to a piece of evidence: held, let go, disposed of, spared."""

from collections.abc import Sequence

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import store
from app.discovery.evidence.actions import link
from app.discovery.evidence.events import (
    DisposalRefused,
    EvidenceDisposed,
    EvidenceErased,
    EvidenceMarked,
    EvidenceSpared,
)
from app.discovery.evidence.holds import Hold, may_dispose
from app.discovery.evidence.lifecycle import EVIDENCE, Command, State
from app.discovery.evidence.tables import EvidenceItem
from app.kernel.problems import NotFound
from app.storage.base import Disposal


def locked(work: Work, item_id: str) -> EvidenceItem:
    """Return a piece of evidence, held still until this Work ends; raise NotFound."""
    if store.recorded_item(work, item_id) is None:
        raise NotFound
    return store.locked_item(work, item_id)


def dispose(
    work: Work, item: EvidenceItem, *, holds: Sequence[Hold], ground: str, disposal_id: str,
    case_id: str,
) -> Disposal:  # fmt: skip
    """Dispose of a locked piece of evidence; raise HeldFast while an order holds it.

    Its row, hash and chain stay. The bytes are removed afterwards, with the permission returned;
    until they are gone the row still names them, so that the removal can be taken up again.
    """
    work.require(May.JOB_RUN, OPEN)
    given = may_dispose(item.store_key or "", ground, holds, work.now, item_id=item.id)
    if item.state == State.DISPOSED:
        return given
    item.state = EVIDENCE.take(item.state, Command.DISPOSE).target
    item.settled_at = work.now
    link(work, item, "disposed", purpose=ground, legal_basis=disposal_id)
    work.record(
        EvidenceDisposed(
            subject=item.id, case_id=case_id, ground=ground, disposal_id=disposal_id,
            sha256=item.sha256,
        )
    )  # fmt: skip
    return given


def spare(work: Work, item: EvidenceItem, *, orders: Sequence[str]) -> None:
    """Keep a locked piece that was disposed of but whose bytes are still there: an order came."""
    work.require(May.JOB_RUN, OPEN)
    item.state = EVIDENCE.take(item.state, Command.SPARE).target
    link(work, item, "spared", legal_basis=", ".join(orders))
    work.record(EvidenceSpared(subject=item.id, orders=tuple(orders), sha256=item.sha256))


def erased(work: Work, item: EvidenceItem) -> None:
    """Note that the bytes of a disposed piece are gone; no row names them from now on."""
    work.require(May.JOB_RUN, OPEN)
    item.store_key = None
    link(work, item, "erased")
    work.record(EvidenceErased(subject=item.id, sha256=item.sha256))


def refused(work: Work, item: EvidenceItem, *, orders: Sequence[str]) -> None:
    """Put on the chain that a disposal was asked for and refused; the asking act was permitted."""
    link(work, item, "disposal_refused", legal_basis=", ".join(orders))
    work.record(DisposalRefused(subject=item.id, orders=tuple(orders), sha256=item.sha256))


def marked(work: Work, item: EvidenceItem, *, mark: str, orders: Sequence[str]) -> None:
    """Put on the chain what became of the store's own hold: `held`, `hold_lifted` or a repair."""
    work.require(May.JOB_RUN, OPEN)
    link(work, item, mark, legal_basis=", ".join(orders))
    work.record(
        EvidenceMarked(subject=item.id, mark=mark, orders=tuple(orders), sha256=item.sha256)
    )
