"""What an archive holds, member by member: listed, unpacked within limits, refused by name. Pure.

Members are unpacked to memory or to a stream, never to a path. Whatever a member claims about
itself, no more is unpacked than the limits allow.
"""

import hashlib
import io
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from app.discovery.files import zip_listing
from app.discovery.files.file_names import extension_of, normalise_file_name
from app.discovery.files.file_types import claimed_type
from app.discovery.files.signatures import ARCHIVE_EXTENSIONS, shows_archive
from app.discovery.files.true_types import TypeFinding, type_finding_of
from app.discovery.files.zip_listing import BrokenArchive, Entry

_MEBIBYTE = 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")
_HEAD_BYTES = 64
MAX_PATH_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class MemberLimits:
    """How much of an archive is listed and unpacked."""

    members: int = 1_000
    depth: int = 32
    member_bytes: int = 16 * _MEBIBYTE  # unpacked to memory, for its type and hash
    total_bytes: int = 512 * _MEBIBYTE
    ratio: int = 200  # unpacked to packed, above the free bytes
    free_bytes: int = 4 * _MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file inside a container; `refusal` says as a code why it is not opened."""

    position: int
    path: str
    size_bytes: int
    sha256: str = ""
    types: TypeFinding = field(default_factory=lambda: TypeFinding("", (), "unknown"))
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The members of a container, how many it says it has, and why they are not all there."""

    members: tuple[Member, ...]
    total: int
    refusal: str = ""


class MemberRefused(ValueError):
    """A member is not unpacked; `code` says why."""

    def __init__(self, code: str) -> None:
        """Keep the reason."""
        super().__init__(code)
        self.code = code


def shown_path(name: str) -> str:
    """Return a member's path to show: each part visible and composed, never used as a path."""
    parts = [part for part in re.split(r"[/\\]", name) if part.strip(" .")]
    return "/".join(normalise_file_name(part) for part in parts)[-MAX_PATH_CHARACTERS:] or "파일"


def climbs(name: str) -> bool:
    """Tell if a name leads out of the folder it would be unpacked to."""
    plain = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf"})
    parts = re.split(r"[/\\]", plain)
    return plain[:1] in {"/", "\\"} or bool(_DRIVE.match(plain)) or ".." in parts


def list_members(content: BinaryIO, limits: MemberLimits = MemberLimits()) -> Listing:
    """Return what a ZIP archive holds; an archive that can not be listed says so in `refusal`."""
    try:
        entries = [entry for entry in zip_listing.entries(content) if not _is_folder(entry)]
        overlapping = _overlapping(content, entries)
    except zip_listing.TooManyEntries:
        return Listing((), zip_listing.MAX_ENTRIES, "crowded")
    except BrokenArchive:
        return Listing((), 0, "damaged")
    shown = entries[: limits.members]
    budget = limits.total_bytes
    members: list[Member] = []
    for position, entry in enumerate(shown):
        refusal = "overlap" if position in overlapping else _refusal(content, entry, limits)
        member = _member(content, position, entry, refusal or _past(budget))
        budget -= member.size_bytes if member.sha256 else 0
        members.append(member)
    return Listing(tuple(members), len(entries), "crowded" if len(entries) > len(shown) else "")


def unpacked_member(
    content: BinaryIO, position: int, *, limit_bytes: int, limits: MemberLimits = MemberLimits()
) -> tuple[str, Iterator[bytes]]:
    """Return the name and the bytes of one member, by its position in the list.

    Raise MemberRefused before the first byte or, for what only the bytes show, while they come.
    """
    try:
        entries = [entry for entry in zip_listing.entries(content) if not _is_folder(entry)]
        entry = entries[position]
        refusal = "overlap" if position in _overlapping(content, entries) else ""
        refusal = refusal or _refusal(content, entry, limits)
    except (BrokenArchive, zip_listing.TooManyEntries, IndexError) as fault:
        raise MemberRefused("damaged") from fault
    if refusal not in {"", "too_large"}:
        raise MemberRefused(refusal)
    return shown_path(entry.name).rpartition("/")[2], unpacked(
        content, entry, limit_bytes=limit_bytes, limits=limits
    )


