"""Questions about the law book and the agency's entries."""

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.rulebook import store
from app.rulebook.schemas import (
    AgencyFigureOut,
    AgencyFiguresOut,
    ChoiceOut,
    ChoicesOut,
    FigureOut,
    MeasureKindOut,
    MeasureKindsOut,
    StretchOut,
    ViolationOut,
    ViolationsOut,
)
from app.web.paging import Page, decode, encode


def figures(work: Work, *, cursor: str | None, limit: int) -> Page[FigureOut]:
    """Return figures of law by name, with what the agency has entered; open to everybody."""
    book = work.law
    seen = decode(cursor, 1)
    names = [p.name for p in book.parameters() if seen is None or p.name > str(seen[0])]
    entered: dict[str, list[StretchOut]] = {}
    for entry in sorted(book.entries, key=lambda one: (one.name, one.effective_from)):
        if entry.name in names[:limit]:
            figure = book.figure(entry.name, entry.effective_from)
            entered.setdefault(entry.name, []).append(StretchOut.entered(figure))
    items = [
        FigureOut.of(book.parameter(name), entered.get(name, []), demonstration=book.demonstration)
        for name in names[:limit]
    ]
    more = len(names) > limit
    return Page(items=items, has_more=more, next_cursor=encode(names[limit - 1]) if more else None)


def choices(work: Work) -> ChoicesOut:
    """Return how each open question is answered; open to everybody."""
    items = [ChoiceOut.of(choice) for choice in work.law.choices()]
    return ChoicesOut(edition=work.law.edition, items=items)


def violations(work: Work) -> ViolationsOut:
    """Return what a complaint may allege; open to everybody."""
    items = [ViolationOut.of(violation) for violation in work.law.violations()]
    return ViolationsOut(edition=work.law.edition, items=items)


def measures(work: Work) -> MeasureKindsOut:
    """Return every kind of measure; open to everybody."""
    items = [MeasureKindOut.of(measure) for measure in work.law.measures()]
    return MeasureKindsOut(edition=work.law.edition, items=items)


def entries(work: Work) -> AgencyFiguresOut:
    """Return every entry with its state, for those who enter and approve."""
    work.require(May.FIGURE_ENTER, OPEN)
    return AgencyFiguresOut(items=[AgencyFigureOut.of(row) for row in store.all_entries(work)])
