"""What an S3 store may refuse or fail to do, in the words of the store of evidence."""

import contextlib
from collections.abc import Generator
from xml.etree.ElementTree import ParseError

from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from urllib3.exceptions import HTTPError

from app.kernel.problems import Unavailable
from app.storage.base import ObjectMissing, StorageFault, StorageFull

_INSUFFICIENT_STORAGE = 507
_ROOM = frozenset(
    {"XMinioStorageFull", "InsufficientStorage", "InsufficientCapacity", "QuotaExceeded"}
)
_ABSENT = frozenset({"NoSuchKey", "NoSuchVersion", "ObjectNotFound"})
_UNLOCKED = frozenset(
    {
        "NoSuchObjectLockConfiguration",
        "NoSuchObjectLegalHold",
        "ObjectLockConfigurationNotFoundError",
    }
)
# A faulty store may answer anything, and the SDK parses it: what it then raises is a fault too.
_UNREADABLE = (ParseError, ValueError, LookupError, TypeError, AttributeError)


class AlreadyThere(StorageFault):
    """The name is taken: the condition of a write was not met."""


class AccessRefused(StorageFault):
    """The store refused the act: the key may not do it, or a lock forbids it."""


class NoUpload(StorageFault):
    """The upload in parts is not known, or no longer."""


class NoLock(StorageFault):
    """Nothing is recorded of a hold or a retention."""


_BY_CODE: dict[str, type[StorageFault]] = {
    "PreconditionFailed": AlreadyThere,
    "AccessDenied": AccessRefused,
    "NoSuchUpload": NoUpload,
    **dict.fromkeys(_UNLOCKED, NoLock),
}


@contextlib.contextmanager
def s3_faults() -> Generator[None]:
    """Turn whatever the SDK or the network raises into a refusal of the store."""
    try:
        yield
    except (MinioException, HTTPError, OSError, *_UNREADABLE) as fault:
        raise _refusal(fault) from fault


def _refusal(fault: Exception) -> Unavailable:
    code = (fault.code or "") if isinstance(fault, S3Error) else ""
    if code in _ROOM or _status(fault) == _INSUFFICIENT_STORAGE:
        return StorageFull()
    if code in _ABSENT:
        return ObjectMissing()
    return _BY_CODE.get(code, StorageFault)()


def _status(fault: Exception) -> int | None:
    if isinstance(fault, S3Error):
        return fault.response.status
    if isinstance(fault, ServerError):
        return fault.status_code
    return fault._code if isinstance(fault, InvalidResponseError) else None  # noqa: SLF001
