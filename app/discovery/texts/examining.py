"""What a file shows when its bytes are looked at: type, family, malware. No database here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from app.discovery.files.file_types import FileType
from app.discovery.files.true_types import TypeFinding, kind_to_read, type_finding
from app.discovery.files.zip_members import Listing, Member, list_members
from app.discovery.texts.extracts import Extract
from app.discovery.texts.limited import read_text
from app.discovery.texts.rules import TextState
from app.discovery.texts.scanning import NO_SCANNER, Scan, Scanner

_CHUNK_BYTES = 1024 * 1024
_MOST_MEMBERS = 1_000
_NO_FAMILY = Listing((), 0)
# Kinds in which there is no text to read but by recognition, or at all.
_TEXTLESS = frozenset({
    FileType.JPG, FileType.PNG, FileType.TIF, FileType.MP3, FileType.M4A, FileType.WAV,
    FileType.MP4, FileType.DWG, FileType.DXF, FileType.STP, FileType.MSG,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """All that the bytes of one file showed."""

    types: TypeFinding
    extract: Extract
    family: Listing
    scan: Scan


def examine(content: BinaryIO, name: str, *, scanner: Scanner | None = None) -> Examined:
    """Return what a file shows; `content` is a seekable reader that was checked already."""
    content.seek(0)
    scan = scanner.scan(_chunks(content)) if scanner else NO_SCANNER
    types = type_finding(content, name)
    kind = kind_to_read(types)
    if kind is FileType.ZIP:
        extract = Extract(state=TextState.UNSUPPORTED, reason="container")
        return Examined(types, extract, list_members(content), scan)
    extract = _extract(content, kind, types)
    return Examined(types, extract, _family(extract), scan)


def _extract(content: BinaryIO, kind: FileType | None, types: TypeFinding) -> Extract:
    if kind is None:
        reason = "several_kinds" if types.shown else "no_kind"
        state = {"empty": TextState.EMPTY, "password_document": TextState.ENCRYPTED}
        return Extract(state=state.get(types.verdict, TextState.FAILED), reason=reason)
    if kind in _TEXTLESS:
        return Extract(state=TextState.UNSUPPORTED, reason="kind")
    return read_text(content, kind)


def _family(extract: Extract) -> Listing:
    if not extract.members:
        return _NO_FAMILY
    told = extract.members[:_MOST_MEMBERS]
    members = tuple(_attachment(number, one) for number, one in enumerate(told))
    cut = "crowded" if extract.reason == "parts" else ""
    return Listing(members, len(members), cut)


def _attachment(position: int, told: dict[str, Any]) -> Member:
    # The limited process may be in a stranger's hands: what it tells is taken as a claim.
    types = told["types"]
    shown = tuple(str(kind)[:8] for kind in types["shown"][:6])
    return Member(
        position=position, path=str(told["path"])[:400],
        size_bytes=int(told["size_bytes"]), sha256=str(told["sha256"])[:64],
        types=TypeFinding(str(types["claimed"])[:8], shown, str(types["verdict"])[:24]),
        refusal=str(told["refusal"])[:16],
    )  # fmt: skip


def _chunks(content: BinaryIO) -> Iterator[bytes]:
    while chunk := content.read(_CHUNK_BYTES):
        yield chunk
