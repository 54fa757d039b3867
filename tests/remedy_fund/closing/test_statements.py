"""A statement says the same as JSON, as CSV and on paper, in either language, and computes nothing."""

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from app.kernel.money import MAXIMUM_WON
from app.kernel.text import Language, Text
from app.remedy_fund.closing import queries
from app.remedy_fund.closing.exporting import Format, made
from app.remedy_fund.closing.statements import (
    AMOUNT,
    COUNT,
    Kept,
    Line,
    Section,
    Statement,
    as_csv,
)
from tests.remedy_fund.closing.conftest import YEAR, FundYear

SUM = 12 * MAXIMUM_WON  # beyond 2^53, which a number in JSON can not hold exactly


def a_statement(**more: object) -> Statement:
    lines = (
        Line("share", Text("과징금 전입", "Share of a surcharge"), (2, SUM)),
        Line("trick", Text("=HYPERLINK(1)", "@SUM(1)"), (None, None)),
    )
    told = {
        "kind": "yearly", "title": Text("2026회계연도 기금 공시", "Publication of the fund, 2026"),
        "fiscal_year": 2026, "from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31),
        "known_at": datetime(2027, 2, 15, 1, tzinfo=UTC), "demonstration": True,
        "sections": (
            Section("income", Text("수입", "Income"), (COUNT, AMOUNT), lines),
            Section("none", Text("빈 표", "Nothing"), (AMOUNT,), ()),
        ),
    }  # fmt: skip
    return Statement(**(told | more))  # type: ignore[arg-type]


def kept(statement: Statement) -> Kept:
    return Kept(statement.figures().decode(), statement.content().decode())


def words_on(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return "".join(text.replace("\ufffe", "").split())


@pytest.mark.invariant(12)
def test_sums_beyond_what_json_numbers_hold_are_exact() -> None:
    told = json.loads(a_statement().content())
    assert told["sections"][0]["lines"][0]["values"] == ["2", str(SUM)]


def test_the_same_statement_gives_the_same_bytes_and_words_do_not_move_the_figures() -> None:
    assert a_statement().content() == a_statement().content()
    other = a_statement(title=Text("다른 제목", "Another title"))
    assert other.content() != a_statement().content()
    assert other.figures() == a_statement().figures()


def test_a_csv_has_one_line_a_value_and_nothing_in_it_computes() -> None:
    raw = as_csv(a_statement().content(), "ko")
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["구분", "코드", "항목", "값의 종류", "값"]
    assert rows[2] == ["수입", "share", "과징금 전입", "금액(원)", str(SUM)]
    assert rows[3] == ["수입", "trick", "'=HYPERLINK(1)", "건수", "비공개"]
    english = as_csv(a_statement().content(), "en").decode()
    assert "'@SUM(1),Number,withheld" in english


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", ("2026회계연도기금공시", "과징금전입", "비공개", "해당없음", "시연용")),
     ("en", ("Publicationofthefund,2026", "Shareofasurcharge", "withheld", "None", "KST"))],
)  # fmt: skip
def test_a_paper_says_what_the_json_says(language: Language, words: tuple[str, ...]) -> None:
    given = kept(a_statement())
    pdf = made(given, Format.PDF, language)
    assert pdf == made(given, Format.PDF, language)
    text = words_on(pdf)
    for word in (*words, f"{SUM:,}", hashlib.sha256(given.content.encode()).hexdigest()):
        assert word in text


def test_the_file_of_a_closing_is_the_stored_statement_with_words_beside(year: FundYear) -> None:
    row = year.end()
    given = year.read(lambda work: queries.closing_file(work, YEAR))
    assert made(given, Format.JSON, "ko") == row.content.encode()
    assert hashlib.sha256(made(given, Format.JSON, "ko")).hexdigest() == row.sha256
    text = made(given, Format.CSV, "en").decode()
    assert "Trial balance,cash,Cash at bank,Debit (KRW),2300" in text
    assert "지원금 지급" in made(given, Format.CSV, "ko").decode()


def test_a_cash_book_is_read_in_pages_with_its_balance(year: FundYear) -> None:
    lines, cursor = [], None
    while True:
        page = year.read(
            lambda work: queries.cash_book(
                work, from_on=date(YEAR, 1, 1), to_on=date(YEAR, 12, 31), limit=3, cursor=cursor  # noqa: B023
            )
        )  # fmt: skip
        lines += page.items
        cursor = page.next_cursor
        if not page.has_more:
            break
    assert len(lines) == 4
    assert len({line.transaction_id for line in lines}) == 4
    running = 0
    for line in lines:
        running += line.amount_won
        assert line.balance_won == running
    assert running == 2300


def test_charts_of_a_year_have_the_figures_of_the_books(year: FundYear) -> None:
    flows = year.read(lambda work: queries.flows(work, YEAR))
    (november,) = [flow for flow in flows.items if flow.in_won]
    assert (november.month, november.in_won, november.out_won) == ("2026-11", 3000, 700)
    line = year.read(lambda work: queries.solvency_drawing(work, "en"))
    assert ("2026-11", "KRW 2,300") in line.rows
    assert len(line.rows) == 24
    assert line.rows[-1][0] == "2027-11 (expected)"
