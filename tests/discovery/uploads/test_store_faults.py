"""The store fails under an upload: a refusal in words, nothing kept, and case pages still served."""

import errno
import os
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from app.storage.base import Store
from app.storage.s3 import S3Store
from app.storage.s3_connection import Patience, S3Place
from tests.discovery.conftest import CASE, FAR, Office
from tests.discovery.uploads.parts import Sender, roomy
from tests.discovery.uploads.test_reaper import machine_clock, pass_time
from tests.storage.s3_lab import S3Lab
from tests.storage.s3_proxy import Wire, always_answering, wire_to
from tests.storage.test_s3_faults import answer, error
from tests.support.sample_files import SAMPLES
from tests.support.seaweedfs import free_ports

HASTY = Patience(connect_seconds=0.5, answer_seconds=0.5, retries=1)
TXT = SAMPLES["txt"]
KINDS = ("down", "black hole", "full", "refuses", "talks nonsense")


def use(office: Office, store: Store) -> None:
    office.client.app.state.evidence_store = store  # type: ignore[attr-defined]


def elsewhere(endpoint: str) -> S3Store:
    return S3Store(S3Place(endpoint, "evidence-1", "key", "secret", secure=False), patience=HASTY)


@contextmanager
def broken(kind: str) -> Generator[S3Store]:
    """Yield a store that is broken in one way."""
    if kind == "down":
        yield elsewhere(f"127.0.0.1:{free_ports(1)[0]}")
        return
    if kind == "black hole":
        with socket.create_server(("127.0.0.1", 0)) as deaf:
            yield elsewhere(f"127.0.0.1:{deaf.getsockname()[1]}")
        return
    said = {
        "full": answer("507 Insufficient Storage", error("XMinioStorageFull")),
        "refuses": answer("403 Forbidden", error("AccessDenied")),
        "talks nonsense": answer("200 OK", "<html>hello</html>", kind="text/html"),
    }[kind]
    with always_answering(said) as endpoint:
        yield elsewhere(endpoint)


def refused(reply: httpx.Response) -> None:
    assert reply.status_code == 503, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["code"] in {"storage-fault", "storage-full"}
    assert reply.json()["detail_ko"] != reply.json()["detail_en"]


def case_page(office: Office) -> int:
    return office.call("examiner", "GET", f"/cases/{CASE}/exhibits").status_code


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_that_is_broken_is_named_over_both_doors(office: Office, kind: str) -> None:
    sender = Sender(roomy(office), TXT).begun()
    with broken(kind) as store:
        use(office, store)
        refused(office.send("complainant", ("a.txt", TXT)))
        refused(sender.put(1, TXT))
        assert case_page(office) == 200
    assert sorted(office.states()) == ["pending", "refused"]
    # Once the store is back, the upload goes on where it was.
    use(office, office.store)
    assert sender.send().complete().status_code == 201
    assert len(office.objects()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_can_not_be_put_together_now_is_put_together_later(
    office: Office, kind: str
) -> None:
    sender = Sender(roomy(office), TXT).begun().send()
    with broken(kind) as store:
        use(office, store)
        failed = sender.complete(key="one")
        assert failed.status_code == 503, failed.text
    use(office, office.store)
    assert sender.told()["state"] == "open"
    assert sender.complete(key="one").status_code == 201


def test_case_pages_are_served_while_a_store_keeps_an_upload_waiting(office: Office) -> None:
    lab = S3Lab()
    with wire_to(lab.server.endpoint) as wire:
        use(office, lab.through(wire.endpoint, Patience(60, 60, 0)))
        sender = Sender(roomy(office), TXT).begun()
        wire.silent = True
        replies: list[httpx.Response] = []
        waiting = threading.Thread(target=lambda: replies.append(sender.put(1, TXT)))
        waiting.start()
        assert wire.swallowed.wait(60)
        assert case_page(office) == 200
        assert waiting.is_alive()
        wire.hang_up()
        waiting.join(60)
        refused(replies[0])
        wire.silent = False
        assert sender.put(1, TXT).status_code == 201
        assert sender.complete().status_code == 201


@pytest.mark.parametrize(
    ("name", "value"), [("delay", 0.05), ("cut_request_after", 2000), ("cut_after", 300)]
)
def test_a_slow_or_unsteady_store_is_waited_for(office: Office, name: str, value: Any) -> None:
    lab = S3Lab()
    with wire_to(lab.server.endpoint) as wire:
        use(office, lab.through(wire.endpoint))
        sender = Sender(roomy(office), TXT).begun()
        setattr(wire, name, value)
        _until_taken(sender)
        item = sender.complete().json()["items"][0]["id"]
        assert office.call("complainant", "GET", f"/evidence/{item}/content").content == TXT


def _until_taken(sender: Sender) -> None:
    reply = sender.put(1, TXT)
    if reply.status_code == 503:
        refused(reply)
        reply = sender.put(1, TXT)
    assert reply.status_code == 201, reply.text


def test_a_store_that_answers_after_everybody_left_leaves_only_what_the_reaper_takes(
    office: Office,
) -> None:
    from app.discovery.uploads.reaper import reap  # noqa: PLC0415

    lab = S3Lab()
    with wire_to(lab.server.endpoint) as wire:
        use(office, lab.through(wire.endpoint, HASTY))
        sender = Sender(roomy(office), TXT).begun()
        _deafen(wire, lambda: refused(sender.put(1, TXT)))
        assert sender.told()["next_part"] == 1
        assert sender.send().complete().status_code == 201
    pass_time(office, machine_clock(hours=25).now() - office.world.clock.now())
    reap(office.world, lab.store, machine_clock(hours=25))
    assert len(list(lab.store.keys_older_than(FAR))) == 1


def _deafen(wire: Wire, act: Any) -> None:
    wire.deaf = True
    act()
    wire.deaf = False


@pytest.mark.parametrize("door", ["at once", "in parts"])
def test_a_full_disk_is_named_and_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    sender = Sender(roomy(office), TXT).begun()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        if door == "in parts":
            reply = sender.put(1, TXT)
        else:
            reply = office.send("complainant", ("a.txt", TXT))
    assert (reply.status_code, reply.json()["code"]) == (503, "storage-full")
    assert office.objects() == []
    assert case_page(office) == 200
    assert sender.send().complete().status_code == 201
