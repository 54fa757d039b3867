"""What the form of a draft asks for beyond its facts: the end of a posting, points that are waived."""

from collections.abc import Generator
from datetime import date
from http import HTTPStatus

import pytest

from app.demo.stage import Player, Stage
from tests.portal.staff_reader import page, submit, text_of
from tests.stories.track_steps import begun
from tests.support.town import open_town

DRAFT: dict[str, str | list[str]] = {
    "violations": ["WW-COND-3"], "decided_on": "2026-07-02", "order_items": "개선할 것 (가상)",
    "reasons": "위반이 인정된다.", "comply_by": "2026-07-20", "then": "save",
}  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    """Yield a stage on which pages are read."""
    with open_town(tmp_path_factory.mktemp("draft"), today=date(2026, 6, 22)) as opened:
        yield opened


@pytest.fixture(scope="module")
def heard(stage: Stage) -> tuple[str, dict[str, Player]]:
    """Return a Win-Win case that was heard, with its people."""
    case_id, people = begun(stage, "WW-COND-3", unit="win_win_regional")
    examiner = people["examiner"]
    examiner.step(case_id, "open_urgently", reason="증거인멸 우려")
    examiner.step(case_id, "notify_disposition", reason="개선요구 예정", until_on="2026-07-02")
    people["respondent"].step(case_id, "receive_opinion", reason="사정이 있습니다.")
    examiner.step(case_id, "hold_hearing")
    stage.on(date(2026, 7, 2))
    return case_id, people


@pytest.fixture(scope="module")
def request_url(heard: tuple[str, dict[str, Player]]) -> str:
    """Return the address of a request whose points were waived on the page of its draft."""
    case_id, people = heard
    path = f"/queue/{case_id}/measures/new/improvement_request"
    for language, label in (("ko", "벌점을 부과하지 않는 이유"), ("en", "imposing no points")):
        _, text = page(people["examiner"], path, language=language)
        assert label in text
        assert 'name="posted_until"' not in text
    form = {**DRAFT, "points_waived_reason": "경미함 (가상)"}
    answer = submit(people["examiner"], path, form)
    assert answer.status == HTTPStatus.SEE_OTHER, text_of(answer)
    return answer.headers["location"].partition("?")[0]


def test_points_that_may_be_imposed_are_waived_with_a_reason(
    heard: tuple[str, dict[str, Player]], request_url: str
) -> None:
    (_, people), measure = heard, request_url
    for who in ("examiner", "lead"):
        assert "경미함 (가상)" in page(people[who], measure)[1]
    assert ">경미함 (가상)</textarea>" in page(people["examiner"], f"{measure}/redraft")[1].replace(
        "\n", ""
    )
    points = people["examiner"].get(measure)["points_waived_reason"]
    assert points == "경미함 (가상)"


def test_a_publication_names_the_last_day_of_its_posting(
    heard: tuple[str, dict[str, Player]], request_url: str, stage: Stage
) -> None:
    (case_id, people), request = heard, request_url
    people["lead"].act(f"{request}/countersignature", about=request)
    people["lead"].act(f"{request}/issue", about=request)
    people["secretary"].act(f"{request}/service", about=request)
    stage.on(date(2026, 7, 22))
    people["examiner"].act(f"{request}/breach", {"facts": "이행하지 않음"}, about=request)
    path = f"/queue/{case_id}/measures/new/publication"
    form = {**DRAFT, "decided_on": "2026-07-22", "order_items": "", "comply_by": ""}
    assert 'name="posted_until"' in page(people["examiner"], path, language="en")[1]
    refused = submit(people["examiner"], path, {**form, "posted_until": "2026-07-01"})
    text = text_of(refused)
    assert (refused.status, 'value="2026-07-01"' in text) == (422, True)
    assert "게시 마지막 날: 게시를 마치는 날을 오늘 뒤의 날로 적으세요" in text
    answer = submit(people["examiner"], path, {**form, "posted_until": "2027. 1. 22."})
    assert answer.status == HTTPStatus.SEE_OTHER, text_of(answer)
    measure = answer.headers["location"].partition("?")[0]
    assert "2027. 1. 22." in page(people["lead"], measure)[1]
    assert 'value="2027-01-22"' in page(people["examiner"], f"{measure}/redraft")[1]
    _issued_and_left_until_its_last_day(people, measure, stage)


def _issued_and_left_until_its_last_day(
    people: dict[str, Player], measure: str, stage: Stage
) -> None:
    lead, secretary = people["lead"], people["secretary"]
    lead.act(f"{measure}/countersignature", about=measure)
    lead.act(f"{measure}/issue", about=measure)
    stage.on(date(2027, 1, 22))
    refused = secretary.call(
        "POST", f"{measure}/service", {}, version=secretary.get(measure)["version"]
    )
    assert (refused.status, refused.body["code"]) == (HTTPStatus.CONFLICT, "step-blocked")
    [reason] = refused.body["reasons"]
    assert reason["code"] == "posting_over"
    for language, told in (
        (
            "ko",
            "게시 마지막 날(2027-01-22)이 되어 게시할 수 없습니다. 더 늦은 날로 다시 기안하세요",
        ),
        ("en", "draft it anew with a later day"),
    ):
        assert told in reason[language]
        assert told in page(secretary, measure, language=language)[1]
