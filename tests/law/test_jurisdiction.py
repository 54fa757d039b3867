"""Tests of the sizes that bring a deal under the Subcontracting Act."""

from datetime import date

import pytest

from app.law.book import load
from app.law.jurisdiction import Work, reach

BOOK = load()
DAY = date(2026, 1, 1)


def applies(
    work: Work, prime: int | None, subcontractor: int | None = 0, *, sme: bool = True
) -> object:
    """Return whether the Act reaches a deal."""
    return reach(
        BOOK,
        work=work,
        prime_is_sme=sme,
        prime_sales_won=prime,
        subcontractor_sales_won=subcontractor,
        on=DAY,
    ).applies


@pytest.mark.parametrize(
    ("work", "limit"),
    [
        (Work.MANUFACTURE, 3_000_000_000),
        (Work.REPAIR, 3_000_000_000),
        (Work.CONSTRUCTION, 4_500_000_000),
        (Work.SERVICE, 1_000_000_000),
    ],
)
def test_a_prime_contractor_below_the_size_is_exempt(work: Work, limit: int) -> None:
    assert applies(work, limit) is True
    assert applies(work, limit - 1) is False


def test_an_sme_needs_higher_sales_than_the_subcontractor() -> None:
    assert applies(Work.SERVICE, 2_000_000_000, 2_000_000_000) is False
    assert applies(Work.SERVICE, 2_000_000_001, 2_000_000_000) is True


def test_a_large_firm_is_reached_whatever_the_sales() -> None:
    assert applies(Work.SERVICE, 1, 10**12, sme=False) is True


def test_missing_sales_leave_the_answer_open() -> None:
    assert applies(Work.SERVICE, None) is None
    assert applies(Work.SERVICE, 1, None) is None
