"""Reading of evidence in the test's own process, by the readers of the limited one."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

from app.discovery.confidentiality import leak_readers
from app.discovery.files.file_types import FileType
from app.discovery.texts import examining, taking_out
from app.discovery.texts.documents import read_document
from app.discovery.texts.extracts import Extract
from app.discovery.texts.mail import read_mail
from app.discovery.texts.reading import attempted, read_message, read_plain
from app.discovery.texts.rules import TextState


def read_here(content: BinaryIO, kind: FileType) -> Extract:
    """Read a file as the limited process does, without starting one for each file."""
    content.seek(0)
    data = content.read()
    if kind in {FileType.TXT, FileType.CSV}:
        return attempted(lambda: read_plain(data))
    if kind is FileType.EML:
        return attempted(lambda: read_message(data))
    with tempfile.NamedTemporaryFile() as kept:
        Path(kept.name).write_bytes(data)
        return attempted(lambda: read_document(kind, kept.name))


def part_here(content: BinaryIO, position: int) -> tuple[Extract, bytes]:
    """Take an attachment out of a mail as the limited process does."""
    content.seek(0)
    one = read_mail(content.read()).attachments[position]
    return Extract(state=TextState.TEXT, facts={"name": one.name}), one.data


@contextmanager
def reading_here() -> Generator[None]:
    """Let everything be read in this process: a process for each of hundreds of files takes long.

    Recognition of letters in redacted pages, seconds a page, is left to the tests that are about it.
    """
    with (
        patch.object(leak_readers, "recognised", lambda _content: []),
        patch.object(examining, "read_text", read_here),
        patch.object(taking_out, "read_part", part_here),
    ):
        yield
