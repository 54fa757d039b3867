"""The tree passes the published vectors, and agrees with the definition it was taken from."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit import merkle
from app.db.leaf import leaf_hash

# The reference tree of Certificate Transparency: eight inputs and the roots of 0 to 8 of them.
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f")  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = [(0, 1, []), (0, 8, [A, B, C]), (5, 8, [D, E, ROOTS[4]]), (2, 3, [ROOTS[2]]),
             (1, 5, [ROOTS[1], B, D])]  # fmt: skip
CONSISTENCY = [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D])]
LEAVES = [leaf_hash(bytes.fromhex(value)) for value in INPUTS]

leaves_of = st.integers(1, 70).map(lambda size: [leaf_hash(bytes([n])) for n in range(size)])


def nodes_of(leaves: Sequence[bytes]) -> dict[merkle.Address, bytes]:
    tree = merkle.levels(leaves)
    return {(at, index): value for at, row in enumerate(tree) for index, value in enumerate(row)}


def defined_root(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 9162 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return merkle.node_hash(defined_root(leaves[:k]), defined_root(leaves[k:]))


def defined_path(position: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The definition of RFC 9162 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if position < k:
        return [*defined_path(position, leaves[:k]), defined_root(leaves[k:])]
    return [*defined_path(position - k, leaves[k:]), defined_root(leaves[:k])]


def defined_subproof(first: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    """The definition of RFC 9162 2.1.4.1."""
    if first == len(leaves):
        return [] if whole else [defined_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if first <= k:
        return [*defined_subproof(first, leaves[:k], whole), defined_root(leaves[k:])]
    return [*defined_subproof(first - k, leaves[k:], False), defined_root(leaves[:k])]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_published(size: int) -> None:
    assert merkle.root_at(merkle.levels(LEAVES), size).hex() == ROOTS[size]


@pytest.mark.parametrize(("position", "size", "expected"), INCLUSION)
def test_inclusion_proofs_are_those_published(
    position: int, size: int, expected: list[str]
) -> None:
    found = merkle.proof(merkle.inclusion_plan(position, size), nodes_of(LEAVES))
    assert [step.hex() for step in found] == expected
    root = bytes.fromhex(ROOTS[size])
    assert merkle.verify_inclusion(LEAVES[position], position, size, found, root)


@pytest.mark.parametrize(("first", "second", "expected"), CONSISTENCY)
def test_consistency_proofs_are_those_published(
    first: int, second: int, expected: list[str]
) -> None:
    found = merkle.proof(merkle.consistency_plan(first, second), nodes_of(LEAVES))
    assert [step.hex() for step in found] == expected
    roots = (bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second]))
    assert merkle.verify_consistency(first, second, *roots, found)


@given(leaves_of)
def test_growing_leaf_by_leaf_gives_the_defined_root_and_every_node(leaves: list[bytes]) -> None:
    tree = merkle.Frontier()
    made = dict(node for leaf in leaves for node in tree.append(leaf))
    assert tree.root() == defined_root(leaves)
    assert tree.size == len(leaves)
    assert made == {at: value for at, value in nodes_of(leaves).items() if at[0]}


@given(leaves_of, st.data())
def test_every_inclusion_proof_is_as_defined_and_holds(
    leaves: list[bytes], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    found = merkle.proof(merkle.inclusion_plan(position, len(leaves)), nodes_of(leaves))
    assert found == defined_path(position, leaves)
    root = defined_root(leaves)
    size = len(leaves)
    assert merkle.verify_inclusion(leaves[position], position, size, found, root)
    assert not merkle.verify_inclusion(leaves[position], position, size, [*found, root], root)
    assert not merkle.verify_inclusion(root[::-1], position, size, found, root)
    if found:
        assert not merkle.verify_inclusion(leaves[position], position, size, found[:-1], root)
        changed = [found[0][::-1], *found[1:]]
        assert not merkle.verify_inclusion(leaves[position], position, size, changed, root)


@given(leaves_of, st.data())
def test_every_consistency_proof_is_as_defined_and_holds(
    leaves: list[bytes], data: st.DataObject
) -> None:
    second = len(leaves)
    first = data.draw(st.integers(1, second))
    found = merkle.proof(merkle.consistency_plan(first, second), nodes_of(leaves))
    assert found == defined_subproof(first, leaves, True)
    older, newer = defined_root(leaves[:first]), defined_root(leaves)
    assert merkle.verify_consistency(first, second, older, newer, found)
    assert not merkle.verify_consistency(first, second, older[::-1], newer, found)
    assert not merkle.verify_consistency(first, second, older, newer, [*found, newer])
    if found:
        assert not merkle.verify_consistency(first, second, older, newer, found[:-1])


def test_the_empty_tree_proves_nothing_about_a_later_one() -> None:
    assert not merkle.verify_consistency(0, 8, merkle.EMPTY_ROOT, bytes.fromhex(ROOTS[8]), [])
    assert not merkle.verify_consistency(0, 0, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT, [])
    with pytest.raises(ValueError, match="no consistency proof"):
        merkle.consistency_plan(0, 8)


@pytest.mark.parametrize(("position", "size"), [(-1, 8), (8, 8), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_proof(position: int, size: int) -> None:
    assert not merkle.verify_inclusion(LEAVES[0], position, size, [], LEAVES[0])
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_plan(position, size)


def test_a_larger_tree_does_not_begin_a_smaller_one() -> None:
    older, newer = bytes.fromhex(ROOTS[8]), bytes.fromhex(ROOTS[4])
    assert not merkle.verify_consistency(8, 4, older, newer, [])
    assert not merkle.verify_consistency(3, 8, older, newer, [])


def test_equal_trees_need_an_empty_proof_and_equal_roots() -> None:
    root = bytes.fromhex(ROOTS[8])
    assert merkle.verify_consistency(8, 8, root, root, [])
    assert not merkle.verify_consistency(8, 8, root, root[::-1], [])
    assert not merkle.verify_consistency(8, 8, root, root, [root])
