"""Real servers that a test may kill: started cold as a command, or warm by fork of a launcher."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 180.0
Death = tuple[str, int, str]


class DidNotStart(RuntimeError):
    """A server did not become ready; the message is what it said on stderr."""


class Program(Protocol):
    """One run of the command line."""

    pid: int

    def wait(self) -> int:
        """Return the exit code once it has ended; -9 after a SIGKILL."""


class Starter(Protocol):
    """Starts the command line with settings."""

    def start(
        self, arguments: Sequence[str], settings: Mapping[str, str], log: Path,
        *, die: Death | None = None,
    ) -> Program:  # fmt: skip
        """Start it; what it prints goes to `log`.out and `log`.err."""


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANGSAENG_")}
    return kept | {f"SANGSAENG_{name.upper()}": value for name, value in settings.items()}


@dataclass(slots=True)
class _Process:
    process: "subprocess.Popen[bytes]"
    pid: int

    def wait(self) -> int:
        return self.process.wait(timeout=PATIENCE_S)


class Cold:
    """Starts `python -m app …`, as an operator does; cannot die at a named moment."""

    def start(
        self, arguments: Sequence[str], settings: Mapping[str, str], log: Path,
        *, die: Death | None = None,
    ) -> Program:  # fmt: skip
        """Start a new interpreter."""
        if die is not None:
            raise ValueError("only a warm start dies at a named moment")
        with Path(f"{log}.out").open("ab") as out, Path(f"{log}.err").open("ab") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "app", *arguments],
                cwd=ROOT, env=_environment(settings), stdin=subprocess.DEVNULL,
                stdout=out, stderr=err,
            )  # fmt: skip
        return _Process(process, process.pid)

    def close(self) -> None:
        """Nothing is held."""


@dataclass(slots=True)
class _Fork:
    launcher: "Warm"
    pid: int
    code: int | None = None

    def wait(self) -> int:
        if self.code is None:
            self.code = int(self.launcher.ask({"wait": self.pid})["code"])
        return self.code


class Warm:
    """Starts the same command line by fork of a process that has imported it."""

    def __init__(self) -> None:
        """Start the launcher; it is awaited when it is first used."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fault_launcher"],
            cwd=ROOT, env=_environment({}), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._awaited = False

    def ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Send an order and return the launcher's answer."""
        assert self._process.stdin
        assert self._process.stdout
        if not self._awaited:
            self._awaited = bool(self._process.stdout.readline())
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def start(
        self, arguments: Sequence[str], settings: Mapping[str, str], log: Path,
        *, die: Death | None = None,
    ) -> Program:  # fmt: skip
        """Fork; with `die` the process kills itself at that moment."""
        order = {
            "arguments": list(arguments), "environment": _environment(settings),
            "stdout": f"{log}.out", "stderr": f"{log}.err", "die": die,
        }  # fmt: skip
        return _Fork(self, int(self.ask(order)["pid"]))

    def close(self) -> None:
        """End the launcher; what it started dies with it."""
        if self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.wait(timeout=PATIENCE_S)
            self._process.stdout.close()


def free_port() -> int:
    """Return a loopback port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """A server with its settings, that is started, killed and started again."""

    starter: Starter
    settings: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    program: Program | None = None

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def begin(self, *, die: Death | None = None) -> None:
        """Start it and do not wait."""
        arguments = ["serve", "--port", str(self.port)]
        self.program = self.starter.start(arguments, self.settings, self.log, die=die)

    def start(self, *, die: Death | None = None) -> float:
        """Start it, wait until it is ready, and return how many seconds that took."""
        began = time.monotonic()
        self.begin(die=die)
        while time.monotonic() < began + PATIENCE_S:
            if self.is_ready():
                return time.monotonic() - began
            time.sleep(0.05)
        raise DidNotStart(self.said())

    def is_ready(self) -> bool:
        """Tell whether /readyz says so; raise DidNotStart where nobody is left to say it."""
        if self.answers():
            return True
        if self.program and not alive(self.program.pid):
            raise DidNotStart(self.said())
        return False

    def answers(self) -> bool:
        """Tell whether /readyz answers that it is ready."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=10, verify=False).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """Kill the process that was started here, and no other, with SIGKILL."""
        if self.program is None:
            return
        program, self.program = self.program, None
        try:
            os.kill(program.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        code = program.wait()
        assert code == -signal.SIGKILL, f"it had ended by itself with {code}: {self.said()}"

    def died(self) -> None:
        """Wait until it has killed itself."""
        if self.program is not None:
            program, self.program = self.program, None
            assert program.wait() == -signal.SIGKILL, self.said()

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run another command with the same settings to its end: exit code and stdout."""
        log = self.log.with_name(f"{self.log.name}-{'-'.join(arguments)}")
        out = Path(f"{log}.out")
        out.unlink(missing_ok=True)
        code = self.starter.start(arguments, self.settings, log).wait()
        return code, out.read_text("utf-8")

    def said(self) -> str:
        """Return the end of what it wrote to stderr."""
        path = Path(f"{self.log}.err")
        return path.read_text("utf-8", "replace")[-3000:] if path.exists() else ""


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and is not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return not Path("/proc/self").exists()
    return state.rpartition(")")[2].split()[0] != "Z"
