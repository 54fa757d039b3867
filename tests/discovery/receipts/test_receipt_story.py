"""A stranger checks a receipt offline, with the program inside it and with openssl."""

import json
import zipfile
from pathlib import Path

from app.access.actor import Role
from app.audit.checkpoint import PublicKey, verify
from app.demo.complaints import DRAWING_LIST, MAIL, complaint
from tests.discovery.receipts.conftest import Bench, checked


def test_the_receipt_waits_for_the_log_and_says_so(either_bench: Bench) -> None:
    answer = either_bench.receipt()
    assert (answer.status, answer.body["retry_after_s"]) == (409, 5)
    assert str(answer.body["type"]).endswith("receipt-not-yet")
    either_bench.stage.settle()
    assert either_bench.receipt().status == 200


def test_a_stranger_accepts_it_with_the_file_and_the_published_key(
    bench: Bench, tmp_path: Path
) -> None:
    bench.stage.settle()
    place = bench.unpacked(tmp_path / "receipt")
    original = tmp_path / "original.csv"
    original.write_bytes(DRAWING_LIST)
    published = bench.stage.house.keys.public.text
    status, said = checked(place, "--file", original, "--key", published)
    assert status == 0, said
    assert "Everything holds" in said
    assert "registered before, same file" in said
    assert sorted(path.name for path in place.iterdir()) == [
        "README.txt", "checkpoint.txt", "receipt.json", "verify_receipt.py",
    ]  # fmt: skip
    receipt = json.loads((place / "receipt.json").read_text("utf-8"))
    assert receipt["timestamp"] == {"state": "not_configured"}
    assert receipt["described"] == {"file_name": "도면 목록.csv", "title": "도면 목록.csv"}
    assert verify((place / "checkpoint.txt").read_text("utf-8"), PublicKey.parse(published))


def test_it_says_what_it_did_not_check(bench: Bench, tmp_path: Path) -> None:
    bench.stage.settle()
    status, said = checked(bench.unpacked(tmp_path / "receipt", bench.receipt(1)))
    assert status == 0
    assert "The file was not checked" in said
    assert "Checked with the key inside" in said
    assert "registered before" not in said


def test_another_file_or_another_key_is_noticed(bench: Bench, tmp_path: Path) -> None:
    bench.stage.settle()
    place = bench.unpacked(tmp_path / "receipt")
    other = tmp_path / "other.txt"
    other.write_bytes(MAIL)
    status, said = checked(place, "--file", other)
    assert (status, said.split("]")[0]) == (1, "[file")
    name, raw = bench.stage.house.keys.public.name, bytes(32)
    status, said = checked(place, "--key", PublicKey(name, raw).text)
    assert status == 1
    assert "[key]" in said
    assert "[signature]" in said


def test_the_same_receipt_is_the_same_bytes_however_the_log_grows(bench: Bench) -> None:
    bench.stage.settle()
    first = bench.receipt()
    bench.stage.clock.advance(days=20)
    bench.stage.settle()
    again = bench.receipt()
    assert first.body == again.body
    assert first.headers["etag"] == again.headers["etag"]
    chain = bench.owner.get(f"/evidence/{bench.items[0]['id']}/custody")["items"]
    assert [link["act"] for link in chain].count("receipt_given") == 2


def test_a_fingerprint_has_a_receipt_before_any_file_is_sent(bench: Bench, tmp_path: Path) -> None:
    bench.stage.settle()
    form = {"sha256": "ab" * 32, "size_bytes": 5, "title": "나중에 낼 자료"}
    made = bench.owner.post(f"/drafts/{bench.draft_id}/fingerprints", form)
    path = f"/fingerprints/{made['id']}/receipt"
    assert bench.owner.call("GET", path).status == 409
    bench.stage.settle()
    place = bench.unpacked(tmp_path / "receipt", bench.owner.call("GET", path))
    status, said = checked(place)
    assert (status, "ab" * 32 in said) == (0, True)
    receipt = json.loads((place / "receipt.json").read_text("utf-8"))
    assert (receipt["kind"], receipt["sealed"]["id"]) == ("fingerprint", made["id"])


def test_it_follows_into_the_case_and_is_nobody_elses(either_bench: Bench) -> None:
    form = complaint(["ST-INF"], "대한기계(가상)", "도면을 요구받았습니다.")
    either_bench.owner.post("/complaints", {**form, "draft_id": either_bench.draft_id})
    either_bench.stage.settle()
    assert either_bench.receipt().status == 200
    stranger = either_bench.stage.player(Role.PARTY, "남남")
    for path in (f"/evidence/{either_bench.items[0]['id']}/receipt",
                 f"/fingerprints/{either_bench.fingerprint_id}/receipt"):  # fmt: skip
        assert either_bench.owner.call("GET", path).status == 200
        assert stranger.call("GET", path).status == 404
        assert either_bench.stage.send("GET", f"/api/v1{path}").status == 401


def test_the_checker_inside_stands_alone(bench: Bench, tmp_path: Path) -> None:
    bench.stage.settle()
    place = bench.unpacked(tmp_path / "receipt")
    script = (place / "verify_receipt.py").read_text("utf-8")
    assert "app." not in script.replace("app.example", "")
    assert "import" in script
    package = tmp_path / "again.zip"
    package.write_bytes(bench.receipt().body)
    with zipfile.ZipFile(package) as found:
        assert {entry.date_time for entry in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
