"""The committee over HTTP on both databases: a recusal, a substitute, a secret vote, a correction."""

from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.demo import committee, panel
from app.demo.cast import Cast, gather
from app.demo.stage import Stage
from tests.stories.telling import text_of
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@pytest.fixture(params=KINDS)
def told(
    request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[str], str]
) -> Generator[tuple[Stage, Cast, str]]:
    """Play the story on a database of each kind."""
    url = new_database(request.param)
    with open_town(tmp_path / "town", database_url=url, today=date(2026, 3, 2)) as stage:
        cast = gather(stage)
        yield stage, cast, committee.committee_with_a_recusal(stage, cast)


def _clocks(cast: Cast, case_id: str) -> dict[str, Any]:
    return {c["name"]: c for c in cast.secretary.get(f"/cases/{case_id}")["clocks"]}


@pytest.mark.step("K14", "K15", "K16", "K17")
def test_the_committee_decides_without_the_member_who_stayed_away(
    told: tuple[Stage, Cast, str],
) -> None:
    stage, cast, case_id = told
    stage.settle()
    _decided_in_time(cast, case_id)
    _kept_away(cast, case_id)
    _papers(cast, case_id)
    _nothing_else_is_issued(cast, case_id)


def _decided_in_time(cast: Cast, case_id: str) -> None:
    assert cast.secretary.get(f"/cases/{case_id}")["state"]["code"] == "under_measure"
    clocks = _clocks(cast, case_id)
    assert clocks["tabling"]["due_on"] == "2026-09-17"
    assert clocks["decision_writing"]["due_on"] == "2026-10-13"
    assert clocks["decision_service"]["due_on"] == "2026-10-19"
    decision = cast.respondent.get(f"/cases/{case_id}/decisions")["items"][0]
    assert (decision["written_on"], decision["served_on"]) == ("2026-10-06", "2026-10-13")
    assert "21%" in decision["findings"][0]["words"]
    assert decision["findings"][0]["exhibit_labels"] == ["신 제1호증", "신 제2호증"]
    assert decision["corrections"][0]["corrected"] == "12%"


def _kept_away(cast: Cast, case_id: str) -> None:
    item = cast.secretary.get(f"/cases/{case_id}/agenda")["items"][0]
    assert [seat["state"] for seat in item["seats"]].count("vacant") == 1
    away = cast.panel[1]
    for path in (f"/cases/{case_id}", f"/agenda/{item['id']}", f"/cases/{case_id}/papers",
                 f"/agenda/{item['id']}/hearing", f"/cases/{case_id}/exhibits"):  # fmt: skip
        assert away.call("GET", path).status == 404, path
        assert cast.substitute.call("GET", path).status == 200, path
    vote = cast.secretary.get(f"/agenda/{item['id']}/votes")["items"][0]
    assert (vote["votes_for"], vote["needed"], vote["state"]) == (3, 3, "carried")
    assert away.person_id not in {voter["person_id"] for voter in vote["voters"]}
    for reader in (cast.respondent, cast.other_owner, cast.examiner):
        assert reader.call("GET", f"/agenda/{item['id']}/votes").status == 404


def _papers(cast: Cast, case_id: str) -> None:
    papers = cast.respondent.get(f"/cases/{case_id}/papers")["items"]
    titles = [paper["title"]["ko"] for paper in papers]
    wanted = {"심의 안건", "심의 기일 통지서", "심의 회의록", "의결서", "의결서 경정"}
    assert wanted <= set(titles)
    for paper in papers:
        text = text_of(cast.respondent.get(f"/papers/{paper['id']}/content"))
        assert "이누리" not in text, paper["title"]
        if paper["title"]["ko"] == "의결서":
            assert "21%" in text
            assert "신 제1호증" in text
        if paper["title"]["ko"] == "의결서 경정":
            assert "12%" in text


def _nothing_else_is_issued(cast: Cast, case_id: str) -> None:
    measures = cast.secretary.get(f"/cases/{case_id}/measures")["items"]
    assert [one["kind"]["code"] for one in measures] == ["corrective_order"]
    form = {"kind": "warning", "reasons": "의결하지 않은 경고", "violations": ["SC-PRICE"]}
    answer = cast.examiner.call("POST", f"/cases/{case_id}/measures", form)
    if answer.status == 201:
        path = f"/measures/{answer.body['id']}"
        cast.lead.act(f"{path}/countersignature", about=path)
        version = cast.lead.get(path)["version"]
        refused = cast.lead.call("POST", f"{path}/issue", {}, version=version)
        assert refused.status == 409
        assert "not_resolved" in str(refused.body)
    for command in ("table", "deliberate", "resolve_violation", "write_decision"):
        version = cast.secretary.get(f"/cases/{case_id}")["version"]
        step = cast.secretary.call(
            "POST", f"/cases/{case_id}/transitions", {"command": command}, version=version
        )
        assert (step.status, step.body["code"]) == (409, "step-not-allowed"), command
    assert panel.standing_panel(cast.secretary, cast.panel)
