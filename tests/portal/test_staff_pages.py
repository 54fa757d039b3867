"""The staff side in the hands of those who use it: queue, case, steps, measures, points, figures."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo import moves
from app.demo.cast import Cast, gather
from app.demo.stage import Stage
from app.portal.staff_frame import TABS
from tests.portal.staff_reader import page, send, submit, text_of
from tests.support.town import open_town

OPENED_ON = date(2026, 9, 7)


@dataclass
class Office:
    """A day at the office: one case under investigation, one before resolution, one just received."""

    stage: Stage
    cast: Cast
    open_case: str
    resolved_case: str
    new_case: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    with open_town(folder, today=date(2026, 9, 1)) as stage:
        cast = gather(stage)
        moves.enter_severity_table(cast)
        cases = [
            moves.file(
                cast.owner, cast, "대한모터스(가상)", ["TK-USE"], "금형 도면을 경쟁사에 넘겼습니다.",
                violation={
                    "trade_ended_on": "2025-06-30", "price_won": 1_000_000_000,
                    "technology": {"name": "금형 도면", "act": "disclosed"},
                },
            )
            for _ in range(3)
        ]  # fmt: skip
        for case_id in cases[:2]:
            moves.investigate(stage, cast, case_id, OPENED_ON)
        moves.decide(stage, cast, cases[1], date(2026, 9, 14), respondent=cast.respondent)
        yield Office(stage, cast, *cases)


# -- who may look


@pytest.mark.parametrize("who", ["auditor", "secretary", "lead", "examiner"])
def test_every_tab_that_is_shown_opens_and_no_other_does(office: Office, who: str) -> None:
    if who == "auditor":
        reader = office.stage.player(Role.AUDITOR, "정감사")
    else:
        reader = getattr(office.cast, who)
    base = f"/queue/{office.open_case}"
    _, text = page(reader, base)
    tabs = set(
        re.findall(r'href="([^"]+)"', text.partition('class="tabs"')[2].partition("</nav>")[0])
    )
    opening = {
        path for path in (base, *(f"{base}/{name}" for name, *_ in TABS if name != "overview"))
        if page(reader, path)[0] == HTTPStatus.OK
    }  # fmt: skip
    assert tabs == opening
    assert base in tabs


def test_who_only_reads_finds_the_cases_under_the_name_that_the_menu_gives(office: Office) -> None:
    expert = office.stage.player(Role.EXPERT, "전문의")
    status, text = page(expert, "/queue")
    assert status == HTTPStatus.OK
    assert "<h1>열람 사건</h1>" in text
    assert "업무함" not in text
    assert "내 담당" not in text
    _, text = page(office.cast.examiner, "/queue")
    assert "<h1>업무함</h1>" in text
    assert "내 담당" in text


def test_a_stranger_is_sent_to_sign_in_and_a_party_to_its_own_cases(office: Office) -> None:
    answer = office.stage.send("GET", "/queue")
    assert answer.status == 303
    assert answer.headers["location"].startswith("/sign-in")
    answer = send(office.cast.owner, "GET", "/queue")
    assert (answer.status, answer.headers["location"]) == (303, "/my-cases")
    answer = send(office.cast.owner, "GET", f"/queue/{office.open_case}")
    assert (answer.status, answer.headers["location"]) == (303, f"/my-cases/{office.open_case}")


def test_an_examiner_of_another_unit_learns_nothing_of_a_case(office: Office) -> None:
    status, text = page(office.cast.technology_examiner, f"/queue/{office.open_case}")
    assert status == 404
    assert "대한모터스" not in text


# -- the queue


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_queue_shows_date_and_days_of_the_nearest_clock(office: Office, language: str) -> None:
    status, text = page(office.cast.examiner, "/queue", language=language)
    assert status == 200
    assert f"/queue/{office.open_case}" in text
    assert 'class="clock clock-' in text
    assert ("남음" in text or "지남" in text) if language == "ko" else "days" in text


def test_a_lead_is_led_to_the_cases_that_nobody_examines(office: Office) -> None:
    _, text = page(office.cast.lead, "/queue")
    assert f"/queue/{office.new_case}/assignment" in text
    assert "담당자가 정해지지 않은 사건이 있습니다." in text
    _, text = page(office.cast.examiner, "/queue")
    assert "/assignment" not in text


def test_a_filter_that_fits_nothing_offers_to_be_lifted(office: Office) -> None:
    _, text = page(office.cast.examiner, "/queue?state=suspended&track=kftc")
    assert "조건에 맞는 사건이 없습니다." in text
    assert 'href="/queue"' in text
    status, _ = page(office.cast.examiner, "/queue?state=nonsense&owner=nobody")
    assert status == 200


# -- the case


@pytest.mark.parametrize("tab", ["", "/timeline", "/evidence", "/measures", "/clocks", "/papers"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_tab_opens_in_both_languages(office: Office, tab: str, language: str) -> None:
    status, text = page(
        office.cast.examiner, f"/queue/{office.resolved_case}{tab}", language=language
    )
    assert status == 200
    assert f'<html lang="{language}">' in text


def test_whose_identity_is_closed_is_named_only_after_a_second_factor(office: Office) -> None:
    _, text = page(office.cast.examiner, f"/queue/{office.open_case}")
    assert "김하늘" not in text
    assert f"/step-up?next=/queue/{office.open_case}/complainant" in text
    status, text = page(office.cast.examiner, f"/queue/{office.open_case}/complainant")
    assert status == 403
    assert "김하늘" not in text


def test_the_clocks_are_explained_day_by_day(office: Office) -> None:
    _, text = page(office.cast.examiner, f"/queue/{office.open_case}/clocks")
    assert "날짜 계산 과정" in text
    assert "첫날은 세지 않습니다" in text


def test_a_blocked_step_names_reason_and_article(office: Office) -> None:
    _, text = page(office.cast.examiner, f"/queue/{office.open_case}")
    assert "처분시효가 아직 지나지 않았습니다" in text
    path = f"/queue/{office.open_case}/steps/close_time_barred"
    status, text = page(office.cast.examiner, path)
    assert status == 200
    assert "하도급법 제22조제4항" in text
    assert f'action="{path}"' not in text


# -- steps


@pytest.mark.parametrize(
    ("language", "printed", "kept"),
    [("ko", "문서에 실려 당사자가 봅니다", "당사자에게는 보이지 않습니다"),
     ("en", "printed in the letter", "the parties do not see it")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("command", "told"),
    [("send_report", True), ("close_no_violation", True), ("extend_investigation", True),
     ("suspend", False)],
)  # fmt: skip
def test_a_step_says_whether_the_parties_will_read_its_reason(
    office: Office, command: str, told: bool, language: str, printed: str, kept: str
) -> None:
    path = f"/queue/{office.open_case}/steps/{command}"
    _, text = page(office.cast.examiner, path, language=language)
    assert (printed in text, kept in text) == (told, not told)


def test_a_step_without_its_reason_keeps_what_was_typed(office: Office) -> None:
    path = f"/queue/{office.open_case}/steps/request_data"
    answer = submit(office.cast.examiner, path, {"reason": "", "effective_on": "어제"})
    assert answer.status == 422
    assert 'value="어제"' in text_of(answer)
    answer = submit(office.cast.examiner, path, {"reason": "원가 자료"})
    assert answer.status == 303, text_of(answer)
    _, text = page(office.cast.examiner, answer.headers["location"])
    assert "단계를 진행했습니다." in text


def test_a_step_on_an_old_version_says_that_somebody_was_faster(office: Office) -> None:
    path = f"/queue/{office.open_case}/steps/extend_investigation"
    answer = submit(office.cast.examiner, path, {"reason": "추가 확인", "version": "1"})
    assert answer.status == 412
    assert "그사이 다른 사람이" in text_of(answer)
    assert "추가 확인" in text_of(answer)


def test_a_form_without_our_token_is_refused(office: Office) -> None:
    path = f"/queue/{office.open_case}/steps/receive_data"
    answer = send(office.cast.examiner, "POST", path, "version=1")
    assert answer.status in {400, 403}


def test_assignment_names_an_examiner_and_asks_for_one_where_none_is_chosen(office: Office) -> None:
    path = f"/queue/{office.new_case}/assignment"
    assert submit(office.cast.lead, path, {"account_id": ""}).status == 422
    status, _ = page(office.cast.examiner, path)
    assert status == 404
    answer = submit(office.cast.lead, path, {"account_id": office.cast.examiner.account_id})
    assert answer.status == 303
    _, text = page(office.cast.lead, f"/queue/{office.new_case}")
    assert "윤조사" in text


def test_a_request_for_more_information_is_sent_once(office: Office) -> None:
    path = f"/queue/{office.open_case}/supplement"
    assert submit(office.cast.examiner, path, {"questions": ""}).status == 422
    form = {"questions": "세금계산서", "idempotency_key": "once-and-no-more"}
    assert submit(office.cast.examiner, path, form).status == 303
    assert submit(office.cast.examiner, path, form).status == 303
    items = office.cast.examiner.get(f"/cases/{office.open_case}/supplements")["items"]
    assert len(items) == 1


def test_a_panel_is_named_with_the_agenda_and_not_by_hand(office: Office) -> None:
    path = f"/queue/{office.open_case}/seats"
    chosen = {"account_id": office.cast.commissioner.account_id}
    answer = submit(office.cast.secretary, path, chosen)
    assert answer.status == 409
    assert "안건을 상정할 때 지정합니다" in text_of(answer)
    status, text = page(office.cast.secretary, f"/committee/cases/{office.open_case}")
    assert status == 200
    assert "심의 상정" in text
