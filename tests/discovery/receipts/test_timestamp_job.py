"""Receipts get a timestamp when an authority gives one, and are whole without it."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from app.access.actor import WORKER
from app.db.work import begin
from app.discovery.receipts.tables import CheckpointTimestamp, TimestampTry
from app.discovery.receipts.timestamp_job import stamp_newest
from app.discovery.receipts.timestamps import Authorities
from app.main import build
from app.settings import Settings, SettingsRefused
from tests.access.doors import app_of
from tests.discovery.receipts.authority import Desk, openssl
from tests.discovery.receipts.conftest import Bench, checked


def rows(bench: Bench, kind: type[SQLModel]) -> list[Any]:
    with begin(bench.stage.house.world, WORKER, reading=True) as work:
        order = kind.__table__.c.id  # type: ignore[attr-defined]
        found = list(work.session.execute(select(kind).order_by(order)).scalars())
        work.session.expunge_all()
        return found


def stamp(bench: Bench, desk: Desk, *paths: str) -> bool:
    asked = Authorities.load(" ".join(desk.url + path for path in paths), desk.folder / "ca.crt")
    assert asked is not None
    seconds = 0.5 if "/black-hole" in paths else 30.0
    patient = Authorities(asked.urls, asked.roots, seconds)
    house = bench.stage.house
    return stamp_newest(house.world, patient, house.keys.public)


def test_one_timestamp_serves_every_receipt_and_openssl_accepts_it(
    bench: Bench, desk: Desk, tmp_path: Path
) -> None:
    bench.stage.settle()
    before = bench.receipt().body
    assert stamp(bench, desk, "/good")
    for number in range(2):
        place = bench.unpacked(tmp_path / str(number), bench.receipt(number))
        status, said = checked(place)
        assert status == 0, said
        assert "openssl ts -verify" in said
        told = json.loads((place / "receipt.json").read_text("utf-8"))["timestamp"]
        assert (told["state"], told["authority"]) == ("present", f"{desk.url}/good")
        roots = ("-CAfile", desk.folder / "ca.crt")
        for asked in (("-data", place / "checkpoint.txt"), ("-queryfile", place / "timestamp.tsq")):
            openssl("ts", "-verify", *asked, "-in", place / "timestamp.tsr", *roots)
    assert bench.receipt().body != before
    assert len(desk.asked) == 1


def test_a_timestamp_of_something_else_is_named(bench: Bench, desk: Desk, tmp_path: Path) -> None:
    bench.stage.settle()
    assert stamp(bench, desk, "/good")
    place = bench.unpacked(tmp_path / "receipt")
    (place / "timestamp.tsr").write_bytes(b"\0" * 100)
    status, said = checked(place)
    assert (status, "[timestamp]" in said) == (1, True)


def test_nothing_is_asked_again_until_something_with_a_receipt_is_entered(
    either_bench: Bench, desk: Desk
) -> None:
    either_bench.stage.settle()
    assert stamp(either_bench, desk, "/good")
    either_bench.owner.post("/drafts")
    either_bench.receipt()
    either_bench.stage.settle()
    assert not stamp(either_bench, desk, "/good")
    form = {"sha256": "ab" * 32, "size_bytes": 5, "title": "새 자료"}
    either_bench.owner.post(f"/drafts/{either_bench.draft_id}/fingerprints", form)
    assert not stamp(either_bench, desk, "/good")
    either_bench.stage.settle()
    assert stamp(either_bench, desk, "/good")
    assert len(rows(either_bench, CheckpointTimestamp)) == len(desk.asked) == 2


def test_the_next_authority_is_asked_and_what_the_first_did_is_kept(
    either_bench: Bench, desk: Desk
) -> None:
    either_bench.stage.settle()
    assert stamp(either_bench, desk, "/garbage", "/good")
    (failed,) = rows(either_bench, TimestampTry)
    assert (failed.code, failed.authority) == ("unreadable", f"{desk.url}/garbage")
    assert base64.b64decode(failed.reply) == b"<html>not found</html>"
    (kept,) = rows(either_bench, CheckpointTimestamp)
    assert kept.authority == f"{desk.url}/good"


@pytest.mark.parametrize(
    ("path", "code"),
    [("/other-certificate", "certificate"), ("/black-hole", "too_slow")],
)
def test_a_bad_answer_leaves_receipts_without_a_token_and_waits_longer_each_time(
    bench: Bench, desk: Desk, path: str, code: str
) -> None:
    bench.stage.settle()
    app_of(bench.stage).state.timestamps_configured = True
    assert not stamp(bench, desk, path)
    assert [one.code for one in rows(bench, TimestampTry)] == [code]
    assert not stamp(bench, desk, "/good")
    assert desk.asked == [path]
    bench.stage.clock.advance(minutes=1)
    assert not stamp(bench, desk, path)
    bench.stage.clock.advance(minutes=1)
    assert not stamp(bench, desk, "/good")
    answer = bench.receipt()
    assert answer.status == 200
    assert b'"timestamp":{"state":"waiting"}' in answer.body
    bench.stage.clock.advance(minutes=1)
    assert stamp(bench, desk, "/good")
    assert desk.asked == [path, path, "/good"]


def test_an_upload_never_waits_for_an_authority(bench: Bench, desk: Desk) -> None:
    bench.stage.settle()
    desk.ways.clear()
    assert not stamp(bench, desk, "/good")
    sent = bench.owner.post(
        f"/drafts/{bench.draft_id}/evidence", files=[("files", ("메모.txt", b"memo", "text/plain"))]
    )
    assert sent["items"]


def test_the_worker_has_the_job_and_asks_the_authorities_of_the_settings(
    desk: Desk, tmp_path: Path
) -> None:
    settings = Settings(
        environment="demo", data_folder=tmp_path, embedded_worker=False, _env_file=None,
        timestamp_url=f"{desk.url}/good", timestamp_ca_file=desk.folder / "ca.crt",
    )  # fmt: skip
    house = build(settings)
    task = house.worker.tasks["timestamp_receipts"]
    asked = task.__self__.authorities  # type: ignore[attr-defined]
    assert asked.urls == (f"{desk.url}/good",)
    assert any(one.name == "timestamp_receipts" for one in house.worker.regular)
    assert all(one.every <= timedelta(minutes=1) for one in house.worker.regular
               if one.name == "timestamp_receipts")  # fmt: skip
    house.world.engine.dispose()
    with pytest.raises(SettingsRefused, match="timestamp"):
        build(settings.model_copy(update={"timestamp_ca_file": None}))
