"""The pages on which a lead judges the jurisdiction of a case and moves it."""

from collections.abc import Generator
from datetime import date

import pytest

from app.demo.stage import Player, Stage
from tests.portal.staff_reader import page, send, submit, text_of
from tests.stories.track_steps import begun
from tests.support.town import open_town


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    """Yield a stage on which pages are read."""
    with open_town(tmp_path_factory.mktemp("moves"), today=date(2026, 6, 22)) as opened:
        yield opened


@pytest.fixture(scope="module")
def case(stage: Stage) -> tuple[str, dict[str, Player]]:
    """Return a Win-Win case of two violations with its people."""
    return begun(stage, "WW-PAY", "WW-COND-1", unit="win_win_regional")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_jurisdiction_is_shown_line_by_line_with_articles(
    case: tuple[str, dict[str, Player]], language: str
) -> None:
    case_id, people = case
    status, text = page(people["lead"], f"/queue/{case_id}/jurisdiction", language=language)
    assert status == 200
    assert "상생협력법 제26조제1항" in text
    assert ("관할 판단" if language == "ko" else "Jurisdiction") in text
    assert page(people["owner"], f"/queue/{case_id}/jurisdiction")[0] in {403, 404}


def test_facts_are_kept_and_a_judgement_without_reason_is_refused(
    case: tuple[str, dict[str, Player]],
) -> None:
    case_id, people = case
    path = f"/queue/{case_id}/jurisdiction"
    fields: dict[str, str | list[str]] = {
        "procedure": "survey", "work_kind": "manufacture", "giver_is_sme": "no",
        "under_subcontracting": "yes", "under_fair_trade": "no", "reason": "",
    }  # fmt: skip
    refused = submit(people["examiner"], path, fields)
    assert refused.status == 422
    assert "판단한 이유를 적으세요" in text_of(refused)
    assert submit(people["examiner"], path, {**fields, "reason": "하도급 거래"}).status == 303
    assert "제27조제2항" in page(people["examiner"], path)[1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_ways_to_move_a_case_are_offered_to_its_lead_alone(
    case: tuple[str, dict[str, Player]], language: str
) -> None:
    case_id, people = case
    status, text = page(people["lead"], f"/queue/{case_id}/moves", language=language)
    assert status == 200
    for move in ("transfer", "link", "merger", "split", "handover"):
        assert f"/queue/{case_id}/moves/{move}" in text
    assert f"/queue/{case_id}/moves/reopening" not in text
    assert page(people["examiner"], f"/queue/{case_id}/moves")[0] == 403


def test_a_case_is_moved_from_its_page(case: tuple[str, dict[str, Player]], stage: Stage) -> None:
    case_id, people = case
    lead = people["lead"]
    version = lead.get(f"/cases/{case_id}")["version"]
    token = page(lead, f"/queue/{case_id}/moves")[1]
    csrf = token.split('name="csrf_token" value="')[1].split('"')[0]
    body = f"csrf_token={csrf}&version={version}&codes=WW-PAY&reason=%EB%B6%84%EB%A6%AC"
    assert send(lead, "POST", f"/queue/{case_id}/moves/split", body).status == 303
    assert [one["code"] for one in lead.get(f"/cases/{case_id}")["violations"]] == ["WW-COND-1"]
    assert "moves/split" not in page(lead, f"/queue/{case_id}/moves")[1]
    old = body.replace("&codes=WW-PAY", "&unit=win_win")
    stale = send(lead, "POST", f"/queue/{case_id}/moves/transfer", old)
    assert stale.status == 412
    assert send(lead, "POST", f"/queue/{case_id}/moves/nowhere", body).status == 404
