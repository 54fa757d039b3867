"""Runs the situations: facts and a day in; limits, measures, points, thresholds and caps out."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.kernel.problems import NotConfigured
from app.law.book import Book, load
from app.law.points import Adjustment, PointEntry, Score, accumulate, points_for

FOLDER = Path(__file__).parent / "situations"
SITUATIONS = sorted(FOLDER.glob("*.toml"))


@dataclass
class Situation:
    """A situation as a lawyer writes it; a field that is not one of these is refused."""

    title: str
    source: str
    status: str
    decided_on: date
    regime: str = "kftc_enacted"
    adopted_on: date | None = None
    violations: list[str] = field(default_factory=list)
    amounts: dict[str, Any] = field(default_factory=dict)
    contribution: dict[str, Any] = field(default_factory=dict)
    measures: list[dict[str, Any]] = field(default_factory=list)
    ledger: list[dict[str, Any]] = field(default_factory=list)
    mitigation: list[dict[str, Any]] = field(default_factory=list)
    ladder: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)


def read(path: Path) -> Situation:
    """Return a situation from its page."""
    return Situation(**tomllib.loads(path.read_text(encoding="utf-8")))


def run(situation: Situation, book: Book) -> None:
    """Check everything that a situation expects of a book."""
    for check in (check_violations, check_measures, check_ladder, check_amounts, check_score):
        check(situation, book)
    expected = situation.expect
    if "usable" in expected:
        day = situation.decided_on
        usable = book.regime_usable(situation.regime, day, situation.adopted_on)
        assert usable is expected["usable"]
    if "announced_cap_won" in expected:
        figure = book.figure("announced_fine_cap", situation.decided_on)
        assert figure.number == expected["announced_cap_won"]
    if "pauses_disposition" in expected:
        pauses = {pause.starts_on for pause in book.clock("disposition").pauses}
        assert expected["pauses_disposition"] in pauses


def check_violations(situation: Situation, book: Book) -> None:
    """Check the time limits in years (0: none) and the ceilings of multiple damages."""
    for code, years in situation.expect.get("limit_years", {}).items():
        limit = book.violation(code).limit
        found = 0 if limit == "none" else book.figure(limit, situation.decided_on).number
        assert found == years, code
    for code, ceiling in situation.expect.get("damages", {}).items():
        figure = book.damages(code, situation.decided_on)
        assert figure is not None
        assert figure.number == ceiling, code


def check_measures(situation: Situation, book: Book) -> None:
    """Check that each measure may be drafted in its state, and the points it brings."""
    for item in situation.measures:
        permitted = {m.kind for m in book.measures(situation.regime, item["state"])}
        assert item["kind"] in permitted
        assert points_brought(situation, book, item["kind"]) == item["points"]
        if "comply_within_days" in item:
            rung = book.measure(item["kind"]).rung(situation.regime)
            assert rung is not None
            days = book.figure(rung.comply_within, situation.decided_on).number
            assert days == item["comply_within_days"]


def points_brought(situation: Situation, book: Book, kind: str) -> str:
    """Return the points of a measure as they are written: `2.6`, `none` or `not_configured`."""
    try:
        figure = points_for(
            book,
            measure=kind,
            violations=situation.violations,
            on=situation.decided_on,
            regime=situation.regime,
        )
    except NotConfigured:
        return "not_configured"
    return "none" if figure is None else figure.shown()


def check_ladder(situation: Situation, book: Book) -> None:
    """Check what may and may not follow when a measure is not complied with."""
    if not situation.ladder:
        return
    after = situation.ladder["after"]
    followers = {measure.kind for measure in book.next_rungs(after, situation.regime)}
    assert followers == set(situation.ladder["allowed"])
    assert not followers & set(situation.ladder["refused"])


def check_amounts(situation: Situation, book: Book) -> None:
    """Check published amounts against the caps of their day; they are never computed."""
    if situation.contribution:
        parts = situation.contribution["parts_won"]
        assert sum(parts) == situation.contribution["total_won"]
    if not situation.amounts:
        return
    cap = book.figure("flat_cap", situation.decided_on).number
    assert cap == situation.amounts["flat_cap_won"]
    parts = situation.amounts["parts"]
    assert sum(part["amount_won"] for part in parts) == situation.amounts["total_won"]
    for part in parts:
        assert part["amount_won"] <= cap * len(part["violations"])
        assert set(part["violations"]) <= set(situation.violations)


def check_score(situation: Situation, book: Book) -> None:
    """Check the score and the limits it crosses, from a ledger or from the measures taken."""
    expected = situation.expect
    if "net" not in expected:
        return
    score = score_of(situation, book)
    assert score.net == Fraction(expected["net"])
    crossed = [crossing.measure for crossing in score.crossings if crossing.crossed]
    assert crossed == expected["crossed"]
    assert score.habitual is expected.get("habitual", score.habitual)


def score_of(situation: Situation, book: Book) -> Score:
    """Return the score on the day of the decision; each ledger line is a case of its own."""
    entries = [
        PointEntry(
            entry_id=f"entry_{number}",
            case_id=f"case_{number}",
            measure=line["measure"],
            violations=("TK-USE",),
            points=Fraction(line["points"]),
            measured_on=line["measured_on"],
        )
        for number, line in enumerate(situation.ledger)
    ] or [
        PointEntry(
            entry_id=item["kind"],
            case_id="case",
            measure=item["kind"],
            violations=tuple(situation.violations),
            points=Fraction(item["points"]),
            measured_on=situation.decided_on,
        )
        for item in situation.measures
    ]
    adjustments = [
        Adjustment(
            f"adj_{number}", item["item"], Fraction(item["points"]), date(2020, 1, 1), "증빙"
        )
        for number, item in enumerate(situation.mitigation)
    ]
    day = situation.decided_on
    return accumulate(entries, adjustments, as_of=day, known_at=day, book=book)


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_a_situation_comes_out_as_its_page_says(path: Path) -> None:
    run(read(path), load())


def test_the_published_decisions_are_all_here() -> None:
    assert len(SITUATIONS) >= 20


EXTRA_MEASURE = """
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
comply_within = "sme_recommendation_days"
status = "enacted"
source = "subcontracting_act"
"""

EXTRA_SITUATION = """
title = "Publication follows an ignored order, and nothing else"
source = "made up"
status = "demonstration"
decided_on = 2026-11-21
violations = ["TK-USE"]

[[measures]]
kind = "wall_notice"
state = "under_measure"
points = "none"
comply_within_days = 30

[ladder]
after = "corrective_order"
allowed = ["criminal_referral", "wall_notice"]
refused = ["surcharge"]
"""


def test_one_more_sanction_is_two_pages_of_toml(tmp_path: Path) -> None:
    measures, situation = tmp_path / "measures_extra.toml", tmp_path / "publication.toml"
    measures.write_text(EXTRA_MEASURE, encoding="utf-8")
    situation.write_text(EXTRA_SITUATION, encoding="utf-8")
    book = load(measures)
    run(read(situation), book)
    clocks = {c.name for c in book.clocks("measure", "kftc")}
    running = {
        name
        for name in clocks
        if book.clock(name).concerns(book.measure("wall_notice"), "kftc_enacted")
    }
    assert "compliance" in running
