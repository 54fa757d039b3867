"""One part of an upload is received at a time, so that no more flows in than was set aside."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.db.work import perform
from app.discovery.uploads import actions, rules
from app.discovery.uploads.tables import UploadSession
from app.kernel.problems import Unavailable
from tests.discovery.conftest import Office
from tests.discovery.uploads.parts import LEAST, Sender, digest, roomy, text
from tests.discovery.uploads.test_reaper import pass_time

FILE = text(LEAST + 1000)
PART = FILE[:LEAST]


@pytest.fixture
def large(office: Office) -> Office:
    return roomy(office)


class Slow:
    """A part whose body stops shortly before its end until it is told to go on."""

    def __init__(self) -> None:
        self.stands, self.go_on = asyncio.Event(), asyncio.Event()

    async def body(self) -> AsyncIterator[bytes]:
        yield PART[:-10]
        self.stands.set()
        await self.go_on.wait()
        yield PART[-10:]


async def put(sender: Sender, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    """Send the first part over a connection that carries it piece by piece."""
    transport = httpx.ASGITransport(sender.office.client.app, raise_app_exceptions=False)
    headers = digest(PART) | {"Authorization": f"Bearer {sender.who}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        path = f"/api/v1/uploads/{sender.id}/parts/1"
        return await client.put(path, content=content, headers=headers)


def lease_of(large: Office) -> Any:
    return large.rows(UploadSession)[0].receiving_until


def test_parts_that_come_at_once_find_only_one_of_them_taken(large: Office) -> None:
    sender = Sender(large, FILE).begun()

    async def all_at_once() -> tuple[httpx.Response, list[httpx.Response], int]:
        slow = Slow()
        first = asyncio.create_task(put(sender, slow.body()))
        await slow.stands.wait()
        others = [await put(sender, PART) for _ in range(3)]
        lying = len(large.objects())
        slow.go_on.set()
        return await first, others, lying

    first, others, lying = asyncio.run(all_at_once())
    assert first.status_code == 201
    for refused in others:
        told = refused.json()
        assert (refused.status_code, told["code"]) == (409, "part-being-received")
        assert told["retry_after_s"] == 10
        assert told["detail_ko"] != told["detail_en"]
    assert lying == len(large.objects()) == 1
    assert lease_of(large) is None
    assert sender.put(2, FILE[LEAST:]).status_code == 201


@pytest.mark.parametrize("wrong", [{}, digest(b"other")], ids=["no digest", "another digest"])
def test_a_part_that_failed_lets_the_next_one_come_at_once(
    large: Office, wrong: dict[str, str]
) -> None:
    sender = Sender(large, FILE).begun()
    assert sender.put(1, PART, wrong).status_code == 400
    assert lease_of(large) is None
    assert sender.put(1, PART).status_code == 201


def test_a_part_that_stands_still_is_given_up_and_lets_the_next_one_come(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, FILE).begun()
    monkeypatch.setattr(rules, "PART_STALLED_AFTER", timedelta(seconds=0.2))

    async def still() -> httpx.Response:
        return await put(sender, Slow().body())

    answer = asyncio.run(still())
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert (large.objects(), lease_of(large)) == ([], None)


def test_whoever_received_a_part_and_died_keeps_others_out_for_two_minutes(large: Office) -> None:
    sender = Sender(large, FILE).begun()
    actor = large.actors["complainant"]
    perform(
        large.world, actor,
        lambda work: actions.await_part(
            work, upload_id=sender.id, code="", number=1, sha256="0" * 64, part_bytes=None
        ),
    )  # fmt: skip
    assert sender.put(1, PART).json()["code"] == "part-being-received"
    pass_time(large, timedelta(minutes=2))
    assert sender.put(1, PART).status_code == 201


def arriving(large: Office, sender: Sender, meanwhile: Any) -> tuple[httpx.Response, Any]:
    """Send a part, do something while it stands before its end, and let it go on."""

    async def run() -> tuple[httpx.Response, Any]:
        slow = Slow()
        first = asyncio.create_task(put(sender, slow.body()))
        await slow.stands.wait()
        found = await asyncio.to_thread(meanwhile)
        slow.go_on.set()
        return await first, found

    return asyncio.run(run())


def test_a_part_that_goes_on_arriving_keeps_others_out_for_longer(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, FILE).begun()
    monkeypatch.setattr(rules, "PART_LEASE_RENEWED_AFTER", timedelta(0))
    told: list[Any] = []
    real = actions.keep_part

    def looked(*given: Any, **more: Any) -> Any:
        told.append(lease_of(large))
        return real(*given, **more)

    monkeypatch.setattr(actions, "keep_part", looked)
    before = large.world.clock.now()
    answer, _ = arriving(large, sender, lambda: pass_time(large, timedelta(minutes=3)))
    assert answer.status_code == 201
    assert told == [before + timedelta(minutes=5)]


def test_a_part_of_an_upload_that_was_given_up_meanwhile_stops(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, FILE).begun()
    monkeypatch.setattr(rules, "PART_LEASE_RENEWED_AFTER", timedelta(0))
    answer, given_up = arriving(large, sender, sender.give_up)
    assert given_up.status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (409, "upload-spent")
    assert large.keeps_nothing()


def test_a_part_that_lost_its_lease_to_another_one_stops(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, FILE).begun()
    monkeypatch.setattr(rules, "PART_LEASE_RENEWED_AFTER", timedelta(0))

    def quicker() -> httpx.Response:
        pass_time(large, timedelta(minutes=3))
        return sender.put(1, PART)

    answer, other = arriving(large, sender, quicker)
    assert (answer.status_code, other.status_code) == (409, 201)
    assert len(large.objects()) == 1


def test_a_database_that_is_away_for_a_moment_costs_no_part(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, FILE).begun()
    monkeypatch.setattr(rules, "PART_LEASE_RENEWED_AFTER", timedelta(0))

    def away(*_: Any, **__: Any) -> Any:
        raise Unavailable

    monkeypatch.setattr(actions, "renew_lease", away)
    answer, _ = arriving(large, sender, lambda: None)
    assert answer.status_code == 201
    assert lease_of(large) is None
