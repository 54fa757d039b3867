"""Hostile and broken files over both doors: kept as they came, or refused with nothing left."""

import hashlib
from typing import Any

import httpx
import pytest

from app.discovery.evidence.rules import IntakeLimits
from tests.discovery.conftest import CASE, Office
from tests.discovery.uploads.hostile_files import NAMES, REFUSED, TAKEN
from tests.discovery.uploads.parts import MEBIBYTE, Sender, digest, roomy
from tests.support.sample_files import SAMPLES

DOORS = ("at once", "in parts")
TXT = SAMPLES["txt"]


@pytest.fixture
def large(office: Office) -> Office:
    return roomy(office, IntakeLimits(4 * MEBIBYTE, 20 * MEBIBYTE, 100))


def sent(office: Office, door: str, name: str, content: bytes) -> httpx.Response:
    """Send a file through one of the doors; the first refusal on the way is the answer."""
    if door == "at once":
        # A form can not say every name as it is; this is what a sender that does not care sends.
        said = name.replace("\r\n", "%0D%0A").encode()
        head = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="' + said
        headers = {"Content-Type": "multipart/form-data; boundary=edge",
                   "Idempotency-Key": f"hostile-{next(office.keys)}"}  # fmt: skip
        body = head + b'"\r\n\r\n' + content + b"\r\n--edge--\r\n"
        path = f"/cases/{CASE}/evidence"
        return office.call("complainant", "POST", path, content=body, headers=headers)
    sender = Sender(office, content)
    answer = sender.begin(name=name)
    return sender.send().complete() if answer.status_code == 201 else answer


@pytest.mark.parametrize("door", DOORS)
def test_a_hostile_name_is_shown_harmless_and_the_file_is_whole(large: Office, door: str) -> None:
    for what, (name, shown) in NAMES.items():
        item = sent(large, door, name, TXT).json()["items"][0]
        assert item["file_name"].replace("%0D%0A", "") == shown, what
        given = large.call("complainant", "GET", f"/evidence/{item['id']}/content")
        assert given.content == TXT, what
        assert "\r" not in given.headers["content-disposition"], what


@pytest.mark.parametrize("door", DOORS)
def test_a_name_of_three_hundred_bytes_is_cut_and_keeps_its_extension(
    large: Office, door: str
) -> None:
    item = sent(large, door, "가" * 300 + ".txt", TXT).json()["items"][0]
    assert item["file_name"] == "가" * 176 + ".txt"


@pytest.mark.parametrize("door", DOORS)
def test_what_may_be_evidence_is_kept_as_it_came(large: Office, door: str) -> None:
    for what, (name, content) in TAKEN.items():
        answer = sent(large, door, name, content)
        assert answer.status_code == 201, (what, answer.text)
        item = answer.json()["items"][0]
        assert item["sha256"] == hashlib.sha256(content).hexdigest(), what
        given = large.call("complainant", "GET", f"/evidence/{item['id']}/content")
        assert given.content == content, what
        # Nothing of it runs on this site, whatever it says that it is.
        assert given.headers["content-disposition"].startswith("attachment"), what
        assert given.headers["x-content-type-options"] == "nosniff", what


@pytest.mark.parametrize("door", DOORS)
def test_what_is_refused_is_named_in_both_languages_and_leaves_nothing(
    large: Office, door: str
) -> None:
    for what, (name, content, code) in REFUSED.items():
        answer = sent(large, door, name, content)
        assert answer.status_code == 422, (what, answer.text)
        assert answer.headers["content-type"] == "application/problem+json", what
        errors = answer.json()["errors"]
        assert [error["code"] for error in errors] == [code], what
        assert errors[0]["detail_ko"].strip(), what
        assert errors[0]["detail_en"].strip(), what
        assert large.keeps_nothing(), what


# ------------------------------------------------------------------------------ lying sizes


@pytest.mark.parametrize("length", ["-1", "ten", "9" * 19, "1e3"])
def test_a_length_that_is_no_number_is_refused(large: Office, length: str) -> None:
    sender = Sender(large, TXT).begun()
    for path, method in ((f"/uploads/{sender.id}/parts/1", "PUT"),
                         (f"/cases/{CASE}/evidence", "POST")):  # fmt: skip
        headers = {"Content-Length": length, "Idempotency-Key": f"lying-{next(large.keys)}"}
        answer = large.call("complainant", method, path, content=TXT, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert large.objects() == []


@pytest.mark.parametrize(
    ("announced", "code"),
    [(len(TXT) - 1, "part-too-large"), (len(TXT) + 1, "part-too-small")],
    ids=["less", "more"],
)
def test_a_file_that_is_not_as_long_as_announced_does_not_come_in(
    large: Office, announced: int, code: str
) -> None:
    sender = Sender(large, TXT).begun(size_bytes=announced)
    answer = sender.put(1, TXT)
    assert answer.json()["code"] == code
    assert sender.complete().json()["code"] == "upload-incomplete"
    assert large.objects() == []


def test_a_length_that_lies_to_the_edge_is_measured(large: Office) -> None:
    sender = Sender(large, TXT).begun()
    answer = raw_put(large, sender, TXT * 2, length=len(TXT))
    assert (answer["status"], large.objects()) == (413, [])
    assert sender.put(1, TXT).status_code == 201


def test_a_client_that_leaves_in_the_middle_of_a_part_leaves_nothing(large: Office) -> None:
    sender = Sender(large, TXT).begun()
    answer = raw_put(large, sender, TXT[:20], length=len(TXT), leaves=True)
    assert answer["status"] == 400
    assert large.objects() == []
    assert sender.told()["next_part"] == 1
    assert sender.put(1, TXT).status_code == 201


def raw_put(
    office: Office, sender: Sender, body: bytes, *, length: int, leaves: bool = False
) -> dict[str, Any]:
    """Send a part below HTTP, where its length can lie and its sender can go away."""
    told: dict[str, Any] = {}
    path = f"/api/v1/uploads/{sender.id}/parts/1"
    headers = {"host": "testserver", "authorization": "Bearer complainant",
               "content-length": str(length)} | digest(TXT)  # fmt: skip
    scope = {
        "type": "http", "method": "PUT", "path": path, "raw_path": path.encode(),
        "query_string": b"", "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip
    news: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": leaves},
                                  {"type": "http.disconnect"}]  # fmt: skip

    async def receive() -> dict[str, Any]:
        return news.pop(0)

    async def send(message: dict[str, Any]) -> None:
        told.update(message if message["type"] == "http.response.start" else {})

    async def ask() -> None:
        await office.client.app(scope, receive, send)

    portal = office.client.portal
    assert portal is not None
    portal.call(ask)
    return told
