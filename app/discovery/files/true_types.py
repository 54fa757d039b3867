"""What a file is by its bytes alone, whatever its name says. Pure."""

import io
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from app.discovery.files.file_types import FileType, claimed_type
from app.discovery.files.signatures import Verdict, detect

# Text says what it is only when it is asked, the more telling kinds first.
_TEXTS = (FileType.EML, FileType.STP, FileType.DXF, FileType.TXT)
_ON_TEXT = frozenset({*_TEXTS, FileType.CSV})
_ON_ZIP = frozenset({FileType.DOCX, FileType.XLSX, FileType.PPTX, FileType.HWPX})
_END_OF_LIST = b"PK\x05\x06"
_END_BYTES, _COMMENT_BYTES = 22, 65_535


@dataclass(frozen=True, slots=True)
class TypeFinding:
    """What the name claims and what the bytes show, as codes; empty where nothing is known."""

    claimed: str
    shown: tuple[str, ...]
    verdict: str
    is_distribution_copy: bool = False


def true_types(content: BinaryIO) -> frozenset[FileType]:
    """Return every kind that the bytes show; more than one for a file made to pass as several."""
    # A finding against another name tells all that signatures and inner lists show.
    shown = detect(content, "x.pdf").found
    if shown and FileType.ZIP not in shown and not shown & _ON_ZIP and _ends_as_archive(content):
        shown |= {FileType.ZIP}
    if shown:
        return shown
    texts = (kind for kind in _TEXTS if detect(content, f"x.{kind}").is_accepted)
    return frozenset(islice(texts, 1))


def type_finding(content: BinaryIO, name: str) -> TypeFinding:
    """Return the finding about a whole file (a seekable reader) and its name."""
    claimed, finding = claimed_type(name), detect(content, name)
    shown = true_types(content)
    if claimed in _ON_TEXT and finding.is_accepted:
        shown = frozenset({claimed})
    return TypeFinding(
        claimed=claimed.value if claimed else "",
        shown=tuple(sorted(kind.value for kind in shown)),
        verdict=finding.verdict.value,
        is_distribution_copy=finding.is_distribution_copy,
    )


def type_finding_of(data: bytes, name: str) -> TypeFinding:
    """Return the finding about bytes in memory, such as a mail's attachment."""
    return type_finding(io.BytesIO(data), name)


def kind_to_read(finding: TypeFinding) -> FileType | None:
    """Return the one kind as which a file may be read, or nothing if the bytes show none or two."""
    if finding.verdict == Verdict.ACCEPTED:
        return FileType(finding.claimed)
    return FileType(finding.shown[0]) if len(finding.shown) == 1 else None


def _ends_as_archive(content: BinaryIO) -> bool:
    # A program that unpacks looks at the end of a file first, whatever the file begins with.
    total = content.seek(0, 2)
    content.seek(max(0, total - _END_BYTES - _COMMENT_BYTES))
    tail = content.read()
    place = tail.rfind(_END_OF_LIST)
    if place < 0 or len(tail) - place < _END_BYTES:
        return False
    comment_bytes = int.from_bytes(tail[place + 20 : place + 22], "little")
    return place + _END_BYTES + comment_bytes == len(tail)
