"""What one may do with custody: have its chain made into a paper, which is itself a link of it."""

from app.db.work import Work
from app.discovery.custody.events import CustodyExported
from app.discovery.evidence import standing, store
from app.discovery.evidence.actions import link


def note_export(
    work: Work, *, item_id: str, paper: str, sha256: str, links: int, code: str
) -> None:
    """Put on the chain that it is about to be given out as a paper; whoever reads it may have it.

    `paper` is the kind as a code, `sha256` the paper's own, `links` how many links it shows.
    """
    standing.traced(work, item_id, code)
    item = store.locked_item(work, item_id)
    link(work, item, "exported", purpose=paper, legal_basis=f"sha256:{sha256}")
    work.record(CustodyExported(subject=item_id, paper=paper, sha256=sha256, links=links))
