"""Damage to a sequence of leaves is told apart by kind, and named by place."""

from hypothesis import given
from hypothesis import strategies as st

from app.audit.comparison import Differences, differences, judge_nodes, unbroken
from app.audit.findings import Report, place
from app.db.leaf import leaf_hash

KNOWN = [leaf_hash(bytes([number])) for number in range(40)]
FOREIGN = leaf_hash(b"foreign")
positions = st.integers(0, len(KNOWN) - 1)


def numbered(leaves: list[bytes]) -> dict[int, bytes]:
    return dict(enumerate(leaves))


def test_what_is_as_known_has_no_differences() -> None:
    assert differences(numbered(KNOWN), KNOWN) == Differences()
    assert differences(numbered(KNOWN), []) == Differences()
    assert differences({}, []) == Differences()


def test_leaves_after_what_is_known_are_not_judged() -> None:
    assert differences(numbered([*KNOWN, FOREIGN]), KNOWN) == Differences()


@given(positions)
def test_an_edited_leaf_is_told(at: int) -> None:
    found = numbered(KNOWN) | {at: FOREIGN}
    assert differences(found, KNOWN) == Differences(edited=[at])


@given(positions)
def test_a_dropped_leaf_is_told_with_or_without_renumbering(at: int) -> None:
    gap = {position: leaf for position, leaf in enumerate(KNOWN) if position != at}
    assert differences(gap, KNOWN) == Differences(dropped=[at])
    closed = numbered([*KNOWN[:at], *KNOWN[at + 1 :]])
    assert differences(closed, KNOWN) == Differences(dropped=[at])


@given(positions)
def test_an_inserted_leaf_is_told(at: int) -> None:
    found = numbered([*KNOWN[:at], FOREIGN, *KNOWN[at:]])
    assert differences(found, KNOWN) == Differences(inserted=[at])


@given(positions)
def test_a_leaf_that_stands_twice_is_told(at: int) -> None:
    found = numbered([*KNOWN[: at + 1], KNOWN[at], *KNOWN[at + 1 :]])
    assert differences(found, KNOWN) == Differences(inserted=[at + 1])


@given(positions, positions)
def test_swapped_leaves_are_told(first: int, second: int) -> None:
    leaves = list(KNOWN)
    leaves[first], leaves[second] = leaves[second], leaves[first]
    expected = {first: second, second: first} if first != second else {}
    assert differences(numbered(leaves), KNOWN).reordered == expected


def test_a_moved_leaf_is_told_beside_a_dropped_one() -> None:
    leaves = [leaf for leaf in KNOWN if leaf not in {KNOWN[5], KNOWN[30]}]
    leaves.insert(10, KNOWN[30])
    found = differences(numbered(leaves), KNOWN)
    assert found == Differences(dropped=[5], reordered={10: 30})


def test_the_tree_is_read_up_to_the_first_gap() -> None:
    found = numbered(KNOWN)
    del found[7]
    assert unbroken(found)[0] == KNOWN[:7]
    assert unbroken({})[0] == []


def test_nodes_above_named_damage_are_not_named_again() -> None:
    tree = unbroken(numbered(KNOWN))
    stored = {(at, index): b"" for at, row in enumerate(tree) if at for index in range(len(row))}
    report = Report()
    report.add("dropped", place(0))
    judge_nodes(report, stored, tree)
    assert set(report.found) == {"dropped"}


def test_only_the_lowest_false_node_is_named() -> None:
    tree = unbroken(numbered(KNOWN))
    stored = {(at, i): value for at, row in enumerate(tree) for i, value in enumerate(row)}
    for level in (1, 2, 3):
        stored[level, 8 >> level] = b"false"
    report = Report()
    judge_nodes(report, stored, tree)
    assert [finding.where for finding in report.findings] == ["node 1/4"]
    assert "8–9" in report.findings[0].text.ko
