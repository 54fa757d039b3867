"""A production from the evidence of a case to its issue, replacement and recall, over REST."""

import io
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.discovery.productions.build_job import hold_production
from app.discovery.productions.events import ProductionIssued
from app.discovery.productions.tables import PageNumberAllotment, Production
from app.kernel.event import event_name
from app.storage.base import StorageFault
from tests.discovery.conftest import CASE
from tests.discovery.productions.conftest import FORM, Desk
from tests.discovery.productions.load_file_reader import check_volume, read_dat
from tests.discovery.productions.sample_set import pdf

WITHHELD = {"standing": "withheld", "ground": "trade_secret", "reason": "공정 조건표"}
NOT_ASKED = {"standing": "non_responsive", "reason": "요청 기간 밖"}


def test_a_set_goes_from_the_file_of_the_case_to_a_zip_that_checks_itself(
    desk: Desk, tmp_path: Path
) -> None:
    path = desk.prepare()
    first = desk.post(f"{path}/check").json()
    assert first["state"]["code"] == "assembling"
    assert {one["code"] for one in first["findings"]} == {"standing_missing", "nothing_produced"}
    assert desk.post(f"{path}/build").json()["code"] == "step-not-allowed"
    assert (
        desk.office.call("examiner", "GET", f"{path}/gap").json()["code"] == "production-not-built"
    )

    desk.mark(path, n1=WITHHELD, n3=NOT_ASKED)
    built = desk.built(path)
    assert built["state"]["code"] == "built"
    assert (built["figures"]["documents"], built["figures"]["images"]) == (3, 3)
    assert built["figures"]["last_number"] == "KR000000003"
    assert desk.get(f"{path}/gap")["holds"] is True
    assert desk.get(f"{path}/progress")["stage"] == "done"
    numbers = [
        (one["begin_number"], one["exhibit_number"])
        for one in desk.get(f"{path}/documents")["items"]
    ]
    assert numbers == [("KR000000001", "소갑 제1호증"), ("KR000000002", ""),
                       ("KR000000003", "소갑 제2호증"), ("", "")]  # fmt: skip

    parcel = desk.office.call("examiner", "GET", f"{path}/content")
    assert parcel.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(parcel.content)) as whole:
        whole.extractall(tmp_path)
    bag = tmp_path / "production"
    checked = subprocess.run([sys.executable, "-I", str(bag / "verify.py")], check=False)
    assert checked.returncode == 0
    assert check_volume(bag / "data") == (3, 3)
    assert [row["WITHHELD"] for row in read_dat(bag / "data" / "VOL001.DAT")] == ["N", "Y", "N"]
    assert desk.office.news("production_taken", "confidential_read") == [
        "production_taken",
        "confidential_read",
    ]


