"""Who belongs to whom: families as they came in, and the copies of a piece within one case. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

_CAN_BE_TAKEN_OUT = frozenset({"", "too_large", "nested"})


class Piece(Protocol):
    """A piece of evidence, as far as its relatives go."""

    id: str
    sha256: str


class Inside(Protocol):
    """A file inside a container; `child_item_id` names the piece that it became when taken out."""

    item_id: str
    child_item_id: str | None
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """The relatives of one piece.

    `first` is the outermost container that it came in, empty where it came by itself. `members` are
    all that came inside it, at any depth; `inside` counts what could be taken out and was not.
    `copies` have the same bytes or are the same mail.
    """

    first: str = ""
    members: tuple[str, ...] = ()
    inside: int = 0
    copies: frozenset[str] = frozenset()


def kin_of(
    pieces: Mapping[str, Piece], relations: Sequence[Inside], message_hashes: Mapping[str, str]
) -> dict[str, Kin]:
    """Return the relatives of each piece, of the pieces alone."""
    children: dict[str, list[str]] = defaultdict(list)
    parents: dict[str, str] = {}
    inside: dict[str, int] = defaultdict(int)
    for one in relations:
        child = one.child_item_id
        if child is not None and child in pieces:
            children[one.item_id].append(child)
            parents[child] = one.item_id
        elif one.refusal in _CAN_BE_TAKEN_OUT:
            inside[one.item_id] += 1
    copies = _copies(pieces.values(), message_hashes)
    return {
        one: Kin(
            first=_first(one, parents), members=tuple(_below(one, children)), inside=inside[one],
            copies=frozenset(copies[one] - {one}),
        )
        for one in pieces
    }  # fmt: skip


def _first(one: str, parents: Mapping[str, str]) -> str:
    """Return the outermost container; what was taken out is younger than what it was taken from."""
    found = ""
    while one in parents:
        found = one = parents[one]
    return found


def _below(one: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    for child in children.get(one, []):
        yield child
        yield from _below(child, children)


def _copies(pieces: Iterable[Piece], message_hashes: Mapping[str, str]) -> dict[str, set[str]]:
    alike: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in pieces:
        alike["bytes", one.sha256].add(one.id)
        if message_hash := message_hashes.get(one.id):
            alike["mail", message_hash].add(one.id)
    found: dict[str, set[str]] = defaultdict(set)
    for ids in alike.values():
        for item_id in ids:
            found[item_id] |= ids
    return found
