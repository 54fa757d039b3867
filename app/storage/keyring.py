"""The root keys of the evidence store: one that wraps new data keys, older ones that still unwrap.

A folder holds one file a key, `<name>.key` with 64 hexadecimal digits, readable by the service
alone, and the file `current` with the name of the key in use. A key's name is computed from the
key itself, so a file that was altered or swapped is noticed when it is read.
"""

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.storage.base import KeyUnknown, ObjectDamaged
from app.storage.envelope import ROOT_NAME_BYTES, WRAP_NONCE_BYTES

ROOT_KEY_BYTES = 32
_NAME_LABEL = b"sangsaeng root key name v1"
_NAME = re.compile(r"[0-9a-f]{32}")
_CURRENT = "current"
_SUFFIX = ".key"
_FILE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class KeyringFault(Exception):
    """The folder of root keys can not be used; the message says why, for the operator."""


class Keyring:
    """Root keys by name; may be shared by threads.

    A ring that was read from a folder follows it: a root key that was put in use there, by another
    process, is used from the next object on, and one that is not known is looked for.
    """

    def __init__(self, keys: Mapping[str, bytes], *, current: str) -> None:
        """Take the keys, 32 bytes each, by their names, and the name of the one in use."""
        self._ring = _ring(keys, current)
        self._folder: Path | None = None
        self._mark = ""

    @property
    def current(self) -> str:
        """The name of the root key that wraps new data keys."""
        return self.current_name.hex()

    @property
    def names(self) -> frozenset[str]:
        """The names of all root keys in the ring."""
        return frozenset(name.hex() for name in self._ring.ciphers)

    @property
    def current_name(self) -> bytes:
        """The name of the root key in use as the 16 bytes of a key record."""
        if self._folder is not None and _mark(self._folder) != self._mark:
            self._follow(self._folder)
        return self._ring.current

    def wrap(self, root_name: bytes, nonce: bytes, data_key: bytes, about: bytes) -> bytes:
        """Encrypt a data key under a root key of the ring; `about` is authenticated with it."""
        return self._ring.ciphers[root_name].encrypt(nonce, data_key, about)

    def unwrap(self, root_name: bytes, nonce: bytes, wrapped: bytes, about: bytes) -> bytes:
        """Decrypt a data key; raise KeyUnknown or, if anything was altered, ObjectDamaged."""
        if root_name not in self._ring.ciphers and self._folder is not None:
            self._follow(self._folder)
        cipher = self._ring.ciphers.get(root_name)
        if cipher is None:
            raise KeyUnknown(root_key=root_name.hex())
        try:
            return cipher.decrypt(nonce, wrapped, about)
        except InvalidTag as forged:
            raise ObjectDamaged from forged

    @classmethod
    def of(cls, current: bytes, *older: bytes) -> "Keyring":
        """Make a ring of keys: the one in use and older ones."""
        keys = {root_key_name(key): key for key in (*older, current)}
        return cls(keys, current=root_key_name(current))

    @classmethod
    def load(cls, folder: Path, *, create: bool = False) -> "Keyring":
        """Read the ring from its folder; `create` makes a first key where there is none.

        Raise KeyringFault if keys are missing, altered, or can be read by other accounts. A
        production start does not create: an empty folder is more often a disk not mounted.
        """
        if create and not (folder / _CURRENT).exists():
            add_root_key(folder)
        keys, current = _read_folder(folder)
        ring = cls(keys, current=current)
        ring._folder, ring._mark = folder, current
        return ring

    def _follow(self, folder: Path) -> None:
        """Take over what the folder holds now; a folder that can not be read changes nothing."""
        with contextlib.suppress(KeyringFault):
            keys, current = _read_folder(folder)
            now = _ring(keys, current)
            # Keys that a store is still reading with stay, even if their file was taken away.
            self._ring = _Ring({**self._ring.ciphers, **now.ciphers}, now.current)
            self._mark = current


@dataclass(frozen=True, slots=True)
class _Ring:
    """The ciphers by the names of their root keys, and the name of the one in use."""

    ciphers: Mapping[bytes, AESGCM]
    current: bytes


def _ring(keys: Mapping[str, bytes], current: str) -> _Ring:
    for name, key in keys.items():
        if len(key) != ROOT_KEY_BYTES or root_key_name(key) != name:
            raise KeyringFault(f"root key {name} is not the key that it was")
    if current not in keys:
        raise KeyringFault(f"the root key in use, {current}, is not there")
    ciphers = {bytes.fromhex(name): AESGCM(key) for name, key in keys.items()}
    return _Ring(ciphers, bytes.fromhex(current))


def _read_folder(folder: Path) -> tuple[dict[str, bytes], str]:
    """Return the keys of a folder by their names, and the name of the one in use."""
    try:
        current = (folder / _CURRENT).read_text(encoding="ascii").strip()
        keys = {path.stem: _read_key(path) for path in sorted(folder.glob(f"*{_SUFFIX}"))}
    except (OSError, ValueError) as fault:
        raise KeyringFault(f"the root keys in {folder} can not be read: {fault}") from fault
    return keys, current


def _mark(folder: Path) -> str:
    """Return what the folder says of the key in use; empty if it can not be read."""
    try:
        return (folder / _CURRENT).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def root_key_name(key: bytes) -> str:
    """Return the name of a root key: 128 bits of a keyed hash, which tell nothing of the key."""
    return hmac.digest(key, _NAME_LABEL, hashlib.sha256)[:ROOT_NAME_BYTES].hex()


def add_root_key(folder: Path) -> str:
    """Add a fresh root key to the folder, put it in use, and return its name.

    The key is on the disk before it is named as the one in use, so a crash leaves the old one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(ROOT_KEY_BYTES)
    name = root_key_name(key)
    _write(folder / f"{name}{_SUFFIX}", key.hex())
    _flush_folder(folder)
    fresh = folder / f"{_CURRENT}.{name}"
    _write(fresh, name)
    fresh.replace(folder / _CURRENT)
    _flush_folder(folder)
    return name


def _read_key(path: Path) -> bytes:
    if not _NAME.fullmatch(path.stem):
        raise ValueError(f"{path.name} is not the name of a root key")
    if path.stat().st_mode & 0o077:
        raise ValueError(f"{path.name} can be read by other accounts")
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _write(path: Path, text: str) -> None:
    with contextlib.ExitStack() as stack:
        descriptor = os.open(path, _FILE_FLAGS, 0o400)
        stack.callback(os.close, descriptor)
        os.write(descriptor, f"{text}\n".encode("ascii"))
        os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fresh_nonce() -> bytes:
    """Return a random nonce for one wrapping."""
    return secrets.token_bytes(WRAP_NONCE_BYTES)
