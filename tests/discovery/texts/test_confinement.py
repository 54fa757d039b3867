"""The limited process really can not write, connect or start programs; nor work or eat for ever."""

import io
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.discovery.files.file_types import FileType
from app.discovery.texts import limited
from app.discovery.texts.confinement import filter_code
from app.discovery.texts.rules import TextState

ROOT = Path(__file__).resolve().parents[3]
_TRIES = """
import sys
sys.path.insert(0, {root!r})
from app.discovery.texts import confinement
confinement.limit(memory_bytes=1 << 30, cpu_seconds=5)
held = confinement.seal(programs={programs})
import ctypes, os, errno
library = ctypes.CDLL(None, use_errno=True)
def blocked(act):
    try:
        act()
    except OSError:
        return "refused"
    except PermissionError:
        return "refused"
    return "done"
def wrote():
    with open("/tmp/should-not-be-there.txt", "w") as out:
        out.write("x")
def raw_socket():
    # Past all of Python: the system itself must refuse.
    if library.socket(2, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "socket")
def raw_program():
    arguments = (ctypes.c_char_p * 2)(b"/bin/true", None)
    child = os.fork()
    if child == 0:
        library.execve(b"/bin/true", arguments, None)
        os._exit(7)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7:
        raise OSError("program")
def py_socket():
    import socket
    socket.create_connection(("127.0.0.1", 9), 1)
print(blocked(wrote), blocked(raw_socket), blocked(py_socket), blocked(raw_program), *held)
"""


@pytest.mark.parametrize(("programs", "started"), [(False, "refused"), (True, "done")])
def test_no_writing_no_network_and_programs_only_where_they_are_needed(
    programs: bool, started: str
) -> None:
    source = _TRIES.format(root=str(ROOT), programs=programs)
    answer = subprocess.run(
        [sys.executable, "-I", "-c", source], capture_output=True, text=True, check=True
    )
    told = answer.stdout.split()
    assert told[:4] == ["refused", "refused", "refused", started], answer.stderr
    assert {"watch", "filter"} <= set(told[4:])


def test_the_filter_allows_by_default_and_refuses_what_is_named() -> None:
    steps = [*struct.iter_unpack("=HBBI", filter_code(0xC000003E, (41, 42)))]
    assert run(steps, mark=0xC000003E, number=41) == 0x00050001
    assert run(steps, mark=0xC000003E, number=42) == 0x00050001
    assert run(steps, mark=0xC000003E, number=0) == 0x7FFF0000
    assert run(steps, mark=0xC000003E, number=0x40000000 + 41) == 0x00050001
    assert run(steps, mark=0x40000003, number=0) == 0x80000000


def run(steps: list[tuple[int, int, int, int]], *, mark: int, number: int) -> int:
    """Do what the system does with a filter: a second reader of the same rules."""
    place, held = 0, 0
    while True:
        code, yes, no, value = steps[place]
        if code == 0x06:
            return value
        if code == 0x20:
            held, place = (number if value == 0 else mark), place + 1
            continue
        is_so = held == value if code == 0x15 else held >= value
        place += 1 + (yes if is_so else no)


_LIMITED = """
import sys
sys.path.insert(0, {root!r})
from app.discovery.texts import confinement
confinement.limit(memory_bytes=256 << 20, cpu_seconds=1)
try:
    {act}
except MemoryError:
    print("memory")
"""


@pytest.mark.parametrize(
    ("act", "ended", "said"),
    [
        ("kept = bytearray(512 << 20)", 0, "memory"),
        ("while True: pass", -signal.SIGXCPU, ""),
    ],
    ids=["eats", "never-ends"],
)
def test_memory_and_time_are_limited_by_the_system(act: str, ended: int, said: str) -> None:
    source = _LIMITED.format(root=str(ROOT), act=act)
    answer = subprocess.run(
        [sys.executable, "-I", "-c", source], capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    # At its last second the system may end it outright.
    assert answer.returncode in {ended, -signal.SIGKILL if ended else 0}
    assert answer.stdout.strip() == said


def test_the_reader_itself_reaches_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0)
        port = listening.getsockname()[1]
        told = "import socket; socket.create_connection(('127.0.0.1', PORT), 2)"
        reader = (
            "import sys; sys.path.insert(0, sys.argv.pop(1)); "
            "from app.discovery.texts import reading; "
            f"reading.read_plain = lambda data: exec({told.replace('PORT', str(port))!r}); "
            "reading.main()"
        )
        monkeypatch.setattr(limited, "_START", reader)
        found = limited.read_text(io.BytesIO(b"words"), FileType.TXT)
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert (found.state, found.reason) == (TextState.FAILED, "PermissionError")
