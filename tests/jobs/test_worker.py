"""The worker: upkeep once in every stretch, failures put off and then parked in sight, news once."""

from collections.abc import Callable, Generator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from app.access.actor import WORKER, Role
from app.db.queue import TRIES_BEFORE_PARKING
from app.db.work import Work, begin
from app.demo.stage import Stage
from app.jobs.schedule import REGULAR
from app.jobs.worker import Regular, Worker
from tests.access.samples import COMPLAINT
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@pytest.fixture(params=KINDS)
def stage(
    request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[str], str]
) -> Generator[Stage]:
    url = new_database(request.param)
    with open_town(tmp_path / "town", database_url=url, today=date(2026, 7, 1)) as opened:
        yield opened


def rows(stage: Stage, statement: str) -> list[Any]:
    with stage.house.world.engine.connect() as connection:
        return list(connection.execute(text(statement)))


def queue(stage: Stage, name: str, key: str, payload: dict[str, Any] | None = None) -> None:
    with begin(stage.house.world, WORKER) as work:
        work.later(name, payload or {}, key=key)


def worker(stage: Stage, **tasks: Callable[[dict[str, Any]], None]) -> Worker:
    return Worker(stage.house.world, tasks, always=())


def test_every_regular_job_has_a_task(stage: Stage) -> None:
    assert {regular.name for regular in REGULAR} <= set(stage.house.worker.tasks)


def test_a_job_is_done_once_under_its_key(stage: Stage) -> None:
    done: list[dict[str, Any]] = []
    queue(stage, "tell", "one", {"n": 1})
    queue(stage, "tell", "one", {"n": 2})
    one, other = worker(stage, tell=done.append), worker(stage, tell=done.append)
    one.drain()
    other.drain()
    assert done == [{"n": 1}]


def test_upkeep_is_queued_once_in_every_stretch_by_any_number_of_workers(stage: Stage) -> None:
    done: list[Any] = []
    hourly = (Regular("sweep", timedelta(hours=1)),)
    workers = [Worker(stage.house.world, {"sweep": done.append}, always=(), regular=hourly)
               for _ in range(3)]  # fmt: skip
    for one in workers:
        one.drain()
    assert len(done) == 1
    stage.clock.advance(hours=1)
    for one in workers:
        one.drain()
    assert len(done) == 2


def test_a_job_that_fails_is_put_off_and_at_last_parked_in_sight(stage: Stage) -> None:
    tried: list[Any] = []

    def failing(payload: dict[str, Any]) -> None:
        tried.append(payload)
        raise RuntimeError("the mail server is away")

    queue(stage, "mail", "letter")
    with capture_logs() as noted:
        for _ in range(TRIES_BEFORE_PARKING + 3):
            worker(stage, mail=failing).drain()
            stage.clock.advance(days=1)
    assert len(tried) == TRIES_BEFORE_PARKING
    assert {entry["event"] for entry in noted} == {"job failed"}
    parked = rows(stage, "SELECT state, last_error FROM job WHERE name = 'mail'")
    assert [row.state for row in parked] == ["parked"]
    assert "the mail server is away" in parked[0].last_error


def test_a_round_that_fails_does_not_end_the_worker(stage: Stage) -> None:
    calls = []

    def broken() -> int:
        calls.append(1)
        if len(calls) > 1:
            running.stop()
        raise RuntimeError("broken")

    running = Worker(stage.house.world, {}, always=(broken,))
    with capture_logs() as noted:
        running.run()
    assert len(calls) == 2
    assert [entry["event"] for entry in noted] == ["round failed", "round failed"]


def test_news_is_answered_once_however_often_it_is_delivered(stage: Stage) -> None:
    owner = stage.player(Role.PARTY, "신고인")
    case_id = owner.post("/complaints", COMPLAINT)["case_id"]
    for _ in range(3):
        stage.settle()
        with begin(stage.house.world, WORKER) as work:
            again(work)
    papers = owner.get(f"/cases/{case_id}/papers")["items"]
    assert [paper["template"] for paper in papers] == ["receipt"]


def again(work: Work) -> None:
    """Let every delivered entry of the outbox wait once more, as after a crash before its mark."""
    work.session.execute(text("UPDATE outbox_entry SET state = 'waiting', attempts = 0"))
