"""What counts as text, how it is searched, and that blanks and controls count for nothing."""

import pytest

from app.discovery.texts.lifecycle import SCAN, TEXT_LABELS, ScanCommand, ScanState
from app.discovery.texts.rules import (
    MOST_HITS,
    TextState,
    cleaned,
    hits,
    language_of,
    searchable,
    sought,
    state_of,
)


@pytest.mark.parametrize("text", ["", " \n\t", "·—…", "\u3000"])
def test_blanks_and_marks_alone_are_empty(text: str) -> None:
    assert state_of(text) is TextState.EMPTY


def test_one_letter_is_text() -> None:
    assert state_of(" 가 ") is TextState.TEXT


def test_controls_and_halves_of_characters_are_cleaned_away() -> None:
    assert cleaned("\x00가\x14\r\n나\r다\f\ud800\t끝 ") == "가\n나\n다\n?\t끝"


@pytest.mark.parametrize(
    ("text", "language"),
    [("납품 단가 price", "ko"), ("unit price list", "en"), ("単価の引き下げ", ""), ("123", "")],
)
def test_the_language_is_a_hint_from_the_letters(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("단가 인하", "납품단가인하 요구"),
        ("단가인하", "납품 단가 인하를"),
        ("PRICE list", "the Price\n  List"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
        ("１００", "100원"),
        ("a.b(", "x a.b( y"),
    ],
)
def test_words_are_found_whatever_the_spacing_case_and_form(words: str, text: str) -> None:
    assert [hit.excerpt for hit in hits(sought(words), searchable(text))]


def test_what_is_not_there_is_not_found() -> None:
    assert not list(hits(sought("a.b"), searchable("axb")))


def test_hits_are_bounded() -> None:
    assert len(list(hits(sought("단가"), "단가 " * 1000))) == MOST_HITS


def test_every_state_has_a_name_in_both_languages() -> None:
    assert set(TEXT_LABELS) == set(TextState)
    assert all(SCAN.label(state).ko for state in ScanState)


@pytest.mark.parametrize("state", list(ScanState))
def test_a_scan_that_did_not_happen_changes_nothing(state: ScanState) -> None:
    assert SCAN.take(state, ScanCommand.FORGET).target == state


@pytest.mark.parametrize("state", list(ScanState))
def test_malware_is_quarantined_from_every_state(state: ScanState) -> None:
    assert SCAN.take(state, ScanCommand.QUARANTINE).target == ScanState.QUARANTINED
