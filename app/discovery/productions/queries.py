"""What a reader may learn of productions; every question is put to the policy table."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.productions import contents, difference, store
from app.discovery.productions.court_bundle import Filed
from app.discovery.productions.problems import NoExhibits, NotBuilt
from app.discovery.productions.schemas import (
    DifferenceOut,
    DocumentOut,
    GapReport,
    ProductionList,
    ProductionOut,
    ProgressOut,
    adds_up,
)
from app.discovery.productions.standing import CONTENT_LEVEL, LISTED_LEVEL, readable
from app.discovery.productions.tables import Production
from app.web import paging
from app.web.paging import Page


@dataclass(frozen=True, slots=True)
class Parcel:
    """Where the ZIP of a production lies and what it must be."""

    production_id: str
    store_key: str
    sha256: str
    size_bytes: int
    file_name: str


def production(work: Work, production_id: str) -> ProductionOut:
    """Return a production as it stands."""
    return told(work, readable(work, production_id))


def told(work: Work, row: Production) -> ProductionOut:
    """Return a production that was already asked for, after all changes to it."""
    if not work.reading:
        work.session.flush()
    return ProductionOut.of(row)


def progress(work: Work, production_id: str) -> ProgressOut:
    """Return how far the building of a production has come."""
    row = readable(work, production_id)
    return ProgressOut.of(store.progress_of(work, row.id))


def productions(work: Work, case_id: str) -> ProductionList:
    """Return the productions of a case, oldest first."""
    work.require(May.PRODUCTION_READ, cases.target_of(work, case_id, level=LISTED_LEVEL))
    rows = store.productions_of(work, case_id)
    return ProductionList(items=[told(work, row) for row in rows])


def documents(
    work: Work, production_id: str, *, limit: int, cursor: str | None
) -> Page[DocumentOut]:
    """Return the documents of a production, in their order."""
    readable(work, production_id)
    after = paging.decode(cursor, 1, int) or [0]
    rows = store.documents_of(work, production_id, after=after[0], limit=limit + 1)
    more = len(rows) > limit
    return Page(
        items=[DocumentOut.of(row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].position) if more else None,
    )


def gap(work: Work, production_id: str) -> GapReport:
    """Return the gap equation of a built production."""
    row = readable(work, production_id)
    if row.built_at is None:
        raise NotBuilt
    return GapReport(production_id=row.id, holds=adds_up(row.account), items=row.account)


def compare(work: Work, production_id: str, other_id: str) -> DifferenceOut:
    """Return what changed from one production to another; fields of documents are level 3."""
    rows = [readable(work, one, CONTENT_LEVEL) for one in (production_id, other_id)]
    if any(row.built_at is None for row in rows):
        raise NotBuilt
    before, after = (
        [one.record for one in store.documents_of(work, row.id) if one.record] for row in rows
    )
    return DifferenceOut.of(production_id, other_id, difference.compare(before, after))


def parcel(work: Work, production_id: str) -> Parcel:
    """Return where the ZIP lies, for a reader who may have everything in it."""
    row = readable(work, production_id, CONTENT_LEVEL)
    row = readable(work, production_id, max(row.level, CONTENT_LEVEL))
    if row.store_key is None or row.withdrawn_at is not None:
        raise NotBuilt
    contents.refuse_quarantined(work, row)
    name = f"production-{row.figures['first_number']}-{row.figures['last_number']}.zip"
    return Parcel(row.id, row.store_key, row.sha256, row.size_bytes, name)


def filed(work: Work, production_id: str) -> list[Filed]:
    """Return the exhibits of a built production, by the number of their first page."""
    row = readable(work, production_id, CONTENT_LEVEL)
    found = [
        Filed(one.exhibit_number, one.begin_number, one.record["fields"]["FILENAME"],
              one.record["fields"]["NATIVELINK"])
        for one in store.documents_of(work, row.id)
        if one.exhibit_number
    ]  # fmt: skip
    if not found:
        raise NoExhibits
    return sorted(found, key=attrgetter("begin"))


@dataclass(frozen=True, slots=True)
class Issued:
    """Where the ZIP of an issued production lies, and when it was issued."""

    store_key: str
    issued_at: datetime


def issued(work: Work, *, production_id: str) -> Issued | None:
    """Return where an issued production lies, for the worker; nothing before it is issued."""
    work.require(May.JOB_RUN, OPEN)
    row = store.production(work, production_id)
    if row.store_key is None or row.issued_at is None:
        return None
    return Issued(row.store_key, row.issued_at)
