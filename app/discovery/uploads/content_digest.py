"""What a sender says that a body hashes to (RFC 9530), and the refusal when it does not. Pure."""

import base64
import binascii
import hmac
import re

from app.kernel.problems import Malformed
from app.kernel.text import Text

_SHA256_BYTES = 32
_DIGEST_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):")

_BAD_DIGEST = Text(
    "Content-Digest 머리글은 sha-256=:…: 형식이어야 합니다.",
    "The Content-Digest header must have the form sha-256=:…:.",
)


class DigestMismatch(Malformed):
    """What arrived is not what the sender's Content-Digest says was sent."""

    slug = "content-digest-mismatch"
    title = Text(
        "받은 내용이 Content-Digest와 다릅니다. 다시 보내 주세요",
        "What arrived differs from its Content-Digest. Send it again",
    )


def parse_content_digest(header: str | None) -> bytes | None:
    """Return the SHA-256 of a Content-Digest header (RFC 9530), or nothing if it names none.

    Raise Malformed for anything but a plain list of `algorithm=:base64:`, each named once.
    """
    if header is None:
        return None
    members = [_DIGEST_MEMBER.fullmatch(member.strip(" \t")) for member in header.split(",")]
    values = {member[1]: member[2] for member in members if member}
    if len(values) != len(members):
        raise Malformed(_BAD_DIGEST)
    return _sha256_of(values["sha-256"]) if "sha-256" in values else None


def check_digest(found: bytes, announced: bytes | None) -> None:
    """Raise DigestMismatch if a digest was announced and another one was found."""
    if announced is not None and not hmac.compare_digest(found, announced):
        raise DigestMismatch


def _sha256_of(encoded: str) -> bytes:
    try:
        digest = base64.b64decode(encoded, validate=True)
    except binascii.Error as fault:
        raise Malformed(_BAD_DIGEST) from fault
    if len(digest) != _SHA256_BYTES or base64.b64encode(digest).decode() != encoded:
        raise Malformed(_BAD_DIGEST)
    return digest
