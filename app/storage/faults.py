"""What the disk of this machine may refuse, in the words of the store."""

import contextlib
import errno
from collections.abc import Generator

from app.storage.base import ObjectMissing, StorageFault, StorageFull

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextlib.contextmanager
def disk_faults() -> Generator[None]:
    """Turn an error of the system into StorageFull or StorageFault."""
    try:
        yield
    except OSError as fault:
        raise (StorageFull if fault.errno in NO_ROOM else StorageFault) from fault


@contextlib.contextmanager
def missing_is_named() -> Generator[None]:
    """Turn a file that is not there into ObjectMissing."""
    try:
        yield
    except FileNotFoundError as fault:
        raise ObjectMissing from fault
