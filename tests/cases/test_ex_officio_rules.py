"""Where the office may open a case by itself, what a tipster is told, and how floods are held off."""

from datetime import UTC, datetime, timedelta

import pytest

from app.cases import ex_officio
from app.cases.anonymity import SourceGate
from app.cases.lifecycle.tip import TIP, TipCommand, TipState, told
from app.cases.problems import TrackNotServed
from app.law.book import load, read_pages
from app.people.problems import TooManyTries

NOW = datetime(2026, 6, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("track", "code", "unit", "opens"),
    [
        ("kftc", "SC-CUT", "subcontract", True),
        ("kftc", "RT-CUT", "distribution", True),
        ("kftc", "SC-CUT", "technology", False),
        ("mss_win_win", "WW-PAY", "win_win_regional", True),
        ("mss_win_win", "WW-PAY", "win_win", True),
        ("mss_win_win", "WW-TK", "win_win_regional", False),
        ("mss_win_win", "WW-TK", "win_win", True),
        ("sme_technology", "ST-INF", "technology", False),
        ("referred_out", "UC-IDEA", "intake", False),
    ],
)
def test_a_unit_opens_what_it_deals_with_and_the_law_data_know_of(
    track: str, code: str, unit: str, *, opens: bool
) -> None:
    assert ex_officio.opens_here(track, code, unit) is opens
    if opens:
        ex_officio.check_opening(track, [code], unit)
    else:
        with pytest.raises(TrackNotServed):
            ex_officio.check_opening(track, [code], unit)


def test_the_basis_of_an_opening_is_named_only_where_the_law_data_name_one() -> None:
    assert ex_officio.opening_basis("kftc", ["하도급법"], "press") == "하도급법 제22조제4항"
    assert ex_officio.opening_basis("kftc", ["가맹사업법"], "press") == ""
    assert ex_officio.opening_basis("mss_win_win", ["상생협력법"], "survey") == "상생협력법 제27조"
    assert ex_officio.opening_basis("mss_win_win", ["상생협력법"], "tip") == ""


def test_a_tipster_is_told_the_same_of_every_settled_tip() -> None:
    assert len({told(state, settled=True) for state in TipState}) == 1
    assert told(TipState.RECEIVED, settled=False) != told(TipState.READ, settled=False)
    for state in TipState:
        assert TIP.find(state, TipCommand.ADD).automatic


def test_one_source_is_held_off_for_an_hour_and_others_are_not() -> None:
    gate, most = SourceGate(), ex_officio.TIPS_BY_SOURCE.most
    for _ in range(most):
        gate.admit("203.0.113.7", NOW)
    with pytest.raises(TooManyTries):
        gate.admit("203.0.113.7", NOW)
    gate.admit("203.0.113.8", NOW)
    gate.admit("203.0.113.7", NOW + timedelta(hours=1))


def test_a_book_made_of_its_own_pages_is_the_same_edition() -> None:
    for demonstration in (False, True):
        book = load(demonstration=demonstration)
        assert read_pages(book.pages, demonstration=demonstration).edition == book.edition
