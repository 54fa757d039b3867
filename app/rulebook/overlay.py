"""The law book as it stands in a database: as shipped, with the agency's approved figures on it."""

from collections.abc import Callable, Iterable

import structlog
from sqlmodel import Session

from app.kernel.problems import Invalid
from app.law.book import Book, load
from app.law.figures import AgencyEntry
from app.rulebook import store

log = structlog.get_logger("rulebook")


def make_book_for(*, demonstration: bool, base: Book | None = None) -> Callable[[Session], Book]:
    """Return the function that gives each Work its book, for one query of a few rows.

    `base` is the book to lay the figures on, where it is not the one as shipped. The last book
    made is kept until a figure is approved or withdrawn.
    """
    shipped = base or load(demonstration=demonstration)
    kept: dict[tuple[str, int, int], Book] = {}

    def book_for(session: Session) -> Book:
        key = (str(session.get_bind().engine.url), *store.mark(session))
        book = kept.get(key)
        if book is None:
            book = shipped.with_entries(usable(shipped, store.approved(session)))
            kept.clear()
            kept[key] = book
        return book

    return book_for


def book_for(session: Session) -> Book:
    """Return the book without demonstration values, laid anew; for one-off questions."""
    shipped = load()
    return shipped.with_entries(usable(shipped, store.approved(session)))


def usable(base: Book, entries: Iterable[AgencyEntry]) -> list[AgencyEntry]:
    """Return the entries that the book still lacks.

    A later release may bring an enacted figure for the same day; the statute then goes first and
    the agency's entry must not stop the service.
    """
    found = []
    for entry in entries:
        try:
            base.with_entries((entry,))
        except Invalid as refused:
            codes = [error.code for error in refused.errors]
            log.warning("agency_figure_not_used", figure=entry.name, because=codes)
        else:
            found.append(entry)
    return found
