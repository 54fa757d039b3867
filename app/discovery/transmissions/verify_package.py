"""Checks a package of transmitted records; needs Python 3.9 or later and nothing else.

Usage: python3 verify.py [folder or zip file] [--key "name+id+key"]

Every file must have the hash that the manifest gives, nothing may lack or be added, every record
on the list must be there, and the manifest must be signed. `--key` names the agency's public key
as it was published; without it the key inside the package is used, and that is said.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.discovery.checkers.ed25519 import is_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST, SIGNATURE = "manifest-sha256.txt", "manifest-sha256.sig.json"
CONTEXT = b"sangsaeng record transmission, version 1\nsha-256\n"
_CHUNK = 1 << 20
_HEX = 64


class Package:
    """A package as a folder or as a zip file."""

    def __init__(self, where: Path) -> None:
        """Open it."""
        self._folder = where
        self._zip = zipfile.ZipFile(where) if where.is_file() else None

    def names(self) -> list[str]:
        """Return the names of all files, with doubles if there are any."""
        if self._zip is not None:
            return [entry.filename for entry in self._zip.infolist() if not entry.is_dir()]
        found = (path for path in self._folder.rglob("*") if path.is_file())
        return [path.relative_to(self._folder).as_posix() for path in found]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file."""
        stream = self._zip.open(name) if self._zip is not None else (self._folder / name).open("rb")
        with stream:
            while True:
                chunk = stream.read(_CHUNK)
                if not chunk:
                    return
                yield chunk

    def read(self, name: str) -> bytes:
        """Return a small file whole."""
        return b"".join(self.chunks(name))

    def sha256(self, name: str) -> str:
        """Return the hash of a file."""
        running = hashlib.sha256()
        for chunk in self.chunks(name):
            running.update(chunk)
        return running.hexdigest()


def promised(package: Package) -> dict[str, str]:
    """Return the hashes that the manifest gives, by name."""
    found: dict[str, str] = {}
    for line in package.read(MANIFEST).decode("utf-8").splitlines():
        digest, gap, name = line.partition("  ")
        if len(digest) != _HEX or not gap or not name or name in found:
            raise ValueError(f"a line of the manifest is wrong: {line!r}")
        found[name] = digest
    return found


def check_files(package: Package) -> Iterator[str]:
    """Yield what is wrong with the files."""
    names, manifest = package.names(), promised(package)
    given = set(names) - {MANIFEST, SIGNATURE}
    if len(names) != len(set(names)):
        yield "a name stands twice in the package"
    yield from (f"missing: {name}" for name in sorted(set(manifest) - given))
    yield from (f"not in the manifest: {name}" for name in sorted(given - set(manifest)))
    for name in sorted(given & set(manifest)):
        if package.sha256(name) != manifest[name]:
            yield f"altered: {name}"


def check_list(package: Package) -> Iterator[str]:
    """Yield what is wrong between the item list and the records."""
    manifest = promised(package)
    items: list[dict[str, Any]] = json.loads(package.read("item-list.json"))["items"]
    listed = {item["file"]: item["sent_sha256"] for item in items if item["file"]}
    records = {name for name in manifest if name.startswith("records/")}
    yield from (f"on the list but not sent: {name}" for name in sorted(set(listed) - records))
    yield from (f"sent but not on the list: {name}" for name in sorted(records - set(listed)))
    for name in sorted(records & set(listed)):
        if manifest[name] != listed[name]:
            yield f"another hash on the list: {name}"


def check_signature(package: Package, known: str) -> Iterator[str]:
    """Yield what is wrong with the signature of the manifest."""
    if SIGNATURE not in package.names():
        if known:
            yield "the manifest is not signed"
        return
    sealed = json.loads(package.read(SIGNATURE))
    key = known or str(sealed["key"])
    name, _, rest = key.partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = base64.b64decode(encoded)
    if hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[: len(key_id)] != key_id:
        yield "the key does not fit its id"
    digest = hashlib.sha256(package.read(MANIFEST)).digest()
    if raw[:1] != b"\x01" or not is_signed(
        raw[1:], CONTEXT + digest, base64.b64decode(sealed["signature"])
    ):
        yield "the signature of the manifest does not hold"


def faults(where: Path, known: str = "") -> list[str]:
    """Return everything that is wrong with a package; nothing means that it is whole."""
    try:
        package = Package(where)
        checks = (check_files(package), check_list(package), check_signature(package, known))
        return [fault for check in checks for fault in check]
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as fault:
        return [f"not a readable package: {fault!r}"]


def main(arguments: list[str] | None = None) -> int:
    """Check a package and say what was found; 0 means that it is whole."""
    parser = argparse.ArgumentParser(description="Check a package of transmitted records.")
    parser.add_argument("package", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--key", default="", help="the agency's public key, name+id+key")
    chosen = parser.parse_args(arguments)
    found = faults(Path(chosen.package), chosen.key)
    for fault in found:
        sys.stdout.write(f"FAULT · {fault}\n")
    if found:
        return 1
    package = Package(Path(chosen.package))
    count = len(promised(package))
    trust = "the key given" if chosen.key else "the key inside the package"
    said = f"signed, checked with {trust}" if SIGNATURE in package.names() else "not signed"
    sys.stdout.write(f"OK · {count} files, {said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
