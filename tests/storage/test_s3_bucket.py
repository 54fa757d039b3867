"""The wrapped SDK: its private calls are still what they were, and the store obeys the protocol."""

import base64
import hashlib
import inspect
import os
from datetime import UTC, datetime, timedelta

import pytest
import urllib3
from minio import Minio
from minio.datatypes import Part

from app.storage.base import StorageFault
from app.storage.s3_bucket import S3Bucket
from app.storage.s3_connection import Patience, S3Place
from app.storage.s3_faults import AlreadyThere, NoUpload
from tests.storage.s3_lab import S3Lab

NAME = "objects/thing"
PART = os.urandom(5 * 1024 * 1024)


@pytest.fixture(scope="module")
def one_lab() -> S3Lab:
    return S3Lab()


@pytest.fixture
def lab(one_lab: S3Lab) -> S3Lab:
    one_lab.wipe()
    return one_lab


def content(lab: S3Lab) -> bytes:
    (version,) = lab.raw.versions(NAME)
    response = lab.raw.get(version, 0, version.size_bytes)
    try:
        return response.read()
    finally:
        response.close()


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("_put_object", ["bucket_name", "object_name", "data", "headers", "query_params"]),
        ("_create_multipart_upload", ["bucket_name", "object_name", "headers"]),
        (
            "_upload_part",
            ["bucket_name", "object_name", "data", "headers", "upload_id", "part_number"],
        ),
        (
            "_complete_multipart_upload",
            ["bucket_name", "object_name", "upload_id", "parts", "ssec"],
        ),
        ("_abort_multipart_upload", ["bucket_name", "object_name", "upload_id"]),
    ],
)
def test_a_private_call_of_the_sdk_is_what_it_was(call: str, parameters: list[str]) -> None:
    found = list(inspect.signature(getattr(Minio, call)).parameters)
    assert found == ["self", *parameters]


def test_parts_become_one_object_that_was_seen_by_nobody_before(lab: S3Lab) -> None:
    upload_id = lab.raw.begin(NAME)
    parts = [lab.raw.put_part(NAME, upload_id, 1, bytearray(PART))]
    parts.append(lab.raw.put_part(NAME, upload_id, 2, b"the end"))
    assert [(one.name, one.upload_id) for one in lab.raw.uploads("objects/")] == [(NAME, upload_id)]
    assert list(lab.raw.versions("")) == []
    version_id = lab.raw.complete(NAME, upload_id, parts)
    assert [found.version_id for found in lab.raw.versions(NAME)] == [version_id]
    assert content(lab) == PART + b"the end"
    assert list(lab.raw.uploads("")) == []


def test_an_aborted_upload_is_gone_and_takes_no_more(lab: S3Lab) -> None:
    upload_id = lab.raw.begin(NAME)
    part = lab.raw.put_part(NAME, upload_id, 1, PART)
    lab.raw.abort(NAME, upload_id)
    lab.raw.abort(NAME, upload_id)
    assert list(lab.raw.uploads("")) == []
    with pytest.raises(NoUpload):
        lab.raw.put_part(NAME, upload_id, 2, b"more")
    with pytest.raises(NoUpload):
        lab.raw.complete(NAME, upload_id, [part])


def test_an_object_that_arrives_altered_is_refused(
    lab: S3Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = base64.b64encode(hashlib.md5(b"as it was sent").digest()).decode()
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.s3_bucket._md5", lambda _: sent)
        with pytest.raises(StorageFault):
            lab.raw.put(NAME, b"as it arrived")
    assert list(lab.raw.versions("")) == []


def test_an_upload_of_a_part_that_was_never_sent_is_refused(lab: S3Lab) -> None:
    upload_id = lab.raw.begin(NAME)
    with pytest.raises(StorageFault):
        lab.raw.complete(NAME, upload_id, [Part(1, "0" * 32)])
    assert list(lab.raw.versions("")) == []


def test_a_stranger_sends_one_part_by_its_address(lab: S3Lab) -> None:
    upload_id = lab.raw.begin(NAME)
    address = lab.raw.part_address(NAME, upload_id, 1, timedelta(minutes=5))
    with urllib3.PoolManager() as stranger:
        answer = stranger.request("PUT", address, body=b"from outside")
        other = stranger.request("PUT", address.replace("partNumber=1", "partNumber=2"), body=b"x")
    assert (answer.status, other.status) == (200, 403)
    etag = answer.headers["etag"].strip('"')
    lab.raw.complete(NAME, upload_id, [Part(1, etag)])
    assert content(lab) == b"from outside"


def test_a_name_is_written_once(lab: S3Lab) -> None:
    first = lab.raw.put(NAME, b"first")
    with pytest.raises(AlreadyThere):
        lab.raw.put(NAME, b"second")
    assert [found.version_id for found in lab.raw.versions(NAME)] == [first]
    assert content(lab) == b"first"


def test_many_uploads_are_listed_page_by_page(lab: S3Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"objects/{number:02}" for number in range(11)]
    for name in names:
        lab.raw.begin(name)
    monkeypatch.setattr("app.storage.s3_bucket._PAGE", 4)
    assert sorted(one.name for one in lab.raw.uploads("objects/")) == names


def test_versions_and_markers_tell_themselves_apart(lab: S3Lab) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    lab.raw.put(NAME, b"one")
    lab.raw.put(NAME, b"three", once=False)
    lab.operator.remove_object(bucket_name=lab.bucket, object_name=NAME)
    found = list(lab.raw.versions(NAME))
    assert [(one.size_bytes, one.newest, one.marker) for one in found] == [
        (5, False, False),
        (3, False, False),
        (0, True, True),
    ]
    assert all(one.modified_at > before for one in found)


def test_a_secure_connection_asks_for_a_certificate_and_still_sends_the_checksum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bucket = S3Bucket(S3Place("s3.example.kr", "evidence-x", "key", "secret"), Patience(retries=0))
    pools = bucket._sdk._http
    seen = {}

    def refuse(method: str, url: str, **sent: object) -> None:
        seen.update(dict(sent["headers"]), url=url)  # type: ignore[call-overload]
        raise OSError

    monkeypatch.setattr(pools, "urlopen", refuse)
    with pytest.raises(StorageFault):
        bucket.put("objects/x", b"content")
    md5 = base64.b64encode(hashlib.md5(b"content").digest()).decode()
    assert seen["url"].startswith("https://s3.example.kr/")
    assert (seen["Content-MD5"], seen["If-None-Match"]) == (md5, "*")
    assert pools.connection_pool_kw["cert_reqs"] == "CERT_REQUIRED"
