"""The library of sealed packages opens and refuses what the published age vectors say.

Where it is known to differ the vector stands in a list below, and the difference is asserted: an
edition of the library that mends one of them fails here until the list is shortened.
"""

import base64
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

import pyrage
import pytest

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "age.json").read_text("utf-8"))
# The library has no post-quantum (ML-KEM) identities, so it can not even read these keys.
WITHOUT_HYBRID_KEYS = {vector["name"] for vector in VECTORS if "hybrid" in vector["name"]}
# It takes no blanks around an armoured file, which the format permits.
STRICTER = {"armor_whitespace_outside"}
# It opens files in which a stanza does not end with a short line; what it returns is authentic.
LAXER = {"stanza_missing_body", "stanza_missing_final_line"}
# It weighs passphrase work against the machine: a quick one grinds for a minute and opens it, a
# slow one refuses. Not run; packages are sealed to keys, and passphrases are never asked for.
BY_THE_MACHINE = {"scrypt_work_factor_23"}
REFUSALS = (pyrage.DecryptError, pyrage.IdentityError)
AS_PUBLISHED = [
    vector for vector in VECTORS
    if vector["name"] not in WITHOUT_HYBRID_KEYS | STRICTER | LAXER | BY_THE_MACHINE
]  # fmt: skip


def opened(vector: dict[str, Any]) -> bytes:
    sealed = base64.b64decode(vector["file"])
    if vector.get("compressed"):
        sealed = zlib.decompress(sealed)
    if "passphrase" in vector and "identity" not in vector:
        return pyrage.passphrase.decrypt(sealed, vector["passphrase"][0])
    identities = [pyrage.x25519.Identity.from_str(text) for text in vector.get("identity", [])]
    return pyrage.decrypt(sealed, identities or [pyrage.x25519.Identity.generate()])


def vector_of(name: str) -> dict[str, Any]:
    return next(vector for vector in VECTORS if vector["name"] == name)


def test_the_lists_leave_most_vectors_to_be_judged_as_published() -> None:
    assert (len(VECTORS), len(WITHOUT_HYBRID_KEYS), len(AS_PUBLISHED)) == (141, 19, 118)


@pytest.mark.parametrize("vector", AS_PUBLISHED, ids=lambda vector: vector["name"])
def test_a_file_opens_just_where_it_should(vector: dict[str, Any]) -> None:
    if vector["expect"] == ["success"]:
        assert hashlib.sha256(opened(vector)).hexdigest() == vector["payload"][0]
    else:
        with pytest.raises(REFUSALS):
            opened(vector)


@pytest.mark.parametrize("name", sorted(WITHOUT_HYBRID_KEYS))
def test_a_hybrid_key_is_refused_as_a_key(name: str) -> None:
    vector = vector_of(name)
    with pytest.raises(REFUSALS):
        opened(vector)


@pytest.mark.parametrize("name", sorted(STRICTER))
def test_stricter_than_the_format(name: str) -> None:
    assert vector_of(name)["expect"] == ["success"]
    with pytest.raises(REFUSALS):
        opened(vector_of(name))


@pytest.mark.parametrize("name", sorted(LAXER))
def test_laxer_than_the_format(name: str) -> None:
    assert vector_of(name)["expect"] == ["header failure"]
    assert isinstance(opened(vector_of(name)), bytes)
