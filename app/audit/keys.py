"""The keys of the log: one to sign checkpoints, one to seal leaves, each in a file of its own."""

import base64
import binascii
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit.checkpoint import PublicKey, Signer
from app.audit.witness import sync_folder

SIGNING_FILE = "audit-signing.key"
SEAL_FILE = "audit-seal.key"
PUBLIC_FILE = "audit-public.txt"
_KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyRefused(RuntimeError):
    """A key is missing where it must be given, is unreadable, or others may read it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What the log signs and seals with."""

    signer: Signer
    seal_key: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The key to hand to everybody who wants to verify."""
        return self.signer.public


def load(folder: Path, *, origin: str, production: bool = False) -> Keys:
    """Return the keys kept in a folder, making those that lack.

    `origin` names the log in every checkpoint and never changes. In production nothing is made:
    a missing key raises KeyRefused, because a fresh one would silently begin another log.
    """
    if not production:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    raw = _key(folder / SIGNING_FILE, may_make=not production)
    seal_key = _key(folder / SEAL_FILE, may_make=not production)
    signer = Signer(origin, Ed25519PrivateKey.from_private_bytes(raw))
    if not production:
        _publish(folder / PUBLIC_FILE, signer.public)
    return Keys(signer, seal_key)


def _key(path: Path, *, may_make: bool) -> bytes:
    if not path.exists():
        if not may_make:
            raise KeyRefused(
                f"{path.parent.resolve()} 폴더에 {path.name} 파일이 없습니다. 여기서는 키를 새로 "
                f"만들지 않습니다 · {path.name} is missing in {path.parent.resolve()}; "
                "no key is made here"
            )
        _make(path)
    if path.stat().st_mode & _OTHERS:
        raise KeyRefused(
            f"{path}: 다른 사용자가 읽을 수 있습니다. 권한을 0600으로 바꾸세요 · "
            "may be read by others; it must have mode 0600"
        )
    try:
        found = base64.b64decode(path.read_text("ascii").strip(), validate=True)
    except (UnicodeDecodeError, binascii.Error) as fault:
        raise KeyRefused(f"{path}: base64로 적힌 키가 아닙니다 · not a key in base64") from fault
    if len(found) != _KEY_BYTES:
        raise KeyRefused(
            f"{path}: 키의 길이가 {_KEY_BYTES}바이트가 아닙니다 · does not hold {_KEY_BYTES} bytes"
        )
    return found


def _make(path: Path) -> None:
    """Write a fresh key; of two processes that start at once, both use the first one's."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
        # A log that is signed with a key which a power cut takes away can not be continued.
        sync_folder(path.parent)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _publish(path: Path, key: PublicKey) -> None:
    line = f"{key.text}\n"
    if not path.exists() or path.read_text("utf-8") != line:
        path.write_text(line, "utf-8")
