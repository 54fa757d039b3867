"""What happens while parts become one file: time runs on, sessions end, others wait in line."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.access.actor import ANYBODY
from app.db.events import ActRefused
from app.db.work import begin
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads import completing
from app.discovery.uploads.reaper import Reaped, reap
from app.discovery.uploads.tables import UploadPart, UploadSession
from app.storage.base import StorageFault, Store, Stored
from tests.discovery.conftest import CASE, Office
from tests.discovery.uploads.parts import Sender, roomy
from tests.discovery.uploads.test_reaper import machine_clock, pass_time
from tests.support.sample_files import SAMPLES

SMALL = SAMPLES["txt"]


@pytest.fixture
def large(office: Office) -> Office:
    return roomy(office)


def after_joining(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> None:
    """Let something happen when the parts have been joined, before the file is on file."""
    real = completing.joined

    def slow(store: Store, parts: Sequence[Stored]) -> Stored:
        stored = real(store, parts)
        act()
        return stored

    monkeypatch.setattr(completing, "joined", slow)


def faulty() -> None:
    raise StorageFault


def test_a_session_that_ends_while_parts_are_joined_loses_nothing(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, SMALL).begun().send()
    known = large.actors["complainant"]
    with monkeypatch.context() as meanwhile:
        after_joining(meanwhile, lambda: large.actors.pop("complainant"))
        assert sender.complete().status_code == 401
    large.actors["complainant"] = known
    told = sender.told()
    assert (told["state"], told["offset_bytes"], len(large.objects())) == ("open", len(SMALL), 1)
    assert sender.complete().status_code == 201
    assert len(large.objects()) == 1


def test_an_upload_whose_time_ends_while_its_parts_are_joined_is_finished(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, SMALL).begun().send()
    pass_time(large, timedelta(hours=23, minutes=59))
    reaped: list[Reaped] = []

    def later() -> None:
        pass_time(large, timedelta(minutes=1, seconds=30))
        # On SQLite the request's own thread writes; the reaper comes from another one.
        reaped.append(reap(large.world, large.store, machine_clock()))

    after_joining(monkeypatch, later)
    answer = sender.complete()
    assert answer.status_code == 201, answer.text
    assert (reaped, large.states()) == ([Reaped(0, 0)], ["stored"])
    assert large.news("evidence_completion_begun") == ["evidence_completion_begun"]


def test_an_upload_that_nobody_finished_after_a_claim_is_cleared_when_the_claim_is_over(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(large, SMALL).begun().send()
    pass_time(large, timedelta(hours=23, minutes=59))
    with monkeypatch.context() as meanwhile:
        after_joining(meanwhile, faulty)
        assert sender.complete().status_code == 503
    pass_time(large, timedelta(minutes=3))
    assert sender.complete().json()["code"] == "upload-spent"
    assert reap(large.world, large.store, machine_clock()).expired == 1
    assert (large.states(), large.rows(UploadPart)) == (["expired"], [])


def test_no_claim_makes_an_upload_last_longer_than_a_week(large: Office) -> None:
    sender = Sender(large, SMALL).begun().send()
    pass_time(large, timedelta(days=7))
    with begin(large.world, ANYBODY) as work:
        # As if one claim after the other had kept it until now.
        row = work.session.get_one(EvidenceItem, large.rows(EvidenceItem)[0].id)
        row.reserved_at = work.now - timedelta(hours=23)
        work.record(ActRefused(subject=CASE, problem="set-up"))
    pass_time(large, timedelta(seconds=1))
    assert sender.complete().json()["code"] == "upload-spent"


def test_whoever_waits_for_a_turn_has_not_claimed_the_upload_yet(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    senders = [Sender(large, SMALL).begun().send() for _ in range(3)]
    joining, go_on = threading.Semaphore(0), threading.Event()

    def waits() -> None:
        joining.release()
        assert go_on.wait(30)

    after_joining(monkeypatch, waits)

    async def run() -> tuple[list[httpx.Response], int, httpx.Response]:
        first, second, third = (asyncio.create_task(complete(sender)) for sender in senders)
        for _ in range(2):
            assert await asyncio.to_thread(joining.acquire, timeout=30)
        claimed = sum(row.completing_until is not None for row in large.rows(UploadSession))
        # Far more time than a claim has; only the first two have spent theirs.
        pass_time(large, timedelta(minutes=10))
        go_on.set()
        return [await first, await second, await third], claimed, await complete(senders[2])

    answers, claimed, late = asyncio.run(run())
    assert ([answer.status_code for answer in answers], claimed) == ([201] * 3, 2)
    assert late.json()["code"] == "upload-spent"


async def complete(sender: Sender) -> httpx.Response:
    """End an upload, beside others of the same event loop."""
    transport = httpx.ASGITransport(sender.office.client.app, raise_app_exceptions=False)
    headers = {
        "Authorization": f"Bearer {sender.who}",
        "Idempotency-Key": f"beside-{next(sender.office.keys)}",
    }
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        path = f"/api/v1/uploads/{sender.id}/completion"
        return await client.post(path, json={}, headers=headers)
