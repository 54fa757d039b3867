"""The parts of an upload on their way: fields that are kept, files that flow into the store."""

from dataclasses import dataclass

from app.discovery.files.file_types import FileError, file_error
from app.discovery.uploads.content_digest import check_digest
from app.kernel.problems import FieldError, Malformed, TooLarge
from app.kernel.text import Text
from app.storage.base import ObjectTooLarge, Stored, Writer

BROKEN = Text(
    "올리기 요청의 형식이 올바르지 않습니다. 파일을 다시 골라 올려 주세요.",
    "The upload is not well formed. Choose the files again and upload them.",
)
_FIELD_TOO_LONG = Text(
    "입력 항목 하나가 너무 깁니다. {limit}바이트까지 보낼 수 있습니다.",
    "A field is too long. At most {limit} bytes may be sent.",
)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that lies in the store, not yet registered anywhere."""

    field: str
    name: str
    claimed_media_type: str
    stored: Stored


class FieldPart:
    """A field: its name and its text, up to the limit."""

    def __init__(self, name: str, limit_bytes: int) -> None:
        """Start with no text."""
        self.name = name
        self._limit_bytes = limit_bytes
        self._value = bytearray()

    def write(self, piece: memoryview) -> None:
        """Add to the text."""
        if len(self._value) + len(piece) > self._limit_bytes:
            raise TooLarge(_FIELD_TOO_LONG.format(limit=self._limit_bytes))
        self._value += piece

    def finish(self) -> None:
        """Refuse text that is not UTF-8."""
        self.text()

    def text(self) -> str:
        """Return the text."""
        try:
            return self._value.decode("utf-8")
        except UnicodeDecodeError as fault:
            raise Malformed(BROKEN) from fault


class FilePart:
    """A file on its way into the store."""

    def __init__(
        self,
        *,
        field: str,
        name: str,
        claimed_media_type: str,
        announced: bytes | None,
        writer: Writer,
        pointer: str,
    ) -> None:
        """Take the writer that the bytes go to, and the SHA-256 that the sender announced."""
        self._field, self._name, self._pointer = field, name, pointer
        self._claimed_media_type = claimed_media_type
        self._announced = announced
        self._writer = writer
        self.received: ReceivedFile | None = None
        self.refused: FieldError | None = None

    def write(self, piece: memoryview) -> None:
        """Write to the store; once the file is over its limit, only let it pass."""
        if self.refused:
            return
        try:
            self._writer.write(piece)
        except ObjectTooLarge as refusal:
            self.refused = file_error(
                FileError.SIZE,
                pointer=self._pointer,
                name=self._name,
                limit_bytes=refusal.facts["limit_bytes"],
            )

    def finish(self) -> None:
        """Make the file durable and compare it with what its sender announced."""
        if self.refused:
            return
        stored = self._writer.finish()
        self.received = ReceivedFile(self._field, self._name, self._claimed_media_type, stored)
        check_digest(bytes.fromhex(stored.sha256), self._announced)

    def cut_off(self) -> FieldError | None:
        """Return the words for a file that did not arrive whole, or nothing if it did."""
        if self.received or self.refused:
            return self.refused
        return file_error(FileError.UPLOAD_FAILED, pointer=self._pointer, name=self._name)

    def withdraw(self) -> None:
        """Leave nothing of the file in the store; its key was told to nobody."""
        self._writer.abort()
