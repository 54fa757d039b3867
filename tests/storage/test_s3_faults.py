"""A store that is down, slow, silent, cut off or wrong is a refusal in words, never an error."""

import os
import time
from collections.abc import Callable

import pytest

from app.kernel.problems import Unavailable
from app.storage.base import StorageFault, StorageFull, Stored, Writer, new_key
from app.storage.keyring import Keyring
from app.storage.s3 import BucketUnfit, S3Store
from app.storage.s3_connection import Patience, S3Place
from app.storage.s3_writer import PART_BYTES
from tests.storage.s3_lab import S3Lab
from tests.storage.s3_proxy import Wire, always_answering, wire_to
from tests.storage.store_contract import LATER, OLD_ROOT, a_disposal, keys_in, put, taken_out
from tests.support.seaweedfs import free_ports

HASTY = Patience(connect_seconds=0.5, answer_seconds=0.5, retries=1)
MEBIBYTE = 1024 * 1024
LARGE = os.urandom(PART_BYTES + MEBIBYTE)
KEY = "0" * 64


@pytest.fixture(scope="module")
def one_lab() -> S3Lab:
    return S3Lab(Keyring.of(OLD_ROOT))


@pytest.fixture
def lab(one_lab: S3Lab) -> S3Lab:
    one_lab.wipe()
    return one_lab


def every_act(store: S3Store) -> list[Callable[[], object]]:
    return [
        lambda: put(store, b"x"),
        lambda: store.open(KEY),
        lambda: store.reader(KEY),
        lambda: store.verify(KEY),
        lambda: store.hold(KEY),
        lambda: store.release(KEY),
        lambda: store.is_held(KEY),
        lambda: store.rewrap(KEY),
        lambda: store.seal_until(KEY, LATER),
        lambda: store.sealed_until(KEY),
        lambda: store.remove(KEY, a_disposal(KEY)),
        lambda: store.restore(KEY, [b"x"], sha256="0" * 64),
        lambda: list(store.keys_older_than(LATER)),
        lambda: store.discard_unregistered(KEY, is_registered=lambda _: False),
    ]


def elsewhere(endpoint: str, patience: Patience = HASTY) -> S3Store:
    place = S3Place(endpoint, "evidence-1", "key", "secret", secure=False)
    return S3Store(place, keyring=Keyring.of(OLD_ROOT), patience=patience)


def go_on(writer: Writer) -> None:
    writer.write(LARGE)
    writer.finish()


def read_in_the_end(store: S3Store, stored: Stored) -> bytes:
    """Return the payload; the server answers some moments before it has found its volumes."""
    end = time.monotonic() + 20
    while True:
        try:
            return taken_out(store, stored)
        except StorageFault:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def answer(status: str, body: str = "", *, kind: str = "application/xml") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    return f"{head}\r\nConnection: close\r\n\r\n{body}".encode()


def error(code: str) -> str:
    return f"<Error><Code>{code}</Code><Message>m</Message></Error>"


# ------------------------------------------------------------------------- down, slow, silent


def test_a_store_that_is_down_refuses_everything_at_once() -> None:
    store = elsewhere(f"127.0.0.1:{free_ports(1)[0]}")
    for act in every_act(store):
        with pytest.raises(StorageFault):
            act()
    assert not store.ready()


def test_a_silent_store_is_given_up_in_bounded_time(lab: S3Lab) -> None:
    with wire_to(lab.server.endpoint) as wire:
        wire.silent = True
        store = lab.through(wire.endpoint, HASTY)
        for act in (lambda: put(store, b"x"), lambda: store.verify(KEY)):
            with pytest.raises(StorageFault):
                act()


def test_readiness_is_told_within_seconds_even_of_a_silent_store(lab: S3Lab) -> None:
    with wire_to(lab.server.endpoint) as wire:
        wire.silent = True
        assert not lab.through(wire.endpoint).ready()


def test_a_slow_store_is_waited_for(lab: S3Lab) -> None:
    with wire_to(lab.server.endpoint) as wire:
        wire.delay = 0.1
        store = lab.through(wire.endpoint)
        assert taken_out(store, put(store, b"slowly")) == b"slowly"


