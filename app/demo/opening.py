"""Opening the demonstration: its folder, its clock, its stories."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app import main as root
from app.demo import stories
from app.demo.cast import gather
from app.demo.moves import enter_severity_table
from app.demo.stage import Stage
from app.kernel.clock import SEOUL, FrozenClock, ShiftedClock
from app.settings import Settings

MARK = "seeded"
BEGINS = datetime(2026, 3, 2, 9, tzinfo=SEOUL).astimezone(UTC)


def today_at_ten() -> datetime:
    """Return the demonstration's fixed now: ten in the morning of its today, in Seoul."""
    day = stories.TODAY
    return datetime(day.year, day.month, day.day, 10, tzinfo=SEOUL).astimezone(UTC)


def open_house(folder: Path, *, reset: bool, base_url: str, database_url: str = "") -> root.House:
    """Return the demonstration's house on a folder; `reset` throws away what was there."""
    if reset and folder.exists():
        shutil.rmtree(folder)
    settings = Settings(
        environment="demo",
        data_folder=folder,
        database_url=database_url,
        base_url=base_url,
        announced_regime_from=stories.ADOPTED_ON,
        help_phone="02-0000-0000",
    )
    house = root.build(settings, FrozenClock(BEGINS))
    root.prepare(house)
    return house


def seed(house: root.House, *, stories_too: bool, tell: Callable[[str], None]) -> None:
    """Play the stories once, then let the clock run from the demonstration's today."""
    mark = house.settings.data_folder / MARK
    if not mark.exists():
        _play(house, stories_too=stories_too, tell=tell)
        mark.touch()
    house.world.clock = ShiftedClock(today_at_ten())


def _play(house: root.House, *, stories_too: bool, tell: Callable[[str], None]) -> None:
    clock = house.world.clock
    if not isinstance(clock, FrozenClock):
        raise TypeError("the stories are played on a clock that can be moved")
    stage = Stage(house, root.create_app(house), clock)
    try:
        tell("사람과 기업 · people and firms")
        cast = gather(stage)
        if stories_too:
            tell("법정 수치 입력 · figures entered by two people")
            enter_severity_table(cast)
            tell("기술탈취에서 시정명령까지 · theft to corrective order")
            stories.theft_to_corrective_order(stage, cast)
            tell("반복 위반과 벌점 · repeat offender")
            stories.repeat_offender(stage, cast)
            tell("발표된 제재 단계 · the announced ladder")
            stories.announced_ladder(stage, cast)
            tell("그 밖의 사건 · everyday cases")
            stories.everyday(stage, cast)
        stage.on(stories.TODAY)
    finally:
        stage.close()
