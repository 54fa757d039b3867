"""Families reach to their outermost container, and copies are the same bytes or the same mail."""

from dataclasses import dataclass

from app.discovery.productions.relatives import Kin, kin_of


@dataclass
class Piece:
    """A piece of evidence."""

    id: str
    sha256: str


@dataclass
class Inside:
    """A file inside a container."""

    item_id: str
    child_item_id: str | None = None
    refusal: str = ""


def kin(relations: list[Inside], **hashes: str) -> dict[str, Kin]:
    """Return the relatives of four pieces, of which c and d have the same bytes."""
    pieces = {one: Piece(one, "cd" if one in "cd" else one) for one in "abcd"}
    return kin_of(pieces, relations, hashes)


def test_a_family_is_everything_below_its_outermost_container() -> None:
    found = kin([Inside("a", "b"), Inside("b", "c")])
    assert (found["a"].first, found["a"].members) == ("", ("b", "c"))
    assert (found["b"].first, found["b"].members) == ("a", ("c",))
    assert (found["c"].first, found["c"].members) == ("a", ())


def test_what_could_be_taken_out_and_was_not_is_counted() -> None:
    more = [Inside("a", None, refusal) for refusal in ("", "too_large", "nested", "traversal")]
    assert kin([*more, Inside("a", "gone")])["a"].inside == 4


def test_copies_have_the_same_bytes_or_are_the_same_mail() -> None:
    found = kin([], a="hash", c="hash", b="")
    assert found["c"].copies == {"a", "d"}
    assert found["a"].copies == {"c"}
    assert found["b"].copies == frozenset()
