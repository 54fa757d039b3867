"""What is published adds up to the books, and what is withheld cannot be worked out from the rest."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Invalid, NotFound
from app.remedy_fund.closing import queries
from app.remedy_fund.closing.problems import NotClosedYet, PeriodNotOver
from app.remedy_fund.closing.publication import GROUPS, group_of, shown_lines
from app.remedy_fund.closing.rules import digest
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind, TransactionKind
from app.remedy_fund.plans.rules.publication import LEAST_RECIPIENTS, Cell
from tests.remedy_fund.closing.conftest import YEAR, FundYear

PAID = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.builds(Cell, st.integers(1, 8), st.integers(2, 10**9)), min_size=1,
)  # fmt: skip


@pytest.mark.invariant(32)
@given(PAID)
def test_what_is_withheld_cannot_be_solved_from_the_totals(paid: dict[str, Cell]) -> None:
    shown = shown_lines(paid)
    told = [cell for cell in shown.values() if cell is not None]
    assert all(cell.recipients >= LEAST_RECIPIENTS for cell in told)
    assert all(paid[purpose] == cell for purpose, cell in shown.items() if cell is not None)
    # The total less what is shown is the sum of two lines or more, which fits many answers.
    withheld = [purpose for purpose, cell in shown.items() if cell is None]
    assert len(withheld) != 1 or len(paid) == 1


@given(PAID)
def test_nothing_is_withheld_where_every_line_has_enough_recipients(paid: dict[str, Cell]) -> None:
    many = {purpose: Cell(cell.recipients + LEAST_RECIPIENTS, cell.amount_won)
            for purpose, cell in paid.items()}  # fmt: skip
    assert shown_lines(many) == many


def test_the_smallest_further_line_goes_with_a_small_one() -> None:
    paid = {"one": Cell(1, 10), "big": Cell(9, 90), "mid": Cell(4, 40)}
    assert shown_lines(paid) == {"one": None, "big": Cell(9, 90), "mid": None}


def test_so_few_recipients_that_even_their_sum_tells_are_shown_in_no_line() -> None:
    assert shown_lines({"one": Cell(1, 10), "two": Cell(1, 20)}) == {"one": None, "two": None}


def test_every_kind_of_entry_has_its_heading() -> None:
    assert {group_of(str(kind)) for kind in TransactionKind} == set(GROUPS)


@pytest.mark.invariant(32)
def test_published_totals_are_the_totals_of_the_books(year: FundYear) -> None:
    year.end()
    row = year.issue("yearly")
    told = {
        section["code"]: {line["code"]: line["values"] for line in section["lines"]}
        for section in json.loads(row.content)["sections"]
    }
    cash = year.read(lambda work: books.total(work, AccountKind.CASH))
    assert told["cash"] == {"opening": ["0"], "in": ["3000"], "out": ["700"], "closing": ["2300"]}
    assert int(told["cash"]["closing"][0]) == cash
    assert told["by_group"]["total"] == ["3000", "700"]
    assert told["by_purpose"]["total"] == ["2", "700"]
    assert told["by_purpose"]["litigation"] == told["by_purpose"]["valuation"] == [None, None]
    assert told["equation"]["left"] == told["equation"]["right"] == ["2300"]


@pytest.mark.invariant(32)
def test_purposes_of_many_recipients_are_published_and_add_up(year: FundYear) -> None:
    for number in range(4):
        year.pay(10, f"disb_l{number}")
        year.pay(20, f"disb_v{number}", "valuation")
    year.end()
    row = year.issue("yearly")
    (purposes,) = [s for s in json.loads(row.content)["sections"] if s["code"] == "by_purpose"]
    lines = {line["code"]: line["values"] for line in purposes["lines"]}
    assert lines == {
        "litigation": ["5", "640"], "valuation": ["5", "180"], "total": ["10", "820"],
    }  # fmt: skip


def test_the_publication_is_there_for_everybody_once_the_year_is_closed(year: FundYear) -> None:
    with pytest.raises(NotFound):
        year.read(lambda work: queries.publication(work, YEAR))
    year.over()
    with pytest.raises(NotClosedYet):
        year.issue("yearly")
    year.soft_close()
    year.review()
    year.close()
    row = year.issue("yearly")
    shown = year.read(lambda work: queries.publication(work, YEAR))
    assert (shown.id, shown.sha256) == (row.id, digest(row.content.encode()))
    assert "G-1" not in shown.content
    assert "disb_one" not in shown.content


def test_a_report_is_issued_once_and_only_of_days_that_are_over(year: FundYear) -> None:
    first = year.issue("quarterly", 3)
    assert year.issue("quarterly", 3).id == first.id
    with pytest.raises(PeriodNotOver):
        year.issue("quarterly", 4)
    year.over()
    told = json.loads(year.issue("quarterly", 4).content)
    months = {line["code"] for s in told["sections"] if s["code"] == "by_month"
              for line in s["lines"]}  # fmt: skip
    assert months == {"2026-10", "2026-11", "2026-12", "total"}
    assert (told["from_on"], told["to_on"], told["quarter"]) == ("2026-10-01", "2026-12-31", "4")


@pytest.mark.parametrize(("kind", "quarter"), [("quarterly", 0), ("yearly", 2)])
def test_a_report_names_the_quarter_that_its_kind_has(
    year: FundYear, kind: str, quarter: int
) -> None:
    with pytest.raises(Invalid):
        year.issue(kind, quarter)
