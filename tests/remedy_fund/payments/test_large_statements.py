"""A bank's statement may be larger than other requests: to its own limit, and not a byte more."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo.stage import Answer, Player, Stage
from tests.support.town import open_town

BODY, STATEMENT = 4096, 70_000
DOOR = "/api/v1/fund/bank-messages"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    folder: Path = tmp_path_factory.mktemp("statements") / "town"
    limits = {"body_limit_bytes": BODY, "statement_limit_bytes": STATEMENT}
    with open_town(folder, fund_account="KR00", **limits) as opened:
        yield opened


@pytest.fixture(scope="module")
def officer(stage: Stage) -> Player:
    return stage.player(Role.FUND_OFFICER, "담당 (가상)")


def sent(stage: Stage, officer: Player, size: int, *, door: str = DOOR, **headers: str) -> Answer:
    """Send a body of just so many bytes that reads as a message of the bank."""
    empty = json.dumps({"content": ""}).encode()
    body = json.dumps({"content": "x" * (size - len(empty))}).encode()
    assert len(body) == size
    told = {"Authorization": f"Bearer {officer.token}", "Content-Type": "application/json",
            "Idempotency-Key": f"size-{size}-{door}"[:60], **headers}  # fmt: skip
    return stage.send("POST", door, content=body, headers=told)


def test_a_statement_may_have_as_many_bytes_as_its_own_limit(stage: Stage, officer: Player) -> None:
    taken = sent(stage, officer, STATEMENT)
    assert (taken.status, taken.body["code"]) == (422, "bank-message-refused")


def test_one_byte_more_is_refused_in_words_that_name_the_limit(
    stage: Stage, officer: Player
) -> None:
    for language, words in (("ko", "70,000바이트까지"), ("en", "70,000 bytes")):
        refused = sent(stage, officer, STATEMENT + 1, **{"Accept-Language": language})
        assert refused.status == 413
        assert words in refused.body["detail"]
        assert refused.body["limit_bytes"] == STATEMENT


def test_a_body_of_unknown_length_meets_the_same_limit(stage: Stage, officer: Player) -> None:
    async def pieces():  # type: ignore[no-untyped-def]
        for _each in range(STATEMENT // 1000 + 1):
            yield b"x" * 1000

    told = {"Authorization": f"Bearer {officer.token}", "Content-Type": "application/json",
            "Idempotency-Key": "streamed"}  # fmt: skip
    refused = stage.send("POST", DOOR, content=pieces(), headers=told)
    assert (refused.status, refused.body["limit_bytes"]) == (413, STATEMENT)


def test_other_doors_keep_the_limit_of_every_request(stage: Stage, officer: Player) -> None:
    refused = sent(stage, officer, BODY + 1, door="/api/v1/fund/applications")
    assert (refused.status, refused.body["limit_bytes"]) == (413, BODY)


def test_the_page_that_takes_statements_has_their_limit_too(stage: Stage, officer: Player) -> None:
    assert sent(stage, officer, BODY + 1, door="/fund/bank").status != 413
    assert sent(stage, officer, STATEMENT + 1, door="/fund/bank").status == 413
