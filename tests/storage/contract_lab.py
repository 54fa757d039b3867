"""What a store is tested with: what lies behind it, and how to do damage there."""

from datetime import UTC, datetime
from typing import Protocol

from app.storage.base import DISPOSAL_SEAL, Disposal, Store, Stored
from app.storage.keyring import Keyring

MEBIBYTE = 1024 * 1024
LATER = datetime(2100, 1, 1, tzinfo=UTC)
OLD_ROOT, NEW_ROOT = bytes(range(32)), bytes(range(32, 64))


class Lab(Protocol):
    """A store, and what lies behind it."""

    store: Store
    keyring: Keyring | None

    def again(self, keyring: Keyring | None) -> Store:
        """Open the same place anew, as after a restart, with these root keys."""

    def content(self, key: str) -> bytes:
        """Return the bytes of an object as they lie in the store."""

    def overwrite(self, key: str, content: bytes) -> None:
        """Put other bytes in the place of an object, behind the store's back."""

    def lose(self, key: str) -> None:
        """Take an object away, behind the store's back."""

    def key_record(self, key: str) -> bytes:
        """Return the key record of an encrypted object."""

    def overwrite_key_record(self, key: str, content: bytes | None) -> None:
        """Put another key record beside an object, or none."""


def put(store: Store, payload: bytes) -> Stored:
    return store.put([payload], limit_bytes=MEBIBYTE * 8)


def taken_out(store: Store, stored: Stored) -> bytes:
    return b"".join(store.open(stored.key, sha256=stored.sha256))


def keys_in(store: Store) -> list[str]:
    return [leftover.key for leftover in store.keys_older_than(LATER)]


def a_disposal(key: str) -> Disposal:
    return Disposal(key, "폐기 결정", datetime(2026, 2, 1, tzinfo=UTC), DISPOSAL_SEAL)


def flipped(content: bytes, position: int) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 1
    return bytes(changed)