def test_a_set_built_again_has_the_same_numbers_and_the_same_bytes(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    before = desk.built(path)
    assert desk.post(f"{path}/reopening").json()["sha256"] == ""
    after = desk.built(path)
    assert (after["sha256"], after["figures"]) == (before["sha256"], before["figures"])
    assert desk.post(f"{path}/reopening").status_code == 201
    desk.mark(path, n0=NOT_ASKED)
    fewer = desk.built(path)
    assert fewer["figures"]["first_number"] == "KR000000006"
    ranges = sorted(
        (one.first, one.last, one.void) for one in desk.office.rows(PageNumberAllotment)
    )
    assert ranges == [(1, 5, True), (6, 9, False)]


def test_who_prepared_it_does_not_issue_it_and_what_is_issued_stays(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.post(f"{path}/check")
    assert desk.post(f"{path}/reopening", who="lead").status_code == 201
    assert desk.built(path)["state"]["code"] == "built"
    assert desk.post(f"{path}/issue").status_code == 403
    refused = desk.post(f"{path}/issue", who="lead")
    assert "Another person" in refused.json()["detail_en"]
    issued = desk.post(f"{path}/issue", who="secretary").json()
    assert issued["state"]["code"] == "issued"
    for act in ("marks", "check", "reopening", "build", "issue"):
        body = {"marks": [{"item_id": "x", "standing": "produced"}]} if act == "marks" else {}
        who = "secretary" if act == "issue" else "examiner"
        assert desk.post(f"{path}/{act}", body, who=who).status_code == 409
    assert desk.office.news(event_name(ProductionIssued)) == ["production_issued"]


def test_a_replacement_is_a_new_production_and_the_difference_is_told(desk: Desk) -> None:
    first = desk.prepare()
    desk.mark(first, n1=WITHHELD)
    before = desk.built(first)
    wrong = desk.post(f"/cases/{CASE}/productions", FORM | {"replaces_production_id": first[13:]})
    assert wrong.json()["code"] == "production-not-replaceable"
    desk.post(f"{first}/issue", who="secretary")

    second = desk.prepare(replaces_production_id=first[13:])
    desk.mark(second, n0=NOT_ASKED)
    after = desk.built(second)
    assert (
        int(after["figures"]["first_number"][2:]) == int(before["figures"]["last_number"][2:]) + 1
    )
    desk.post(f"{second}/issue", who="secretary")
    assert desk.get(first)["state"]["code"] == "superseded"
    assert desk.get(first)["sha256"] == before["sha256"]

    told = desk.get(f"{first}/differences/{second[13:]}")
    changed = {one["item_id"]: one for one in told["changed"]}
    items = desk.items(first)
    assert changed[items[0]]["standing"] == ["produced", "non_responsive"]
    assert changed[items[1]]["standing"] == ["withheld", "produced"]
    assert changed[items[1]]["pages_added"] == 2
    assert changed[items[2]]["fields"] == {"EXHIBIT_NO": ["소갑 제2호증", "소갑 제5호증"]}
    assert told["added"] == told["removed"] == []


def test_a_recalled_production_is_given_out_no_more(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.built(path)
    desk.post(f"{path}/issue", who="secretary")
    assert desk.post(f"{path}/withdrawal", {"reason": "가림 누락"}, who="lead").status_code == 201
    answer = desk.office.call("examiner", "GET", f"{path}/content")
    assert (answer.status_code, answer.json()["code"]) == (409, "production-not-built")


def test_evidence_that_came_in_after_the_check_fails_the_build(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.post(f"{path}/check")
    desk.post(f"{path}/build")
    assert desk.office.send("complainant", ("늦은 자료.pdf", pdf("late"))).status_code == 201
    desk.run(path)
    refused = desk.get(path)
    assert refused["state"]["code"] == "assembling"
    assert {one["code"] for one in refused["findings"]} == {
        "gap_not_marked",
        "gap_documents",
        "gap_pages",
    }
    assert desk.get(f"{path}/progress")["stage"] == "refused"
    assert desk.post(f"{path}/check").json()["findings"][0]["code"] == "standing_missing"
    desk.mark(path)
    assert desk.built(path)["state"]["code"] == "built"


def test_a_fault_of_the_store_leaves_the_set_to_be_built_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.post(f"{path}/check")
    desk.post(f"{path}/build")

    def broken(*_: Any, **__: Any) -> None:
        raise StorageFault

    with monkeypatch.context() as patch:
        patch.setattr(desk.office.store, "put", broken)
        with pytest.raises(StorageFault):
            desk.run(path)
    assert desk.get(f"{path}/progress")["stage"] == "waiting"
    desk.run(path)
    built = desk.get(path)
    assert built["figures"]["first_number"] == "KR000000001"
    desk.run(path)
    assert desk.get(path)["sha256"] == built["sha256"]


def test_a_second_worker_leaves_a_build_to_the_one_that_is_at_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.post(f"{path}/check")
    desk.post(f"{path}/build")
    seen: list[int] = []
    put = desk.office.store.put

    def twice(*given: Any, **more: Any) -> Any:
        before = len(desk.office.objects())
        desk.run(path)
        seen.append(len(desk.office.objects()) - before)
        return put(*given, **more)

    monkeypatch.setattr(desk.office.store, "put", twice)
    desk.run(path)
    assert seen == [0]
    assert desk.get(path)["state"]["code"] == "built"


def test_secrets_above_the_recipient_are_found_and_prefixes_stay(desk: Desk) -> None:
    desk.office.item(level=4)
    path = desk.prepare()
    desk.mark(path)
    found = desk.post(f"{path}/check").json()["findings"]
    assert [one["code"] for one in found] == ["level_too_high"]
    assert found[0]["ko"]
    other = desk.post(f"/cases/{CASE}/productions", FORM | {"prefix": "ABC-"})
    assert other.json()["code"] == "bates-prefix-fixed"
    for wrong in ({"prefix": "ab c"}, {"width": 3}, {"recipient_level": 9}, {"more": 1}):
        assert desk.post(f"/cases/{CASE}/productions", FORM | wrong).status_code == 422
    unknown = {"marks": [{"item_id": "evi_x", "standing": "produced"}]}
    assert desk.post(f"{path}/marks", unknown).json()["code"] == "production-document-unknown"
    for wrong in ({"standing": "withheld", "reason": "x"}, {"standing": "duplicate", "reason": "x"},
                  {"standing": "non_responsive"}, {"standing": "produced", "ground": "leniency"}):  # fmt: skip
        marks = {"marks": [{"item_id": "evi_x", **wrong}]}
        assert desk.post(f"{path}/marks", marks).status_code == 422


def test_an_issued_production_is_held_and_sealed_in_the_store(desk: Desk) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.built(path)
    world, store, payload = desk.office.world, desk.office.store, {"production_id": path[13:]}
    hold_production(world, store, payload, seal_days=2)
    (row,) = desk.office.rows(Production)
    assert not store.is_held(row.store_key)
    desk.post(f"{path}/issue", who="secretary")
    (row,) = desk.office.rows(Production)
    hold_production(world, store, payload)
    assert store.is_held(row.store_key)
    assert store.sealed_until(row.store_key) is None
    for _ in "12":
        hold_production(world, store, payload, seal_days=36_500)
    assert store.sealed_until(row.store_key) == row.issued_at + timedelta(days=36_500)
    # Where governance came to last longer, a run that comes again has nothing to do.
    store.seal_until(row.store_key, row.issued_at + timedelta(days=36_501))
    hold_production(world, store, payload, seal_days=36_500)


def test_an_issued_production_is_sealed_before_a_hold_can_stand_in_the_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.prepare()
    desk.mark(path)
    desk.built(path)
    desk.post(f"{path}/issue", who="secretary")
    store, done = desk.office.store, []
    monkeypatch.setattr(store, "seal_until", lambda *_: done.append("sealed"))
    monkeypatch.setattr(store, "hold", lambda *_: done.append("held"))
    hold_production(desk.office.world, store, {"production_id": path[13:]}, seal_days=2)
    assert done == ["sealed", "held"]
