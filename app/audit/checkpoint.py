"""A checkpoint: size and root of the log under the service's signature, as a C2SP signed note.

The form is tlog-checkpoint: origin, size, root, an empty line, then lines of signatures.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.audit.merkle import HASH_BYTES

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_DASH = "— "
_BODY_LINES = 3
_NAME = re.compile(r"[^\s+]{1,120}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_NOTE_LIMIT = 20_000
# Keeps a signed leaf from ever reading as a signed checkpoint, whose second line is a number.
_LEAF_CONTEXT = b"sangsaeng audit leaf, version 1\nsha-256\n"


class BadNote(ValueError):
    """A note is not in the one form allowed, or no valid signature of the key is on it."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed: whose log, how many leaves, and the root above them."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """Return the signed text."""
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The key that checks signatures; `name` is the origin of the log."""

    name: str
    raw: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.raw) != _KEY_BYTES:
            raise BadNote("a key needs a name without blanks or plus signs, and 32 bytes")

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the hash of name and key, which signatures begin with."""
        named = self.name.encode() + b"\n" + _ED25519 + self.raw
        return hashlib.sha256(named).digest()[:_KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """The key as one line, `name+id+key`, for papers and for those who verify."""
        return f"{self.name}+{self.key_id.hex()}+{_encoded(_ED25519 + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Read a key from its line; raise BadNote where anything about it is wrong."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        found = _decoded(encoded)
        key = cls(name, found[1:])
        if found[:1] != _ED25519 or key.key_id.hex() != key_id:
            raise BadNote("not an Ed25519 key, or its id does not fit")
        return key

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature over a message is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """The service's signing key under the name of its log."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.name, self.private.public_key().public_bytes_raw())

    def note(self, size: int, root: bytes) -> str:
        """Return the signed checkpoint of a tree."""
        body = Checkpoint(self.name, size, root).body()
        signed = self.public.key_id + self.private.sign(body.encode())
        return f"{body}\n{_DASH}{self.name} {_encoded(signed)}\n"


def parse(note: str) -> Checkpoint:
    """Return what a note says, unchecked signatures included; raise BadNote for any other form."""
    body, _lines = _parts(note)
    origin, size, root = body[:-1].split("\n")
    return Checkpoint(origin, int(size), _decoded(root, HASH_BYTES))


def verify(note: str, key: PublicKey) -> Checkpoint:
    """Return what a note says once the key's signature on it holds; raise BadNote otherwise.

    Signatures of other keys, such as a witness's, are neither needed nor looked at.
    """
    body, lines = _parts(note)
    signatures = [line[2] for line in lines if line[:2] == (key.name, key.key_id)]
    if not signatures:
        raise BadNote("not signed by this key")
    if not all(key.accepts(body.encode(), signature) for signature in signatures):
        raise BadNote("the signature does not fit the text")
    found = parse(note)
    if found.origin != key.name:
        raise BadNote("the checkpoint of another log")
    return found


def sign_leaf(signer: Signer, leaf_hash: bytes) -> str:
    """Return the service's promise that a leaf is in the log, in base64; for receipts."""
    signed = signer.private.sign(_LEAF_CONTEXT + leaf_hash)
    return _encoded(signer.public.key_id + signed)


def verify_leaf(key: PublicKey, leaf_hash: bytes, signature: str) -> bool:
    """Tell whether a promise of `sign_leaf` is this key's and for this leaf."""
    try:
        found = _decoded(signature, _KEY_ID_BYTES + _SIGNATURE_BYTES)
    except BadNote:
        return False
    known = found[:_KEY_ID_BYTES] == key.key_id
    return known and key.accepts(_LEAF_CONTEXT + leaf_hash, found[_KEY_ID_BYTES:])


def _parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """Return the signed text and, for each signature, its name, key id and bytes."""
    if len(note) > _NOTE_LIMIT or any(ord(sign) < ord(" ") and sign != "\n" for sign in note):
        raise BadNote("too long, or with control characters")
    text, gap, tail = note.rpartition("\n\n")
    lines = text.split("\n")
    if not gap or not tail.endswith("\n") or len(lines) != _BODY_LINES:
        raise BadNote("not three lines, an empty line and signatures")
    origin, size, root = lines
    if not _NAME.fullmatch(origin) or not _SIZE.fullmatch(size):
        raise BadNote("no origin, or no size in plain digits")
    _decoded(root, HASH_BYTES)
    return f"{text}\n", [_signature(line) for line in tail[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not blank or not _NAME.fullmatch(name):
        raise BadNote("a line that is no signature")
    found = _decoded(encoded)
    if len(found) <= _KEY_ID_BYTES:
        raise BadNote("a signature that is too short")
    return name, found[:_KEY_ID_BYTES], found[_KEY_ID_BYTES:]


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _decoded(text: str, length: int | None = None) -> bytes:
    try:
        found = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as fault:
        raise BadNote("not base64") from fault
    # Base64 has several spellings for the same bytes; only the plain one is taken.
    if _encoded(found) != text or (length is not None and len(found) != length):
        raise BadNote("not base64 of the right length")
    return found
