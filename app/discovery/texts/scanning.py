"""Asks a malware scanner (clamd) about a file, over its INSTREAM protocol; optional.

Only the scanner's plain "OK" is believed as clean. A scanner that is down, slow, full or unclear
leaves the file "not scanned", which is shown; it never passes for clean.
"""

import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass

from app.discovery.texts.lifecycle import ScanState

_CHUNK_BYTES = 256 * 1024
_MOST_ANSWER_BYTES = 4096
_OK = "stream: OK"
_FOUND = " FOUND"
_PREFIX = "stream: "
# What a scanner with AlertExceedsMax says of a file that it did not look at whole.
_LIMITS = "Heuristics.Limits.Exceeded"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan came to: the state, why it is not scanned, what was found, and by what."""

    state: ScanState
    reason: str = ""
    signature: str = ""
    scanner: str = ""


NO_SCANNER = Scan(ScanState.NOT_SCANNED, "no_scanner")


@dataclass(frozen=True, slots=True)
class Scanner:
    """A clamd at `tcp://host:port` or `unix:/path`; times in seconds."""

    address: str
    connect_seconds: float = 5
    silence_seconds: float = 60
    whole_seconds: float = 900

    def scan(self, chunks: Iterable[bytes]) -> Scan:
        """Return what the scanner says of some bytes; never raises for what the scanner does."""
        try:
            version = self._asked(b"zVERSION\0", ())
            answer = self._asked(b"zINSTREAM\0", chunks)
        except TimeoutError:
            return Scan(ScanState.NOT_SCANNED, "scanner_slow")
        except (BrokenPipeError, ConnectionResetError):
            # A scanner over its limit hangs up in the middle of the stream.
            return Scan(ScanState.NOT_SCANNED, "over_limit")
        except OSError:
            return Scan(ScanState.NOT_SCANNED, "scanner_down")
        return judged(answer, version)

    def _asked(self, command: bytes, chunks: Iterable[bytes]) -> str:
        deadline = time.monotonic() + self.whole_seconds
        with self._connected() as line:
            line.settimeout(self.silence_seconds)
            line.sendall(command)
            if command == b"zINSTREAM\0":
                for chunk in chunks:
                    for piece in _pieces(chunk):
                        _in_time(deadline)
                        line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
            return _answer(line, deadline)

    def _connected(self) -> socket.socket:
        kind, _, place = self.address.partition(":")
        if kind == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.connect_seconds)
            try:
                line.connect(place)
            except BaseException:
                line.close()
                raise
            return line
        host, _, port = place.removeprefix("//").rpartition(":")
        return socket.create_connection((host, int(port)), self.connect_seconds)


def judged(answer: str, version: str = "") -> Scan:
    """Return what a scanner's answer means; whatever is not understood is not scanned."""
    scanner = version[:80] if version.startswith("ClamAV") else ""
    if answer == _OK:
        return Scan(ScanState.CLEAN, scanner=scanner)
    if answer.startswith(_PREFIX) and answer.endswith(_FOUND):
        signature = answer.removeprefix(_PREFIX).removesuffix(_FOUND)[:120]
        if signature.startswith(_LIMITS):
            return Scan(ScanState.NOT_SCANNED, "over_limit", scanner=scanner)
        return Scan(ScanState.QUARANTINED, signature=signature, scanner=scanner)
    reason = "over_limit" if "size limit exceeded" in answer else "bad_answer"
    return Scan(ScanState.NOT_SCANNED, reason, scanner=scanner)


def _pieces(chunk: bytes) -> Iterable[bytes]:
    return (chunk[at : at + _CHUNK_BYTES] for at in range(0, len(chunk), _CHUNK_BYTES))


def _in_time(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise TimeoutError


def _answer(line: socket.socket, deadline: float) -> str:
    told = b""
    while len(told) < _MOST_ANSWER_BYTES and b"\0" not in told:
        _in_time(deadline)
        piece = line.recv(_MOST_ANSWER_BYTES)
        if not piece:
            break
        told += piece
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()
