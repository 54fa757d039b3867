"""How an upload is read: part by part, straight into the store, never a whole file in memory.

Fields are small and kept; files are hashed and limited while they flow. If the request turns out to
be broken, cut off or too much, nothing that came with it stays in the store.
"""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from app.discovery.files.file_names import normalise_file_name
from app.discovery.uploads.content_digest import check_digest, parse_content_digest
from app.discovery.uploads.upload_parts import BROKEN, FieldPart, FilePart, ReceivedFile
from app.kernel.problems import FieldError, Malformed, TooLarge
from app.kernel.text import Text
from app.storage.base import Store

_MEBIBYTE = 1024 * 1024
_BATCH_BYTES = 64 * 1024
_PLAIN_TRANSFER = ("", "7bit", "8bit", "binary")

CUT_OFF = Text(
    "연결이 끊겨 파일을 끝까지 받지 못했습니다. 다시 올려 주세요.",
    "The connection was cut and the files did not arrive whole. Upload them again.",
)
_NOT_MULTIPART = Text(
    "파일은 multipart/form-data 형식으로 보내 주세요.",
    "Send files as multipart/form-data.",
)
_TOO_MANY_FILES = Text(
    "한 번에 올릴 수 있는 파일은 {limit}개입니다. 나누어 올려 주세요.",
    "At most {limit} files may be uploaded at once. Upload them in parts.",
)
_TOO_MANY_FIELDS = Text(
    "입력 항목이 너무 많습니다. {limit}개까지 보낼 수 있습니다.",
    "There are too many fields. At most {limit} may be sent.",
)
_REQUEST_TOO_LARGE = Text(
    "한 번에 올릴 수 있는 크기는 {limit}MB입니다. 나누어 올려 주세요.",
    "At most {limit} MB may be uploaded at once. Upload the files in parts.",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one upload may bring."""

    file_bytes: int = 100 * _MEBIBYTE
    files: int = 50
    fields: int = 64
    field_bytes: int = 64 * 1024
    request_bytes: int = 2048 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Received:
    """All that came with one upload; `refused` names the files that were over their limit."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[ReceivedFile, ...]
    refused: tuple[FieldError, ...]

    def first(self, name: str) -> str | None:
        """Return the first value of a field, or nothing."""
        return next((value for field, value in self.fields if field == name), None)


async def receive(
    stream: AsyncIterable[bytes],
    *,
    content_type: str,
    store: Store,
    limits: Limits = Limits(),
    content_digest: bytes | None = None,
) -> Received:
    """Read a multipart upload into the store and tell what came.

    `content_digest` is the SHA-256 announced for the whole body; a file part may announce its own.
    Raise Malformed, DigestMismatch, TooLarge or a refusal of the store; then nothing is kept. A
    file over its limit is only named in `refused`, so that the others are not lost.
    """
    reception = _Reception(_boundary(content_type), store, limits)
    try:
        async for batch in batches(stream):
            # One hop to a thread for parsing, hashing and the disk together.
            await asyncio.to_thread(reception.feed, batch)
        return await asyncio.to_thread(reception.close, content_digest)
    except BaseException:
        reception.withdraw()
        raise


async def batches(
    stream: AsyncIterable[bytes], size_bytes: int = _BATCH_BYTES
) -> AsyncIterator[bytes]:
    """Gather what the network brings into pieces that are worth a hop to a thread."""
    waiting = bytearray()
    async for chunk in stream:
        waiting += chunk
        if len(waiting) >= size_bytes:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


class _Reception:
    """One upload on its way: the parser's callbacks and what they have gathered so far."""

    def __init__(self, boundary: bytes, store: Store, limits: Limits) -> None:
        self._lock = threading.Lock()
        self._store, self._limits = store, limits
        self._body_bytes, self._body_hash = 0, hashlib.sha256()
        self._is_ended = self._is_withdrawn = False
        self._header_name, self._header_value = bytearray(), bytearray()
        self._headers: dict[str, str] = {}
        self._part: FieldPart | FilePart | None = None
        self._fields: list[FieldPart] = []
        self._files: list[FilePart] = []
        self._parser = _parser(boundary, self)

    def feed(self, batch: bytes) -> None:
        """Read some more of the body."""
        with self._lock:
            # A cancelled request is withdrawn while its last batch may still wait for a thread.
            if self._is_withdrawn:
                return
            self._body_bytes += len(batch)
            if self._body_bytes > self._limits.request_bytes:
                limit = self._limits.request_bytes
                raise TooLarge(_REQUEST_TOO_LARGE.format(limit=limit // _MEBIBYTE))
            self._body_hash.update(batch)
            try:
                self._parser.write(batch)
            except FormParserError as fault:
                raise Malformed(BROKEN) from fault

    def close(self, content_digest: bytes | None) -> Received:
        """Check that the body is whole and return what it brought."""
        with self._lock:
            if not self._is_ended:
                lost = tuple(error for part in self._files if (error := part.cut_off()))
                raise Malformed(CUT_OFF, errors=lost)
            check_digest(self._body_hash.digest(), content_digest)
            return Received(
                fields=tuple((part.name, part.text()) for part in self._fields),
                files=tuple(part.received for part in self._files if part.received),
                refused=tuple(part.refused for part in self._files if part.refused),
            )

    def withdraw(self) -> None:
        """Take back every file that this upload has brought."""
        with self._lock:
            self._is_withdrawn = True
            for part in self._files:
                part.withdraw()

    def begin_part(self) -> None:
        """Forget the headers of the part before."""
        self._headers, self._part = {}, None

    def begin_header(self) -> None:
        """Start a header line."""
        self._header_name.clear()
        self._header_value.clear()

    def header_name(self, data: bytes, start: int, end: int) -> None:
        """Gather a piece of a header's name."""
        self._header_name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        """Gather a piece of a header's value."""
        self._header_value += data[start:end]

    def end_header(self) -> None:
        """Keep the header; the same one twice is refused."""
        name = self._header_name.decode("ascii").lower()
        if name in self._headers:
            raise Malformed(BROKEN)
        self._headers[name] = self._header_value.decode("latin-1").strip()

    def end_headers(self) -> None:
        """Decide by its headers what the part is, and make room for it."""
        disposition, options = parse_options_header(self._headers.get("content-disposition"))
        transfer = self._headers.get("content-transfer-encoding", "").lower()
        if disposition != b"form-data" or b"name" not in options or transfer not in _PLAIN_TRANSFER:
            raise Malformed(BROKEN)
        field = _decoded(options[b"name"])
        if options.get(b"filename"):
            self._part = self._file_part(field, _decoded(options[b"filename"]))
        else:
            self._part = self._field_part(field, is_kept=b"filename" not in options)

    def part_data(self, data: bytes, start: int, end: int) -> None:
        """Hand a piece of the part on."""
        if self._part is not None:
            self._part.write(memoryview(data)[start:end])

    def end_part(self) -> None:
        """Finish the part."""
        if self._part is not None:
            self._part.finish()
            self._part = None

    def end(self) -> None:
        """Note that the closing boundary has come."""
        self._is_ended = True

    def _file_part(self, field: str, sent_name: str) -> FilePart:
        if len(self._files) == self._limits.files:
            raise TooLarge(_TOO_MANY_FILES.format(limit=self._limits.files))
        part = FilePart(
            field=field,
            name=normalise_file_name(sent_name),
            claimed_media_type=self._headers.get("content-type", "")[:127],
            announced=parse_content_digest(self._headers.get("content-digest")),
            writer=self._store.writer(limit_bytes=self._limits.file_bytes),
            pointer=f"/files/{len(self._files)}",
        )
        self._files.append(part)
        return part

    def _field_part(self, name: str, *, is_kept: bool) -> FieldPart:
        # A file field in which nothing was chosen comes as an empty part with an empty file name.
        if len(self._fields) == self._limits.fields:
            raise TooLarge(_TOO_MANY_FIELDS.format(limit=self._limits.fields))
        part = FieldPart(name, self._limits.field_bytes if is_kept else 0)
        if is_kept:
            self._fields.append(part)
        return part


def _parser(boundary: bytes, reception: _Reception) -> MultipartParser:
    return MultipartParser(
        boundary,
        {
            "on_part_begin": reception.begin_part,
            "on_header_begin": reception.begin_header,
            "on_header_field": reception.header_name,
            "on_header_value": reception.header_value,
            "on_header_end": reception.end_header,
            "on_headers_finished": reception.end_headers,
            "on_part_data": reception.part_data,
            "on_part_end": reception.end_part,
            "on_end": reception.end,
        },
    )


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 1 <= len(boundary) <= 70:  # noqa: PLR2004 - RFC 2046
        raise Malformed(_NOT_MULTIPART)
    return boundary


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")
