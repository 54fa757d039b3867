"""Levels, required pairs and notes, as pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.discovery.confidentiality.rules import (
    DECIDED_BY_COURT,
    KIND_LABELS,
    Kind,
    Marked,
    effective_level,
    level_fits,
    overlap,
    pair_rule,
)

TODAY = date(2026, 11, 23)
MARKS = st.builds(
    lambda level, first, more, until: Marked(
        level=level, first_page=first, last_page=first and first + more, until_on=until
    ),
    st.integers(1, 5),
    st.none() | st.integers(1, 20),
    st.integers(0, 5),
    st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
)


@given(base=st.integers(2, 4), marks=st.lists(MARKS, max_size=6), page=st.integers(1, 30))
def test_a_page_is_never_more_secret_than_the_whole_nor_less_than_its_own_level(
    base: int, marks: list[Marked], page: int
) -> None:
    of_page = effective_level(base, marks, TODAY, page=page)
    assert base <= of_page <= effective_level(base, marks, TODAY)


@given(base=st.integers(2, 4), marks=st.lists(MARKS, max_size=6), extra=MARKS)
def test_another_mark_never_lowers_a_level(base: int, marks: list[Marked], extra: Marked) -> None:
    assert effective_level(base, [*marks, extra], TODAY) >= effective_level(base, marks, TODAY)


def test_a_mark_counts_on_its_last_day_and_not_after() -> None:
    mark = Marked(level=4, until_on=TODAY)
    assert effective_level(2, [mark], TODAY) == 4
    assert effective_level(2, [mark], date(2026, 11, 24)) == 2


def test_a_range_of_pages_leaves_the_others_as_they_were() -> None:
    mark = Marked(level=4, first_page=3, last_page=5)
    levels = [effective_level(3, [mark], TODAY, page=page) for page in (2, 3, 5, 6)]
    assert levels == [3, 4, 4, 3]


@pytest.mark.parametrize("kind", Kind)
def test_level_five_is_for_what_the_court_decides(kind: Kind) -> None:
    assert level_fits(kind, 5) == (kind in DECIDED_BY_COURT)
    assert level_fits(kind, 4) == (kind not in DECIDED_BY_COURT)
    assert KIND_LABELS[kind]


def test_a_trade_secret_on_a_file_that_parties_may_see_needs_a_public_version() -> None:
    rule = pair_rule("kftc", {"trade_secret"})
    assert rule is not None
    assert str(rule.basis) == "공정거래법 제95조"
    assert pair_rule("kftc", {"personal_data"}) is None
    assert pair_rule("sme_technology", {"trade_secret"}) is None


SECRET = "니켈 38.5%, 코발트 11.2%, 망간 50.3%를 섭씨 870도에서 열두 시간 동안 소성한다."


def test_a_note_that_copies_the_secret_is_too_close() -> None:
    assert overlap("메모: 니켈38.5% 코발트11.2% 망간50.3%를 섭씨 870도에서", [SECRET]).too_close


def test_a_note_in_own_words_is_not() -> None:
    note = "제출된 자료의 제조 순서는 우리 회사의 특허 청구항과 구성이 다르다고 판단된다."
    found = overlap(note, [SECRET])
    assert not found.too_close
    assert found.share_percent < 15


def test_a_long_note_with_one_copied_sentence_is_too_close() -> None:
    note = "가나다라마바사 아자차카타파하. " * 200 + SECRET
    assert overlap(note, [SECRET]).too_close


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_any_note_can_be_compared(note: str, secrets: list[str]) -> None:
    found = overlap(note, secrets)
    assert 0 <= found.share_percent <= 100
    assert found.longest_letters >= 0
