"""Tests of the references that are checked before the service starts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.kernel.problems import NotConfigured
from app.law.book import load
from app.law.checking import Contents, check
from app.law.parsing import read_choices, read_measures
from app.law.points import points_for
from app.law.reading import Block, LawDataError

HELD = load().contents


def with_clock(**changes: object) -> Contents:
    """Return the contents with one clock changed."""
    changed = replace(HELD.clocks["pre_review"], **changes)  # type: ignore[arg-type]
    return replace(HELD, clocks={**HELD.clocks, "pre_review": changed})


def with_violation(**changes: object) -> Contents:
    """Return the contents with one violation changed."""
    changed = replace(HELD.violations["TK-USE"], **changes)  # type: ignore[arg-type]
    return replace(HELD, violations={**HELD.violations, "TK-USE": changed})


def with_choice(**changes: object) -> Contents:
    """Return the contents with one choice changed."""
    changed = replace(HELD.choices["gate"], **changes)  # type: ignore[arg-type]
    return replace(HELD, choices={**HELD.choices, "gate": changed})


@pytest.mark.parametrize(
    ("contents", "complaint"),
    [
        (with_clock(starts_on=()), "nothing starts it"),
        (with_clock(starts_on=("recieved",)), "recieved"),
        (with_clock(period="pre_review_day"), "pre_review_day"),
        (with_clock(period="flat_cap"), "flat_cap"),
        (with_clock(measures=("fine",)), "fine"),
        (with_clock(carries=("gold",)), "gold"),
        (with_clock(subject="person"), "person"),
        (with_clock(kind="hint"), "hint"),
        (with_clock(track="ksa"), "ksa"),
        (with_violation(limit="limit"), "limit"),
        (with_violation(damages="ten"), "ten"),
        (with_violation(track="moon"), "moon"),
        (with_violation(regimes=("old",)), "old"),
        (with_violation(limit_from="birth"), "trade_end or act_end"),
        (with_choice(alternatives=("contract_share",)), "one of its alternatives"),
        (with_choice(test="somewhere"), "names no test"),
    ],
)
def test_a_broken_reference_stops_the_start(contents: Contents, complaint: str) -> None:
    with pytest.raises(LawDataError, match=complaint):
        check(contents)


def test_a_rung_may_follow_only_what_stands_on_the_same_ladder() -> None:
    order = HELD.measures["corrective_order"]
    rungs = tuple(replace(rung, follows=("penalty_points",)) for rung in order.rungs)
    changed = {**HELD.measures, "corrective_order": replace(order, rungs=rungs)}
    with pytest.raises(LawDataError, match="has no rung there"):
        check(replace(HELD, measures=changed))


def test_the_contents_as_shipped_are_sound() -> None:
    check(HELD)


def test_a_measure_needs_a_regime(tmp_path: Path) -> None:
    page = tmp_path / "measures.toml"
    page.write_text('[lone]\nko = "가"\nen = "a"\ncarries = "act"\n', encoding="utf-8")
    with pytest.raises(LawDataError, match="no regime"):
        read_measures(tmp_path, {}, None)


def test_a_choice_may_stand_on_one_page_only(tmp_path: Path) -> None:
    choice = (
        'topic = "points"\n[one]\nnumber = 1\nquestion_ko = "가"\nquestion_en = "a"\n'
        'value = "x"\nreason_ko = "가"\nreason_en = "a"\ntest = "t::t"\n'
    )
    for name in ("choices_a.toml", "choices_b.toml"):
        (tmp_path / name).write_text(choice, encoding="utf-8")
    with pytest.raises(LawDataError, match="two pages"):
        read_choices(tmp_path)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(LawDataError, match="`ko` is missing"):
        Block("page:x", {}).words()


def test_a_family_without_a_fitting_row_is_not_configured() -> None:
    book = load()
    rows = tuple(
        row for row in HELD.point_rows if row.family != "kftc_surcharge" or row.when != "any"
    )
    narrow = replace(book, contents=replace(HELD, point_rows=rows))
    day = date(2026, 1, 1)
    with pytest.raises(NotConfigured):
        points_for(narrow, measure="surcharge", violations=["SC-LATE"], on=day)


def test_rows_for_retaliation_need_retaliation() -> None:
    book = load()
    rows = tuple(
        replace(row, when="retaliation") if row.when == "grave_four" else row
        for row in HELD.point_rows
    )
    changed = replace(book, contents=replace(HELD, point_rows=rows))
    day = date(2026, 1, 1)
    found = {
        code: points_for(changed, measure="surcharge", violations=[code], on=day)
        for code in ("SC-RETAL", "TK-USE")
    }
    assert {code: figure.shown() for code, figure in found.items() if figure} == {
        "SC-RETAL": "2.6",
        "TK-USE": "2.5",
    }
