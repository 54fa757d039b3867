"""The second place: an append-only file that remembers every leaf hash and signed checkpoint.

One line of JSON a checkpoint. A line cut short by a crash stays where it is, is passed over by
every reader, and what it should have said is written again from the database.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.audit.checkpoint import BadNote, PublicKey, verify
from app.audit.merkle import HASH_BYTES, Frontier


class WitnessRefused(RuntimeError):
    """What is to be written does not continue what the file holds: history was rewritten."""


@dataclass(frozen=True, slots=True)
class Line:
    """One remembered checkpoint: the leaves it added, from position `first`, and its note."""

    first: int
    leaves: tuple[bytes, ...]
    note: str

    @property
    def size(self) -> int:
        """The number of leaves in the log after this line."""
        return self.first + len(self.leaves)

    def as_bytes(self) -> bytes:
        """Return the line as it is written."""
        leaves = [leaf.hex() for leaf in self.leaves]
        body = {"first": self.first, "leaves": leaves, "note": self.note}
        return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def read_line(raw: bytes) -> Line | None:
    """Return what a line says, None where it was cut short or is damaged."""
    try:
        body = json.loads(raw)
        leaves = tuple(bytes.fromhex(leaf) for leaf in body["leaves"])
        line = Line(body["first"], leaves, body["note"])
    except (ValueError, KeyError, TypeError):
        return None
    plain = isinstance(line.first, int) and isinstance(line.note, str)
    return line if plain and all(len(leaf) == HASH_BYTES for leaf in leaves) else None


def read_lines(path: Path) -> Iterator[Line | None]:
    """Yield every line of a witness file; None for one that can not be read."""
    with path.open("rb") as file:
        for raw in file:
            if raw.strip():
                yield read_line(raw)


class Witness:
    """The file as its writer knows it; several processes may write, one at a time."""

    def __init__(self, path: Path, key: PublicKey) -> None:
        """Keep the place and the key that checkpoints must be signed with; nothing is read yet."""
        self.path = path
        self.key = key
        self._seen = 0
        self._tree = Frontier()

    @property
    def size(self) -> int:
        """The number of leaves remembered, as of the last reading."""
        return self._tree.size

    def catch_up(self) -> int:
        """Read what was written since the last reading; return the number of leaves remembered."""
        with self._opened() as file:
            self._read(file)
        return self.size

    def append(self, lines: Sequence[Line]) -> None:
        """Write lines that continue the file and force them to the disk.

        Raises WitnessRefused where a checkpoint is not signed or does not fit the leaves that the
        file holds; lines that another process has written meanwhile are passed over.
        """
        with self._opened() as file:
            self._read(file)
            fresh = [line for line in lines if line.size > self.size]
            for line in fresh:
                self._take(line)
            file.seek(0, os.SEEK_END)
            file.write(b"".join(line.as_bytes() for line in fresh))
            file.flush()
            os.fsync(file.fileno())
            self._seen = file.tell()

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        made = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            if made:
                sync_folder(self.path.parent)
            fcntl.flock(file, fcntl.LOCK_EX)
            done = False
            try:
                yield file
                done = True
            finally:
                if not done:
                    # What a failed call took in vain must not be believed by the next one.
                    self._seen, self._tree = 0, Frontier()

    def _read(self, file: BinaryIO) -> None:
        if file.seek(0, os.SEEK_END) < self._seen:
            raise WitnessRefused("the witness file has become shorter")
        file.seek(self._seen)
        raw = b""
        for raw in file:
            line = read_line(raw)
            if line is not None:
                self._take(line)
        if raw and not raw.endswith(b"\n"):
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._seen = file.seek(0, os.SEEK_END)

    def _take(self, line: Line) -> None:
        """Grow the remembered tree by a line, refusing one that does not continue it."""
        if line.first != self.size:
            raise WitnessRefused(f"a line begins at {line.first} where {self.size} was due")
        for leaf in line.leaves:
            self._tree.append(leaf)
        try:
            said = verify(line.note, self.key)
        except BadNote as fault:
            raise WitnessRefused(f"checkpoint {line.size}: {fault}") from fault
        if (said.size, said.root) != (self.size, self._tree.root()):
            raise WitnessRefused(f"checkpoint {line.size} does not continue what was witnessed")


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
