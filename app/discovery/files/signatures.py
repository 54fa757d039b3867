"""How a file shows by its bytes that it is what its name says.

A type is believed when the bytes and the extension agree. Nothing is unpacked or run: archives and
office documents are only listed. Pure.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from app.discovery.files import zip_listing
from app.discovery.files.compound_file import SIGNATURE as COMPOUND_SIGNATURE
from app.discovery.files.compound_file import BrokenCompoundFile, CompoundFile
from app.discovery.files.file_names import extension_of
from app.discovery.files.file_types import MEDIA_TYPES, FileError, FileType, claimed_type

_HEAD_BYTES = 4096
_TEXT_CHUNK_BYTES = 64 * 1024
_HWP_SIGNATURE = b"HWP Document File"
_HWP_HEADER_BYTES = 40
_HWP_FLAGS_AT = 36
_HWP_PASSWORD, _HWP_DISTRIBUTION = 0x2, 0x4
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")


class Verdict(StrEnum):
    """What the bytes and the name of a file show together."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"  # the extension is not one that is taken
    EMPTY = "empty"
    MISMATCH = "mismatch"  # the bytes are not of the type that the extension says
    DAMAGED = "damaged"  # of the right type, but its inner list can not be read
    ENCRYPTED_ZIP = "encrypted_zip"
    NESTED_ZIP = "nested_zip"
    CROWDED_ZIP = "crowded_zip"  # more entries than are listed
    PASSWORD_DOCUMENT = "password_document"  # noqa: S105 - a verdict, not a secret


