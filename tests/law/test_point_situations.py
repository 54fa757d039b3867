"""Runs the situations on points: measures and days in; points, score and crossed limits out."""

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.kernel.problems import NotConfigured
from app.law.book import load
from app.law.points import Adjustment, Change, PointEntry, accumulate, points_for

BOOK = load()
FOLDER = Path(__file__).parent / "point_situations"
MEASURE = {"measure", "violations", "on", "case", "points", "regime", "annulled_on"}
SITUATION = {"title", "regime", "as_of", "known_at", "measures", "adjustments", "expect"}


def situations() -> Iterator[Any]:
    """Return every situation of the pages; a word that is not known is refused."""
    for path in sorted(FOLDER.glob("*.toml")):
        page = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, one in enumerate(page["situation"], 1):
            assert set(one) <= SITUATION, one
            assert all(set(line) <= MEASURE for line in one["measures"]), one
            yield pytest.param(one, id=f"{path.stem}-{number}")


def brought(line: dict[str, Any], regime: str) -> str:
    """Return what a measure brings: points, `none` or `not_configured`."""
    try:
        figure = points_for(
            BOOK, measure=line["measure"], violations=line["violations"], on=line["on"],
            regime=line.get("regime", regime),
        )  # fmt: skip
    except NotConfigured:
        return "not_configured"
    return figure.shown() if figure else "none"


def entries(one: dict[str, Any], regime: str) -> Iterator[PointEntry]:
    """Return the ledger: points as written, else as the table brings them; nothing for nothing."""
    for number, line in enumerate(one["measures"]):
        points = line.get("points") or brought(line, regime)
        if points in ("none", "not_configured"):
            continue
        annulled = line.get("annulled_on")
        yield PointEntry(
            entry_id=f"entry_{number}",
            case_id=line.get("case", f"case_{number}"),
            measure=line["measure"],
            violations=tuple(line["violations"]),
            points=Fraction(points),
            measured_on=line["on"],
            regime=line.get("regime", regime),
            changes=(Change(annulled, Fraction(0)),) if annulled else (),
        )


def adjusting(one: dict[str, Any]) -> Iterator[Adjustment]:
    """Return the mitigation and aggravation, each with its proof."""
    for number, line in enumerate(one.get("adjustments", [])):
        yield Adjustment(
            adjustment_id=f"adjustment_{number}",
            item=line["item"],
            points=Fraction(line["points"]),
            applies_from=line["from"],
            applies_to=line.get("to"),
            proof=line["proof"],
        )


@pytest.mark.parametrize("one", list(situations()))
def test_points_come_out_as_the_page_says(one: dict[str, Any]) -> None:
    regime, expected = one.get("regime", "kftc_enacted"), one["expect"]
    if "brings" in expected:
        assert [brought(line, regime) for line in one["measures"]] == expected["brings"]
    as_of: date = one["as_of"]
    score = accumulate(
        entries(one, regime), adjusting(one), as_of=as_of,
        known_at=one.get("known_at", max(as_of, date(2026, 11, 21))), book=BOOK, regime=regime,
    )  # fmt: skip
    crossed = [crossing for crossing in score.crossings if crossing.crossed]
    assert score.net == Fraction(expected["net"])
    assert {c.measure for c in crossed if c.obligatory} == set(expected["must"])
    assert {c.measure for c in crossed if not c.obligatory} == set(expected["may"])


def test_there_are_two_hundred_situations_and_each_violation_has_one() -> None:
    found = [param.values[0] for param in situations()]
    codes = {code for one in found for line in one["measures"] for code in line["violations"]}
    assert len(found) >= 200
    assert codes == {violation.code for violation in BOOK.violations()}
