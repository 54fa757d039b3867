"""What a store of evidence must do, and the refusals it may give; no store is named here.

A key is made by the store, is random, and says nothing about who sent the bytes or what they are.
Nothing is overwritten and nothing is shared: two equal files are two objects.
"""

import io
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import InitVar, dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from app.kernel.problems import Conflict, TooLarge, Unavailable
from app.kernel.text import Text

CHUNK_BYTES = 1024 * 1024
"""The most that a store holds in memory of any one object."""

_KEY = re.compile(r"[0-9a-f]{64}")


class ObjectTooLarge(TooLarge):
    """More bytes came than the limit named; `limit_bytes` is among the facts."""

    slug = "object-too-large"
    title = Text("파일이 허용된 크기를 넘었습니다", "The file is larger than allowed")


class StorageFull(Unavailable):
    """There is no room left for another object."""

    slug = "storage-full"
    title = Text(
        "저장 공간이 부족하여 파일을 받을 수 없습니다. 잠시 뒤에 다시 시도해 주세요",
        "There is not enough room to store the file. Try again later",
    )


class StorageFault(Unavailable):
    """The store failed to write or read; what was being written is not kept."""

    slug = "storage-fault"
    title = Text(
        "저장 장치에 문제가 있어 처리하지 못했습니다. 잠시 뒤에 다시 시도해 주세요",
        "The store had a fault and nothing was kept. Try again later",
    )


class ObjectMissing(Unavailable):
    """The object that a record names is not in the store: an incident, not a wrong address."""

    slug = "object-missing"
    title = Text(
        "저장된 파일을 찾을 수 없습니다. 담당자에게 알려 주세요",
        "The stored file cannot be found. Please tell the office in charge",
    )


class ObjectDamaged(Unavailable):
    """The object does not hold what was stored; none of its bytes are given out."""

    slug = "object-damaged"
    title = Text(
        "저장된 파일이 처음 받은 것과 다릅니다. 담당자에게 알려 주세요",
        "The stored file differs from what was received. Please tell the office in charge",
    )


class ObjectHeld(Conflict):
    """A hold lies on the object in the store itself, so the store does not remove it."""

    slug = "object-held"
    title = Text("보전 조치된 자료라 지울 수 없습니다", "The file is under a hold and stays")


class SuiteUnknown(Unavailable):
    """The object was written in a form that this version can not read."""

    slug = "object-suite-unknown"
    title = Text(
        "이 버전에서 읽을 수 없는 저장 형식입니다",
        "The file is stored in a form that this version cannot read",
    )


class KeyUnknown(Unavailable):
    """A root key is not in the ring, so what it wraps can not be read; `root_key` names it."""

    slug = "root-key-unknown"
    title = Text(
        "저장된 파일의 암호 키를 찾을 수 없습니다. 담당자에게 알려 주세요",
        "The key of the stored file cannot be found. Please tell the office in charge",
    )


