"""An evaluator asks for facts, gets an edition, and another when a measure is annulled later."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo import moves, panel
from app.demo.cast import NUMBERS, Cast, gather
from app.demo.stage import Player, Stage
from tests.portal.staff_reader import page, send, submit
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
RESPONDENT, COMPLAINANT = "대한모터스(가상)", "한빛정밀(가상)"
ASKED = {
    "programme": "shared_growth_index", "reference": "=위원회 제15호 (가상)",
    "period_first": "2026-01-01", "period_last": "2026-10-31",
    "business_numbers": [NUMBERS[RESPONDENT], NUMBERS[COMPLAINANT]],
}  # fmt: skip


def ordered(stage: Stage, cast: Cast) -> str:
    """Return the order of the story: decided on 12 October, served on 20 October 2026."""
    case_id = moves.file(
        cast.owner, cast, RESPONDENT, ["SC-CUT"], "대금을 깎았습니다.",
        violation={"trade_ended_on": "2025-06-30", "price_won": 1_000_000_000},
    )  # fmt: skip
    moves.investigate(stage, cast, case_id, date(2026, 9, 7))
    decided = moves.decide(stage, cast, case_id, date(2026, 9, 14), respondent=cast.respondent)
    measure_id = moves.draft(
        cast.examiner, case_id, "corrective_order", decided_on=decided.isoformat(),
        violations=["SC-CUT"], order_items=["감액한 대금을 지급할 것"], comply_by="2027-01-31",
    )  # fmt: skip
    stage.on(date(2026, 10, 20))
    panel.write_decision(cast.secretary, case_id)
    moves.issue_and_serve(cast, cast.lead, [measure_id])
    stage.settle()
    return measure_id


@pytest.mark.parametrize("kind", KINDS)
def test_an_evaluator_is_told_and_told_again(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with open_town(
        tmp_path / "town", database_url=new_database(kind), today=date(2026, 9, 1)
    ) as stage:
        cast = gather(stage)
        evaluator = stage.player(Role.EVALUATOR, "동반성장위원회", unit="shared_growth_index")
        other = stage.player(Role.EVALUATOR, "다른 기관", unit="win_win_finance_index")
        measure_id = ordered(stage, cast)
        stage.on(date(2026, 11, 2))
        request = asked(cast, evaluator, other)
        first = issued(cast, evaluator, other, request)
        before = evaluator.get(f"/outcome-issues/{first}/file")
        annulled(stage, cast, evaluator, measure_id, request, first)
        assert evaluator.get(f"/outcome-issues/{first}/file") == before
        pages(cast, evaluator, request, first)


def asked(cast: Cast, evaluator: Player, other: Player) -> str:
    """The evaluator asks; not for another programme, nor for one without a ground."""
    made = evaluator.post("/outcome-requests", ASKED)
    path = f"/outcome-requests/{made['id']}"
    assert [made["state"]["code"], made["firms"], made["as_of"]] == ["asked", 2, "2026-10-31"]
    assert other.call("GET", path).status == 404
    assert cast.respondent.call("GET", path).status == 404
    assert other.call("POST", "/outcome-requests", ASKED).status == 404
    defence = {**ASKED, "programme": "defence_evaluation"}
    refused = cast.secretary.call("POST", "/outcome-requests", defence)
    assert (refused.status, refused.body["code"]) == (409, "not-configured")
    assert refused.body["legal_basis"]
    future = cast.secretary.call("POST", "/outcome-requests", {**ASKED, "as_of": "2026-12-01"})
    assert [error["pointer"] for error in future.body["errors"]] == ["/as_of"]
    assert evaluator.call("GET", f"{path}/preview").status == 403
    return path


def _by_fact(facts: list[dict[str, Any]], name: str) -> dict[str, Any]:
    number = NUMBERS[RESPONDENT].replace("-", "")
    (found,) = [f for f in facts if f["fact"] == name and f["business_number"] == number]
    return found


def issued(cast: Cast, evaluator: Player, other: Player, path: str) -> str:
    """The secretary looks and issues; the measure is provisional while an objection may come."""
    looked = cast.secretary.get(f"{path}/preview")
    assert _by_fact(looked["facts"], "provisional_measure")["flags"] == ["objection_time"]
    version = cast.secretary.get(path)["version"]
    assert evaluator.call("POST", f"{path}/issues", {}, version=version).status == 403
    made = cast.secretary.act(f"{path}/issues", about=path)
    issue = f"/outcome-issues/{made['id']}"
    assert (made["edition"], made["state"]["code"]) == (1, "issued")
    assert other.call("GET", issue).status == 404
    raw = send(evaluator, "GET", f"{issue}/facts.json").body
    told = raw if isinstance(raw, dict) else json.loads(raw)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == made["sha256"]
    points = _by_fact(told["facts"], "points")
    assert (points["score"], points["provisional"], points["as_of"]) == ("2", True, "2026-10-31")
    assert _by_fact(told["facts"], "open_case")["stage"] == "under_measure"
    paged = evaluator.get(f"{issue}/facts?limit=2")
    rest = evaluator.get(f"{issue}/facts?limit=200&cursor={paged['next_cursor']}")
    assert paged["items"] + rest["items"] == told["facts"]
    lines = evaluator.get(f"{issue}/file?form=csv")
    rows = list(csv.DictReader(io.StringIO(lines.decode("utf-8-sig"))))
    assert len(rows) == len(told["facts"])
    # The firm that complained is told of exactly like one that nobody knows.
    own = [
        f for f in told["facts"] if f["business_number"] == NUMBERS[COMPLAINANT].replace("-", "")
    ]
    assert {f["reason"] for f in own} == {"sealed", "pending"}
    unchanged = cast.secretary.call("POST", f"{path}/issues", {}, version=made["version"] + 1)
    assert unchanged.status in (409, 412)
    return str(made["id"])


def annulled(
    stage: Stage, cast: Cast, evaluator: Player, measure_id: str, path: str, first: str
) -> None:  # fmt: skip
    """Time makes the measure final, a suit keeps it open, an annulment takes its points away."""
    issue = f"/outcome-issues/{first}"
    stage.on(date(2026, 11, 23))
    assert evaluator.get(issue)["state"]["code"] == "outdated"
    second = cast.lead.act(f"{path}/issues", about=path)
    assert any(c["fields"].get("provisional") == [True, False] for c in second["changes"])
    measure, form = f"/measures/{measure_id}", {"court": "서울고등법원", "docket_number": "2026누1"}
    suit = cast.secretary.post(f"{measure}/suits", {**form, "filed_on": "2026-11-20"})
    stage.settle()
    assert evaluator.get(f"/outcome-issues/{second['id']}")["state"]["code"] == "outdated"
    again = cast.secretary.call("POST", f"{measure}/suits", {**form, "filed_on": "2026-11-20"})
    assert again.status == 422
    ended = f"/measure-suits/{suit['id']}"
    cast.secretary.act(f"{ended}/end", {"ended_on": "2026-11-23"}, about=ended)
    cast.lead.act(f"{measure}/annulment", {"reason": "판결 확정 (가상)"}, about=measure)
    stage.settle()
    third = cast.secretary.act(f"{path}/issues", about=path)
    fields = {
        (c["fact"], name): value for c in third["changes"] for name, value in c["fields"].items()
    }
    assert fields["measure", "annulled_on"] == [None, "2026-11-23"]
    assert fields["points", "score"] == ["2", "0"]
    states = [one["state"]["code"] for one in evaluator.get(path)["issues"]]
    assert states == ["superseded", "superseded", "issued"]
    same = cast.secretary.call(
        "POST", f"{path}/issues", {}, version=cast.secretary.get(path)["version"]
    )
    assert (same.status, same.body["code"]) == (409, "outcome-unchanged")


def pages(cast: Cast, evaluator: Player, path: str, first: str) -> None:
    """The same on pages, in both languages; a request is entered and refused by form."""
    for language, word in (("ko", "평가자료"), ("en", "Outcome facts")):
        for player in (cast.secretary, evaluator):
            for place in ("/outcome-requests", path, f"/outcome-issues/{first}"):
                status, text = page(player, place, language=language)
                assert (status, word in text) == (200, True), place
    assert send(evaluator, "GET", f"/outcome-issues/{first}/facts.csv").body.startswith(
        b"\xef\xbb\xbf"
    )
    fields = {**ASKED, "business_numbers": "\n".join(ASKED["business_numbers"])}
    wrong = submit(cast.secretary, "/outcome-requests", {**fields, "business_numbers": "12"})
    assert wrong.status == 422
    sent = submit(cast.secretary, "/outcome-requests", fields)
    assert sent.status == 303
    place = str(sent.headers["location"]).partition("?")[0]
    status, text = page(cast.secretary, place)
    assert (status, "오늘 발급할 내용" in text) == (200, True)
    hidden = cast.secretary.get(place)
    given = {"reason": "요청 근거가 없음 (가상)"}
    assert cast.secretary.act(f"{place}/refusal", given, about=place)["state"]["code"] == "refused"
    assert hidden["steps"]
