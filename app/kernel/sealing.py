"""How secrets rest in the database: hashed where only compared, sealed where read again."""

import base64
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_LABEL = b"people:"  # bound into every box and hash that was ever made: it can not change


def token_hash(secret: str) -> str:
    """Return the hash of a secret that has 256 bits of chance of its own."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_hash(key: bytes, purpose: str, value: str) -> str:
    """Return the keyed hash of a short value; without the key it cannot be guessed by trying."""
    return hmac.new(_derived(key, purpose), value.encode(), hashlib.sha256).hexdigest()


def same(first: str, second: str) -> bool:
    """Tell whether two hashes are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(first.encode(), second.encode())


def sealed(key: bytes, purpose: str, text: str) -> str:
    """Return a text encrypted with AES-256-GCM, in base64; what it is for is bound into it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    locked = AESGCM(_derived(key, purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return base64.b64encode(nonce + locked).decode()


def opened(key: bytes, purpose: str, box: str) -> str:
    """Return the text in a sealed box; raises InvalidTag where the key or purpose is another."""
    whole = base64.b64decode(box)
    nonce, locked = whole[:_NONCE_BYTES], whole[_NONCE_BYTES:]
    return AESGCM(_derived(key, purpose)).decrypt(nonce, locked, purpose.encode()).decode()


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, _LABEL + purpose.encode(), hashlib.sha256).digest()