class KeyRefused(Unavailable):
    """A key is not one that a store made: the record that holds it is corrupt or was altered."""

    slug = "object-key-refused"
    title = Text("저장 위치 기록이 올바르지 않습니다", "The record of where the file lies is wrong")


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored: its key, the size and the SHA-256 (hexadecimal) of the payload."""

    key: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """What the reaper finds in the store; `complete` is false for what is half written."""

    key: str
    modified_at: datetime
    complete: bool


DISPOSAL_SEAL = object()
"""What makes a Disposal valid; only `app.discovery.evidence.holds` may name it, and a test says so."""


@dataclass(frozen=True, slots=True)
class Disposal:
    """The permission to remove one registered object, given after the holds were asked."""

    key: str
    authority: str
    decided_at: datetime
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not DISPOSAL_SEAL:
            raise TypeError("a Disposal is made only where the holds are asked")


class Writer(Protocol):
    """One object being written; used by one thread at a time."""

    def write(self, chunk: bytes | memoryview) -> None:
        """Add bytes; raise ObjectTooLarge, StorageFull or StorageFault and leave nothing."""

    def finish(self) -> Stored:
        """Make the object durable, read it back, and tell its key, size and hash."""

    def abort(self) -> None:
        """Leave nothing behind; after `finish` only while nobody else was told the key."""


class Store(Protocol):
    """Keeps objects under random keys and shows when one is no longer what it was."""

    def writer(self, *, limit_bytes: int) -> Writer:
        """Begin an object of at most `limit_bytes`."""

    def put(self, chunks: Iterable[bytes], *, limit_bytes: int) -> Stored:
        """Store all chunks as one object."""

    def reader(self, key: str, *, sha256: str | None = None) -> io.BufferedReader:
        """Check the whole object, then give its payload as a seekable file.

        `sha256` is the hash that the record holds; another one raises ObjectDamaged.
        """

    def open(self, key: str, *, sha256: str | None = None) -> Iterator[bytes]:
        """Check the whole object now, then yield its payload in chunks; no byte precedes it."""

    def verify(self, key: str, *, sha256: str | None = None) -> Stored:
        """Read the whole object again and tell what it holds; raise ObjectDamaged if altered."""

    def remove(self, key: str, disposal: Disposal) -> None:
        """Remove a registered object, on the permission that names this very key.

        Raise ObjectHeld while the store itself holds it fast, whatever the permission says.
        """

    def hold(self, key: str) -> None:
        """Lay a hold on an object in the store itself; it stays until released."""

    def release(self, key: str) -> None:
        """Take the hold off an object."""

    def is_held(self, key: str) -> bool:
        """Tell whether the store itself holds an object fast, by a hold or a seal that runs."""

    def seal_until(self, key: str, until: datetime) -> None:
        """Keep an object until an instant, whatever anybody wants; that can only be extended.

        Raise ObjectHeld where it is sealed for longer already, ObjectMissing where it is not
        there, StorageFault for an instant that is over.
        """

    def sealed_until(self, key: str) -> datetime | None:
        """Tell until when an object is sealed; None if it is not, or no longer."""

    def rewrap(self, key: str) -> bool:
        """Put the data key of an object under the root key in use; tell if it was not there yet.

        The object itself is not touched; one in the clear has no key and stays as it is.
        """

    def restore(self, key: str, chunks: Iterable[bytes], *, sha256: str) -> Stored:
        """Put a payload of this hash under this very key; what is whole already stays as it is.

        This is how a second store gets its copy, and how it gives it back. Raise ObjectDamaged,
        and change nothing, if the chunks have another hash.
        """

    def keys_older_than(self, instant: datetime) -> Iterator[Leftover]:
        """List objects and half-written ones last written before an instant."""

    def discard_unregistered(self, key: str, *, is_registered: Callable[[str], bool]) -> bool:
        """Remove what no record names; ask `is_registered` first and say if it was removed."""

    def ready(self) -> bool:
        """Tell if the store takes new objects."""


def new_key() -> str:
    """Return a fresh key: 256 random bits in hexadecimal."""
    return secrets.token_hex(32)


def is_key(text: str) -> bool:
    """Tell if a store can have made this key."""
    return _KEY.fullmatch(text) is not None


def checked_key(key: str) -> str:
    """Return the key, or raise KeyRefused if no store can have made it."""
    if not is_key(key):
        raise KeyRefused
    return key


def seal_end(until: datetime) -> datetime:
    """Return an instant in UTC as a whole second, the next one: a seal is not made shorter."""
    whole = until.astimezone(UTC)
    return whole if not whole.microsecond else whole.replace(microsecond=0) + timedelta(seconds=1)


def check_disposal(key: str, disposal: Disposal) -> None:
    """Raise ValueError unless the permission was given for this very key."""
    if disposal.key != key:
        raise ValueError("this Disposal was not given for this object")
