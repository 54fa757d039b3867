"""Databases for walks: one is made ready once, and every history gets a copy of its own."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.db.engine import make_engine
from app.db.world import World
from app.deadlines.calendar import calendar_for
from app.kernel.clock import SEOUL, FrozenClock
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene
from tests.support.databases import migrate


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def a_clock() -> FrozenClock:
    """Return a clock that stands at ten in the morning of 23 November 2026 in Seoul."""
    return FrozenClock(datetime(2026, 11, 23, 10, tzinfo=SEOUL).astimezone(UTC))


@dataclass
class Copies:
    """Copies of one database; `folder` is to be cleaned up by whoever made them."""

    folder: Any = field(default_factory=lambda: tempfile.TemporaryDirectory(dir=_memory()))
    company_id: str = ""
    engine: Engine | None = None

    def prepare(self, furnish: Callable[[Engine], str]) -> None:
        """Migrate the database and furnish it, the first time only."""
        if self.company_id:
            return
        url = f"sqlite:///{Path(self.folder.name) / 'template.db'}"
        migrate(url)
        engine = make_engine(url)
        self.company_id = furnish(engine)
        engine.dispose()

    def scene(self) -> Scene:
        """Return a scene on a fresh copy; the one before it is gone."""
        if self.engine is not None:
            self.engine.dispose()
        folder = Path(self.folder.name)
        for old in folder.glob("history.db*"):
            old.unlink()
        shutil.copyfile(folder / "template.db", folder / "history.db")
        self.engine, clock = make_engine(f"sqlite:///{folder / 'history.db'}"), a_clock()
        world = World(
            engine=self.engine, clock=clock, book_for=lambda _session: BOOK,
            calendar_for=calendar_for, seal_key=b"k" * 32,
        )  # fmt: skip
        return Scene(world, clock, self.company_id)

    def close(self) -> None:
        """Remove everything."""
        if self.engine is not None:
            self.engine.dispose()
        self.folder.cleanup()
