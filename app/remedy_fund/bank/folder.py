"""A bank reached over two folders: payment files are laid into one, its messages into the other.

It is the default, for it needs nothing but the data folder: an officer, or the program that the
bank provides, carries the files. A file is marked before it is laid out, and laid out by renaming
it once: after a crash at any moment it is known whether the bank can have it.
"""

import fcntl
import hashlib
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from app.remedy_fund.bank.iso20022.writing import payment_file
from app.remedy_fund.bank.port import (
    Asked,
    ClaimAnswer,
    Finding,
    NoReturnClaims,
    OrderFile,
    Payee,
    Payer,
    Received,
    Report,
    ReturnClaim,
)

_IGNORED = (".tmp", ".part", ".writing")
_MOST_AT_ONCE = 200


class FolderBank:
    """ISO 20022 messages as files: `out` is for the bank, `in` comes from it, `sent` are marks."""

    per_file = 1000
    checks_names = False

    def __init__(self, folder: Path, payer: Payer) -> None:
        """Use three folders below `folder`; they are made when they are first needed."""
        self._out, self._in, self._sent = folder / "out", folder / "in", folder / "sent"
        self._read = folder / "read"
        self._payer = payer

    def message_id(self, day: date, serial: int) -> str:
        """Return an id of 17 characters."""
        return f"SF{day:%y%m%d}{serial:09d}"

    def order_id(self, day: date, serial: int) -> str:
        """Return an id of 17 characters."""
        return f"SS{day:%y%m%d}{serial:09d}"

    def content(self, file: OrderFile) -> bytes:
        """Return the file as pain.001."""
        return payment_file(file, self._payer)

    def send(self, message_id: str, content: bytes) -> Sequence[Report]:
        """Lay the file out whole under its name; what the bank says of it comes later."""
        with self._alone():
            if not self._marked(message_id):
                _written(self._ready(message_id), content)
                _written(self._mark(message_id), hashlib.sha256(content).hexdigest().encode())
            self._lay_out(message_id)
        return ()

    def inquire(self, asked: Asked) -> Report:
        """Say that the bank has no file that was not laid out; of others it says nothing itself."""
        with self._alone():
            marked = self._marked(asked.message_id)
            if marked:
                self._lay_out(asked.message_id)
        finding = Finding.UNKNOWN if marked else Finding.NOT_KNOWN
        return Report(finding=finding, order_id=asked.order_id, message_id=asked.message_id)

    def holder_of(self, payee: Payee, request_id: str) -> str | None:
        """Say nothing; files carry no such question."""
        del payee, request_id
        return None

    def claim_return(self, claim: ReturnClaim) -> ClaimAnswer:
        """Refuse: files carry no claim of this kind."""
        raise NoReturnClaims(order_id=claim.paid.order_id)

    def collect(self) -> Sequence[Received]:
        """Return the files that lie in the folder, oldest name first."""
        if not self._in.is_dir():
            return ()
        found = sorted(
            (path for path in self._in.iterdir() if path.is_file() and _complete(path)),
            key=lambda path: (path.stat().st_mtime_ns, path.name),
        )
        return [Received(path.name, path.read_bytes()) for path in found[:_MOST_AT_ONCE]]

    def put_away(self, name: str) -> None:
        """Move a message that is kept to the folder of those that were read."""
        self._read.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            (self._in / Path(name).name).rename(self._read / Path(name).name)

    def _ready(self, message_id: str) -> Path:
        return self._out / f".{message_id}.tmp"

    def _mark(self, message_id: str) -> Path:
        return self._sent / f"{message_id}.sha256"

    def _marked(self, message_id: str) -> bool:
        return self._mark(message_id).exists()

    def _lay_out(self, message_id: str) -> None:
        # What is marked is ready; where nothing is ready any more, it was laid out before.
        with suppress(FileNotFoundError):
            self._ready(message_id).rename(self._out / f"{message_id}.xml")
            _durable(self._out)

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Let one worker at a time, in whatever process, look and lay out."""
        for folder in (self._out, self._sent):
            folder.mkdir(parents=True, exist_ok=True)
        with (self._sent / ".lock").open("wb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _complete(path: Path) -> bool:
    return not path.name.startswith(".") and not path.name.endswith(_IGNORED)


def _written(path: Path, content: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    _durable(path.parent)


def _durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
