"""How passwords are kept and checked: Argon2id, a few at a time, never inside a transaction."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.kernel.problems import FieldError, Invalid, Unavailable
from app.people import rules

T = TypeVar("T")
# 19 MiB, two passes, one lane: the least that is advised; more would let a crowd exhaust the host.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked for logins that do not exist, so that the answer takes as long as for those that do.
NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$Fr/0Ja0UGOIw5I0anPIRHg"
    "$ZPGLiHMCtldKM5mWPUWLnypSL3ykX/D1hpYs8slesp0"
)
_AT_ONCE = 2
_WAITING_MOST = 64
_THREADS = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")
_PLACES = threading.BoundedSemaphore(_WAITING_MOST)


@cache
def widely_used() -> frozenset[str]:
    """Return the shipped list of widely used passwords, in lower case."""
    text = (files("app.people") / "weak_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def refuse_weak(password: str, login: str, *, pointer: str = "/password") -> None:
    """Raise Invalid, naming the field, where a password may not be used."""
    fault = rules.password_fault(rules.normal_password(password), login, widely_used())
    if fault is not None:
        raise Invalid(errors=(FieldError(pointer, "password", fault),))


def hash_now(password: str) -> str:
    """Return the hash of a password; takes a tenth of a second of one core."""
    return _HASHER.hash(rules.normal_password(password))


def fits_now(kept: str, password: str) -> bool:
    """Tell whether a password fits a hash; takes as long as making one."""
    try:
        return _HASHER.verify(kept, rules.normal_password(password))
    except (VerificationError, InvalidHashError):
        return False


async def hash_password(password: str) -> str:
    """Return the hash of a password, made outside the event loop."""
    return await _queued(lambda: hash_now(password))


async def fits(kept: str, password: str) -> bool:
    """Tell whether a password fits a hash, outside the event loop."""
    return await _queued(lambda: fits_now(kept, password))


async def _queued(slow: Callable[[], T]) -> T:
    if not _PLACES.acquire(blocking=False):
        raise Unavailable(retry_after_s=5)
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, slow)
    finally:
        _PLACES.release()
