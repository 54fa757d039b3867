"""Secrets at rest."""

import pytest
from cryptography.exceptions import InvalidTag

from app.kernel import sealing

KEY = b"k" * 32


def test_a_sealed_text_is_read_again_with_the_same_key_and_purpose_only() -> None:
    box = sealing.sealed(KEY, "message", "인증번호 7K3M")
    assert "7K3M" not in box
    assert sealing.opened(KEY, "message", box) == "인증번호 7K3M"
    with pytest.raises(InvalidTag):
        sealing.opened(KEY, "wall", box)
    with pytest.raises(InvalidTag):
        sealing.opened(b"x" * 32, "message", box)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert sealing.sealed(KEY, "wall", "이해관계") != sealing.sealed(KEY, "wall", "이해관계")


def test_a_code_hashes_differently_for_each_purpose_and_key() -> None:
    hashes = {
        sealing.keyed_hash(KEY, "code", "A"),
        sealing.keyed_hash(KEY, "invitation", "A"),
        sealing.keyed_hash(b"x" * 32, "code", "A"),
    }
    assert len(hashes) == 3
