"""The scanner is asked over its real protocol; only a plain OK is believed as clean."""

import socket
import struct
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.scanning import Scan, Scanner, judged

# The agreed test string, in two halves so that no scanner stumbles over this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Speech = Callable[[socket.socket, bytes], None]


class FakeClamd:
    """A small clamd: it takes the stream apart as the real one does, then says something."""

    def __init__(self, speech: Speech, *, limit_bytes: int = 1_000_000) -> None:
        self.speech, self.limit_bytes = speech, limit_bytes
        self.received: list[bytes] = []

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                line.settimeout(5)
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        command = self._until_zero(line)
        if command == b"zVERSION":
            line.sendall(b"ClamAV 1.4.6/27500/Mon Nov 16 2026\0")
            return
        assert command == b"zINSTREAM"
        data = self._stream(line)
        if data is not None:
            self.received.append(data)
            self.speech(line, data)

    def _stream(self, line: socket.socket) -> bytes | None:
        data = b""
        while length := struct.unpack(">I", self._exactly(line, 4))[0]:
            data += self._exactly(line, length)
            if len(data) > self.limit_bytes:
                # The real one closes with bytes unread, so that the sender's pipe breaks.
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return None
        return data

    def _until_zero(self, line: socket.socket) -> bytes:
        told = b""
        while not told.endswith(b"\0"):
            told += self._exactly(line, 1)
        return told[:-1]

    @staticmethod
    def _exactly(line: socket.socket, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = line.recv(size - len(data))
            if not piece:
                raise ConnectionError
            data += piece
        return data


def finds_eicar(line: socket.socket, data: bytes) -> None:
    said = b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in data else b"stream: OK"
    line.sendall(said + b"\0")


@contextmanager
def clamd(
    speech: Speech = finds_eicar, *, limit_bytes: int = 1_000_000, path: Path | None = None
) -> Generator[tuple[FakeClamd, str]]:
    """Run a scanner on this machine and yield it with its address."""
    fake = FakeClamd(speech, limit_bytes=limit_bytes)
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(str(path) if path else ("127.0.0.1", 0))
        listening.listen()
        address = f"unix:{path}" if path else f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=_quietly, args=(fake, listening))
        thread.start()
        try:
            yield fake, address
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(timeout=10)


def _quietly(fake: FakeClamd, listening: socket.socket) -> None:
    try:
        fake.serve(listening)
    except OSError:
        listening.close()


def scanned(address: str, *chunks: bytes, **times: float) -> Scan:
    given = {"connect_seconds": 2, "silence_seconds": 0.3, "whole_seconds": 5} | times
    return Scanner(address, **given).scan(chunks)


def test_a_clean_file_is_clean_and_arrives_whole() -> None:
    with clamd() as (fake, address):
        found = scanned(address, b"a" * 600_000, b"", b"b")
    assert found.state is ScanState.CLEAN
    assert found.scanner.startswith("ClamAV 1.4.6")
    assert fake.received == [b"a" * 600_000 + b"b"]


def test_malware_is_named() -> None:
    with clamd() as (_, address):
        found = scanned(address, EICAR[:30], EICAR[30:])
    assert (found.state, found.signature) == (ScanState.QUARANTINED, "Win.Test.EICAR_HDB-1")


def test_a_scanner_behind_a_file_is_asked_too(tmp_path: Path) -> None:
    with clamd(path=tmp_path / "clamd.sock") as (_, address):
        assert scanned(address, b"x").state is ScanState.CLEAN


def test_a_scanner_over_its_limit_hangs_up_and_the_file_is_not_scanned() -> None:
    with clamd(limit_bytes=100_000) as (_, address):
        found = scanned(address, *[b"x" * 250_000] * 40)
    assert (found.state, found.reason) == (ScanState.NOT_SCANNED, "over_limit")


def test_a_scanner_that_is_down_is_not_clean(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    for where in (address, f"unix:{tmp_path / 'none'}"):
        found = scanned(where, b"x")
        assert (found.state, found.reason) == (ScanState.NOT_SCANNED, "scanner_down")


def test_a_scanner_that_says_nothing_is_not_waited_for() -> None:
    hold = threading.Event()
    with clamd(lambda line, data: bool(hold.wait(1)) or None) as (_, address):
        found = scanned(address, b"x")
        hold.set()
    assert (found.state, found.reason) == (ScanState.NOT_SCANNED, "scanner_slow")


@pytest.mark.parametrize(
    "answer",
    ["", "OK", "stream: OK\nstream: x FOUND", "stream: ok", " FOUND", "stream: OK extra", "\ufffd",
     "UNKNOWN COMMAND", "stream:  OK"],
)  # fmt: skip
def test_an_unclear_answer_is_not_clean(answer: str) -> None:
    assert judged(answer).state is not ScanState.CLEAN


def test_garbage_and_silence_over_the_line_are_not_clean() -> None:
    for said in (b"\xff\xfe\0", b"A" * 10_000, b""):
        with clamd(lambda line, data, said=said: line.sendall(said)) as (_, address):
            found = scanned(address, b"x")
        assert (found.state, found.reason) == (ScanState.NOT_SCANNED, "bad_answer")


def test_a_file_that_was_not_looked_at_whole_is_not_scanned_and_not_malware() -> None:
    found = judged("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND")
    assert (found.state, found.reason, found.signature) == (ScanState.NOT_SCANNED, "over_limit", "")


def test_the_limit_spoken_out_is_the_limit() -> None:
    found = judged("INSTREAM size limit exceeded. ERROR")
    assert (found.state, found.reason) == (ScanState.NOT_SCANNED, "over_limit")
