"""Consent decision, self-correction and simplified decision over plain HTTP, each with refusals."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.settlements.price_cut import (
    clock,
    file_case,
    investigate,
    price_cut,
    step,
    tell_respondent,
)
from tests.stories.telling import Town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
pytestmark = pytest.mark.parametrize("kind", KINDS)
OFFER = {"conduct": "2025년 감액 행위", "plan": "감액분과 지연이자를 모두 지급하겠습니다."}


def _opened(told: Town) -> str:
    case_id = file_case(told)
    tell_respondent(told, case_id)
    investigate(told, case_id)
    return case_id


def _exhibit(told: Town, case_id: str) -> str:
    answer = told.respondent.call(
        "POST", f"/cases/{case_id}/evidence",
        files=[("files", ("이체확인증.txt", "지급\n".encode(), "text/plain"))],
    )  # fmt: skip
    assert answer.status == 201, answer.body
    return str(told.respondent.get(f"/cases/{case_id}/exhibits")["items"][-1]["id"])


@pytest.mark.step("K10")
def test_a_consent_decision_is_blocked_by_the_criteria_of_referral_and_stops_the_limit(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind)) as told:
        case_id = _opened(told)
        path = f"/cases/{case_id}"
        told.refuse(told.owner, f"{path}/consent-decisions", OFFER, status=403, code="not-allowed")
        one = f"/consent-decisions/{told.respondent.post(f'{path}/consent-decisions', OFFER)['id']}"
        assert told.owner.call("GET", one).status == 404
        step(told.examiner, one, "assess", criteria="met", reason="중대한 위반")
        version = told.secretary.get(one)["version"]
        refused = told.secretary.call("POST", f"{one}/steps", {"command": "open"}, version=version)
        assert (refused.status, refused.body["code"]) == (409, "step-blocked")
        assert [r["code"] for r in refused.body["reasons"]] == ["referral_criteria_met"]
        step(told.examiner, one, "assess", criteria="not_met", reason="경미한 위반")
        step(told.secretary, one, "open")
        assert told.examiner.get(path)["state"]["code"] == "consent_decision"
        assert clock(told, case_id, "disposition")["state"] == "paused"
        invited = step(told.examiner, one, "invite_comments", reason="잠정 동의의결안")
        assert invited["comments_due_on"] == "2026-04-01"
        step(told.owner, one, "comment", reason="지연이자도 받아야 합니다.")
        assert told.respondent.get(one)["comments"] == []
        assert [c["side"] for c in told.examiner.get(one)["comments"]] == ["complainant"]
        told.stage.on(date(2026, 4, 1))
        early = told.examiner.get(one)["steps"]["blocked"]
        assert [c["command"] for c in early] == ["close_comments"]
        told.stage.on(date(2026, 4, 2))
        step(told.examiner, one, "close_comments")
        decided = step(told.secretary, one, "decide", reason="동의의결", perform_by="2026-06-30")
        assert decided["report_due_on"] == "2026-07-02"
        _perform(told, case_id, one)
        told.check_log()


def _perform(told: Town, case_id: str, one: str) -> None:
    told.stage.on(date(2026, 7, 2))
    reported = step(told.respondent, one, "report", reason="2분기 이행 보고")
    assert (reported["reports"][0]["late"], reported["report_due_on"]) == (False, "2026-10-02")
    told.stage.on(date(2026, 7, 10))
    over = told.secretary.call(
        "POST", f"{one}/steps", {"command": "charge", "reason": "미이행", "daily_won": 2_000_001},
        version=reported["version"],
    )  # fmt: skip
    assert (over.status, over.body["errors"][0]["code"]) == (422, "over_the_cap")
    charged = step(told.secretary, one, "charge", reason="미이행", daily_won=2_000_000)
    assert [(c["days"], c["total_won"]) for c in charged["charges"]] == [(10, 20_000_000)]
    step(told.secretary, one, "cancel", reason="정당한 사유 없이 이행하지 않음")
    assert told.examiner.get(f"/cases/{case_id}")["state"]["code"] == "investigating"
    limit = clock(told, case_id, "disposition")
    # 3 March to 9 July stood still: 129 days are made good after 2 March 2029.
    assert (limit["state"], limit["paused_days"], limit["due_on"]) == ("running", 129, "2029-07-09")


@pytest.mark.step("K11")
def test_a_cure_after_the_investigation_began_opens_a_reduction_up_to_the_ceiling(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind), today=date(2026, 8, 10)) as told:
        case_id = _opened(told)
        told.stage.on(date(2026, 8, 28))
        path, exhibit = f"/cases/{case_id}", _exhibit(told, case_id)
        form: dict[str, Any] = {
            "violations": ["SC-CUT"], "cured_on": "2026-08-24", "amount_won": 30_000_000,
            "account": "감액분을 모두 지급했습니다.", "exhibits": [exhibit],
        }  # fmt: skip
        wrong = {**form, "violations": ["SC-LATE"], "exhibits": ["exh_x"]}
        answer = told.respondent.call("POST", f"{path}/self-corrections", wrong)
        assert [e["code"] for e in answer.body["errors"]] == ["unknown", "unknown"]
        made = told.respondent.post(f"{path}/self-corrections", form)
        one = f"/self-corrections/{made['id']}"
        assert told.owner.call("GET", one).status == 404
        assert told.owner.get(f"{path}/self-corrections")["items"] == []
        found = step(told.examiner, one, "verify", reason="이체 내역을 확인함")
        assert found["moment"]["code"] == "before_report"
        assert (found["effect"]["code"], found["ceiling"]) == ("surcharge_mitigation", "10%")
        told_owner = told.owner.get(f"{path}/timeline")["items"]
        assert not [entry for entry in told_owner if entry["command"].startswith("cure_")]


@pytest.mark.step("K13")
@pytest.mark.parametrize("expected", [0, 80_000_000])
def test_silence_on_a_simplified_proposal_is_consent_without_and_refusal_with_a_surcharge(
    kind: str, expected: int, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind)) as told:
        case_id = _opened(told)
        path = f"/cases/{case_id}"
        told.examiner.step(case_id, "send_report", panel="subcommittee")
        form = {"proposal": "시정명령", "expected_surcharge_won": 100_000_001}
        answer = told.examiner.call("POST", f"{path}/simplified-decisions", form)
        assert (answer.status, answer.body["errors"][0]["code"]) == (422, "over_the_ceiling")
        form["expected_surcharge_won"] = expected
        made = told.examiner.post(f"{path}/simplified-decisions", form)
        one = f"/simplified-decisions/{made['id']}"
        due_on = date(2026, 4, 1) if expected else date(2026, 3, 16)
        assert made["due_on"] == due_on.isoformat()
        told.stage.on(due_on)
        assert not told.examiner.get(one)["steps"]["allowed"][1:]  # only the withdrawal
        told.stage.on(date(due_on.year, due_on.month, due_on.day + 1))
        if expected:
            assert step(told.examiner, one, "take_silence_as_refusal")["state"]["code"] == "refused"
            return
        assert step(told.examiner, one, "take_silence_as_consent")["silent"] is True
        step(told.secretary, one, "resolve", reason="약식의결")
        assert told.examiner.get(path)["state"]["code"] == "resolved"
