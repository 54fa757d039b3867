"""An article reads in English as it does in Korean: from one table of situations, and the whole book."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import law, remedy_fund
from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.citation import NAMES, cited, in_english

SITUATIONS = tomllib.loads(
    (Path(__file__).parent / "citations.toml").read_text(encoding="utf-8")
)["citation"]  # fmt: skip
HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")


@pytest.mark.parametrize("case", SITUATIONS, ids=lambda case: case["ko"])
def test_a_citation_reads_in_english_as_the_table_says(case: dict[str, str]) -> None:
    assert in_english(case["ko"]) == case["en"]


def test_a_citation_is_told_in_both_languages() -> None:
    found = cited(Basis("하도급법", "제25조의5"))
    assert found == Text(
        "하도급법 제25조의5", "Fair Transactions in Subcontracting Act, Article 25-5"
    )


def citations(value: Any) -> Iterator[str]:
    """Yield every citation in data of law."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name in ("basis", "secrecy_basis", "article") and isinstance(one, str):
                yield one
            yield from citations(one)
    elif isinstance(value, list):
        for one in value:
            yield from citations(one)


def test_every_citation_of_the_book_and_of_the_schemes_has_its_english() -> None:
    folders = (Path(law.__file__).parent, Path(remedy_fund.__file__).parent)
    found = {
        one for folder in folders for path in folder.rglob("*.toml")
        for one in citations(tomllib.loads(path.read_text(encoding="utf-8")))
    }  # fmt: skip
    assert len(found) > 100
    assert sorted(one for one in found if HANGUL.search(in_english(one))) == []


@given(
    name=st.sampled_from(sorted(NAMES)),
    article=st.integers(1, 400),
    branch=st.integers(2, 40) | st.none(),
    paragraph=st.integers(1, 20) | st.none(),
)
def test_numbers_of_articles_and_paragraphs_are_kept(
    name: str, article: int, branch: int | None, paragraph: int | None
) -> None:
    told = f"{name} 제{article}조"
    told += f"의{branch}" if branch else ""
    told += f"제{paragraph}항" if paragraph else ""
    number = f"{article}-{branch}" if branch else str(article)
    number += f"({paragraph})" if paragraph else ""
    assert in_english(told) == f"{NAMES[name]}, Article {number}"


@given(st.text(max_size=80))
def test_whatever_is_typed_has_some_english(words: str) -> None:
    assert isinstance(in_english(words), str)
    assert bool(in_english(words).strip()) >= bool(words.strip() and HANGUL.search(words))
