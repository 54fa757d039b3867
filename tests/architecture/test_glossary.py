"""One Korean word has one English word, and what the lifecycles say is what the glossary says."""

from collections import Counter

import pytest

from scripts.glossary import TERMS, lifecycles, page

ENGLISH = {ko: en for ko, en, _code, _meaning in TERMS}


def test_no_term_stands_twice() -> None:
    assert [ko for ko, count in Counter(ko for ko, *_ in TERMS).items() if count > 1] == []


def test_no_name_in_code_stands_for_two_terms() -> None:
    codes = Counter(code for _ko, _en, code, _meaning in TERMS if code)
    assert [code for code, count in codes.items() if count > 1] == []


@pytest.mark.parametrize("name", lifecycles())
def test_every_state_of_a_lifecycle_is_in_the_glossary(name: str) -> None:
    table = lifecycles()[name]
    text = page()
    for state in table.states():
        label = table.label(state)
        assert f"| {label.ko} | {label.en} | `{state}` |" in text


@pytest.mark.parametrize("name", lifecycles())
def test_a_lifecycle_named_like_a_term_has_its_english_name(name: str) -> None:
    title = lifecycles()[name].title
    assert title.en.lower() == ENGLISH.get(title.ko, title.en.lower())


def test_a_fine_is_never_called_so_alone() -> None:
    assert {
        "과징금": "surcharge",
        "과태료": "administrative fine",
        "벌금": "criminal fine",
    }.items() <= (ENGLISH.items())
