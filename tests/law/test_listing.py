"""Tests of the open questions and of the pages that list them and every figure."""

import ast
from pathlib import Path

from app.law import listing
from app.law.book import load

BOOK = load()
ROOT = Path(__file__).resolve().parents[2]


def test_every_choice_is_pinned_by_a_test_that_exists() -> None:
    for choice in BOOK.choices():
        path, _, name = choice.test.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        known = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in known, choice.test


def test_every_question_of_this_book_is_answered() -> None:
    numbers = {choice.number for choice in BOOK.choices()}
    # From 101 on: what building showed to be open.
    assert numbers == {*range(1, 49), 101, 102, *range(131, 139), *range(141, 144)}


def test_the_pages_list_every_choice_and_figure() -> None:
    choices = listing.choices_page(BOOK)
    assert all(f"`{choice.name}`" in choices for choice in BOOK.choices())
    assert all(choice.test in choices for choice in BOOK.choices())
    figures = listing.figures_page(BOOK)
    assert all(f"`{parameter.name}`" in figures for parameter in BOOK.parameters())
    assert "설정되지 않음" in figures
    assert "| 2,000,000,000 | 하도급법 제25조의3 | 2023-01-12 |" in figures
