"""Dumps of a seeded database of each version, so that upgrades can be tested for ever."""

import argparse
import gzip
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.demo import moves, stories
from app.demo.cast import gather
from app.demo.opening import open_house
from app.demo.stage import Stage
from app.kernel.clock import FrozenClock
from app.main import House, create_app

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "migrations"
KEY_LINE = "-- public key of the log: "
# What a server of another major version may not know; every name in the dump is a full one.
_SESSION = ("SET ", "SELECT pg_catalog.set_config", "\\")


def dump_of(version: str, kind: str) -> Path:
    """Return where the dump of a version lies; `kind` is `sqlite` or `postgresql`."""
    return FOLDER / f"{version}.{kind}.sql.gz"


def read(path: Path) -> tuple[str, str]:
    """Return the public key of the log and the SQL of a dump."""
    text = gzip.decompress(path.read_bytes()).decode()
    first, _, rest = text.partition("\n")
    if not first.startswith(KEY_LINE):
        raise ValueError(f"{path.name} does not begin with the key of its log")
    return first.removeprefix(KEY_LINE), rest


def write(path: Path, key: str, sql: str) -> None:
    """Write a dump: the public key as its first line, then the SQL; the same bytes every time."""
    path.write_bytes(gzip.compress(f"{KEY_LINE}{key}\n{sql}".encode(), mtime=0))


def seeded(folder: Path, database_url: str = "") -> House:
    """Play one story, from a complaint to a surcharge that is due, and return its house."""
    house = open_house(
        folder, reset=False, base_url="http://127.0.0.1:8000", database_url=database_url
    )
    clock = house.world.clock
    if not isinstance(clock, FrozenClock):
        raise TypeError("the story is played on a clock that can be moved")
    stage = Stage(house, create_app(house), clock)
    try:
        cast = gather(stage)
        moves.enter_severity_table(cast)
        stories.theft_to_corrective_order(stage, cast)
        stage.on(stories.TODAY)
    finally:
        stage.close()
        house.world.engine.dispose()
    return house


def sqlite_dump(folder: Path) -> tuple[str, str]:
    """Return key and SQL of a database that is a file."""
    house = seeded(folder)
    connection = sqlite3.connect(folder / "sangsaeng.db")
    try:
        return house.keys.public.text, "\n".join(connection.iterdump()) + "\n"
    finally:
        connection.close()


def postgresql_dump(folder: Path) -> tuple[str, str]:
    """Return key and SQL of a database on a private server, as pg_dump writes it."""
    from tests.support.postgresql import start  # noqa: PLC0415 - a server only where wanted

    server = start()
    try:
        url = server.url_of(server.create())
        house = seeded(folder, url)
        beside = Path(server.origin) / "pg_dump"
        tool = str(beside) if beside.exists() else shutil.which("pg_dump") or "pg_dump"
        plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
        how = ["--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges"]
        done = subprocess.run(
            [tool, *how, f"--dbname={plain}"], check=True, capture_output=True, text=True
        )
    finally:
        server.stop()
    return house.keys.public.text, portable(done.stdout)


def portable(sql: str) -> str:
    """Return what pg_dump wrote without what only its own version or psql understands."""
    head, word, body = sql.partition("\nCREATE ")
    kept = [line for line in head.splitlines() if not line.startswith(_SESSION)]
    tail = [line for line in body.splitlines() if not line.startswith("\\unrestrict")]
    return "\n".join(kept) + word + "\n".join(tail) + "\n"


MAKERS: dict[str, Callable[[Path], tuple[str, str]]] = {
    "sqlite": sqlite_dump,
    "postgresql": postgresql_dump,
}


def main(arguments: list[str] | None = None) -> int:
    """Write what lacks for the present version; with --again what is there, too."""
    parser = argparse.ArgumentParser(prog="scripts/dump-migrations", description=__doc__)
    parser.add_argument("--again", action="store_true", help="write this version's dumps anew")
    again = parser.parse_args(arguments).again
    for kind, maker in MAKERS.items():
        path = dump_of(__version__, kind)
        if path.exists() and not again:
            print(f"{path.name}: is there; --again writes it anew")
            continue
        with tempfile.TemporaryDirectory(prefix="sangsaeng-dump-") as folder:
            write(path, *maker(Path(folder)))
        print(f"{path.name}: {path.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
