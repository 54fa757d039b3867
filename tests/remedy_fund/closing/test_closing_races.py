"""The end of a year against entries into it, at the same instant."""

from functools import partial

import pytest

from app.kernel.problems import Problem
from app.remedy_fund.closing import checking
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.problems import PeriodClosed
from app.remedy_fund.ledger.rules import Entry as BookEntry
from app.remedy_fund.ledger.rules import PeriodState, TransactionKind, account_id, legs
from tests.remedy_fund.closing.conftest import YEAR, FundYear
from tests.remedy_fund.closing.test_closing import LAST_DAY, receipt
from tests.support.books import at_once


def gift(year: FundYear, number: int) -> object:
    """Post a gift of the year's last day."""
    entry = BookEntry(
        kind=TransactionKind.CONTRIBUTION_RECEIVED, key=f"late-{number}", scope="race",
        subject=f"late-{number}", effective_on=LAST_DAY,
        legs=legs(debit=[(account_id("cash"), 10)], credit=[(account_id("unallocated"), 10)]),
    )  # fmt: skip
    return year.worker(lambda work: ledger.post(work, entry))


def booked(year: FundYear) -> int:
    """Return how many of the late gifts are in the books."""
    return sum(
        bool(year.read(lambda work, n=n: books.postings_of(work, f"late-{n}"))) for n in range(8)
    )


@pytest.mark.invariant(31)
def test_a_gift_comes_in_before_the_soft_close_or_not_at_all(year: FundYear) -> None:
    year.over()
    acts = [partial(gift, year, number) for number in range(8)]
    answers = at_once([*acts[:4], year.soft_close, *acts[4:]])
    refused = [one for one in answers if isinstance(one, Exception)]
    assert {type(one) for one in refused} <= {PeriodClosed}
    assert booked(year) == 8 - len(refused)
    year.review()
    row = year.close()
    assert row.sha256 == year.recomputed()
    assert checking.check(year.desk.world).sound


@pytest.mark.invariant(31)
def test_a_correction_comes_before_the_close_and_stops_it_or_after_it_and_is_refused(
    year: FundYear,
) -> None:
    first = receipt(year, 50, "late", LAST_DAY, "unallocated")
    year.over()
    year.soft_close()
    year.review()
    year.desk.clock.advance(minutes=5)

    def correct() -> object:
        return year.worker(
            lambda work: ledger.reverse(work, first, key="correction", effective_on=LAST_DAY)
        )

    closed, corrected = at_once([year.close, correct])
    state = year.read(lambda work: books.period(work, YEAR)).state
    if isinstance(closed, Problem):
        assert state is PeriodState.SOFT_CLOSED
        assert not isinstance(corrected, Exception)
    else:
        assert state is PeriodState.CLOSED
        assert isinstance(corrected, PeriodClosed)
        assert closed.sha256 == year.recomputed()  # type: ignore[union-attr]
    assert checking.check(year.desk.world).sound


@pytest.mark.invariant(31)
def test_of_many_closings_at_once_there_is_one(year: FundYear) -> None:
    year.over()
    year.soft_close()
    year.review()
    answers = at_once([year.close] * 4)
    done = [one for one in answers if not isinstance(one, Exception)]
    assert len({one.id for one in done}) == 1
    assert all(isinstance(one, Problem) for one in answers if isinstance(one, Exception))
    assert done[0].sha256 == year.recomputed()
