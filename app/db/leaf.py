"""How an event becomes a leaf of the audit log: canonical JSON, salted row digests, leaf hash."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from app.kernel.event import plain

LEAF_PREFIX = b"\x00"


def canonical(value: Any) -> bytes:
    """Return the one byte form of a JSON value (RFC 8785 for strings, integers, lists, maps)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def leaf_hash(payload: bytes) -> bytes:
    """Return the RFC 9162 leaf hash: SHA-256 of a zero byte and the payload."""
    return hashlib.sha256(LEAF_PREFIX + payload).digest()


def row_digest(salt: bytes, table: str, values: Mapping[str, Any]) -> str:
    """Return the salted digest of a row; without the salt it tells nothing about the row."""
    body = canonical({"row": plain(dict(values)), "table": table})
    return hmac.new(salt, body, hashlib.sha256).hexdigest()


def seal(key: bytes, leaf: bytes) -> str:
    """Return the service's own mark on a leaf, so one inserted behind its back is known."""
    return hmac.new(key, leaf, hashlib.sha256).hexdigest()
