"""A BagIt 1.0 bag (RFC 8493): every file of the payload by its SHA-256, names that travel."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.kernel.problems import Invalid
from app.kernel.text import Text

PAYLOAD = "data"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_NAME_BYTES = 255
_CHUNK_BYTES = 1024 * 1024
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = frozenset('<>:"\\|?*')


class BagNameRefused(Invalid):
    """A name that would not arrive as it was sent on every machine."""

    slug = "bag-name-refused"
    title = Text("묶음에 담을 수 없는 파일 이름입니다", "A bag cannot hold a file of this name")


def checked_name(path: str) -> str:
    """Return a relative path with `/`, or raise BagNameRefused."""
    if unicodedata.normalize("NFC", path) != path or not all(map(_is_good, path.split("/"))):
        raise BagNameRefused(name=path.encode(errors="replace").decode())
    return path


def _is_good(part: str) -> bool:
    if part in {"", ".", ".."} or part[-1] in ". " or part[0] == " " or _DEVICES.fullmatch(part):
        return False
    if any(sign in _NOT_IN_NAMES or unicodedata.category(sign)[0] == "C" for sign in part):
        return False
    return len(part.encode()) <= _NAME_BYTES


def seal(folder: Path, information: Sequence[tuple[str, str]]) -> str:
    """Write the bag's own files round what lies in `data/`; return the hash of its manifest.

    Files that stand beside `data/` already are tag files and are listed as such.
    """
    payload = _files(folder / PAYLOAD, PAYLOAD)
    _refuse_twins(name for name, _ in payload)
    size = sum(path.stat().st_size for _, path in payload)
    lines = [*information, ("Payload-Oxum", f"{size}.{len(payload)}")]
    _write(folder / "bagit.txt", DECLARATION)
    _write(folder / "bag-info.txt", "".join(f"{label}: {_line(told)}\n" for label, told in lines))
    _write(folder / MANIFEST, _manifest(payload))
    tags = [(name, path) for name, path in _files(folder, "") if _is_tag(name)]
    _write(folder / TAG_MANIFEST, _manifest(tags))
    return file_hash(folder / TAG_MANIFEST)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _files(folder: Path, prefix: str) -> list[tuple[str, Path]]:
    found = []
    for path in folder.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise BagNameRefused(name=path.name)
        if path.is_file():
            inner = path.relative_to(folder).as_posix()
            found.append((checked_name(f"{prefix}/{inner}" if prefix else inner), path))
    return sorted(found)


def _refuse_twins(names: Iterable[str]) -> None:
    """Raise where two names are one on a machine that does not tell capitals from small letters."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise BagNameRefused(name=name)
        seen.add(name.casefold())


def _is_tag(name: str) -> bool:
    return not name.startswith(f"{PAYLOAD}/") and name != TAG_MANIFEST


def _manifest(files: Iterable[tuple[str, Path]]) -> str:
    return "".join(f"{file_hash(path)}  {name.replace('%', '%25')}\n" for name, path in files)


def _line(told: str) -> str:
    return " ".join(told.split())


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
