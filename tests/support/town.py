"""A town for stories: the demonstration's stage on a database of the test's own."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app import main as root
from app.demo.stage import Stage
from app.kernel.clock import SEOUL, FrozenClock
from app.settings import Settings


@contextmanager
def open_town(
    folder: Path,
    *,
    database_url: str = "",
    today: date = date(2026, 3, 2),
    adopted_on: date | None = None,
    demonstration: bool = True,
    **more: Any,
) -> Generator[Stage]:
    """Yield a stage; the worker runs only when it is told to. `more` are further settings."""
    instant = datetime(today.year, today.month, today.day, 10, tzinfo=SEOUL).astimezone(UTC)
    clock = FrozenClock(instant)
    settings = Settings(
        environment="demo" if demonstration else "development",
        data_folder=folder,
        database_url=database_url,
        embedded_worker=False,
        announced_regime_from=adopted_on,
        _env_file=None,
        **more,
    )
    house = root.build(settings, clock)
    root.prepare(house)
    stage = Stage(house, root.create_app(house), clock)
    try:
        yield stage
    finally:
        stage.close()
        house.world.engine.dispose()
