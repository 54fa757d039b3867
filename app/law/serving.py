"""When an electronic paper counts as served (공정거래법 제98조의2)."""

from datetime import date, timedelta

from app.kernel.calendar import last_day
from app.law.book import Book


def served_on(
    book: Book,
    *,
    notified_on: date,
    opened_on: date | None,
    is_decision: bool,
    outage_days: int = 0,
) -> date:
    """Return the day of service: that of opening, at the latest the day on which it is deemed.

    Decisions and rulings are deemed served on the fourteenth day after the notice, other papers on
    the seventh; whole days of a system failure are added. Holidays do not move that day.
    """
    name = "deemed_service_decision_days" if is_decision else "deemed_service_other_days"
    deemed = last_day(notified_on, book.figure(name, notified_on).period)
    deemed += timedelta(days=outage_days)
    return deemed if opened_on is None else min(opened_on, deemed)
