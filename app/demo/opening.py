"""Opening the demonstration: its folder, its clock, its stories."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app import main as root
from app.access.actor import Actor, Role
from app.audit import queries as audit
from app.db.work import perform
from app.demo import committee, fund, outcomes, records, settled, stories
from app.demo.cast import Cast, gather
from app.demo.moves import enter_severity_table
from app.demo.stage import Stage
from app.kernel.clock import SEOUL, FrozenClock, ShiftedClock
from app.settings import Settings, SettingsRefused

# An empty folder becomes the demonstration's with the first mark; the second ends the seeding.
BEGUN = "demonstration"
SEEDED = "seeded"
TOKEN_FILE = "examiner.token"  # noqa: S105 - the name of a file
BEGINS = datetime(2026, 3, 2, 9, tzinfo=SEOUL).astimezone(UTC)
_READER = Actor(account_id="", person_id="", role=Role.AUDITOR)


def today_at_ten() -> datetime:
    """Return the demonstration's fixed now: ten in the morning of its today, in Seoul."""
    day = stories.TODAY
    return datetime(day.year, day.month, day.day, 10, tzinfo=SEOUL).astimezone(UTC)


def open_house(folder: Path, *, reset: bool, base_url: str, database_url: str = "") -> root.House:
    """Return the demonstration's house on a folder; `reset` throws away what was there.

    A folder that holds anything else is refused with SettingsRefused and left alone.
    """
    _make_room(folder, reset=reset)
    settings = Settings(
        environment="demo",
        data_folder=folder,
        database_url=database_url,
        evidence_folder=None,
        key_folder=None,
        witness_file=None,
        demo_now=None,
        base_url=base_url,
        allowed_hosts=_hosts(base_url),
        announced_regime_from=stories.ADOPTED_ON,
        help_phone="02-0000-0000",
    )
    house = root.build(settings, FrozenClock(BEGINS))
    root.prepare(house)
    return house


def _hosts(base_url: str) -> tuple[str, ...]:
    """Return the names that are answered: any where every address of the machine is open."""
    host = base_url.partition("://")[2].rsplit(":", 1)[0]
    known = ("127.0.0.1", "localhost", "[::1]", host)
    return ("*",) if host in {"0.0.0.0", "[::]"} else known  # noqa: S104 - named, not bound


def _make_room(folder: Path, *, reset: bool) -> None:
    """Leave a demonstration as it is, or an empty folder where one was cut short."""
    ours = (folder / BEGUN).exists()
    if folder.exists() and not ours and any(folder.iterdir()):
        raise SettingsRefused(
            f"{folder}: 다른 자료가 있는 폴더입니다. --folder로 빈 폴더를 고르세요 · "
            "this folder holds other files; choose an empty one with --folder"
        )
    if ours and (reset or not (folder / SEEDED).exists()):
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / BEGUN).touch()


def seed(house: root.House, *, stories_too: bool, tell: Callable[[str], None]) -> None:
    """Play the stories once, then let the clock run from the demonstration's today.

    After an earlier run the clock goes on from the newest record, never from before it.
    """
    mark = house.settings.data_folder / SEEDED
    if not mark.exists():
        _play(house, stories_too=stories_too, tell=tell)
        mark.touch()
    house.world.clock = ShiftedClock(max(today_at_ten(), _newest_record(house)))


def first_call(house: root.House) -> str:
    """Return a line for the shell that asks for the examiner's cases."""
    token = (house.settings.data_folder / TOKEN_FILE).read_text(encoding="ascii").strip()
    return f"curl -H 'Authorization: Bearer {token}' {house.settings.base_url}/api/v1/cases"


def _newest_record(house: root.House) -> datetime:
    newest = perform(
        house.world,
        _READER,
        lambda work: audit.leaves(work, audit.Filter(), limit=1),
        reading=True,
    )
    return newest.items[0].at if newest.items else BEGINS


def _play(house: root.House, *, stories_too: bool, tell: Callable[[str], None]) -> None:
    clock = house.world.clock
    if not isinstance(clock, FrozenClock):
        raise TypeError("the stories are played on a clock that can be moved")
    stage = Stage(house, root.create_app(house), clock)
    try:
        tell("사람과 기업 · people and firms")
        cast = gather(stage)
        _keep_token(house, cast.examiner.token)
        if stories_too:
            _tell(stage, cast, tell)
        stage.on(stories.TODAY)
    finally:
        stage.close()


def _tell(stage: Stage, cast: Cast, tell: Callable[[str], None]) -> None:
    """Play every story, each after it was named."""
    tell("법정 수치 입력 · figures entered by two people")
    enter_severity_table(cast)
    tell("기술탈취에서 시정명령까지 · theft to corrective order")
    case_id, surcharge_id = stories.theft_to_corrective_order(stage, cast)
    tell("반복 위반과 벌점 · repeat offender")
    stories.repeat_offender(stage, cast)
    tell("발표된 제재 단계 · the announced ladder")
    stories.announced_ladder(stage, cast)
    committee.play(stage, cast, tell)
    tell("그 밖의 사건 · everyday cases")
    stories.everyday(stage, cast)
    tell("조정으로 끝난 감액 사건 · a price cut settled in mediation")
    settled.price_cut_settled(stage, cast)
    tell("법원의 기록 송부 요구와 일부 거부 · court request with partial refusal")
    records.court_request(stage, cast)
    tell("피해구제 기금과 2인 승인 · the remedy fund, and a payout that waits for consent")
    fund.a_firm_is_helped(stage, cast, case_id, surcharge_id)
    tell("평가 기관에 낸 처분 사실 · facts for an evaluator")
    outcomes.facts_are_given(stage, cast)


def _keep_token(house: root.House, token: str) -> None:
    """Keep a token that works in this demonstration only, for the line that is printed."""
    path = house.settings.data_folder / TOKEN_FILE
    path.touch(mode=0o600)
    path.write_text(token + "\n", encoding="ascii")
