"""An upload flows into the store part by part, and leaves nothing behind when it fails."""

import asyncio
import base64
import errno
import hashlib
import os
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.discovery.uploads.content_digest import DigestMismatch
from app.discovery.uploads.streaming import Limits, Received, receive
from app.kernel.problems import Malformed, TooLarge
from app.storage.base import StorageFull
from app.storage.local import LocalStore

MEBIBYTE = 1024 * 1024
ANNOUNCED = Limits()
LATER = datetime(2100, 1, 1, tzinfo=UTC)
BOUNDARY = "----boundary7"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    return LocalStore(tmp_path_factory.mktemp("evidence"))


@pytest.fixture(autouse=True)
def _empty_store(store: LocalStore) -> Iterator[None]:
    yield
    for leftover in store.keys_older_than(LATER):
        store.discard_unregistered(leftover.key, is_registered=lambda _: False)


def field(name: str, value: bytes) -> bytes:
    return part(f'form-data; name="{name}"'.encode(), value)


def file(name: str, value: bytes, *, headers: bytes = b"") -> bytes:
    return part(f'form-data; name="files"; filename="{name}"'.encode(), value, headers=headers)


def part(disposition: bytes, value: bytes, *, headers: bytes = b"") -> bytes:
    opening = b"--" + BOUNDARY.encode() + b"\r\nContent-Disposition: " + disposition + b"\r\n"
    return opening + headers + b"\r\n" + value + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--" + BOUNDARY.encode() + b"--\r\n"


async def stream(data: bytes, step: int) -> AsyncIterator[bytes]:
    for at in range(0, len(data), step):
        yield data[at : at + step]


def send(
    store: LocalStore,
    data: bytes,
    *,
    step: int = 4096,
    content_type: str = MULTIPART,
    limits: Limits = ANNOUNCED,
    content_digest: bytes | None = None,
) -> Received:
    return asyncio.run(
        receive(
            stream(data, step),
            content_type=content_type,
            store=store,
            limits=limits,
            content_digest=content_digest,
        )
    )


def held(store: LocalStore) -> int:
    return len(list(store.keys_older_than(LATER)))


# ---------------------------------------------------------------------------------- what arrives


@pytest.mark.parametrize("step", [1, 7, 4096, 10_000_000])
def test_fields_and_files_arrive_however_the_network_cuts_them(
    store: LocalStore, step: int
) -> None:
    first, second = os.urandom(3000), b"\r\n--" + BOUNDARY.encode()[:-1] + b"x\r\n"
    sent = body(
        field("note", "대금 감액 증거".encode()),
        file("계약서.hwp", first, headers=b"Content-Type: application/x-hwp\r\n"),
        field("note", b""),
        file("C:\\a\\b.txt", second),
        file("empty.txt", b""),
    )
    received = send(store, sent, step=step)
    assert received.fields == (("note", "대금 감액 증거"), ("note", ""))
    assert (received.first("note"), received.first("other")) == ("대금 감액 증거", None)
    assert [found.name for found in received.files] == ["계약서.hwp", "b.txt", "empty.txt"]
    assert received.files[0].claimed_media_type == "application/x-hwp"
    assert received.files[0].field == "files"
    for found, payload in zip(received.files, (first, second, b""), strict=True):
        assert found.stored.sha256 == hashlib.sha256(payload).hexdigest()
        assert b"".join(store.open(found.stored.key)) == payload


def test_a_name_in_the_older_korean_encoding_is_read(store: LocalStore) -> None:
    disposition = 'form-data; name="f"; filename="도면.dwg"'.encode("cp949")
    assert send(store, body(part(disposition, b"x"))).files[0].name == "도면.dwg"


def test_a_file_field_in_which_nothing_was_chosen_is_no_file(store: LocalStore) -> None:
    received = send(store, body(file("", b""), field("a", b"b")))
    assert (received.files, received.fields) == ((), (("a", "b"),))


def test_a_form_without_parts_is_empty(store: LocalStore) -> None:
    assert send(store, body()) == Received((), (), ())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(st.binary(max_size=2000), st.integers(1, 300))
def test_any_payload_comes_back_as_it_was(store: LocalStore, payload: bytes, step: int) -> None:
    received = send(store, body(file("a.bin", payload)), step=step)
    assert b"".join(store.open(received.files[0].stored.key)) == payload


