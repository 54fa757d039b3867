"""The byte form of a leaf is that of RFC 8785, and its hash that of RFC 9162."""

import hashlib
from datetime import UTC, date, datetime

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.db.leaf import canonical, leaf_hash, row_digest, seal

SALT = b"s" * 16
# Field names are ASCII, so sorting by code point and by UTF-16 unit is the same.
names = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | whole | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(names, values, max_size=6))
def test_the_byte_form_is_that_of_the_reference(value: dict[str, object]) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_a_leaf_hash_is_a_zero_byte_and_the_payload() -> None:
    assert leaf_hash(b"") == hashlib.sha256(b"\x00").digest()
    assert leaf_hash(b"abc") == hashlib.sha256(b"\x00abc").digest()


@given(st.dictionaries(names, values, max_size=6))
def test_a_row_digest_is_the_same_in_whatever_order_the_columns_come(
    row: dict[str, object],
) -> None:
    turned = dict(reversed(row.items()))
    assert row_digest(SALT, "t", row) == row_digest(SALT, "t", turned)
    assert row_digest(SALT, "t", row) != row_digest(SALT, "u", row)
    assert row_digest(SALT, "t", row) != row_digest(b"r" * 16, "t", row)


def test_days_and_instants_have_one_written_form() -> None:
    at = datetime(2026, 11, 23, 1, tzinfo=UTC)
    written = {"at": "2026-11-23T01:00:00.000000+00:00", "on": "2026-11-23"}
    typed = {"at": at, "on": date(2026, 11, 23)}
    assert row_digest(SALT, "t", typed) == row_digest(SALT, "t", written)


def test_a_seal_needs_the_key() -> None:
    assert seal(b"a", b"leaf") != seal(b"b", b"leaf")
