"""A local store for the tests of the contract, and what lies behind it."""

from pathlib import Path

from app.storage.keyring import Keyring
from app.storage.local import LocalStore


class LocalLab:
    """A directory as a store, reached from both sides."""

    def __init__(self, root: Path, keyring: Keyring | None) -> None:
        self.root = root
        self.keyring = keyring
        self.store = self.again(keyring)

    def again(self, keyring: Keyring | None) -> LocalStore:
        return LocalStore(self.root, keyring=keyring)

    def content(self, key: str) -> bytes:
        return self.store.object_path(key).read_bytes()

    def overwrite(self, key: str, content: bytes) -> None:
        _put(self.store.object_path(key), content)

    def lose(self, key: str) -> None:
        self.store.object_path(key).unlink()

    def key_record(self, key: str) -> bytes:
        return self.store.key_path(key).read_bytes()

    def overwrite_key_record(self, key: str, content: bytes | None) -> None:
        path = self.store.key_path(key)
        path.unlink(missing_ok=True)
        if content is not None:
            _put(path, content)


def _put(path: Path, content: bytes) -> None:
    if path.exists():
        path.chmod(0o600)
    path.write_bytes(content)
