"""Starts the limited process for one file and brings back its result, whatever becomes of it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any, BinaryIO

from app.discovery.files.file_types import FileType
from app.discovery.texts.extracts import Extract
from app.discovery.texts.rules import READ_BYTES, TEXT_BYTES, TextState

_CHUNK_BYTES = 1024 * 1024
_MEBIBYTE = 1024 * 1024
_ROOT = Path(__file__).resolve().parents[3]
_SEARCHED = "/usr/local/bin:/usr/bin:/bin"
# Nothing of this process's surroundings goes along: neither its settings nor its open files.
_SURROUNDINGS = {"PATH": _SEARCHED, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from app.discovery.texts.reading import main; main()"
)


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How long the process may run by the clock on the wall, and how much it may answer."""

    seconds: float = 120
    answer_bytes: int = TEXT_BYTES + 4 * _MEBIBYTE
    file_bytes: int = READ_BYTES


OCR_LIMITS = RunLimits(seconds=1_800)
PART_LIMITS = RunLimits(answer_bytes=READ_BYTES + _MEBIBYTE)


def read_text(content: BinaryIO, kind: FileType, limits: RunLimits = RunLimits()) -> Extract:
    """Return what reading a file gives; never raises for what the file does to its reader."""
    return _run(content, ["read", kind.value], limits)[0]


def read_part(
    content: BinaryIO, position: int, limits: RunLimits = PART_LIMITS
) -> tuple[Extract, bytes]:
    """Return one attachment of a mail: its name among the facts, and its bytes."""
    return _run(content, ["part", FileType.EML.value, str(position)], limits)


def recognise_text(
    content: BinaryIO, kind: FileType, *, binary: str | None, limits: RunLimits = OCR_LIMITS
) -> Extract:
    """Return the text recognised in pictures; without an engine that is a state, not an error."""
    if binary is None:
        return Extract(state=TextState.OCR_NOT_AVAILABLE, reason="engine")
    return _run(content, ["ocr", kind.value, binary], limits)[0]


def ocr_engine() -> str | None:
    """Return where Tesseract is installed on this machine, or nothing."""
    return shutil.which("tesseract", path=_SEARCHED)


def _run(content: BinaryIO, arguments: list[str], limits: RunLimits) -> tuple[Extract, bytes]:
    if content.seek(0, os.SEEK_END) > limits.file_bytes:
        return Extract(state=TextState.TOO_LARGE, reason="bytes"), b""
    content.seek(0)
    command = [sys.executable, "-I", "-c", _START, str(_ROOT), *arguments]
    with subprocess.Popen(  # noqa: S603 - this program itself; the file goes in as data
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_SURROUNDINGS, cwd="/", start_new_session=True,
    ) as child:  # fmt: skip
        late = threading.Event()
        clock = threading.Timer(limits.seconds, _too_late, (child, late))
        feeder = threading.Thread(target=_feed, args=(content, child.stdin), daemon=True)
        clock.start()
        feeder.start()
        answer = child.stdout.read(limits.answer_bytes + 1) if child.stdout else b""
        if len(answer) > limits.answer_bytes:
            _stop(child)
        # A process that has answered and does not end is stopped by the clock as well.
        child.wait()
        clock.cancel()
        feeder.join()
    return _result(answer, limits, late=late.is_set())


def _feed(content: BinaryIO, way: IO[bytes] | None) -> None:
    # A reader that has ended does not take the rest, which is no fault of this side.
    if way is None:
        return
    with contextlib.suppress(OSError, ValueError):
        for chunk in _chunks(content):
            way.write(chunk)
    with contextlib.suppress(OSError, ValueError):
        way.close()


def _chunks(content: BinaryIO) -> Iterator[bytes]:
    while chunk := content.read(_CHUNK_BYTES):
        yield chunk


def _too_late(child: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    _stop(child)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    # Its own session holds the process and all that it started.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _result(answer: bytes, limits: RunLimits, *, late: bool) -> tuple[Extract, bytes]:
    if late:
        return Extract(state=TextState.FAILED, reason="time"), b""
    if len(answer) > limits.answer_bytes:
        return Extract(state=TextState.TOO_LARGE, reason="answer"), b""
    line, _, payload = answer.partition(b"\n")
    try:
        told: dict[str, Any] = json.loads(line)
        known = {one.name: told[one.name] for one in fields(Extract)}
        _check(known)
    except (ValueError, KeyError, TypeError):
        # Killed by a limit or broken off: the reader is gone and has said nothing whole.
        return Extract(state=TextState.FAILED, reason="reader_died"), b""
    known |= {"members": tuple(known["members"]), "confined": tuple(known["confined"])}
    return Extract(**known), payload


def _check(known: dict[str, Any]) -> None:
    # A crafted file may have taken its reader over, so the answer is checked like any input.
    TextState(known["state"])
    words = [known[name] for name in ("reason", "engine", "engine_version", "text", "message_hash")]
    if not all(isinstance(word, str) for word in words):
        raise TypeError("words")
    confidence = known["confidence_percent"]
    numbers = [known["pages"], 0 if confidence is None else confidence]
    if not all(type(number) is int and 0 <= number < _MEBIBYTE for number in numbers):
        raise TypeError("numbers")
    if not all(_is_member(one) for one in known["members"]):
        raise TypeError("members")


def _is_member(told: Any) -> bool:
    return (
        isinstance(told, dict)
        and {"path", "size_bytes", "sha256", "types", "refusal"} <= told.keys()
        and type(told["size_bytes"]) is int
        and 0 <= told["size_bytes"] <= READ_BYTES
        and isinstance(told["types"], dict)
        and {"claimed", "shown", "verdict"} <= told["types"].keys()
        and isinstance(told["types"]["shown"], list)
    )
