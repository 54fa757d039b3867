"""The bytes of an object in an S3 store as a seekable file, fetched range by range."""

import io

from urllib3.response import BaseHTTPResponse

from app.storage.base import StorageFault
from app.storage.s3_bucket import S3Bucket, Version
from app.storage.s3_faults import s3_faults

_LEAST_BYTES = 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_TRIES = 3


class S3Bytes:
    """One version of an object, read in ranges that grow while the reading goes straight on.

    Nothing is kept in memory; what the store has sent and nobody has read waits in the connection.
    A connection that breaks is made again, and the reading goes on where it was.
    """

    def __init__(self, bucket: S3Bucket, version: Version) -> None:
        """Take the version; nothing is sent yet."""
        self._bucket = bucket
        self._version = version
        self._position = 0
        self._answer: BaseHTTPResponse | None = None
        self._at = 0
        self._end = 0
        self._range_bytes = _LEAST_BYTES
        self._closed = False

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move, and return the new position."""
        origin = {
            io.SEEK_SET: 0,
            io.SEEK_CUR: self._position,
            io.SEEK_END: self._version.size_bytes,
        }
        self._position = origin[whence] + offset
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:
        """Read some bytes; 0 at the end. StorageFault where the store does not give them."""
        if self._closed:
            raise ValueError("the object is closed")
        wanted = min(len(buffer), self._version.size_bytes - self._position)
        if wanted <= 0:
            return 0
        piece = self._piece(wanted)
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        """Give up the connection; may be called twice."""
        self._drop()
        self._closed = True

    def _piece(self, wanted: int) -> bytes:
        for last in (False,) * (_TRIES - 1) + (True,):
            answer = self._answer_here(wanted)
            try:
                return self._read(answer, wanted)
            except StorageFault:
                self._drop()
                if last:
                    raise
        raise StorageFault

    def _read(self, answer: BaseHTTPResponse, wanted: int) -> bytes:
        with s3_faults():
            piece = answer.read(min(wanted, self._end - self._at), decode_content=False)
        if not piece:
            raise StorageFault
        self._at += len(piece)
        if self._at == self._end:
            answer.release_conn()
            self._answer = None
        return piece

    def _answer_here(self, wanted: int) -> BaseHTTPResponse:
        if self._answer is not None and self._at == self._position:
            return self._answer
        straight_on = self._at == self._position
        self._drop()
        self._range_bytes = min(self._range_bytes * 2, _MOST_BYTES) if straight_on else _LEAST_BYTES
        start = self._position
        end = min(start + max(self._range_bytes, wanted), self._version.size_bytes)
        self._answer = self._bucket.get(self._version, start, end)
        self._at, self._end = start, end
        return self._answer

    def _drop(self) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.close()
