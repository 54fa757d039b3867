"""Whose Idempotency-Key it is, how answers are kept, and whose browser sends."""

from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.access.actor import WORKER, Role
from app.db import answered
from app.db.work import perform
from app.demo.stage import Stage
from app.web.deps import SESSION_COOKIE
from tests.access.samples import COMPLAINT
from tests.support.town import open_town


@pytest.fixture
def stage(tmp_path: Path) -> Generator[Stage]:
    with open_town(tmp_path / "town", today=date(2026, 7, 1)) as opened:
        yield opened


def kept(stage: Stage) -> list[str]:
    with stage.house.world.engine.connect() as connection:
        return list(connection.execute(text("SELECT body FROM answered_key")).scalars())


def test_strangers_share_no_keys(stage: Stage) -> None:
    headers = {"Idempotency-Key": "same-key-1"}
    first, second = (stage.send("POST", "/api/v1/drafts", headers=headers) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.body["id"] != second.body["id"]
    assert kept(stage) == []


def test_an_answer_is_kept_sealed_repeated_and_forgotten_in_time(stage: Stage) -> None:
    owner = stage.player(Role.PARTY, "신고인")
    first = owner.call("POST", "/drafts", key="one")
    again = owner.call("POST", "/drafts", key="one")
    assert first.body == again.body
    assert again.headers["Idempotent-Replayed"] == "true"
    [body] = kept(stage)
    assert first.body["resume_code"] not in body
    assert first.body["id"] not in body
    assert owner.call("POST", "/drafts", {"sections": {"x": {}}}, key="one").status == 422
    stage.clock.advance(hours=answered.KEPT_FOR / timedelta(hours=1) + 1)
    assert perform(stage.house.world, WORKER, answered.purge) == 1
    assert kept(stage) == []


@pytest.mark.parametrize(
    ("site", "refused"), [("cross-site", True), ("same-site", True), ("same-origin", False),
                          ("none", False), (None, False)]
)  # fmt: skip
def test_a_session_writes_from_our_own_pages_only(
    stage: Stage, site: str | None, refused: bool
) -> None:
    owner = stage.player(Role.PARTY, "신고인")
    headers = {"Idempotency-Key": "k", "Cookie": f"{SESSION_COOKIE}=anything"}
    if site is not None:
        headers["Sec-Fetch-Site"] = site
    answer = stage.send("POST", "/api/v1/complaints", headers=headers, json=COMPLAINT)
    assert (answer.body["code"] == "forged-form") is refused
    token = {**headers, "Authorization": f"Bearer {owner.token}"}
    assert stage.send("POST", "/api/v1/complaints", headers=token, json=COMPLAINT).status == 201
