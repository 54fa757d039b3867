"""An anonymous tip that leaves no trace of its sender, over HTTP on both databases."""

import json
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.access.actor import Role
from app.demo.stage import Answer, Player, Stage
from app.tables import METADATA
from tests.stories.track_steps import FIRM
from tests.support.town import open_town

OPENING: dict[str, Any] = {
    "respondent": {"name": "대한모터스(가상)", "business_number": FIRM},
    "codes": ["SC-CUT"],
    "grounds": "카나리근거: 제보로 알게 됨",
}
TIP = {
    "area": "subcontract",
    "respondent_name": "대한모터스(가상)",
    "what": "카나리제보: 납품 뒤 대금을 깎으라고 했습니다.",
}


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Generator[Stage]:
    """Yield a stage on each database."""
    with open_town(tmp_path / "t", database_url=database_url, today=date(2026, 6, 22)) as opened:
        yield opened


@pytest.fixture
def people(stage: Stage) -> dict[str, Player]:
    """Return the office and the respondent with its firm."""
    found = {
        "lead": stage.player(Role.LEAD, "과장", unit="subcontract"),
        "examiner": stage.player(Role.INVESTIGATOR, "조사관", unit="subcontract"),
        "other": stage.player(Role.INVESTIGATOR, "다른조사관", unit="technology"),
        "respondent": stage.player(Role.PARTY, "박대한"),
        "auditor": stage.player(Role.AUDITOR, "감사"),
    }
    firm = {"name": "대한모터스(가상)", "business_number": FIRM, "size": "large"}
    found["respondent"].post("/companies", firm)
    return found


def anonymous(stage: Stage, path: str, body: dict[str, Any], **headers: str) -> Answer:
    """Send what a tipster sends."""
    sent = {"Idempotency-Key": "once", **headers}
    return stage.send("POST", f"/api/v1/tips{path}", json=body, headers=sent)


def everything(stage: Stage) -> str:
    """Return the whole database as text."""
    with stage.house.world.engine.connect() as connection:
        names = sorted(METADATA.tables)
        rows = [list(map(str, connection.execute(text(f'SELECT * FROM "{n}"')))) for n in names]
    return json.dumps(rows, ensure_ascii=False)


@pytest.mark.step("K1")
def test_a_tip_leaves_no_trace_of_its_sender_and_becomes_a_case_that_hides_it(
    stage: Stage, people: dict[str, Player]
) -> None:
    examiner, respondent = people["examiner"], people["respondent"]
    # Somebody who is signed in tips as nobody too.
    sent = anonymous(
        stage, "", TIP, Authorization=f"Bearer {respondent.token}", **{"X-Request-ID": "trace-me-1"}
    )
    assert sent.status == 201
    code = sent.body["receipt_code"]
    leaves = people["auditor"].get("/audit/leaves?limit=5")["items"]
    newest = next(leaf for leaf in leaves if leaf["event"] == "tip_received")
    assert respondent.account_id not in json.dumps(newest)
    kept = everything(stage)
    assert code not in kept
    assert "trace-me-1" not in kept
    assert "127.0.0.1" not in kept
    waiting = anonymous(stage, "/status", {"code": code}).body
    assert (waiting["additions"], "검토를 기다리고" in waiting["status_ko"]) == (0, True)
    assert anonymous(stage, "/status", {"code": "AAAA-BBBB-CCCC-DDDD"}).status == 404
    more = {"code": code, "words": "카나리보충: 메일이 있습니다."}
    assert anonymous(stage, "/additions", more).body["additions"] == 1
    assert people["other"].get("/tips")["items"] == []
    tip_id = examiner.get("/tips")["items"][0]["id"]
    assert people["other"].call("GET", f"/tips/{tip_id}").status == 404
    tip = examiner.get(f"/tips/{tip_id}")
    assert (tip["state"], tip["additions"][0]["words"]) == ("read", more["words"])
    made = examiner.post(f"/tips/{tip_id}/opening", OPENING, version=tip["version"])
    path = f"/cases/{made['id']}"
    assert examiner.get(f"{path}/origin")["tip_id"] == tip_id
    assert examiner.get(f"/tips/{tip_id}")["case_id"] == made["id"]
    for command in ("begin_pre_review", "register", "open_investigation"):
        examiner.step(made["id"], command)
    examiner.step(made["id"], "request_data", reason="거래명세")
    stage.settle()
    for door in (path, f"{path}/timeline", f"{path}/papers", f"{path}/exhibits", "/cases"):
        told = json.dumps(respondent.get(door), ensure_ascii=False)
        assert not any(word in told for word in ("카나리", tip_id, "tip"))
    assert respondent.call("GET", f"/tips/{tip_id}").status in {403, 404}


def test_the_tipster_reads_the_same_line_whether_it_was_dismissed_or_opened(
    stage: Stage, people: dict[str, Player]
) -> None:
    examiner = people["examiner"]
    codes = [anonymous(stage, "", TIP).body["receipt_code"] for _ in range(2)]
    newest, oldest = (examiner.get(f"/tips/{row['id']}") for row in examiner.get("/tips")["items"])
    dismissal = {"reason": "거래가 확인되지 않음"}
    short = examiner.call("POST", f"/tips/{newest['id']}/dismissal", {"reason": ""},
                          version=newest["version"])  # fmt: skip
    assert short.status == 422
    examiner.post(f"/tips/{newest['id']}/dismissal", dismissal, version=newest["version"])
    examiner.post(f"/tips/{oldest['id']}/opening", OPENING, version=oldest["version"])
    lines = [anonymous(stage, "/status", {"code": code}).body["status_ko"] for code in codes]
    assert lines[0] == lines[1]
    added = [anonymous(stage, "/additions", {"code": c, "words": "하나 더"}).body for c in codes]
    assert added[0] == added[1]
    assert examiner.get("/tips?state=received")["items"][0]["id"] == newest["id"]


def test_a_tip_is_passed_on_and_one_source_cannot_flood_the_desk(
    stage: Stage, people: dict[str, Player]
) -> None:
    statuses = [anonymous(stage, "", TIP).status for _ in range(21)]
    assert statuses == [201] * 20 + [429]
    examiner, other = people["examiner"], people["other"]
    tip = examiner.get(f"/tips/{examiner.get('/tips')['items'][0]['id']}")
    form = {"reason": "기술 사안", "unit": "technology"}
    examiner.post(f"/tips/{tip['id']}/transfer", form, version=tip["version"])
    assert examiner.call("GET", f"/tips/{tip['id']}").status == 404
    assert [row["id"] for row in other.get("/tips")["items"]] == [tip["id"]]
