"""A court asks for the records, gets a part of them once, confirms them, and they are called back."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from app.access.actor import WORKER
from app.db.work import perform
from app.discovery.transmissions import actions
from tests.support.sample_files import SAMPLES


def told(bench: Any, act: Any, asked: str) -> None:
    """Let the worker tell somebody of a request."""
    perform(bench.stage.house.world, WORKER, lambda work: act(work, _News(asked)))


class _News:
    def __init__(self, subject: str) -> None:
        self.subject, self.data = subject, dict[str, Any]()


def test_records_are_asked_for_refused_in_part_sent_once_confirmed_and_called_back(
    bench: Any, tmp_path: Path
) -> None:
    asked = bench.reviewed()
    items = bench.items(asked)
    assert [item["label"] for item in items] == [f"신 제{n}호증" for n in (1, 2, 3, 4)]
    assert {item["choice"]["code"] for item in items} == {"undecided"}
    assert bench.items(asked, bench.court) == []  # who asked reads it once it is decided on

    # One trade secret is refused, one piece goes to the judge alone, one is only listed.
    refusal = {"ground": "trade_secret", "reason": "공정 조건이 그대로 드러남", "pages": 3}
    assert bench.mark(asked, 1, "send", record_class="statement").status == 201
    assert bench.mark(asked, 2, "refuse", **refusal).status == 201
    assert bench.mark(asked, 3, "in_camera", record_class="cited_in_decision").status == 201
    undecided = bench.try_(bench.lead, asked, "decision", {"grant_level": 3})
    assert (undecided.status, undecided.body["code"]) == (422, "record-items-unready")
    assert [error["code"] for error in undecided.body["errors"]] == ["undecided"]
    assert bench.mark(asked, 4, "list_only").status == 201

    decided = bench.do(bench.lead, asked, "decision", {"grant_level": 3, "reason": "일부 송부"})
    assert decided["state"]["code"] == "granted_in_part"
    told(bench, actions.tell_recipient, asked)
    bench.do(bench.secretary, asked, "release", {})
    assert bench.read(asked)["packages"] == []
    assert bench.build(asked) == 2
    assert bench.build(asked) == 0

    sealed = bench.download(asked)
    assert sealed.status == 200
    assert sealed.body.startswith(b"age-encryption.org/v1\n")
    assert SAMPLES["pdf"] not in sealed.body
    assert bench.state(asked) == "released"
    shown = bench.download(asked, "in_camera")
    assert bench.state(asked) == "delivered"
    again = bench.download(asked)
    assert (again.status, again.body["code"]) == (409, "download-spent")

    records, in_camera = bench.opened(sealed.body), bench.opened(shown.body)
    holds(records, ["신 제1호증"], listed=4, refused=["신 제2호증"])
    holds(in_camera, ["신 제3호증"], listed=1, refused=[])
    key = bench.stage.house.keys.public.text
    for number, package in enumerate((records, in_camera)):
        verifies(package, tmp_path / str(number), key)

    right = [hashlib.sha256(one.body).hexdigest() for one in (sealed, shown)]
    wrong = bench.try_(bench.court, asked, "acknowledgement", {"sha256": [right[0], "0" * 64]})
    assert (wrong.status, wrong.body["code"]) == (409, "package-hash-differs")
    bench.do(bench.court, asked, "acknowledgement", {"sha256": right})
    assert bench.state(asked) == "acknowledged"
    told(bench, actions.tell_investigated, asked)
    told(bench, actions.tell_investigated, asked)
    investigated_party_reads_the_list(bench)

    called = bench.do(
        bench.secretary, asked, "clawback", {"reason": "가림 처리 누락", "replace": True}
    )
    assert called["state"]["code"] == "clawed_back"
    dead = bench.download(asked)
    assert (dead.status, dead.body["code"]) == (409, "records-clawed-back")
    new = bench.read(called["replaced_by_id"])
    assert (new["replaces_id"], new["state"]["code"]) == (asked, "received")
    assert new["recipient_key"] == bench.key
    chain = bench.examiner.get(f"/evidence/{items[0]['item_id']}/custody")["items"]
    acts = [link["act"] for link in chain]
    assert acts[-3:] == ["sent_to_court", "downloaded_by_court", "clawed_back"]
    assert "2028가합12345" in chain[-1]["legal_basis"]
    sealed_chain = bench.examiner.get(f"/evidence/{items[2]['item_id']}/custody")["items"]
    assert [link["act"] for link in sealed_chain[-3:]] == [
        "shown_in_camera", "downloaded_in_camera", "in_camera_clawed_back",
    ]  # fmt: skip
    refused = bench.examiner.get(f"/evidence/{items[1]['item_id']}/custody")["items"]
    assert "sent_to_court" not in [link["act"] for link in refused]


def holds(package: bytes, sent: list[str], *, listed: int, refused: list[str]) -> None:
    """Check what lies in a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        lines = json.loads(opened.read("item-list.json"))["items"]
        assert [line["label"] for line in lines if line["file"]] == sent
        assert len(lines) == listed
        told = json.loads(opened.read("refusals.json"))["items"]
        assert [line["label"] for line in told] == refused
        assert all(line["ground"] == "trade_secret" for line in told)
        article = "상생협력법 제40조제4항부터 제8항까지"
        assert all(line["ground_article"] == article for line in told)
        assert [line["ground_article"] for line in lines] == [
            article if line["ground"] else "" for line in lines
        ]
        assert opened.read("item-list.csv").decode().count(article) == len(refused)
        files = [name for name in opened.namelist() if name.startswith("records/")]
        assert len(files) == len(sent)
        assert opened.read(files[0]) == SAMPLES["pdf"]
        page = opened.read("index.html").decode()
        assert "<script" not in page
        assert "서울중앙지방법원" in page
        assert opened.read("item-list.csv").decode("utf-8-sig").count("\r\n") == listed + 1


def verifies(package: bytes, folder: Path, key: str) -> None:
    """Let the package's own script check it, on a machine that has nothing else."""
    folder.mkdir()
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        opened.extractall(folder)
    command = [sys.executable, "-I", str(folder / "verify.py"), "--key", key]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "signed, checked with the key given" in done.stdout


def investigated_party_reads_the_list(bench: Any) -> None:
    """Let the respondent, once told of the case, read what was sent."""
    path = f"/cases/{bench.case_id}/transmission-notices"
    notices = bench.examiner.get(path)["items"]
    assert [line["label"] for line in notices[0]["listed"]] == [f"신 제{n}호증" for n in (1, 3, 4)]
    assert len(notices) == 1
    # The complainant's own titles are not told to the other side.
    assert {line["title"] for line in notices[0]["listed"]} == {""}
    assert bench.owner.call("GET", path).status == 404
    assert bench.court.call("GET", path).status == 404