_ERROR_OF: Mapping[Verdict, FileError] = {
    Verdict.UNKNOWN: FileError.TYPE,
    Verdict.NESTED_ZIP: FileError.TYPE,
    Verdict.CROWDED_ZIP: FileError.SIZE,
    Verdict.EMPTY: FileError.EMPTY,
    Verdict.MISMATCH: FileError.DAMAGED,
    Verdict.DAMAGED: FileError.DAMAGED,
    Verdict.ENCRYPTED_ZIP: FileError.LOCKED,
    Verdict.PASSWORD_DOCUMENT: FileError.LOCKED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the verdict, the type that the name claims, and what the bytes show."""

    verdict: Verdict
    claimed: FileType | None = None
    found: frozenset[FileType] = frozenset()
    is_distribution_copy: bool = False

    @property
    def is_accepted(self) -> bool:
        """Tell if the file may be taken."""
        return self.verdict is Verdict.ACCEPTED

    @property
    def media_type(self) -> str:
        """The media type to serve it under; never what the sender claimed."""
        kept = self.claimed if self.is_accepted else None
        return MEDIA_TYPES[kept] if kept else "application/octet-stream"

    @property
    def error(self) -> FileError | None:
        """What is wrong with the file, or nothing."""
        return _ERROR_OF.get(self.verdict)


def detect(content: BinaryIO, name: str) -> Finding:
    """Return what a file is, from its bytes (a seekable reader) and its name."""
    claimed = claimed_type(name)
    if claimed is None:
        return Finding(Verdict.UNKNOWN)
    content.seek(0)
    head = content.read(_HEAD_BYTES)
    return _judge(head)(content, head, claimed) if head else Finding(Verdict.EMPTY, claimed)


def _judge(head: bytes) -> Callable[[BinaryIO, bytes, FileType], Finding]:
    if head.startswith(COMPOUND_SIGNATURE):
        return _judge_compound
    return _judge_zip if head.startswith(_ZIP_SIGNATURES) else _judge_head


def _judge_head(content: BinaryIO, head: bytes, claimed: FileType) -> Finding:
    found = frozenset(kind for kind, shows in _HEADS.items() if shows(head))
    matches = claimed in found
    if claimed in _TEXT_CHECKS and not found:
        matches = _TEXT_CHECKS[claimed](head) and _is_text(content)
    return Finding(Verdict.ACCEPTED if matches else Verdict.MISMATCH, claimed, found)


# ------------------------------------------------------------------ signatures at the beginning


def _is_film_or_sound(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def _is_mp3(head: bytes) -> bool:
    if re.match(rb"ID3[\x02-\x04]", head):
        return True
    # A frame: eleven bits set, layer III, and neither a bad bit rate nor a bad sampling rate.
    return (
        len(head) > 2  # noqa: PLR2004
        and head[0] == 0xFF  # noqa: PLR2004
        and head[1] & 0xE6 == 0xE2  # noqa: PLR2004
        and head[2] >> 4 != 0xF  # noqa: PLR2004
        and head[2] >> 2 & 0x3 != 0x3  # noqa: PLR2004
    )


_LEADING = codecs.BOM_UTF8 + b" \t\r\n"
_HWP_3 = re.compile(rb"HWP Document File V\d\.\d\d \x1a")  # before version 5: no container
_DWG = re.compile(rb"AC(10\d\d|[12]\.\d+)\0")

_HEADS: Mapping[FileType, Callable[[bytes], bool]] = {
    FileType.PDF: lambda head: head.lstrip(_LEADING).startswith(b"%PDF-"),
    FileType.HWP: lambda head: _HWP_3.match(head) is not None,
    FileType.JPG: lambda head: head.startswith(b"\xff\xd8\xff"),
    FileType.PNG: lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    FileType.TIF: lambda head: head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    FileType.MP3: _is_mp3,
    FileType.M4A: _is_film_or_sound,
    FileType.MP4: _is_film_or_sound,
    FileType.WAV: lambda head: head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE",
    FileType.DWG: lambda head: _DWG.match(head) is not None,
    FileType.DXF: lambda head: head.startswith(b"AutoCAD Binary DXF\r\n\x1a\0"),
}


# ------------------------------------------------------------------------------------- text

_EVERY_LINE = re.IGNORECASE | re.MULTILINE
_MAIL_FIELD = re.compile(
    rb"^(from|to|date|subject|received|message-id|mime-version|return-path)[ \t]*:", _EVERY_LINE
)
_FIELD_LINE = re.compile(rb"\A(From [^\r\n]+\r?\n)?[!-9;-~]+[ \t]*:")
_DXF_START = re.compile(rb"\A(\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\s")


def _is_any_text(_head: bytes) -> bool:
    return True


_TEXT_CHECKS: Mapping[FileType, Callable[[bytes], bool]] = {
    FileType.TXT: _is_any_text,
    FileType.CSV: _is_any_text,
    FileType.EML: lambda head: bool(_FIELD_LINE.match(head) and _MAIL_FIELD.search(head)),
    FileType.DXF: lambda head: _DXF_START.match(head.removeprefix(codecs.BOM_UTF8)) is not None,
    FileType.STP: lambda head: head.lstrip(_LEADING).startswith(b"ISO-10303-21;"),
}


def _is_text(content: BinaryIO) -> bool:
    content.seek(0)
    mark = content.read(2)
    encodings = ("utf-16",) if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else _PLAIN
    return any(_decodes(content, encoding) for encoding in encodings)


_PLAIN = ("utf-8", "cp949")


def _decodes(content: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    content.seek(0)
    try:
        while chunk := content.read(_TEXT_CHUNK_BYTES):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


# -------------------------------------------------------------------- older office documents

_STREAM_OF: Mapping[str, FileType] = {
    "WordDocument": FileType.DOC,
    "Workbook": FileType.XLS,
    "Book": FileType.XLS,
    "PowerPoint Document": FileType.PPT,
    "__properties_version1.0": FileType.MSG,
}
_LOCKABLE = frozenset({FileType.DOCX, FileType.XLSX, FileType.PPTX})


def _judge_compound(content: BinaryIO, _head: bytes, claimed: FileType) -> Finding:
    try:
        compound = CompoundFile(content)
        if "EncryptedPackage" in compound.names and claimed in _LOCKABLE:
            return Finding(Verdict.PASSWORD_DOCUMENT, claimed)
        if "FileHeader" in compound.names:
            return _judge_hwp(compound.start_of("FileHeader", _HWP_HEADER_BYTES), claimed)
    except BrokenCompoundFile:
        return Finding(Verdict.DAMAGED, claimed)
    found = frozenset(kind for name, kind in _STREAM_OF.items() if name in compound.names)
    return Finding(Verdict.ACCEPTED if claimed in found else Verdict.MISMATCH, claimed, found)


def _judge_hwp(header: bytes, claimed: FileType) -> Finding:
    found = frozenset({FileType.HWP})
    if claimed is not FileType.HWP:
        return Finding(Verdict.MISMATCH, claimed, found)
    if not header.startswith(_HWP_SIGNATURE) or len(header) < _HWP_HEADER_BYTES:
        return Finding(Verdict.DAMAGED, claimed)
    flags = int.from_bytes(header[_HWP_FLAGS_AT:_HWP_HEADER_BYTES], "little")
    locked = flags & _HWP_PASSWORD
    return Finding(
        Verdict.PASSWORD_DOCUMENT if locked else Verdict.ACCEPTED,
        claimed,
        found,
        is_distribution_copy=bool(flags & _HWP_DISTRIBUTION),
    )


# ------------------------------------------------------------- archives and what is built on them

_FOLDER_OF = {"word/": FileType.DOCX, "xl/": FileType.XLSX, "ppt/": FileType.PPTX}
_HWPX_MIMETYPE = b"application/hwp+zip"
_ON_ZIP = ("docx", "xlsx", "pptx", "hwpx")
# fmt: off
ARCHIVE_EXTENSIONS = frozenset({
    "zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "tbz", "xz", "txz", "zst", "lz", "lzma", "cab",
    "arj", "alz", "egg", "iso", "jar", "apk",
})
# fmt: on
_ARCHIVE_SIGNATURES = (
    *_ZIP_SIGNATURES,
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
    b"\xfd7zXZ\0",
    b"BZh",
    b"ALZ\x01",
    b"EGGA",
)


def _judge_zip(content: BinaryIO, _head: bytes, claimed: FileType) -> Finding:
    try:
        listed = zip_listing.entries(content)
        found = _type_on_zip(content, listed)
        if found is not claimed:
            return Finding(Verdict.MISMATCH, claimed, frozenset({found}))
        verdict = _archive_verdict(content, listed, claimed)
    except zip_listing.TooManyEntries:
        return Finding(Verdict.CROWDED_ZIP, claimed)
    except zip_listing.BrokenArchive:
        return Finding(Verdict.DAMAGED, claimed)
    return Finding(verdict, claimed, frozenset({found}))


def _type_on_zip(content: BinaryIO, listed: list[zip_listing.Entry]) -> FileType:
    first = min(listed, key=lambda entry: entry.offset, default=None)
    if first and first.name == "mimetype" and first.method == zip_listing.STORED:
        mimetype = zip_listing.first_bytes(content, first, 64)
        if mimetype.strip() == _HWPX_MIMETYPE:
            return FileType.HWPX
    names = {entry.name for entry in listed}
    if "[Content_Types].xml" in names:
        for folder, kind in _FOLDER_OF.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return FileType.ZIP


def _archive_verdict(
    content: BinaryIO, listed: list[zip_listing.Entry], claimed: FileType
) -> Verdict:
    if not listed:
        return Verdict.EMPTY
    if any(zip_listing.is_encrypted(content, entry) for entry in listed):
        return Verdict.ENCRYPTED_ZIP if claimed is FileType.ZIP else Verdict.PASSWORD_DOCUMENT
    if claimed is FileType.ZIP and any(_is_archive(content, entry) for entry in listed):
        return Verdict.NESTED_ZIP
    return Verdict.ACCEPTED


def _is_archive(content: BinaryIO, entry: zip_listing.Entry) -> bool:
    if extension_of(entry.name) in ARCHIVE_EXTENSIONS:
        return True
    return shows_archive(zip_listing.first_bytes(content, entry, 8), entry.name)


def shows_archive(head: bytes, name: str) -> bool:
    """Tell if a file begins as an archive does and is no document that is built on one."""
    return head.startswith(_ARCHIVE_SIGNATURES) and extension_of(name) not in _ON_ZIP
