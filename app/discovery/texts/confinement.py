"""What a process that reads foreign files may not do: no network, no programs, no endless work.

Memory, time and open files are limited by the system. Network and programs are shut out twice: by
a network space without a way out where the system permits one, and by a filter of system calls.
"""

import ctypes
import resource
import struct
import sys
from collections.abc import Iterable
from platform import machine

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refused with EPERM
_NUMBER_AT, _MACHINE_AT = 0, 4
_OTHER_TABLE = 0x40000000  # numbers from here on belong to another table of calls

# machine: its mark, socket, socketpair, connect; then execve, execveat, kill, ptrace
_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 42), (59, 322, 62, 101)),
    "aarch64": (0xC00000B7, (198, 199, 203), (221, 281, 129, 117)),
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def limit(*, memory_bytes: int, cpu_seconds: int, open_files: int = 64) -> None:
    """Limit memory, processor time and open files of this process and those it starts."""
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def seal(*, programs: bool) -> tuple[str, ...]:
    """Shut out writing, network and, unless `programs`, other programs; return what holds."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _watch(programs=programs)
    held = ["watch"]
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        held += ["namespace"] if library.unshare(_NEW_USER | _NEW_NET) == 0 else []
        held += ["filter"] if _filtered(library, programs=programs) else []
    return tuple(held)


def _watch(*, programs: bool) -> None:
    # Holds also where the system gives neither a network space nor a filter.
    shut = ("socket.",) if programs else ("socket.", "subprocess.", "os.system", "os.exec")

    def refuse(event: str, _arguments: tuple[object, ...]) -> None:
        if event.startswith(shut):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _filtered(library: ctypes.CDLL, *, programs: bool) -> bool:
    known = _CALLS.get(machine())
    if known is None:
        return False
    mark, network, control = known
    code = filter_code(mark, network if programs else (*network, *control))
    program = _Program(len(code) // 8, code)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SET_FILTER, _FILTER, ctypes.byref(program), 0, 0) == 0)


def filter_code(mark: int, refused: Iterable[int]) -> bytes:
    """Return the filter: another machine's calls kill, the refused ones fail, the rest pass."""
    calls = list(refused)
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 1, 0, mark),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, len(calls) + 1, 0, _OTHER_TABLE),
    ]
    for place, number in enumerate(calls):
        steps.append((_EQUAL, len(calls) - place, 0, number))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