def test_a_store_that_was_away_is_used_again(lab: S3Lab) -> None:
    with wire_to(lab.server.endpoint) as wire:
        store = lab.through(wire.endpoint, HASTY)
        stored = put(store, b"before")
        wire.silent = True
        with pytest.raises(StorageFault):
            put(store, b"during")
        wire.silent = False
        assert taken_out(store, stored) == b"before"
        assert put(store, b"after").size_bytes == 5


# ----------------------------------------------------------------------- wrong in other ways


@pytest.mark.parametrize(
    ("answered", "refusal"),
    [
        (answer("403 Forbidden", error("AccessDenied")), StorageFault),
        (answer("403 Forbidden", error("SignatureDoesNotMatch")), StorageFault),
        (answer("404 Not Found", error("NoSuchBucket")), StorageFault),
        (answer("500 Internal Server Error", error("InternalError")), StorageFault),
        (answer("503 Slow Down", error("SlowDown")), StorageFault),
        (answer("507 Insufficient Storage", error("XMinioStorageFull")), StorageFull),
        (answer("507 Insufficient Storage", "full", kind="text/plain"), StorageFull),
        (answer("307 Moved", error("TemporaryRedirect")), StorageFault),
        (answer("200 OK", "<this is not XML"), StorageFault),
        (answer("200 OK", "<Other/>"), StorageFault),
        (answer("200 OK", ""), StorageFault),
        (answer("502 Bad Gateway", "<html>gateway</html>", kind="text/html"), StorageFault),
        (b"not HTTP at all\r\n\r\n", StorageFault),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", StorageFault),
        (b"", StorageFault),
    ],
)
def test_whatever_a_store_answers_is_a_refusal_in_words(
    answered: bytes, refusal: type[Unavailable]
) -> None:
    with always_answering(answered) as endpoint:
        store = elsewhere(endpoint, Patience(0.5, 0.5, retries=0))
        with pytest.raises(refusal):
            put(store, b"x")
        with pytest.raises(Unavailable):
            store.verify(KEY)
        assert not store.ready()


def test_a_store_that_asks_to_wait_an_hour_is_not_waited_for() -> None:
    said = answer("503 Slow Down", error("SlowDown")).replace(
        b"Connection", b"Retry-After: 3600\r\nConnection"
    )
    with always_answering(said) as endpoint, pytest.raises(StorageFault):
        elsewhere(endpoint).verify(KEY)


def test_a_wrong_secret_is_a_fault_and_the_secret_is_not_shown(lab: S3Lab) -> None:
    place = S3Place(lab.server.endpoint, lab.bucket, "service", "wrong-secret", secure=False)
    store = S3Store(place, patience=HASTY)
    assert not store.ready()
    with pytest.raises(StorageFault):
        store.verify(KEY)
    assert "wrong-secret" not in repr(place)


def test_a_bucket_that_is_not_there_or_can_not_lock_takes_nothing(lab: S3Lab) -> None:
    lab.operator.make_bucket(bucket_name="evidence-plain")
    for bucket in ("evidence-plain", "evidence-nowhere"):
        keys = lab.server.service
        store = S3Store(S3Place(lab.server.endpoint, bucket, *keys, secure=False), patience=HASTY)
        assert not store.ready()
        with pytest.raises(StorageFault) as refusal:
            store.writer(limit_bytes=10)
        assert bucket == "evidence-nowhere" or isinstance(refusal.value.__cause__, BucketUnfit)


# ----------------------------------------------------------------------------- cut off midway


def test_a_request_that_is_cut_off_is_sent_again(lab: S3Lab) -> None:
    with wire_to(lab.server.endpoint) as wire:
        store = lab.through(wire.endpoint)
        assert put(store, b"x").size_bytes == 1
        wire.cut_request_after = 3 * MEBIBYTE
        stored = store.put([LARGE], limit_bytes=len(LARGE))
        assert wire.cut_request_after is None
        assert taken_out(store, stored) == LARGE
        assert len(keys_in(store)) == 2


