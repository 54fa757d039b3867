"""The service on a port of this machine, for tests of many clients at once."""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def served(app: FastAPI) -> Generator[str]:
    """Serve an application from a thread and yield its address; it ends with the block."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server, thread)}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)


def _port(server: uvicorn.Server, thread: threading.Thread) -> int:
    end = time.monotonic() + 60
    while time.monotonic() < end and thread.is_alive():
        if server.started:
            return int(server.servers[0].sockets[0].getsockname()[1])
        time.sleep(0.02)
    raise RuntimeError("the server did not start")
