"""Sketches tell how alike two texts are, the same way every time, and nothing without the key."""

import random

from app.discovery.texts.likeness import (
    ALIKE_FROM_PERCENT,
    HASH_BYTES,
    KEPT,
    overlap_percent,
    sketch,
)

KEY = b"k" * 32
_WORDS = [
    "원사업자",
    "수급사업자",
    "납품",
    "단가",
    "인하",
    "요구",
    "서면",
    "발급",
    "기술",
    "자료",
    "계약",
    "대금",
    "지급",
    "기한",
    "검수",
    "결과",
]


def text_of(seed: int, words: int = 400) -> str:
    chooser = random.Random(seed)
    return " ".join(chooser.choice(_WORDS) + str(chooser.randrange(90)) for _ in range(words))


def edited(text: str, edits: int) -> str:
    chooser, signs = random.Random(1), list(text)
    for _ in range(edits):
        signs[chooser.randrange(len(signs))] = "갑"
    return "".join(signs)


def test_the_same_text_gives_the_same_sketch_and_spacing_does_not_count() -> None:
    assert sketch(text_of(1), KEY) == sketch(text_of(1).replace(" ", "\n "), KEY)
    assert len(sketch(text_of(1), KEY)) == KEPT * HASH_BYTES * 2
    assert overlap_percent(sketch(text_of(1), KEY), sketch(text_of(1), KEY)) == 100


def test_a_copy_with_ten_edits_is_alike() -> None:
    for seed in range(20):
        text = text_of(seed)
        near = overlap_percent(sketch(text, KEY), sketch(edited(text, 10), KEY))
        assert near >= ALIKE_FROM_PERCENT


def test_two_letters_on_the_same_matter_are_not_alike() -> None:
    for seed in range(20):
        far = overlap_percent(sketch(text_of(seed), KEY), sketch(text_of(seed + 100), KEY))
        assert far < ALIKE_FROM_PERCENT


def test_without_the_key_sketches_can_not_be_compared() -> None:
    text = text_of(3)
    assert overlap_percent(sketch(text, KEY), sketch(text, b"another key")) == 0


def test_texts_too_short_to_compare_are_like_nothing() -> None:
    assert sketch("단가 인하", KEY) == ""
    assert overlap_percent("", "") == 0


def test_halves_of_characters_do_no_harm() -> None:
    assert sketch("\ud800" * 10 + text_of(1), KEY)
