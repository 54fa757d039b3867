"""Fresh PostgreSQL databases for tests: one server and one template for each worker of a run."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from sqlmodel import SQLModel

from tests.support import seaweedfs
from tests.support.postgresql import CannotStart, Server, start

NOT_RUN = "PostgreSQL tests not run: "


def migrate(url: str) -> None:
    """Run every migration on the database of a URL."""
    import app.tables  # noqa: F401, PLC0415 - makes the metadata whole
    from app.db.engine import make_engine  # noqa: PLC0415 - pure tests must not pay for it
    from app.db.migrate import upgrade  # noqa: PLC0415

    engine = make_engine(url)
    upgrade(engine, SQLModel.metadata)
    engine.dispose()


class PostgresqlDatabases:
    """Makes databases by copying a template on which the migrations have run once."""

    def __init__(self) -> None:
        self._server: Server | None = None
        self._template = ""
        self._refusal = ""

    def _ready(self) -> Server:
        if self._refusal:
            _give_up(self._refusal)
        if self._server is None:
            try:
                self._server = start()
            except CannotStart as error:
                self._refusal = str(error)
                _give_up(self._refusal)
        assert self._server is not None
        if not self._template:
            self._template = self._migrated(self._server)
        return self._server

    @staticmethod
    def _migrated(server: Server) -> str:
        name = server.create()
        migrate(server.url_of(name))
        return name

    def create(self) -> tuple[str, str]:
        """Return name and URL of a fresh database; skip the test where there is no server."""
        server = self._ready()
        name = server.create(self._template)
        return name, server.url_of(name)

    def drop(self, name: str) -> None:
        """Remove a database made here."""
        if self._server:
            self._server.drop(name)

    def close(self) -> None:
        """Remove the template and end the server, if it was started here."""
        if self._server:
            if self._template:
                self._server.drop(self._template)
            self._server.stop()


def _give_up(reason: str) -> None:
    """Skip the test with the reason; where CI is set a missing server is a failure."""
    message = NOT_RUN + " ".join(reason.split())
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def not_run_lines(stats: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Yield one line for each reason for which tests on PostgreSQL or S3 did not run."""
    reports = [*stats.get("skipped", ()), *stats.get("error", ()), *stats.get("failed", ())]
    texts = [str(getattr(report, "longrepr", "")) for report in reports]
    hits = [
        text[text.index(mark) :].rstrip("')")
        for text in texts
        for mark in (NOT_RUN, seaweedfs.NOT_RUN)
        if mark in text
    ]
    for reason in dict.fromkeys(hits):
        yield f"{reason} ({hits.count(reason)} tests)"
