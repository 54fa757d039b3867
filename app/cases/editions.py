"""The edition of the rules that each case is under: kept whole, and made into a book again."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from app.cases import store
from app.db.work import Work
from app.kernel.clock import seoul_day
from app.law.book import Book, read_pages
from app.law.figures import AgencyEntry

# Books made again, by edition; a few stand side by side at a time.
_MADE: dict[str, Book] = {}
_MOST_MADE = 8
# Which editions each database is known to keep, so that receiving a case need not ask again.
_KEPT: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()


class UnderEdition(Protocol):
    """A thing that is under an edition of the rules, from the day on which it was filed."""

    law_edition: str
    received_on: date


def book_of(work: Work, thing: UnderEdition) -> Book:
    """Return the rules that a case is under.

    Where its edition was never kept, it is under the one of its filing; today's where none is kept.
    """
    own = kept_book(work, thing.law_edition)
    if own is not None:
        return own
    known = [(seoul_day(at), name) for name, at in store.editions_kept(work)]
    named = edition_on(thing.received_on, known)
    return (kept_book(work, named) if named else None) or work.law


def edition_on(filed_on: date, kept: Sequence[tuple[date, str]]) -> str:
    """Return the edition that stood on a day, of those kept since the days given; "" for none.

    What was filed before any edition was kept is under the first: the nearest that is known. Pure.
    """
    ordered = sorted(kept)
    standing = [name for since, name in ordered if since <= filed_on]
    return (standing[-1:] or [name for _since, name in ordered[:1]] or [""])[0]


def kept_book(work: Work, edition: str) -> Book | None:
    """Return the book of an edition, or None where it is not kept."""
    if edition == work.law.edition:
        return work.law
    made = _MADE.get(edition)
    if made is None:
        row = store.edition(work, edition)
        if row is None:
            return None
        made = _made(row.pages, row.entries, row.chosen, demonstration=row.demonstration)
        if made.edition != edition:
            return None
        while len(_MADE) >= _MOST_MADE:
            _MADE.pop(next(iter(_MADE)), None)
        _MADE[edition] = made
    return made


def _made(
    pages: dict[str, str],
    entries: list[dict[str, Any]],
    chosen: dict[str, str],
    *,
    demonstration: bool,
) -> Book:
    days = [date.fromisoformat(one["effective_from"]) for one in entries]
    figures = tuple(
        AgencyEntry(**one | {"effective_from": day}) for one, day in zip(entries, days, strict=True)
    )
    book = read_pages(pages, demonstration=demonstration)
    return replace(book, entries=figures, chosen=chosen)


def keep_edition(work: Work) -> None:
    """Keep today's edition of the rules, once, for the cases that are received under it."""
    law = work.law
    known = _KEPT.setdefault(work.world.engine, set())
    if law.edition in known:
        return
    if store.has_edition(work, law.edition):
        known.add(law.edition)
        return
    entries = [
        asdict(one) | {"effective_from": one.effective_from.isoformat()} for one in law.entries
    ]
    row = {
        "edition": law.edition,
        "pages": dict(law.pages),
        "entries": entries,
        "chosen": dict(law.chosen),
        "demonstration": law.demonstration,
        "kept_at": work.now,
    }
    store.keep_edition(work, row)
