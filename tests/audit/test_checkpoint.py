"""A checkpoint has exactly one form, and only the log's own key makes one."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit.checkpoint import (
    BadNote,
    PublicKey,
    Signer,
    parse,
    sign_leaf,
    verify,
    verify_leaf,
)

ROOT = hashlib.sha256(b"root").digest()
SIGNER = Signer("log.example.kr", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
OTHER = Signer("log.example.kr", Ed25519PrivateKey.from_private_bytes(b"2" * 32))
NOTE = SIGNER.note(12, ROOT)


def test_a_note_is_three_lines_an_empty_one_and_a_signature() -> None:
    origin, size, root, empty, signature, end = NOTE.split("\n")
    assert (origin, size, empty, end) == ("log.example.kr", "12", "", "")
    assert base64.b64decode(root) == ROOT
    dash, name, signed = signature.split(" ")
    assert (dash, name) == ("—", "log.example.kr")
    assert base64.b64decode(signed)[:4] == SIGNER.public.key_id


def test_the_key_id_is_the_hash_of_name_algorithm_and_key() -> None:
    named = b"log.example.kr\x0a\x01" + SIGNER.public.raw
    assert SIGNER.public.key_id == hashlib.sha256(named).digest()[:4]


def test_a_published_key_line_is_read_with_its_key_id() -> None:
    # The example key of the Go checksum database, which uses the same form.
    line = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    key = PublicKey.parse(line)
    assert key.key_id.hex() == "033de0ae"
    assert key.text == line


def test_a_signed_checkpoint_of_another_log_is_not_taken() -> None:
    assert PublicKey.parse(SIGNER.public.text) == SIGNER.public
    body = "another.log\n12\n" + base64.b64encode(ROOT).decode() + "\n"
    signed = SIGNER.public.key_id + SIGNER.private.sign(body.encode())
    note = f"{body}\n— log.example.kr {base64.b64encode(signed).decode()}\n"
    with pytest.raises(BadNote, match="another log"):
        verify(note, SIGNER.public)


def test_what_was_signed_is_read_back() -> None:
    found = verify(NOTE, SIGNER.public)
    assert (found.origin, found.size, found.root) == ("log.example.kr", 12, ROOT)
    assert found == parse(NOTE)


def test_a_witness_may_add_its_signature() -> None:
    witness = Signer("witness.example", Ed25519PrivateKey.from_private_bytes(b"3" * 32))
    added = witness.public.key_id + witness.private.sign(parse(NOTE).body().encode())
    note = f"{NOTE}— witness.example {base64.b64encode(added).decode()}\n"
    assert verify(note, SIGNER.public).size == 12


@pytest.mark.parametrize(
    "note",
    [
        OTHER.note(12, ROOT),
        NOTE.replace("\n12\n", "\n13\n"),
        NOTE.replace("\n12\n", "\n012\n"),
        NOTE.replace("\n12\n", "\n+12\n"),
        NOTE.replace("\n12\n", "\n１２\n"),
        NOTE.replace("\n12\n", "\n12\nmore\n"),
        NOTE.replace("\n12\n", "\n12\r\n"),
        NOTE.replace("log.example.kr\n", "log example\n", 1),
        NOTE.removesuffix("\n"),
        NOTE + "\n",
        NOTE.replace("— ", "- "),
        NOTE.replace("=\n", "\n"),
        NOTE.replace("\n\n", "\n"),
        NOTE + "— log.example.kr AAAA\n",
        NOTE
        + "— log.example.kr "
        + base64.b64encode(SIGNER.public.key_id + b"x" * 64).decode()
        + "\n",
        NOTE + "junk\n",
        "",
        "\n\n",
        NOTE[:20] + "\x00" + NOTE[20:],
        "x" * 30_000,
    ],
)
def test_a_note_that_differs_anywhere_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        verify(note, SIGNER.public)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "log.example.kr",
        "log.example.kr+00000000+" + SIGNER.public.text.split("+", 2)[2],
        "log.example.kr+" + SIGNER.public.key_id.hex() + "+AAAA",
        "log.example.kr+" + SIGNER.public.key_id.hex() + "+***",
        "log example+" + SIGNER.public.text.split("+", 1)[1],
    ],
)
def test_a_key_line_that_differs_anywhere_is_refused(line: str) -> None:
    with pytest.raises(BadNote):
        PublicKey.parse(line)


def test_a_leaf_is_promised_at_once_and_only_that_leaf() -> None:
    promise = sign_leaf(SIGNER, ROOT)
    assert verify_leaf(SIGNER.public, ROOT, promise)
    assert not verify_leaf(SIGNER.public, ROOT[::-1], promise)
    assert not verify_leaf(OTHER.public, ROOT, promise)
    assert not verify_leaf(SIGNER.public, ROOT, "한글")
    assert not verify_leaf(SIGNER.public, ROOT, promise[:-4])
