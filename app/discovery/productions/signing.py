"""The signature under a production: Ed25519 over the list of tag files, which covers the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.discovery.productions.bag import TAG_MANIFEST

FILE = "signature.txt"


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs: the raw public key, and what signs a message with its other half."""

    public: bytes
    sign: Callable[[bytes], bytes]

    @classmethod
    def of(cls, key: Ed25519PrivateKey) -> "Signer":
        """Return the signer that holds a private key."""
        return cls(key.public_key().public_bytes_raw(), key.sign)


def sign_bag(folder: Path, signer: Signer) -> None:
    """Put the signature beside the sealed bag; it is the one file that no manifest lists."""
    signature = signer.sign((folder / TAG_MANIFEST).read_bytes())
    lines = (f"algorithm: Ed25519\nfile: {TAG_MANIFEST}\nkey: {signer.public.hex()}\n"
             f"signature: {signature.hex()}\n")  # fmt: skip
    (folder / FILE).write_bytes(lines.encode())
