"""The promises of the storage port that hold for every store."""

import ast
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage.base import (
    DISPOSAL_SEAL,
    Disposal,
    KeyRefused,
    check_disposal,
    checked_key,
    new_key,
)

APP = Path(__file__).parents[2] / "app"
MAY_MAKE_A_DISPOSAL = {"storage/base.py", "discovery/evidence/holds.py"}


def a_disposal(key: str) -> Disposal:
    return Disposal(key, "보존기간 만료", datetime(2026, 2, 1, tzinfo=UTC), DISPOSAL_SEAL)


def test_keys_are_random_and_of_one_form() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(checked_key(key) == key for key in keys)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "../x",
        "../../etc/passwd",
        "/etc/passwd",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "a" * 64 + "\n",
        "a" * 61 + "/..",
        "０" * 64,
    ],
)
def test_a_key_that_no_store_made_is_refused(key: str) -> None:
    with pytest.raises(KeyRefused):
        checked_key(key)


def test_a_disposal_cannot_be_made_without_its_seal() -> None:
    with pytest.raises(TypeError):
        Disposal(new_key(), "x", datetime(2026, 2, 1, tzinfo=UTC), object())


def test_a_disposal_cannot_be_rewritten_for_another_object() -> None:
    with pytest.raises((TypeError, ValueError)):
        replace(a_disposal(new_key()), key=new_key())  # type: ignore[call-arg]


def test_a_disposal_counts_for_its_own_object_only() -> None:
    key = new_key()
    check_disposal(key, a_disposal(key))
    with pytest.raises(ValueError, match="not given for this object"):
        check_disposal(new_key(), a_disposal(key))


def test_only_the_holds_can_make_a_disposal() -> None:
    makers = {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if names_the_seal(node)
    }
    assert makers <= MAY_MAKE_A_DISPOSAL


def names_the_seal(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        called = node.func
        return (isinstance(called, ast.Name) and called.id == "Disposal") or (
            isinstance(called, ast.Attribute) and called.attr == "Disposal"
        )
    if isinstance(node, ast.alias):
        return node.name == "DISPOSAL_SEAL"
    return (isinstance(node, ast.Name) and node.id == "DISPOSAL_SEAL") or (
        isinstance(node, ast.Attribute) and node.attr == "DISPOSAL_SEAL"
    )
