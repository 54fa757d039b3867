"""A wire to the store that can be made slow, cut, silent, or deaf to the answer."""

import contextlib
import socket
import threading
import time
from collections.abc import Generator

_PIECE_BYTES = 65_536


class Wire:
    """Passes bytes between a client and a server on this machine, as the test says.

    `delay` seconds come before each answer; `silent` takes requests and passes nothing on;
    `deaf` passes requests on and drops the answers; `cut_after` ends an answer after so many
    bytes, once; `cut_request_after` ends a request so.
    """

    def __init__(self, endpoint: str) -> None:
        host, port = endpoint.rsplit(":", 1)
        self._server = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.delay = 0.0
        self.silent = False
        self.deaf = False
        self.cut_after: int | None = None
        self.cut_request_after: int | None = None
        self.connections = 0
        self.swallowed = threading.Event()  # set once a silent wire has taken a request
        self._sockets: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """End everything."""
        _end(self._listener)
        self.hang_up()
        for thread in list(self._threads):
            thread.join(timeout=5)

    def hang_up(self) -> None:
        """End every connection there is; new ones are taken."""
        for one in list(self._sockets):
            _end(one)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                server = socket.create_connection(self._server)
                self._sockets += [client, server]
                for work in (self._ask, self._answer):
                    thread = threading.Thread(target=work, args=(client, server), daemon=True)
                    self._threads.append(thread)
                    thread.start()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := client.recv(_PIECE_BYTES):
                if self.silent:
                    self.swallowed.set()
                    continue
                if self.cut_request_after is not None:
                    self.cut_request_after -= len(piece)
                    if self.cut_request_after < 0:
                        self.cut_request_after = None
                        break
                server.sendall(piece)
        _end(server)
        _end(client)

    def _answer(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := server.recv(_PIECE_BYTES):
                time.sleep(self.delay)
                if self.deaf:
                    continue
                if self.cut_after is not None:
                    self.cut_after -= len(piece)
                    if self.cut_after < 0:
                        self.cut_after = None
                        break
                client.sendall(piece)
        _end(client)
        _end(server)


@contextlib.contextmanager
def wire_to(endpoint: str) -> Generator[Wire]:
    """Yield a wire to a server on this machine."""
    wire = Wire(endpoint)
    try:
        yield wire
    finally:
        wire.close()


@contextlib.contextmanager
def always_answering(answer: bytes) -> Generator[str]:
    """Yield the endpoint of a server that gives every request this answer, and then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                with contextlib.suppress(OSError), client:
                    client.settimeout(5)
                    client.recv(_PIECE_BYTES)
                    client.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        _end(listener)
        thread.join(timeout=5)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