# --------------------------------------------------------------------------------------- limits


def test_a_file_of_exactly_the_limit_is_taken(store: LocalStore) -> None:
    received = send(store, body(file("a.txt", b"x" * 1000)), limits=Limits(file_bytes=1000))
    assert received.files[0].stored.size_bytes == 1000
    assert received.refused == ()


def test_a_file_one_byte_over_is_named_and_the_others_are_kept(store: LocalStore) -> None:
    parts = file("a.txt", b"x" * 10), file("큰 파일.txt", b"x" * 1001), file("c.txt", b"y" * 1000)
    received = send(store, body(*parts), step=100, limits=Limits(file_bytes=1000))
    assert [found.name for found in received.files] == ["a.txt", "c.txt"]
    (refused,) = received.refused
    assert (refused.pointer, refused.code) == ("/files/1", "file_size")
    assert "큰 파일.txt" in refused.detail.ko
    assert held(store) == 2


@pytest.mark.parametrize(
    ("limits", "most", "more"),
    [
        (Limits(files=2), [file("a", b"x")] * 2, [file("a", b"x")] * 3),
        (Limits(fields=2), [field("a", b"x")] * 2, [file("f", b"y"), *[field("a", b"x")] * 3]),
        (Limits(fields=2), [file("", b"")] * 2, [file("f", b"y"), field("a", b"x")] * 3),
        (Limits(field_bytes=9), [field("a", b"x" * 9)], [file("f", b"y"), field("a", b"x" * 10)]),
        (
            Limits(request_bytes=len(body(file("a", b"x")))),
            [file("a", b"x")],
            [file("a", b"xy")],
        ),
    ],
    ids=["files", "fields", "parts", "field bytes", "request bytes"],
)
def test_one_more_than_the_limit_is_refused_whole(
    store: LocalStore, limits: Limits, most: list[bytes], more: list[bytes]
) -> None:
    send(store, body(*most), limits=limits)
    kept = held(store)
    with pytest.raises(TooLarge):
        send(store, body(*more), limits=limits)
    assert held(store) == kept


def test_the_limits_stand_as_announced() -> None:
    assert (
        Limits(
            file_bytes=104_857_600,
            files=50,
            fields=64,
            field_bytes=65_536,
            request_bytes=2_147_483_648,
        )
        == ANNOUNCED
    )


def test_no_more_than_a_few_network_chunks_are_ever_in_memory(store: LocalStore) -> None:
    opening, closing = file("a.bin", b"").removesuffix(b"\r\n"), b"\r\n" + body()
    chunk = bytes(64 * 1024)

    async def source() -> AsyncIterator[bytes]:
        yield opening
        for _ in range(1024):
            yield chunk
        yield closing

    async def upload() -> int:
        received = await receive(source(), content_type=MULTIPART, store=store)
        return received.files[0].stored.size_bytes

    tracemalloc.start()
    try:
        size_bytes = asyncio.run(upload())
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size_bytes == 64 * MEBIBYTE
    assert peak_bytes < 4 * MEBIBYTE


# --------------------------------------------------------------------------------------- digests


def content_digest(payload: bytes) -> bytes:
    encoded = base64.b64encode(hashlib.sha256(payload).digest())
    return b"Content-Digest: sha-256=:" + encoded + b":\r\n"


def test_the_digest_of_the_body_and_of_a_part_are_compared(store: LocalStore) -> None:
    sent = body(file("a.txt", b"hello", headers=content_digest(b"hello")))
    received = send(store, sent, content_digest=hashlib.sha256(sent).digest())
    assert received.files[0].stored.sha256 == hashlib.sha256(b"hello").hexdigest()


