"""A court gets what it asked for and no more, and keeps its request and its key in its own hands."""

import io
import json
import zipfile
from typing import Any

from pyrage import x25519

from tests.discovery.transmissions.conftest import REQUEST


def package_of(bench: Any, asked: str) -> zipfile.ZipFile:
    """Decide on a request, release it, and return the package that the court opens."""
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    bench.do(bench.secretary, asked, "release", {})
    bench.build(asked)
    return zipfile.ZipFile(io.BytesIO(bench.opened(bench.download(asked).body)))


def test_who_asks_for_the_list_of_papers_gets_the_list_and_no_paper(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed(categories=["papers_list"])
    for choice in ("send", "in_camera", "send_redacted"):
        for record_class in ("submitted", "cited_in_decision"):
            answer = bench.mark(asked, 1, choice, record_class=record_class, version_id="red_x")
            assert (answer.status, answer.body["errors"][0]["code"]) == (422, "contents_not_asked")
            assert answer.body["errors"][0]["pointer"] == "/choice"
    bench.mark_all(asked, "list_only")
    with package_of(bench, asked) as package:
        lines = json.loads(package.read("item-list.json"))["items"]
        assert [line["category"] for line in lines] == ["papers_list"] * 4
        assert not [name for name in package.namelist() if name.startswith("records/")]
    assert bench.state(asked) == "delivered"


def test_a_paper_that_is_sent_stands_under_the_other_records(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed(categories=["papers_list", "other_records"])
    bench.mark_all(asked)
    assert bench.mark(asked, 4, "list_only").status == 201
    shown = [item["category"]["code"] for item in bench.items(asked)]
    assert shown == ["other_records"] * 3 + ["papers_list"]
    with package_of(bench, asked) as package:
        lines = json.loads(package.read("item-list.json"))["items"]
        assert [line["category"] for line in lines] == shown
        for name in ("item-list.csv", "index.html"):
            assert package.read(name).decode().count("그 밖의 조사기록") == 3
            assert package.read(name).decode().count("서류의 전체 목록") == 1


def test_the_secretary_neither_withdraws_nor_re_keys_what_a_court_filed(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.matched()
    other = {"recipient_key": str(x25519.Identity.generate().to_public())}
    for form in (other, other | {"recipient_account_id": bench.other_court.account_id}):
        answer = bench.try_(bench.secretary, asked, "recipient", form)
        assert (answer.status, answer.body["code"]) == (403, "not-allowed")
        assert "낸 쪽만" in answer.body["detail_ko"]
    assert bench.try_(bench.secretary, asked, "withdrawal", {"reason": "철회"}).status == 403
    assert bench.read(asked)["recipient_key"] == bench.key
    assert bench.state(asked) == "received"
    steps = bench.secretary.get(f"/transmissions/{asked}/transitions")
    assert "withdraw" not in [step["command"] for step in steps["allowed"]]
    blocked = next(step for step in steps["blocked"] if step["command"] == "withdraw")
    assert blocked["reasons"][0]["code"] == "tie"
    # The court itself may do both.
    bench.do(bench.court, asked, "recipient", other)
    assert bench.read(asked)["recipient_key"] == other["recipient_key"]
    bench.do(bench.court, asked, "withdrawal", {"reason": "소 취하"})
    assert bench.state(asked) == "withdrawn"


def test_what_follows_a_recall_stays_the_courts_own(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.released()
    form = {"reason": "잘못 보냄", "replace": True}
    new = bench.do(bench.secretary, asked, "clawback", form)["replaced_by_id"]
    answer = bench.try_(bench.secretary, new, "recipient", {"recipient_key": bench.key})
    assert answer.status == 403
    assert bench.try_(bench.court, new, "recipient", {"recipient_key": bench.key}).status == 201


def test_the_secretary_withdraws_and_re_keys_what_came_on_paper(small_bench: Any) -> None:
    bench = small_bench
    form = {**REQUEST, "case_id": bench.case_id, "recipient_account_id": bench.court.account_id}
    asked = bench.secretary.post("/transmissions", form)["id"]
    bench.do(bench.secretary, asked, "recipient", {"recipient_key": bench.key})
    assert bench.read(asked)["recipient_key"] == bench.key
    bench.do(bench.secretary, asked, "withdrawal", {"reason": "소 취하"})
    assert bench.state(asked) == "withdrawn"


def test_after_the_window_closed_no_download_is_left(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.released(max_downloads=3, expires_in_days=1)
    assert bench.packages(asked)["records"]["downloads_left"] == 3
    bench.later(days=1)
    assert bench.packages(asked)["records"]["downloads_left"] == 0
