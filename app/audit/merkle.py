"""The tree of the audit log (RFC 9162 section 2.1): hashes, proofs and their verification. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NODE_PREFIX = b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_BYTES = 32

# Level and index of a perfect subtree: it covers leaves index·2^level up to (index+1)·2^level.
Address = tuple[int, int]
# The leaves from the first up to, but without, the second.
Range = tuple[int, int]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of a one byte and both children."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two smaller than `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def subtrees(span: Range) -> list[Address]:
    """Return the perfect subtrees that make up a subtree of the log, from left to right."""
    low, high = span
    found: list[Address] = []
    while low < high:
        width = 1 << (high - low).bit_length() - 1
        level = width.bit_length() - 1
        found.append((level, low >> level))
        low += width
    return found


def combine(hashes: Sequence[bytes]) -> bytes:
    """Return the root above perfect subtrees given from left to right; the empty root for none."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def hash_of(span: Range, nodes: Mapping[Address, bytes]) -> bytes:
    """Return the hash of a subtree of the log from the stored nodes; KeyError if one lacks."""
    return combine([nodes[address] for address in subtrees(span)])


def inclusion_plan(position: int, size: int) -> list[Range]:
    """Return the subtrees whose hashes prove that a leaf is in the tree of `size` leaves."""
    if not 0 <= position < size:
        raise ValueError(f"no leaf {position} in a tree of {size}")
    low, high = 0, size
    plan: list[Range] = []
    while high - low > 1:
        middle = low + split(high - low)
        if position < middle:
            plan.append((middle, high))
            high = middle
        else:
            plan.append((low, middle))
            low = middle
    return plan[::-1]


def consistency_plan(first: int, second: int) -> list[Range]:
    """Return the subtrees whose hashes prove that a smaller tree is the beginning of a larger."""
    if not 0 < first <= second:
        raise ValueError(f"no consistency proof from {first} to {second} leaves")
    low, high = 0, second
    plan: list[Range] = []
    while first != high:
        middle = low + split(high - low)
        if first <= middle:
            plan.append((middle, high))
            high = middle
        else:
            plan.append((low, middle))
            low = middle
    if low:
        plan.append((low, high))
    return plan[::-1]


def addresses(plan: Iterable[Range]) -> list[Address]:
    """Return every stored node that the subtrees of a plan are made of."""
    return [address for span in plan for address in subtrees(span)]


def proof(plan: Iterable[Range], nodes: Mapping[Address, bytes]) -> list[bytes]:
    """Return the proof that a plan asks for."""
    return [hash_of(span, nodes) for span in plan]


def verify_inclusion(
    leaf: bytes, position: int, size: int, given: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether a proof shows the leaf hash at a position of the tree (RFC 9162 2.1.3.2)."""
    # Two values of no bytes are equal as well, and prove nothing.
    if not 0 <= position < size or len(leaf) != HASH_BYTES:
        return False
    index, last, found = position, size - 1, leaf
    for step in given:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node_hash(step, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, step)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, given: Sequence[bytes]
) -> bool:
    """Tell whether a proof shows one tree to begin another (RFC 9162 2.1.4.2).

    The empty tree begins every tree and so proves nothing: a first size of 0 is rejected.
    """
    if not 0 < first <= second:
        return False
    if first == second:
        return not given and first_root == second_root
    steps = [first_root, *given] if first & (first - 1) == 0 else list(given)
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    return bool(steps) and _climb(steps, index, last) == (first_root, second_root)


def _climb(steps: Sequence[bytes], index: int, last: int) -> tuple[bytes, bytes] | None:
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if index & 1 or index == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        index, last = index >> 1, last >> 1
    return (older, newer) if last == 0 else None


@dataclass(slots=True)
class Frontier:
    """The right edge of a growing tree: enough to append leaves and to know the root.

    `peaks` are the hashes of the perfect subtrees of `size` leaves, from left to right.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> list[tuple[Address, bytes]]:
        """Add a leaf hash; return the nodes of level 1 and above that it completes."""
        made: list[tuple[Address, bytes]] = []
        index, level, found = self.size, 0, leaf
        while index & 1:
            index, level = index >> 1, level + 1
            found = node_hash(self.peaks.pop(), found)
            made.append(((level, index), found))
        self.peaks.append(found)
        self.size += 1
        return made

    def root(self) -> bytes:
        """Return the root of all leaves appended."""
        return combine(self.peaks)


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Return every perfect subtree's hash, by level and index; level 0 are the leaves."""
    found = [list(leaves)]
    while len(found[-1]) > 1:
        below = found[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        found.append([node_hash(left, right) for left, right in pairs])
    return found


def root_at(tree: Sequence[Sequence[bytes]], size: int) -> bytes:
    """Return the root of the first `size` leaves of a whole tree as `levels` gives it."""
    return combine([tree[level][index] for level, index in subtrees((0, size))])