def test_another_digest_of_the_body_keeps_nothing(store: LocalStore) -> None:
    with pytest.raises(DigestMismatch):
        send(store, body(file("a.txt", b"hello")), content_digest=bytes(32))
    assert held(store) == 0


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [(content_digest(b"hallo"), DigestMismatch), (b"Content-Digest: x\r\n", Malformed)],
)
def test_another_digest_of_a_part_keeps_nothing(
    store: LocalStore, headers: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        send(store, body(file("first.txt", b"1"), file("a.txt", b"hello", headers=headers)))
    assert held(store) == 0


# ---------------------------------------------------------------------------------------- faults


def test_a_body_cut_off_anywhere_leaves_nothing(store: LocalStore) -> None:
    sent = body(field("a", b"b"), file("1.txt", b"x" * 50), file("2.txt", b"y" * 50))
    for length in range(0, len(sent) - 2, 3):
        with pytest.raises(Malformed):
            send(store, sent[:length])
        assert held(store) == 0


def test_a_file_that_did_not_arrive_whole_is_named(store: LocalStore) -> None:
    sent = body(file("1.txt", b"x" * 50), file("2.txt", b"y" * 50))
    with pytest.raises(Malformed) as refusal:
        send(store, sent[:-70])
    (error,) = refusal.value.errors
    assert (error.pointer, error.code) == ("/files/1", "file_upload_failed")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"not multipart at all",
        b"--wrong\r\n\r\n",
        body(b"--" + BOUNDARY.encode() + b"\r\n\r\nno headers\r\n"),
        body(part(b"attachment; name=x", b"y")),
        body(part(b"form-data", b"no name")),
        body(part(b'form-data; name="x"', b"y", headers=b"Content-Disposition: form-data\r\n")),
        body(file("a", b"eA==", headers=b"Content-Transfer-Encoding: base64\r\n")),
        body(file("a", b"x", headers=b"bad header\r\n")),
        body(file("a", b"x", headers=b"X-Long: " + b"x" * 5000 + b"\r\n")),
        body(file("a", b"x", headers=b"".join(b"X-%d: y\r\n" % n for n in range(20)))),
        body(field("a", b"\xff\xfe")),
    ],
)
@pytest.mark.parametrize("step", [1, 4096])
def test_a_malformed_upload_is_refused_and_leaves_nothing(
    store: LocalStore, sent: bytes, step: int
) -> None:
    with pytest.raises(Malformed):
        send(store, file("before.txt", b"x") + sent if b"Disposition" in sent else sent, step=step)
    assert held(store) == 0


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), max_size=5), st.integers(1, 99)
)
def test_no_damage_to_the_body_makes_it_fail_otherwise(
    store: LocalStore, changes: list[tuple[int, bytes]], step: int
) -> None:
    sent = bytearray(body(field("a", b"b"), file("1.txt", b"x" * 50)))
    for at, value in changes:
        sent[at : at + 2] = value
    kept = held(store)
    try:
        received = send(store, bytes(sent), step=step)
    except (Malformed, TooLarge):
        assert held(store) == kept
    else:
        assert held(store) == kept + len(received.files)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/json",
        "multipart/form-data",
        "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={'x' * 71}",
    ],
)
def test_what_is_no_multipart_form_is_refused(store: LocalStore, content_type: str) -> None:
    with pytest.raises(Malformed):
        send(store, body(), content_type=content_type)


def test_a_client_that_goes_away_leaves_nothing(store: LocalStore) -> None:
    async def source() -> AsyncIterator[bytes]:
        yield file("1.txt", b"x" * 70_000) + file("2.txt", b"y" * 70_000)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(receive(source(), content_type=MULTIPART, store=store))
    assert held(store) == 0


def test_a_cancelled_upload_leaves_nothing(store: LocalStore) -> None:
    async def source() -> AsyncIterator[bytes]:
        yield file("1.txt", b"x" * 70_000) + file("2.txt", b"y" * 70_000)
        await asyncio.sleep(60)

    async def cancelled() -> None:
        upload = asyncio.create_task(receive(source(), content_type=MULTIPART, store=store))
        await asyncio.sleep(0.01)
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload

    asyncio.run(cancelled())
    assert held(store) == 0


def test_a_full_disk_is_named_and_leaves_nothing(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = os.write, [0]

    def filling(descriptor: int, data: memoryview) -> int:
        written[0] += len(data)
        if written[0] > 100_000:
            raise OSError(errno.ENOSPC, "injected")
        return real(descriptor, data)

    with monkeypatch.context() as patch:
        patch.setattr("os.write", filling)
        with pytest.raises(StorageFull):
            send(store, body(file("1.txt", b"x" * 70_000), file("2.txt", b"y" * 70_000)))
    assert held(store) == 0
