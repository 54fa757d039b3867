"""Every kind of link that the code can write has words in both languages, and a side that reads it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.discovery
from app.discovery.evidence.custody_words import ACTS, act_of, is_whole, purpose_of
from app.discovery.safekeeping import actions as safekeeping
from app.discovery.transmissions import links

FOLDER = Path(app.discovery.__file__).parent
# Who puts a link on a chain, and which of its arguments says what was done.
WRITERS = {"link": 2, "_link": 3, "put_on_chains": 2}
# Acts that are put together at run time, and where.
MADE_UP = {
    *(f"{prefix}{act}" for prefix in safekeeping._PREFIX.values()
      for act in (*safekeeping._ACTS.values(), "found_damaged")),
    "held", "hold_lifted", "hold_repaired", "stray_hold_lifted",
    *(act for acts in (links.SENT_ACTS, links.DOWNLOADED_ACTS, links.CLAWED_BACK_ACTS)
      for act in acts.values()),
}  # fmt: skip
COMPUTED_IN = (
    "evidence/keeping.py", "safekeeping/actions.py", "transmissions/links.py",
    "productions/contents.py",
)  # fmt: skip


def written() -> Iterator[tuple[str, str, ast.expr, ast.FunctionDef]]:
    """Yield each place in the code that puts a link on a chain, with what it calls the act."""
    for path in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(path.read_text())
        for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                at = WRITERS.get(name)
                if at is not None and len(call.args) > at:
                    yield str(path.relative_to(FOLDER)), name, call.args[at], function


def constants(value: ast.expr, function: ast.FunctionDef) -> set[str]:
    """Return the words that an expression may be: its own, or those given to its name."""
    if isinstance(value, ast.Name):
        given = [
            one.value for one in ast.walk(function)
            if isinstance(one, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == value.id for t in one.targets)
        ]  # fmt: skip
        return set().union(*(constants(one, function) for one in given)) if given else set()
    if isinstance(value, ast.IfExp):
        return constants(value.body, function) | constants(value.orelse, function)
    return (
        {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()
    )


def test_every_act_that_the_code_puts_on_a_chain_has_words() -> None:
    found = set(MADE_UP)
    unread = []
    for place, _, value, function in written():
        acts = constants(value, function)
        if not acts and not place.endswith(COMPUTED_IN):
            unread.append((place, ast.unparse(value)))
        found |= acts
    assert not unread, "the act cannot be read from the code"
    assert len(found) > 30
    assert found - set(ACTS) == set()


def test_no_words_are_kept_for_an_act_that_nobody_writes() -> None:
    found = set(MADE_UP).union(*(constants(value, at) for _, _, value, at in written()))
    assert set(ACTS) - found == set()


def test_an_act_without_words_is_shown_by_its_code_to_officials_only() -> None:
    assert (act_of("future_act").name.ko, act_of("future_act").told) == ("future_act", False)
    assert purpose_of("p3") == ("p3", "p3")


@pytest.mark.parametrize(
    ("acts", "whole"),
    [
        ("received", True), ("received downloaded", True), ("received found_damaged", False),
        ("received found_damaged restored", True), ("received found_damaged marked", False),
        ("received copy_found_damaged", True), ("", False),
    ],
)  # fmt: skip
def test_the_last_reading_of_the_bytes_decides_whether_they_are_whole(
    acts: str, whole: bool
) -> None:
    assert is_whole(acts.split()) is whole