def unpacked(
    content: BinaryIO, entry: Entry, *, limit_bytes: int, limits: MemberLimits = MemberLimits()
) -> Iterator[bytes]:
    """Yield an entry's bytes in chunks; raise MemberRefused for a bomb or a damaged entry."""
    size, crc = 0, 0
    for chunk in _inflated(content, entry):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        if size > limit_bytes:
            raise MemberRefused("too_large")
        if size > limits.free_bytes and size > limits.ratio * max(entry.packed_bytes, 1):
            raise MemberRefused("bomb")
        yield chunk
    if size != entry.size_bytes or crc != entry.crc32:
        raise MemberRefused("damaged")


def _inflated(content: BinaryIO, entry: Entry) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == zip_listing.DEFLATED else None
    place, left = zip_listing.data_offset(content, entry), entry.packed_bytes
    try:
        while left > 0:
            content.seek(place)
            packed = content.read(min(left, _CHUNK_BYTES))
            if not packed:
                raise MemberRefused("damaged")
            place, left = place + len(packed), left - len(packed)
            if machine is None:
                yield packed
                continue
            while packed:
                yield machine.decompress(packed, _CHUNK_BYTES)
                packed = machine.unconsumed_tail
    except zlib.error as fault:
        raise MemberRefused("damaged") from fault
    if machine is not None and not machine.eof:
        raise MemberRefused("damaged")


def _is_folder(entry: Entry) -> bool:
    return entry.name.endswith(("/", "\\")) and not entry.size_bytes


def _overlapping(content: BinaryIO, entries: list[Entry]) -> set[int]:
    # Entries that share their bytes multiply a small archive to any size.
    spans = sorted(
        (entry.offset, zip_listing.data_offset(content, entry) + entry.packed_bytes, number)
        for number, entry in enumerate(entries)
    )
    found: set[int] = set()
    farthest, owner = -1, -1
    for start, end, number in spans:
        if start < farthest:
            found |= {owner, number}
        if end > farthest:
            farthest, owner = end, number
    return found


def _refusal(content: BinaryIO, entry: Entry, limits: MemberLimits) -> str:
    depth = len(re.split(r"[/\\]", entry.name))
    checks = (
        ("traversal", climbs(entry.name)),
        ("too_deep", depth > limits.depth),
        ("encrypted", zip_listing.is_encrypted(content, entry)),
        ("unsupported", entry.method not in {zip_listing.STORED, zip_listing.DEFLATED}),
        ("bomb", _claims_too_much(entry, limits)),
        ("too_large", entry.size_bytes > limits.member_bytes),
    )
    return next((code for code, is_so in checks if is_so), "")


def _claims_too_much(entry: Entry, limits: MemberLimits) -> bool:
    large = entry.size_bytes > limits.free_bytes
    return large and entry.size_bytes > limits.ratio * max(entry.packed_bytes, 1)


def _past(budget_bytes: int) -> str:
    return "" if budget_bytes > 0 else "too_large"


def _member(content: BinaryIO, position: int, entry: Entry, refusal: str) -> Member:
    path = shown_path(entry.name)
    said = claimed_type(path)
    types = TypeFinding(said.value if said else "", (), "unknown")
    if refusal:
        return Member(position=position, path=path, size_bytes=entry.size_bytes, types=types,
                      refusal=refusal)  # fmt: skip
    kept = io.BytesIO()
    try:
        for chunk in unpacked(content, entry, limit_bytes=entry.size_bytes):
            kept.write(chunk)
    except (MemberRefused, BrokenArchive) as fault:
        code = fault.code if isinstance(fault, MemberRefused) else "damaged"
        # More than was claimed is a bomb, not a large file.
        return Member(position=position, path=path, size_bytes=entry.size_bytes, types=types,
                      refusal="bomb" if code == "too_large" else code)  # fmt: skip
    data = kept.getvalue()
    return Member(
        position=position, path=path, size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(), types=type_finding_of(data, path),
        refusal="nested" if holds_archive(data, path) else "",
    )  # fmt: skip


def holds_archive(data: bytes, name: str) -> bool:
    """Tell if a file is an archive itself, which is not opened while it lies in another one."""
    return extension_of(name) in ARCHIVE_EXTENSIONS or shows_archive(data[:_HEAD_BYTES], name)
