"""A file that was registered by its hash before: an upload that names it must be that file."""

import hashlib
from typing import Any

import pytest

from tests.discovery.conftest import CASE, Office
from tests.discovery.uploads.parts import Sender, roomy
from tests.support.sample_files import SAMPLES

PDF, TXT = SAMPLES["pdf"], SAMPLES["txt"]


def registered(office: Office, content: bytes, who: str = "complainant") -> str:
    body = {
        "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content), "title": "도면"
    }  # fmt: skip
    headers = {"Idempotency-Key": f"fingerprint-{next(office.keys)}"}
    path = f"/cases/{CASE}/fingerprints"
    answer = office.call(who, "POST", path, json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def matched(office: Office, fingerprint_id: str) -> Any:
    return office.call("complainant", "GET", f"/fingerprints/{fingerprint_id}").json()["item_id"]


def test_each_file_of_an_upload_is_held_to_the_fingerprint_it_names(office: Office) -> None:
    first, second = registered(office, PDF), registered(office, TXT)
    answer = office.send(
        "complainant", ("a.pdf", PDF), ("b.txt", TXT), ("c.txt", TXT),
        fingerprint_id=[first, second, ""],
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    items = [item["id"] for item in answer.json()["items"]]
    assert [matched(office, first), matched(office, second)] == items[:2]
    assert office.chain(items[0]) == ["received", "fingerprint_matched"]
    assert office.chain(items[2]) == ["received"]


def test_a_file_that_is_refused_does_not_shift_the_fingerprints(office: Office) -> None:
    wanted = registered(office, TXT)
    answer = office.send(
        "complainant", ("a.exe", b"MZ"), ("b.txt", TXT), fingerprint_id=["", wanted]
    )
    assert answer.status_code == 201, answer.text
    assert matched(office, wanted) == answer.json()["items"][0]["id"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("b.txt", TXT + b"x", "fingerprint-differs"), ("b.txt", TXT, "fingerprint-unknown")],
)
def test_another_file_or_another_fingerprint_keeps_nothing(
    office: Office, name: str, content: bytes, code: str
) -> None:
    wanted = registered(office, TXT)
    named = wanted if code == "fingerprint-differs" else "fpr_" + "0" * 32
    answer = office.send("complainant", (name, content), fingerprint_id=named)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert office.keeps_nothing()


def test_one_fingerprint_for_several_files_is_refused(office: Office) -> None:
    wanted = registered(office, TXT)
    answer = office.send("complainant", ("a.txt", TXT), ("b.txt", TXT), fingerprint_id=wanted)
    assert answer.json()["errors"][0]["pointer"] == "/fingerprint_id"
    assert office.keeps_nothing()


def test_an_upload_in_parts_is_held_to_its_fingerprint(office: Office) -> None:
    wanted = registered(office, TXT)
    sender = Sender(roomy(office), TXT).begun(fingerprint_id=wanted).send()
    item = sender.complete().json()["items"][0]["id"]
    assert matched(office, wanted) == item
    again = Sender(office, TXT).begun(fingerprint_id=wanted).send().complete()
    assert (again.status_code, again.json()["code"]) == (409, "fingerprint-matched-before")
    assert len(office.objects()) == 1


def test_what_can_not_match_is_refused_before_gigabytes_are_sent(office: Office) -> None:
    wanted = registered(roomy(office), TXT)
    longer = Sender(office, TXT + b"x").begin(fingerprint_id=wanted)
    assert (longer.status_code, longer.json()["code"]) == (422, "fingerprint-differs")
    other = Sender(office, TXT).begin(fingerprint_id=wanted, sha256="0" * 64)
    assert other.json()["code"] == "fingerprint-differs"
    unknown = Sender(office, TXT).begin(fingerprint_id="fpr_" + "0" * 32)
    assert unknown.json()["code"] == "fingerprint-unknown"
    assert office.states() == []


def test_a_file_of_the_same_size_that_differs_ends_its_upload(office: Office) -> None:
    wanted = registered(roomy(office), TXT)
    other = TXT[:-1] + b"!"
    answer = Sender(office, other).begun(fingerprint_id=wanted).send().complete()
    assert (answer.status_code, answer.json()["code"]) == (422, "fingerprint-differs")
    assert office.keeps_nothing()
