"""Pages of anonymous tips, of cases that the office opens, and of editions of the rules."""

import re
from collections.abc import Generator
from datetime import date
from urllib.parse import urlencode

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.portal.staff_reader import page, send, submit, text_of
from tests.stories.track_steps import FIRM, begun
from tests.support.site import Site
from tests.support.town import open_town

LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])
OPENING = {
    "source": "press", "source_note": "보도 (가상)", "respondent.name": "대한모터스(가상)",
    "respondent.business_number": FIRM, "codes": ["SC-CUT"], "grounds": "보도된 감액",
}  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    """Yield a stage on which pages are read."""
    with open_town(tmp_path_factory.mktemp("opening"), today=date(2026, 6, 22)) as opened:
        yield opened


@pytest.fixture(scope="module")
def people(stage: Stage) -> dict[str, Player]:
    """Return the people of a case, and a second secretary."""
    _, found = begun(stage, "SC-CUT", unit="subcontract")
    return found | {"second": stage.player(Role.SECRETARY, "다른담당")}


@LANGUAGES
@pytest.mark.parametrize("path", ["/tips", "/tips/receipt"])
def test_a_tip_is_sent_without_signing_in(stage: Stage, path: str, language: str) -> None:
    shown = Site(stage.house, language).get(path)
    assert f'<html lang="{language}">' in shown
    assert 'name="name"' not in shown
    assert ("접수번호" if language == "ko" else "eceipt code") in shown


def test_a_tip_gets_a_code_that_shows_one_line_and_takes_more(
    stage: Stage, people: dict[str, Player]
) -> None:
    site = Site(stage.house)
    site.get("/tips")
    refused = site.press("/tips", 422, area="subcontract", respondent_name="", what="대금을 깎음")
    assert "대금을 깎음" in refused
    sent = site.press(
        "/tips", 201, area="subcontract", respondent_name="대한모터스(가상)",
        what="납품 뒤 대금을 깎으라고 했습니다.",
    )  # fmt: skip
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", sent)
    assert found is not None
    site.get("/tips/receipt")
    assert "검토를 기다리고" in site.press("/tips/receipt", code=found[0], words="")
    assert "보충하신 내용" in site.press("/tips/receipt", code=found[0], words="메일이 있습니다.")
    site.press("/tips/receipt", 404, code="AAAA-AAAA-AAAA-AAAA", words="")
    examiner = people["examiner"]
    status, desk = page(examiner, "/tip-desk")
    tip_id = re.search(r"/tip-desk/(tip_[0-9a-f]{32})", desk)
    assert status == 200
    assert tip_id is not None
    for language in ("ko", "en"):
        status, text = page(examiner, f"/tip-desk/{tip_id[1]}", language=language)
        assert (status, "메일이 있습니다." in text) == (200, True)
    version = examiner.get(f"/tips/{tip_id[1]}")["version"]
    csrf = text.split('name="csrf_token" value="')[1].split('"')[0]
    kept = {name: OPENING[name] for name in ("respondent.name", "codes", "grounds")}
    act = {"csrf_token": csrf, "version": str(version), **kept}
    body = urlencode({**act, "grounds": ""}, doseq=True)
    assert send(examiner, "POST", f"/tip-desk/{tip_id[1]}/opening", body).status == 422
    answer = send(examiner, "POST", f"/tip-desk/{tip_id[1]}/opening", urlencode(act, doseq=True))
    assert answer.status == 303
    case = answer.headers["location"]
    assert f"/tip-desk/{tip_id[1]}" in page(examiner, case)[1]
    assert page(people["owner"], f"/tip-desk/{tip_id[1]}")[0] in {403, 404}


@LANGUAGES
def test_a_case_is_opened_from_the_queue_and_says_that_nobody_complained(
    people: dict[str, Player], language: str
) -> None:
    examiner = people["examiner"]
    assert "/ex-officio/new" in page(examiner, "/queue")[1]
    assert page(people["secretary"], "/ex-officio/new")[0] == 403
    refused = submit(examiner, "/ex-officio/new", {**OPENING, "grounds": ""})
    assert (refused.status, "보도 (가상)" in text_of(refused)) == (422, True)
    answer = submit(examiner, "/ex-officio/new", OPENING)
    assert answer.status == 303
    case = answer.headers["location"]
    for tab in ("", "/timeline", "/evidence", "/clocks", "/papers", "/jurisdiction"):
        status, _text = page(examiner, case + tab, language=language)
        assert status == 200, (tab, status)
    overview = page(examiner, case, language=language)[1]
    assert ("직권인지" if language == "ko" else "Ex officio") in overview
    assert "보도된 감액" in overview
    assert f"{case}/supplement" not in overview
    assert f"{case}/consent" not in overview
    assert page(examiner, f"{case}/complainant")[0] == 409
    case_id = case.rpartition("/")[2]
    for command in ("begin_pre_review", "register", "open_investigation"):
        examiner.step(case_id, command)
    examiner.step(case_id, "request_data", reason="거래명세")
    status, told = page(people["respondent"], f"/my-cases/{case_id}", language=language)
    assert (status, "보도된 감액" in told) == (200, False)
    assert ("직권인지" if language == "ko" else "ex officio") in told


@LANGUAGES
def test_a_report_of_a_move_is_read_and_refused_to_its_maker(
    people: dict[str, Player], language: str
) -> None:
    secretary = people["secretary"]
    answer = submit(secretary, "/editions", {})
    assert answer.status == 303
    path = answer.headers["location"]
    status, text = page(secretary, path, language=language)
    assert (status, 'action="/editions/' in text) == (200, False)
    status, text = page(people["second"], path, language=language)
    assert (status, f'action="{path}/move"' in text) == (200, True)
    assert page(people["lead"], "/editions")[0] == 403


@LANGUAGES
def test_the_violations_of_a_case_to_open_stand_in_groups_by_act(
    people: dict[str, Player], language: str
) -> None:
    text = page(people["examiner"], "/ex-officio/new", language=language)[1]
    groups = text.count('<legend class="label label-large">')
    assert groups > 1
    assert ("대금 (하도급)" if language == "ko" else "Price and payment") in text
    assert text.count('name="codes"') == len(set(re.findall(r'name="codes" value="([^"]+)"', text)))
    answer = submit(people["examiner"], "/ex-officio/new", {**OPENING, "codes": []})
    assert (answer.status, 'href="#codes"' in text_of(answer)) == (422, True)
    assert 'id="codes"' in text_of(answer)
    kept = submit(people["examiner"], "/ex-officio/new", {**OPENING, "grounds": ""})
    assert re.search(r'value="SC-CUT" checked', text_of(kept))
