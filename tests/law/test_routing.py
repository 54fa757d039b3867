"""Runs the situations of jurisdiction: the facts of a matter in, each line and the way out."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.book import load
from app.law.jurisdiction import Work
from app.law.routing import WAY_WORDS, Matter, Way, judge

BOOK = load()
DAY = date(2026, 11, 23)
FOLDER = Path(__file__).parent / "jurisdiction"
SITUATIONS = [
    (path.stem, situation)
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]
EXPECTED = ("title", "way", "agency", "answers", "article", "without")
WORDS = {True: "yes", False: "no", None: "open"}


@pytest.mark.parametrize(
    "situation", [one for _, one in SITUATIONS], ids=[f"{p}: {s['title']}" for p, s in SITUATIONS]
)
def test_a_matter_goes_where_its_page_says(situation: dict[str, Any]) -> None:
    facts = {name: value for name, value in situation.items() if name not in EXPECTED}
    facts["codes"] = tuple(facts["codes"])
    if "work" in facts:
        facts["work"] = Work(facts["work"])
    found = judge(BOOK, Matter(on=DAY, **facts))
    assert (found.way, found.agency) == (situation["way"], situation["agency"])
    lines = {line.code: line for line in found.lines}
    assert {code: WORDS[lines[code].answer] for code in situation["answers"]} == situation[
        "answers"
    ]
    for code, article in situation.get("article", {}).items():
        assert article in str(lines[code].basis)
    assert not set(situation.get("without", ())) & set(lines)
    for line in found.lines:
        assert line.question.ko
        assert line.reason.en
        assert str(line.basis)


TRUTH = st.sampled_from([None, True, False])
SIZE = st.none() | st.integers(min_value=0, max_value=10**11)
MATTERS = st.sampled_from(BOOK.violations()).flatmap(
    lambda violation: st.builds(
        Matter, track=st.just(violation.track), codes=st.just((violation.code,)), on=st.just(DAY),
        procedure=st.sampled_from(["", "dispute", "survey"]), work=st.sampled_from([None, *Work]),
        giver_is_sme=TRUTH, giver_size_won=SIZE, taker_size_won=SIZE, under_subcontracting=TRUTH,
        under_fair_trade=TRUTH,
    )
)  # fmt: skip


@given(MATTERS)
def test_every_matter_has_one_way_and_a_block_only_in_a_survey(matter: Matter) -> None:
    found = judge(BOOK, matter)
    assert found.lines
    assert found.words == WAY_WORDS[found.way]
    if found.way is Way.ASK_KFTC:
        assert (matter.track, matter.procedure) == ("mss_win_win", "survey")
        assert matter.under_subcontracting or matter.under_fair_trade
    if found.way is Way.TO_WIN_WIN:
        assert matter.giver_is_sme is True
