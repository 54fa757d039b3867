"""Doors that are open to everybody stay open to one whose session has ended."""

from collections.abc import Generator

import pytest

from app.demo.stage import Answer, Stage
from app.web.deps import SESSION_COOKIE
from tests.access.doors import DoorOf, app_of, doors
from tests.support.town import open_town

ENDED = {"Cookie": f"{SESSION_COOKIE}=ended-long-ago"}
GONE = f"{SESSION_COOKIE}=; Max-Age=0"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    with open_town(tmp_path_factory.mktemp("ended") / "town") as opened:
        yield opened


def open_doors(stage: Stage) -> list[DoorOf]:
    """Return the doors that anybody may walk through to look, with no thing named in the path."""
    return [
        door for door in doors(app_of(stage))
        if door.method == "GET" and door.declared.get("x-public") and "{" not in door.path
    ]  # fmt: skip


def look(stage: Stage, path: str, **headers: str) -> Answer:
    return stage.send("GET", path, headers={"Accept-Language": "ko", **headers})


def test_an_open_door_serves_an_ended_session_as_a_stranger_and_takes_the_cookie_away(
    stage: Stage,
) -> None:
    seen = 0
    for door in open_doors(stage):
        stranger, ended = look(stage, door.path), look(stage, door.path, **ENDED)
        assert ended.status == stranger.status, (door.name, ended.status, stranger.status)
        seen += 1
        if stranger.status == 200 and door.rest:
            assert ended.body == stranger.body, door.name
    assert seen > 20


@pytest.mark.parametrize("path", ["/api/v1/fund/schemes", "/api/v1/fund/publications/2020/json"])
def test_the_cookie_of_an_ended_session_is_taken_out_of_the_browser(
    stage: Stage, path: str
) -> None:
    answer = look(stage, path, **ENDED)
    assert answer.status in {200, 404}
    assert answer.headers["set-cookie"].startswith(GONE)
    assert "set-cookie" not in look(stage, path).headers


def test_a_closed_door_tells_that_the_session_has_ended(stage: Stage) -> None:
    answer = look(stage, "/api/v1/fund/applications", **ENDED)
    assert (answer.status, answer.body["code"]) == (401, "session-ended")


def test_a_token_that_is_shown_and_does_not_count_is_refused_even_at_an_open_door(
    stage: Stage,
) -> None:
    answer = look(stage, "/api/v1/fund/schemes", Authorization="Bearer ssg_x")
    assert answer.status == 401


def test_signing_in_with_an_ended_cookie_is_judged_by_the_password_alone(stage: Stage) -> None:
    form = {"login": "nobody@demo.example", "password": "wrong-password-1"}
    answer = stage.send(
        "POST", "/api/v1/sessions", json=form, headers={**ENDED, "Idempotency-Key": "begin-1"}
    )
    assert (answer.status, answer.body["code"]) == (401, "wrong-password")
