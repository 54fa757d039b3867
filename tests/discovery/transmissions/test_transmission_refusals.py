"""What is asked in the wrong order, by the wrong person, twice or wrongly is refused in words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.discovery.transmissions.conftest import REQUEST, open_bench
from tests.support.sample_files import SAMPLES

KFTC_DAY = date(2027, 9, 13)


def code(answer: Any) -> tuple[int, str]:
    """Return status and code of a refusal."""
    return answer.status, str(answer.body.get("code", ""))


@pytest.mark.parametrize(
    "key",
    [
        "age1", "age1" + "q" * 58, "AGE-SECRET-KEY-1" + "Q" * 58, "ssh-ed25519 AAAA",
        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8q", "열쇠",
    ],
)  # fmt: skip
def test_what_is_no_age_key_is_refused_at_once(small_bench: Any, key: str) -> None:
    answer = small_bench.court.call("POST", "/transmissions", {**REQUEST, "recipient_key": key})
    assert code(answer) == (422, "recipient-key-invalid")
    assert answer.body["errors"][0]["pointer"] == "/recipient_key"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"categories": []}, "/categories"),
        ({"categories": ["everything"]}, "/categories/0"),
        ({"suit_act": "civil_code"}, "/suit_act"),
        ({"suit_filed_on": "2028-03-07"}, "/suit_filed_on"),
        ({"suit_filed_on": "어제"}, "/suit_filed_on"),
        ({"scope": ""}, "/scope"),
        ({"named_readers": ["김"] * 31}, "/named_readers"),
        ({"case_id": "case_" + "0" * 32}, "/case_id"),
        ({"recipient_account_id": "acc_" + "0" * 32}, "/recipient_account_id"),
        ({"suit_act": "subcontracting", "suit_filed_on": "2027-09-09"}, "/effort"),
        ({"unknown": 1}, "/unknown"),
    ],
)
def test_a_wrong_field_is_named(small_bench: Any, changes: dict[str, Any], pointer: str) -> None:
    answer = small_bench.court.call("POST", "/transmissions", {**REQUEST, **changes})
    assert answer.status == 422
    assert pointer in [error["pointer"] for error in answer.body["errors"]]
    assert all(error["detail_ko"] and error["detail_en"] for error in answer.body["errors"])


def test_steps_out_of_order_and_on_an_old_version_are_refused(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.ask()
    # Whose file it is must be known first.
    assert code(bench.try_(bench.secretary, asked, "release")) == (409, "step-not-allowed")
    assert bench.try_(bench.lead, asked, "decision", {"grant_level": 3}).status == 404
    bench.do(bench.secretary, asked, "matching", {"case_id": bench.case_id})
    assert code(bench.try_(bench.lead, asked, "decision", {"grant_level": 3})) == (
        409, "step-not-allowed",
    )  # fmt: skip
    old = bench.version(asked)
    bench.do(bench.examiner, asked, "review")
    again = bench.examiner.call("POST", f"/transmissions/{asked}/review", {}, version=old)
    assert code(again) == (412, "changed-elsewhere")
    assert code(bench.try_(bench.examiner, asked, "review")) == (409, "step-not-allowed")
    assert bench.examiner.call("POST", f"/transmissions/{asked}/review", {}).status == 428
    item = bench.items(asked)[0]
    path = f"/transmissions/{asked}/items/{item['id']}/decision"
    bench.examiner.post(path, {"choice": "send"}, version=item["version"])
    stale = bench.examiner.call("POST", path, {"choice": "send"}, version=item["version"])
    assert code(stale) == (412, "changed-elsewhere")
    bench.do(bench.court, asked, "withdrawal", {"reason": "소 취하"})
    assert code(bench.mark(asked, 1, "send")) == (409, "records-not-under-review")
    assert code(bench.try_(bench.court, asked, "withdrawal", {"reason": "소 취하"})) == (
        409, "step-not-allowed",
    )  # fmt: skip


def test_each_step_is_for_its_own_role(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed()
    assert bench.try_(bench.court, asked, "review").status == 403
    assert bench.try_(bench.examiner, asked, "decision", {"grant_level": 3}).status == 403
    assert bench.try_(bench.secretary, asked, "decision", {"grant_level": 3}).status == 403
    assert bench.try_(bench.other_lead, asked, "decision", {"grant_level": 3}).status == 404
    assert bench.try_(bench.other_court, asked, "withdrawal", {"reason": "철회"}).status == 404
    assert bench.court.call("GET", f"/transmissions/{asked}").body["case_id"] is None
    for part in ("other_court", "stranger", "other_lead"):
        answer = getattr(bench, part).call("GET", f"/transmissions/{asked}")
        assert answer.status == 404, part
    assert bench.owner.call("GET", f"/transmissions/{asked}").status == 403


def test_who_decided_does_not_release(small_bench: Any) -> None:
    bench = small_bench
    from app.access.actor import Role  # noqa: PLC0415 - one test only

    second = bench.stage.player(Role.SECRETARY, "같은 사람 (가상)", of=bench.lead.person_id)
    asked = bench.reviewed()
    bench.mark_all(asked)
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    answer = bench.try_(second, asked, "release")
    assert answer.status == 403
    assert "Another person" in answer.body["detail_en"]
    bench.do(bench.secretary, asked, "release", {})


def test_a_court_knows_its_own_requests_only_and_not_whether_a_case_exists(
    small_bench: Any,
) -> None:
    bench = small_bench
    asked = bench.ask()
    bench.later(seconds=1)
    nowhere = bench.ask(case_number="1999-기술-999999-Z")
    mine = bench.court.get("/transmissions")["items"]
    assert [row["id"] for row in mine] == [nowhere, asked]
    bench.do(bench.secretary, asked, "matching", {"case_id": bench.case_id})
    shown = [bench.court.get(f"/transmissions/{one}") for one in (asked, nowhere)]
    assert [one["state"]["code"] for one in shown] == ["received", "received"]
    assert [one["case_id"] for one in shown] == [None, None]
    assert bench.other_court.get("/transmissions")["items"] == []
    listed = {part: [row["id"] for row in getattr(bench, part).get("/transmissions")["items"]]
              for part in ("secretary", "lead", "other_lead", "examiner", "auditor")}  # fmt: skip
    assert listed == {
        "secretary": [nowhere, asked], "auditor": [nowhere, asked], "lead": [asked],
        "examiner": [asked], "other_lead": [],
    }  # fmt: skip
    page = bench.secretary.get("/transmissions?limit=1")
    following = bench.secretary.get(f"/transmissions?limit=1&cursor={page['next_cursor']}")
    assert [page["items"][0]["id"], following["items"][0]["id"]] == [nowhere, asked]
    of_case = bench.secretary.get(f"/transmissions?case_id={bench.case_id}")["items"]
    assert [row["id"] for row in of_case] == [asked]


def test_a_letter_on_paper_is_entered_for_a_court_that_then_receives(small_bench: Any) -> None:
    bench = small_bench
    form = {**REQUEST, "case_id": bench.case_id}
    wrong = {**form, "recipient_account_id": bench.lead.account_id}
    answer = bench.secretary.call("POST", "/transmissions", wrong)
    assert answer.body["errors"][0]["code"] == "not_a_court"
    asked = bench.secretary.post("/transmissions", form)["id"]
    bench.do(bench.examiner, asked, "review")
    bench.mark_all(asked)
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    assert code(bench.try_(bench.secretary, asked, "release")) == (409, "step-blocked")
    named = {"recipient_key": bench.key, "recipient_account_id": bench.court.account_id}
    assert bench.court.call("GET", f"/transmissions/{asked}").status == 404
    bench.do(bench.secretary, asked, "recipient", named)
    assert bench.court.call("GET", f"/transmissions/{asked}").status == 200
    bench.do(bench.secretary, asked, "release", {})
    assert code(bench.try_(bench.court, asked, "recipient", {"recipient_key": bench.key})) == (
        409, "step-not-allowed",
    )  # fmt: skip


def test_the_commissions_records_wait_for_its_disposition(tmp_path: Path) -> None:
    with open_bench(tmp_path / "town", "", KFTC_DAY) as bench:
        asked = bench.reviewed(
            suit_act="subcontracting", suit_filed_on="2027-09-09", effort="문서제출명령 신청"
        )
        bench.mark_all(asked)
        answer = bench.try_(bench.lead, asked, "decision", {"grant_level": 3})
        assert code(answer) == (409, "step-blocked")
        assert answer.body["reasons"][0]["code"] == "before_disposition"
        assert answer.body["legal_basis"] == [{"act": "하도급법", "article": "제35조제4항"}]
        blocked = bench.lead.get(f"/transmissions/{asked}/transitions")["blocked"]
        grant = next(step for step in blocked if step["command"] == "grant")
        assert grant["reasons"][0]["basis"] == ["하도급법 제35조제4항"]
        # The case is closed: nothing is pending in it any more.
        bench.examiner.step(bench.case_id, "open_investigation")
        bench.examiner.step(bench.case_id, "close_no_violation", reason="위반 없음")
        bench.do(bench.lead, asked, "decision", {"grant_level": 3})
        assert bench.state(asked) == "granted"


def test_evidence_that_came_later_is_taken_up_before_the_decision(small_bench: Any) -> None:
    bench = small_bench
    asked = bench.reviewed()
    bench.mark_all(asked)
    late = [("files", ("늦은자료.pdf", SAMPLES["pdf"], "application/pdf"))]
    bench.examiner.post(f"/cases/{bench.case_id}/evidence", files=late, data={"level": "2"})
    answer = bench.try_(bench.lead, asked, "decision", {"grant_level": 3})
    assert code(answer) == (409, "record-list-incomplete")
    bench.do(bench.examiner, asked, "items")
    added = bench.items(asked)[-1]
    assert (added["sequence"], added["record_class"]["code"]) == (5, "agency_written")
    assert bench.mark(asked, 5, "send").status == 201
    bench.do(bench.lead, asked, "decision", {"grant_level": 3})
    assert bench.state(asked) == "granted"
