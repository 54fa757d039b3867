"""One object being written into a bucket: in one request if it is small, else part by part."""

import contextlib
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from minio.datatypes import Part

from app.kernel.problems import Unavailable
from app.storage.base import CHUNK_BYTES, ObjectDamaged, ObjectTooLarge, StorageFull, Stored
from app.storage.s3_bucket import S3Bucket
from app.storage.s3_names import object_name, record_name, versions_of
from app.storage.sealing import Sealer

PART_BYTES = 16 * 1024 * 1024
"""How large a part is, in bytes."""
PARTS_ON_THEIR_WAY = 2
"""How many parts may be on their way while the next one fills; each takes memory."""
MOST_PARTS = 10_000


class Verify(Protocol):
    """Reads a whole object again."""

    def __call__(self, key: str, *, sha256: str | None = None) -> Stored:
        """Tell what the object holds; raise ObjectDamaged if altered."""


class S3Writer:
    """One object on its way; used by one thread at a time.

    Until `finish` nothing of it can be read: parts lie where the protocol shows them to nobody.
    """

    def __init__(
        self,
        bucket: S3Bucket,
        key: str,
        sealer: Sealer,
        *,
        limit_bytes: int,
        verify: Verify,
        once: bool = True,
    ) -> None:
        """Take the bucket and the key; `once` refuses a key under which something lies."""
        self._bucket = bucket
        # Cleaning up after a store that does not answer must not take minutes more.
        self._brief = bucket.brief()
        self._key = key
        self._name = object_name(key)
        self._sealer = sealer
        self._limit_bytes = limit_bytes
        self._verify = verify
        self._once = once
        self._buffer = bytearray(sealer.head())
        self._upload_id: str | None = None
        self._parts: list[Part] = []
        self._sender = ThreadPoolExecutor(PARTS_ON_THEIR_WAY, thread_name_prefix="s3-part")
        self._sent: deque[Future[Part]] = deque()
        self._open = True
        # What can be seen of this object, and would be left if it came to nothing.
        self._shown: list[tuple[str, str]] = []

    def write(self, chunk: bytes | memoryview) -> None:
        """Add bytes; one byte over the limit raises ObjectTooLarge and leaves nothing."""
        self._check_open()
        if self._sealer.size_bytes + len(chunk) > self._limit_bytes:
            self.abort()
            raise ObjectTooLarge(limit_bytes=self._limit_bytes)
        rest = memoryview(chunk)
        with self.nothing_left():
            for at in range(0, len(rest), CHUNK_BYTES):
                self._add(self._sealer.seal(rest[at : at + CHUNK_BYTES]))

    def finish(self, *, sha256: str | None = None) -> Stored:
        """Show the object, read it back, tell what it holds.

        `sha256` is the hash that the payload has to have; another one raises ObjectDamaged.
        """
        self._check_open()
        with self.nothing_left():
            self._add(self._sealer.finish())
            if sha256 not in (None, self._sealer.sha256):
                raise ObjectDamaged
            # The key is durable before the object that it opens can be seen.
            if (record := self._sealer.key_record) is not None:
                self._show_record(record_name(self._key), record)
            self._show(self._name, self._complete, self._came_whole)
            self._open = False
            self._sender.shutdown(wait=False)
            return self._verify(self._key, sha256=self._sealer.sha256)

    def abort(self) -> None:
        """Leave nothing behind; after `finish` only while nobody else was told the key."""
        self._open = False
        self._buffer = bytearray()
        # A part that arrived after the end of its upload would be nobody's.
        while self._sent:
            with contextlib.suppress(Exception):
                self._settle()
        self._sender.shutdown(wait=False)
        upload_id, self._upload_id = self._upload_id, None
        if upload_id is not None:
            with contextlib.suppress(Unavailable):
                self._brief.abort(self._name, upload_id)
        for name, version_id in reversed(self._shown):
            with contextlib.suppress(Unavailable):
                self._brief.delete(name, version_id)
        self._shown = []

    @contextlib.contextmanager
    def nothing_left(self) -> Generator[None]:
        """Leave nothing of the object behind if anything fails inside."""
        try:
            yield
        except BaseException:
            self.abort()
            raise

    def _add(self, sealed: bytes | memoryview) -> None:
        rest = memoryview(sealed)
        while rest:
            if len(self._buffer) == PART_BYTES:
                self._send_part()
            taken = min(PART_BYTES - len(self._buffer), len(rest))
            self._buffer += rest[:taken]
            rest = rest[taken:]

    def _send_part(self) -> None:
        if len(self._sent) == PARTS_ON_THEIR_WAY:
            self._settle()
        number = len(self._parts) + len(self._sent) + 1
        if number > MOST_PARTS:
            raise ObjectTooLarge(limit_bytes=MOST_PARTS * PART_BYTES)
        if self._upload_id is None:
            self._upload_id = self._bucket.begin(self._name)
        content, self._buffer = self._buffer, bytearray()
        self._sent.append(
            self._sender.submit(self._bucket.put_part, self._name, self._upload_id, number, content)
        )

    def _settle(self) -> None:
        """Wait for the oldest part that is on its way; raise what became of it."""
        self._parts.append(self._sent.popleft().result())

    def _complete(self) -> str:
        if self._upload_id is None:
            return self._bucket.put(self._name, self._buffer, once=self._once)
        self._send_part()
        while self._sent:
            self._settle()
        return self._bucket.complete(self._name, self._upload_id, self._parts)

    def _show_record(self, name: str, record: bytes) -> None:
        def came_whole() -> bool:
            return self._bucket.read(name) == record

        self._show(name, lambda: self._bucket.put(name, record, once=self._once), came_whole)

    def _show(self, name: str, act: Callable[[], str], came_whole: Callable[[], bool]) -> None:
        try:
            version_id = act()
        except StorageFull:
            raise
        except Unavailable:
            # The answer may have been lost after the store had done what it was asked.
            if not (_is_so(self._brief.keeps_versions) and _is_so(came_whole)):
                raise
            version_id = versions_of(self._bucket, name).newest.version_id
        self._shown.append((name, version_id))

    def _came_whole(self) -> bool:
        self._verify(self._key, sha256=self._sealer.sha256)
        return True

    def _check_open(self) -> None:
        if not self._open:
            raise ValueError("this writer is finished or was aborted")


def _is_so(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except Unavailable:
        return False
