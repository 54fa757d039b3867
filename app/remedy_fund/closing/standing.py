"""How a year and the fund stand: what is in the way of a closing, and what could be given when."""

from datetime import date, timedelta
from typing import Final

from app.db.work import Work
from app.remedy_fund.approvals.stress import Solvency
from app.remedy_fund.closing import checking
from app.remedy_fund.closing.charts import Standing
from app.remedy_fund.closing.lifecycle import YearFacts
from app.remedy_fund.closing.rules import months
from app.remedy_fund.closing.store import entries, years
from app.remedy_fund.closing.store.entries import Days
from app.remedy_fund.ledger.queries import Period
from app.remedy_fund.ledger.rules import AccountKind

OWED: Final = (AccountKind.PAYABLE, AccountKind.RECOVERIES_HELD, AccountKind.UNMATCHED)
"""Money in cash that belongs to others or is not known to be the fund's own."""

_MONTHS_SHOWN: Final = 12


def closing_facts(work: Work, period: Period, *, wrong: int) -> YearFacts:
    """Return what stands in the way of a year's next step; `wrong` is what a check found."""
    sittings = years.reviews(work, period.year)
    last = sittings[-1] if sittings else None
    since = Days(period.from_on, period.to_on, last.recorded_at) if last else None
    return YearFacts(
        today=work.today, to_on=period.to_on,
        earlier_open=years.earlier_open(work, period.year),
        unmatched_lines=years.unmatched_lines(work, to_on=period.to_on),
        unknown_payments=years.unknown_payments(work),
        uncleared_accounts=checking.uncleared(work, period.to_on), findings=wrong,
        reviewed=last is not None, approved=bool(last and last.approved),
        changed_since=entries.recorded_after(work, since) if since else 0,
    )  # fmt: skip


def solvency_line(work: Work, ahead: Solvency) -> list[Standing]:
    """Return what could be given at the end of each month so far, then in a bad year to come.

    What could be given is cash less what is owed to others and less what is reserved.
    """
    first = _months_before(work.today, _MONTHS_SHOWN - 1)
    shown = months(first, work.today)
    moved = entries.free_by_day(work, OWED)
    kept = entries.reserved_by_instant(work)
    line = []
    for month in shown:
        end = min(_last_day(month), work.today)
        free = sum(won for day, won in moved if day <= end)
        reserved = sum(won for day, won in kept if day <= end)
        line.append(Standing(month, free - reserved))
    coming = months(_last_day(shown[-1]) + timedelta(days=1), _months_after(work.today, 12))
    return line + [
        Standing(month, won, expected=True)
        for month, won in zip(coming, ahead.stress_won, strict=True)
    ]


def _last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _months_before(day: date, count: int) -> date:
    return _months_after(day, -count)


def _months_after(day: date, count: int) -> date:
    place = day.year * 12 + day.month - 1 + count
    return date(place // 12, place % 12 + 1, 1)
