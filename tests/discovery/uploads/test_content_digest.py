"""The digest that a sender announces is read strictly."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.discovery.uploads.content_digest import DigestMismatch, check_digest, parse_content_digest
from app.kernel.problems import Kind, Malformed

DIGEST = hashlib.sha256(b"hello").digest()
ENCODED = base64.b64encode(DIGEST).decode()


@pytest.mark.parametrize(
    "header",
    [
        f"sha-256=:{ENCODED}:",
        f"  sha-256=:{ENCODED}:\t",
        f"sha-512=:AAAA:, sha-256=:{ENCODED}:",
        f"sha-256=:{ENCODED}:,md5=:AAAA:",
    ],
)
def test_the_sha_256_is_found(header: str) -> None:
    assert parse_content_digest(header) == DIGEST


@pytest.mark.parametrize("header", [None, "sha-512=:AAAA:"])
def test_without_a_sha_256_nothing_is_announced(header: str | None) -> None:
    assert parse_content_digest(header) is None


@pytest.mark.parametrize(
    "header",
    [
        "",
        ENCODED,
        f"sha-256={ENCODED}",
        f"sha-256=:{ENCODED}",
        f"SHA-256=:{ENCODED}:",
        "sha-256=::",
        "sha-256=:AAAA:",
        f"sha-256=:{ENCODED[:-1]}:",
        f"sha-256=:{ENCODED[:-2]}9=:",
        f"sha-256=:{ENCODED}:;q=1",
        f"sha-256=:{ENCODED}:,",
        f"sha-256=:{ENCODED}:, sha-256=:{ENCODED}:",
        f"sha-256=:{DIGEST.hex()}:",
    ],
)
def test_any_other_form_is_refused(header: str) -> None:
    with pytest.raises(Malformed):
        parse_content_digest(header)


@given(st.text(max_size=120))
def test_no_header_whatever_makes_it_fail_otherwise(header: str) -> None:
    try:
        parse_content_digest(header)
    except Malformed:
        return


def test_another_digest_is_a_mismatch_and_none_is_not() -> None:
    check_digest(DIGEST, DIGEST)
    check_digest(DIGEST, None)
    with pytest.raises(DigestMismatch) as refusal:
        check_digest(bytes(32), DIGEST)
    assert refusal.value.kind is Kind.MALFORMED
