"""The limited process in which a foreign file is read; its result goes out as one line of JSON.

The file comes in at standard input and is kept in memory. Limits are laid on before its first byte
is looked at; whatever goes wrong in here is the result of this file and of nothing else.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from app.discovery.files.file_types import FileType
from app.discovery.files.true_types import type_finding_of
from app.discovery.files.zip_members import shown_path
from app.discovery.texts import confinement
from app.discovery.texts.decoding import decoded
from app.discovery.texts.extracts import Extract, finished
from app.discovery.texts.mail import Attachment, read_mail
from app.discovery.texts.rules import TextState

_MEBIBYTE = 1024 * 1024
MEMORY_BYTES = {"read": 1024 * _MEBIBYTE, "part": 1024 * _MEBIBYTE, "ocr": 2048 * _MEBIBYTE}
CPU_SECONDS = {"read": 60, "part": 60, "ocr": 900}
_CHUNK_BYTES = _MEBIBYTE


def main() -> None:
    """Read the file at standard input as the arguments say, and write the result."""
    mode, kind, *more = sys.argv[1:]
    result = os.dup(1)
    # What libraries print does not mix with the result.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    confinement.limit(memory_bytes=MEMORY_BYTES[mode], cpu_seconds=CPU_SECONDS[mode])
    source = _received()
    confined = confinement.seal(programs=mode == "ocr")
    payload = b""
    if mode == "part":
        extract, payload = _part(source, int(more[0]))
    else:
        extract = attempted(lambda: _extract(mode, FileType(kind), source, more))
    told = json.dumps(asdict(extract) | {"confined": confined}, ensure_ascii=False)
    with os.fdopen(result, "wb") as out:
        out.write(told.encode("utf-8", "replace") + b"\n" + payload)


def attempted(read: Callable[[], Extract]) -> Extract:
    """Return what a reading gives, or the state that its failure comes to."""
    try:
        extract = read()
    except MemoryError:
        return Extract(state=TextState.TOO_LARGE, reason="memory")
    except RecursionError:
        return Extract(state=TextState.FAILED, reason="nesting")
    except Exception as fault:  # noqa: BLE001 - a foreign file may break its reader in any way
        return Extract(state=TextState.FAILED, reason=type(fault).__name__[:40])
    return extract


def read_plain(data: bytes) -> Extract:
    """Return the text of a file of plain text."""
    found = decoded(data)
    if found is None:
        return Extract(state=TextState.FAILED, reason="encoding", engine="plain")
    return finished(found.text, engine="plain", facts={"encoding": found.encoding})


def read_message(data: bytes) -> Extract:
    """Return the text of a mail, its message hash and what it carries."""
    mail = read_mail(data)
    members = tuple(_described(one) for one in mail.attachments)
    return finished(
        mail.text, engine="email", message_hash=mail.message_hash, members=members,
        reason="parts" if mail.cut else "",
    )  # fmt: skip


def _extract(mode: str, kind: FileType, source: int, more: list[str]) -> Extract:
    # Only what this file needs is loaded: the readers cost more than most files.
    if mode == "ocr":
        from app.discovery.texts.optical import recognise  # noqa: PLC0415

        return recognise(kind, path_of(source), binary=more[0])
    if kind in {FileType.TXT, FileType.CSV}:
        return read_plain(_whole(source))
    if kind is FileType.EML:
        return read_message(_whole(source))
    from app.discovery.texts.documents import read_document  # noqa: PLC0415

    return read_document(kind, path_of(source))


def path_of(source: int) -> str:
    """Return the path under which the kept file can be opened anew in this process."""
    return f"/proc/self/fd/{source}"


def _received() -> int:
    source = os.memfd_create("evidence")
    while chunk := os.read(0, _CHUNK_BYTES):
        os.write(source, chunk)
    os.lseek(source, 0, os.SEEK_SET)
    return source


def _whole(source: int) -> bytes:
    with os.fdopen(os.dup(source), "rb") as kept:
        kept.seek(0)
        return kept.read()


def _described(one: Attachment) -> dict[str, Any]:
    path = shown_path(one.name).rpartition("/")[2]
    types = type_finding_of(one.data, path)
    return {
        "path": path, "size_bytes": len(one.data),
        "sha256": hashlib.sha256(one.data).hexdigest(), "types": asdict(types),
        "refusal": "" if one.data else "empty",
    }  # fmt: skip


def _part(source: int, position: int) -> tuple[Extract, bytes]:
    parts: list[Attachment] = []

    def read() -> Extract:
        parts.extend(read_mail(_whole(source)).attachments)
        if position >= len(parts):
            return Extract(state=TextState.FAILED, reason="missing")
        return Extract(state=TextState.TEXT, facts={"name": parts[position].name})

    extract = attempted(read)
    found = extract.state == TextState.TEXT
    return extract, parts[position].data if found else b""
