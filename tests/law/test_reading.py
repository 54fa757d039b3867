"""Tests of how strictly the data is read: slips stop the start, the past is never edited."""

import hashlib
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.law.book import Book, NotInTheBook, load
from app.law.figures import Measured, Parameter, decimal, parse_value, show_value
from app.law.kinds import Trigger
from app.law.parsing import read_parameter
from app.law.reading import Block, LawDataError, named_blocks

BOOK = load()

# --- one more kind of measure is one block ------------------------------------------------------------

PUBLICATION = """
[wall_notice]
ko = "법 위반 사실 공표"
en = "Publication of the violation"
carries = "act"
[wall_notice.under.kftc_enacted]
basis = "하도급법 제25조"
start = 2026-08-04
on = "non_compliance"
follows = ["corrective_order"]
drafted_in = ["under_measure"]
status = "enacted"
source = "subcontracting_act"
"""


def with_page(folder: Path, content: str) -> Book:
    """Return the book with one more page of measures."""
    page = folder / "measures_publication.toml"
    page.write_text(content, encoding="utf-8")
    return load(page)


def test_one_more_kind_of_measure_is_one_block_of_toml(tmp_path: Path) -> None:
    book = with_page(tmp_path, PUBLICATION)
    followers = [measure.kind for measure in book.next_rungs("corrective_order", "kftc_enacted")]
    assert followers == ["criminal_referral", "wall_notice"]
    rung = book.measure("wall_notice").rung("kftc_enacted")
    assert rung is not None
    assert (rung.start, rung.on) == (date(2026, 8, 4), Trigger.NON_COMPLIANCE)
    assert book.edition != BOOK.edition
    with pytest.raises(NotInTheBook):
        BOOK.measure("wall_notice")


@pytest.mark.invariant(33)
@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('["corrective_order"]', '["corective_order"]', "corective_order"),
        ("kftc_enacted", "kftc_enacte", "kftc_enacte"),
        ('status = "enacted"', 'status = "enacted"\nhurry = true', "hurry"),
        ("start = 2026-08-04\n", "", "start"),
        ('follows = ["corrective_order"]\n', "", "follows"),
        ('on = "non_compliance"', 'on = "threshold"', "threshold"),
        ('carries = "act"', 'carries = "money"', "cap"),
        ('carries = "act"', 'carries = "points"', "point rows"),
        ('["corrective_order"]', '["wall_notice"]', "circle"),
        ("[wall_notice", "[surcharge", "two pages"),
        ("subcontracting_act", "gossip", "gossip"),
        ('ko = "법 위반 사실 공표"', "ko = 3", "ko"),
        ('["under_measure"]', "[3]", "drafted_in"),
        ("2026-08-04", '"soon"', "start"),
    ],
)
def test_a_slip_in_the_data_stops_the_start(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(LawDataError, match=complaint):
        with_page(tmp_path, PUBLICATION.replace(old, new))


# --- histories ---------------------------------------------------------------------------------------

KNOWN = 'basis = "하도급법 제1조", status = "enacted", source = "act"'
SOURCES = {"act": "law.go.kr"}


def parameter(history: str, unit: str = "days") -> Parameter:
    """Return a figure read from a history."""
    page = f'ko = "가"\nen = "a"\nunit = "{unit}"\nhistory = [{history}]'
    return read_parameter("figure", Block("page:figure", tomllib.loads(page)), SOURCES)


@pytest.mark.invariant(33)
@pytest.mark.parametrize(
    "history",
    [
        "",
        f'{{ value = 1.5, from = "unrecorded", {KNOWN} }}',
        f'{{ value = -1, from = "unrecorded", {KNOWN} }}',
        f"{{ value = 1, {KNOWN} }}",
        f"{{ from = 2026-01-01, {KNOWN} }}",
        f"{{ value = 1, from = 2026-01-02, to = 2026-01-01, {KNOWN} }}",
        f"{{ value = 1, from = 2026-01-01, {KNOWN} }}, {{ value = 2, from = 2026-02-01, {KNOWN} }}",
        (
            f"{{ value = 1, from = 2026-01-01, to = 2026-01-30, {KNOWN} }}, "
            f"{{ value = 2, from = 2026-02-01, {KNOWN} }}"
        ),
        f"{{ value = 1, from = 2026-01-01, why = 1, {KNOWN} }}",
    ],
)
def test_a_history_with_gaps_floats_or_no_dates_is_refused(history: str) -> None:
    with pytest.raises(LawDataError):
        parameter(history)


def test_a_name_may_stand_on_one_page_only(tmp_path: Path) -> None:
    for page in ("parameters.toml", "parameters_more.toml"):
        (tmp_path / page).write_text("[twice]\n", encoding="utf-8")
    with pytest.raises(LawDataError, match="two pages"):
        list(named_blocks(tmp_path, "parameters"))


def test_values_are_read_and_shown_exactly() -> None:
    assert parse_value("15.5%", Measured.RATE) == parse_value("0.155", Measured.RATE)
    assert show_value(Fraction(1, 3), Measured.RATE) == "100/3%"
    assert show_value(30, Measured.DAYS) == "30 days"
    assert show_value(2_000_000_000, Measured.WON) == "2,000,000,000"
    assert [decimal(Fraction(x)) for x in ("7.1", "-0.5", "10", "0.05")] == [
        "7.1",
        "-0.5",
        "10",
        "0.05",
    ]
    for wrong in (0.155, True, "1,5"):
        with pytest.raises(ValueError, match=r".+"):
            parse_value(wrong, Measured.RATE)
    with pytest.raises(ValueError, match=r".+"):
        parse_value(True, Measured.COUNT)


# The past is only added to: a changed digest means that an ended stretch of history was edited.
ENDED = "a956675df8c8ad0e2b15b0a6648a6a171a6140ecfa7875d37cd5baf48730a3f6"


def test_ended_stretches_of_history_are_never_edited() -> None:
    ended = [
        f"{p.name} {e.value} {e.effective_from} {e.effective_to} {e.basis} {e.status} {e.source}"
        for p in BOOK.parameters()
        for e in p.history
        if e.effective_to is not None
    ]
    assert hashlib.sha256("\n".join(ended).encode()).hexdigest() == ENDED