@pytest.mark.parametrize("cut_after", [0, 500_000, 8 * MEBIBYTE])
def test_an_answer_that_is_cut_off_is_read_on_where_it_was(lab: S3Lab, cut_after: int) -> None:
    stored = lab.store.put([LARGE], limit_bytes=len(LARGE))
    with wire_to(lab.server.endpoint) as wire:
        store = lab.through(wire.endpoint)
        assert store.ready()
        wire.cut_after = cut_after
        with store.reader(stored.key) as reader:
            assert wire.cut_after is None
            assert reader.read() == LARGE


def test_a_store_that_answers_after_the_client_left_leaves_only_what_the_reaper_takes(
    lab: S3Lab,
) -> None:
    with wire_to(lab.server.endpoint) as wire:
        store = lab.through(wire.endpoint, HASTY)
        writers = [store.writer(limit_bytes=len(LARGE)) for _ in range(2)]
        writers[0].write(b"small")
        writers[1].write(LARGE)
        wire.deaf = True
        for writer in writers:
            with pytest.raises(StorageFault):
                writer.finish()
    found = list(lab.store.keys_older_than(LATER))
    for leftover in found:
        assert lab.store.discard_unregistered(leftover.key, is_registered=lambda _: False)
    assert lab.names() == []
    assert list(lab.raw.uploads("")) == []


def test_an_answer_that_was_lost_is_looked_up(lab: S3Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket = lab.store._bucket
    real = {"put": bucket.put, "complete": bucket.complete}
    lost: list[str] = []

    def losing(act: str) -> Callable[..., str]:
        def lose(*args: object, **options: object) -> str:
            real[act](*args, **options)  # type: ignore[operator]
            lost.append(act)
            raise StorageFault

        return lose

    monkeypatch.setattr(bucket, "put", losing("put"))
    monkeypatch.setattr(bucket, "complete", losing("complete"))
    kept = [put(lab.store, b"small"), lab.store.put([LARGE], limit_bytes=len(LARGE))]
    assert lost == ["put", "put", "put", "complete"]
    assert [len(taken_out(lab.store, stored)) for stored in kept] == [5, len(LARGE)]
    assert sorted(keys_in(lab.store)) == sorted(stored.key for stored in kept)


# ------------------------------------------------------------------------------ killed midway


def test_a_store_that_is_killed_midway_keeps_what_it_acknowledged(lab: S3Lab) -> None:
    whole: Stored = put(lab.store, b"acknowledged")
    lab.store.hold(whole.key)
    writer = lab.store.writer(limit_bytes=3 * len(LARGE))
    writer.write(LARGE)
    lab.server.kill()
    with pytest.raises(StorageFault):
        go_on(writer)
    assert not lab.store.ready()
    with pytest.raises(StorageFault):
        lab.store.verify(whole.key)
    lab.server.start()
    assert lab.store.ready()
    assert read_in_the_end(lab.store, whole) == b"acknowledged"
    assert lab.store.is_held(whole.key)
    whole_now, half = [], []
    for leftover in lab.store.keys_older_than(LATER):
        (whole_now if leftover.complete else half).append(leftover.key)
    assert (whole_now, len(half)) == ([whole.key], 1)
    assert lab.store.discard_unregistered(half[0], is_registered=lambda _: False)
    assert keys_in(lab.store) == [whole.key]
    assert put(lab.store, b"after").size_bytes == 5


def test_a_key_that_is_not_there_is_not_a_fault_of_the_store(lab: S3Lab) -> None:
    assert not lab.store.is_held(new_key())
    lab.store.release(new_key())
    assert not lab.store.discard_unregistered(new_key(), is_registered=lambda _: False)


def test_a_wire_passes_everything_on_by_default(lab: S3Lab) -> None:
    wire = Wire(lab.server.endpoint)
    assert lab.through(wire.endpoint).ready()
    assert wire.connections >= 1
    wire.close()
