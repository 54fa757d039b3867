"""A court asks for records, staff decide item by item, the court receives them: all on pages."""

import hashlib
import re
from collections.abc import Generator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from app.demo.stage import Player
from tests.discovery.transmissions.conftest import REQUEST, Bench, open_bench
from tests.support.site import Site, errors_of

_MOST_CLICKS_TO_ASK = 5
_MOST_CLICKS_TO_RECEIVE = 3


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Generator[Bench]:
    """Yield a bench; the test runs on both kinds of database."""
    with open_bench(tmp_path / "town", database_url) as opened:
        yield opened


class Desk(Site):
    """A browser that counts what is pressed, and presses only what the open page offers."""

    def __init__(self, bench: Bench, player: Player, language: str = "ko") -> None:
        """Sign in as one of the bench's people."""
        super().__init__(bench.stage.house, language)
        self.clicks = 0
        self.get("/sign-in")
        self.press("/sign-in/demonstration", account=player.account_id)
        self.clicks = 0

    def follow(self, path: str) -> str:
        """Press a link."""
        self.clicks += 1
        assert f'href="{path}"' in self.page.text, path
        return self.get(path)

    def send(self, action: str, expect: int = 200, **typed: Any) -> str:
        """Press a form's button; redirects are followed."""
        self.clicks += 1
        assert f'action="{action}"' in self.page.text, action
        return self.press(action, expect, **typed)

    def take(self, action: str) -> bytes:
        """Press a button that gives out a file; the page stays open."""
        here = self.page
        self.send(action)
        content = self.page.content
        self.page = here
        return content


def request_of(site: Site) -> str:
    """Return the id of the request whose page is open."""
    return site.path.rpartition("/")[2]


def words(page: str) -> str:
    """Return a page as it is read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_records_are_asked_for_refused_in_part_received_and_called_back_on_pages(
    bench: Bench,
) -> None:
    court = Desk(bench, bench.court)
    assert court.path == "/transmissions"
    assert "요구 내역이 없습니다" in court.page.text
    asked = asks(bench, court)
    decides(bench, asked)

    home = Desk(bench, bench.court)  # tracking takes no click
    assert "기록이 송부되었습니다" in home.page.text
    path = f"/transmissions/{asked}"
    page = words(home.follow(path))
    assert "송부하지 않는 기록 1건" in page
    assert "영업비밀 상생협력법 제40조제4항부터 제8항까지" in page
    assert "제조 공정 조건이 드러남" in page
    package = bench.packages(asked)["records"]
    sealed = home.take(f"{path}/packages/{package['id']}")
    assert hashlib.sha256(sealed).hexdigest() == package["sha256"]
    assert bench.opened(sealed).startswith(b"PK")
    assert bench.state(asked) == "delivered"
    page = words(home.follow(f"{path}/receipt"))
    assert home.clicks == _MOST_CLICKS_TO_RECEIVE
    assert f'verify.py --key "{bench.stage.house.keys.public.text}"' in page
    typed = {"sha256-0": "0" * 64}
    home.press(f"{path}/receipt", 409, **typed)
    assert "보낸 꾸러미의 해시와 다릅니다" in errors_of(home.page.text)[0]
    assert "0" * 64 in home.page.text  # what was typed is kept
    home.clicks = 0
    home.send(f"{path}/receipt", **{"sha256-0": hashlib.sha256(sealed).hexdigest()})
    assert home.clicks == 1
    assert bench.state(asked) == "acknowledged"
    calls_back(bench, asked, home)


def asks(bench: Bench, court: Desk) -> str:
    """Let the court ask: a link, an Act from a list, a box, and the button."""
    court.follow("/transmissions/new")
    court.clicks += 2  # the Act is chosen, the box ticked
    form = {**REQUEST, "categories": ["other_records", "papers_list"], "recipient_key": bench.key}
    page = court.send("/transmissions/new", **form)
    assert court.clicks <= _MOST_CLICKS_TO_ASK
    assert "송부 요구를 접수했습니다" in page
    assert "상생협력법 제40조제4항부터 제8항까지" in words(page)
    assert bench.case_id not in page
    return request_of(court)


def decides(bench: Bench, asked: str) -> None:
    """Let the staff match, review, decide item by item, decide, and release, each on a page."""
    path, number = f"/transmissions/{asked}", bench.secretary.get(f"/cases/{bench.case_id}")
    secretary = Desk(bench, bench.secretary)
    secretary.follow("/transmissions")
    secretary.follow(path)
    secretary.follow(f"{path}/steps/match")
    secretary.send(f"{path}/steps/match", 422, case_number="2028-기술-999999-A")
    assert "이 번호의 사건을 찾을 수 없습니다" in errors_of(secretary.page.text)[0]
    assert "2028-기술-999999-A" in secretary.page.text
    secretary.send(f"{path}/steps/match", case_number=number["number"])

    examiner = Desk(bench, bench.examiner)
    examiner.get(f"/queue/{bench.case_id}/transmissions")
    examiner.follow(path)
    examiner.follow(f"{path}/steps/review")
    examiner.send(f"{path}/steps/review")
    refusal = {"ground": "trade_secret", "reason": "제조 공정 조건이 드러남"}
    for place, item in enumerate(bench.items(asked)):
        action = f"{path}/items/{item['id']}"
        examiner.follow(action)
        if place:
            examiner.send(action, choice="send", pages="2")
        else:
            examiner.send(action, 422, choice="refuse", ground="trade_secret", reason="")
            assert any("거부하는 까닭" in one for one in errors_of(examiner.page.text))
            examiner.send(action, choice="refuse", **refusal)

    lead = Desk(bench, bench.lead)
    lead.get(path)
    lead.follow(f"{path}/steps/decision")
    lead.send(f"{path}/steps/decision", grant_level="3", reason="영업비밀 1건을 제외함")
    assert "일부 송부 결정" in lead.page.text
    secretary.get(path)
    secretary.follow(f"{path}/steps/release")
    secretary.send(f"{path}/steps/release", expires_in_days="7", max_downloads="1")
    assert bench.build(asked) == 1


def calls_back(bench: Bench, asked: str, court: Desk) -> None:
    """Let the secretary call the records back; the court is told and gets nothing any more."""
    path = f"/transmissions/{asked}"
    secretary = Desk(bench, bench.secretary)
    secretary.get(path)
    secretary.follow(f"{path}/steps/clawback")
    secretary.send(f"{path}/steps/clawback", 422, reason="")
    secretary.send(f"{path}/steps/clawback", reason="가림 처리 누락", replace="yes")
    page = words(court.get(path))
    assert "가림 처리 누락" in page
    assert "새로 송부한 기록으로 이동" in page
    package = bench.packages(asked)["records"]["id"]
    token = re.search(r'name="csrf_token" value="([^"]+)"', court.page.text)
    assert token
    again = court.client.post(f"{path}/packages/{package}", data={"csrf_token": token[1]})
    assert again.status_code == 409
    assert "더 이상 내려받을 수 없습니다" in errors_of(again.text)[0]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Bench]:
    """Yield a bench on one database, for what does not depend on its kind."""
    with open_bench(tmp_path_factory.mktemp("court") / "town", "") as opened:
        yield opened


def test_a_request_that_lacks_something_keeps_what_was_typed(office: Bench) -> None:
    court = Desk(office, office.court)
    court.get("/transmissions/new")
    court.send("/transmissions/new", 422, **{**REQUEST, "categories": [], "recipient_key": "age1x"})
    assert any("요구하는 기록" in one for one in errors_of(court.page.text))
    assert REQUEST["docket_number"] in court.page.text
    assert REQUEST["scope"] in court.page.text


@pytest.mark.parametrize(
    ("filed_on", "said"),
    [
        ("2028-03-02", "거부 사유가 없으면 기관은 기록을 보내야 합니다."),
        ("2027. 5. 4.", "아직 의무는 아닙니다."),
    ],
)
def test_the_rules_are_shown_by_the_day_of_filing_before_anything_is_sent(
    office: Bench, filed_on: str, said: str
) -> None:
    court = Desk(office, office.court)
    court.get("/transmissions/new")
    form = {"suit_act": "win_win", "suit_filed_on": filed_on, "docket_number": "2028가합7"}
    page = court.send("/transmissions/new", **form, then="regime")
    assert said in page
    assert "2028가합7" in page
    assert errors_of(page) == []


def test_a_double_press_asks_once(office: Bench) -> None:
    court = Desk(office, office.court)
    court.get("/transmissions/new")
    form, here = {**REQUEST, "recipient_key": office.key}, court.page
    court.send("/transmissions/new", **form)
    first = request_of(court)
    court.page = here
    court.send("/transmissions/new", **form)
    assert request_of(court) == first


def test_a_form_from_elsewhere_is_refused(office: Bench) -> None:
    court = Desk(office, office.court)
    answer = court.client.post("/transmissions/new", data={**REQUEST, "csrf_token": "forged"})
    assert answer.status_code == 403
    answer = court.client.post("/transmissions/trm_1/receipt", data={"sha256-0": "0" * 64})
    assert answer.status_code == 403


def test_others_learn_nothing_of_a_request(office: Bench) -> None:
    asked = office.matched()
    for player in (office.owner, office.other_court, office.other_lead):
        site = Desk(office, player)
        status = site.client.get(f"/transmissions/{asked}").status_code
        assert status in {403, 404}
    auditor = Desk(office, office.auditor)
    page = auditor.get(f"/transmissions/{asked}")
    assert "이 역할은 기록 목록을 볼 수 없습니다" in page


def test_a_step_that_is_not_open_has_no_page(office: Bench) -> None:
    asked = office.matched()
    court = Desk(office, office.court)
    for step in ("release", "clawback", "match", "nonsense"):
        court.get(f"/transmissions/{asked}/steps/{step}", 404)
    page = court.get(f"/transmissions/{asked}/receipt")
    assert "모든 꾸러미를 먼저 내려받아 주세요" in page
    secretary = Desk(office, office.secretary)
    secretary.get(f"/transmissions/{asked}/steps/recipient", 404)  # the court's own key
    page = secretary.get(f"/transmissions/{asked}")
    assert "/steps/withdrawal" not in page
    assert "검토 시작" in page


def test_who_decided_does_not_release(office: Bench) -> None:
    asked = office.reviewed()
    office.mark_all(asked)
    office.do(office.lead, asked, "decision", {"grant_level": 3})
    lead = Desk(office, office.lead)
    assert "/steps/release" not in lead.get(f"/transmissions/{asked}")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_opens_in_both_languages(office: Bench, language: str) -> None:
    asked = office.released()
    court = Desk(office, office.court, language)
    for path in ("", "/new", f"/{asked}", f"/{asked}/receipt"):
        assert f'<html lang="{language}">' in court.get(f"/transmissions{path}")
    secretary = Desk(office, office.secretary, language)
    for path in (f"/{asked}", f"/{asked}/steps/clawback"):
        assert f'<html lang="{language}">' in secretary.get(f"/transmissions{path}")
    assert "서울중앙지방법원" in secretary.get(f"/queue/{office.case_id}/transmissions")


def test_the_page_of_what_was_released_says_what_comes_next(office: Bench) -> None:
    asked = office.reviewed()
    office.mark_all(asked)
    refusal = {"ground": "trade_secret", "reason": "공정 조건"}
    assert office.mark(asked, 1, "refuse", **refusal).status == 201
    office.do(office.lead, asked, "decision", {"grant_level": 3})
    office.do(office.secretary, asked, "release", {"max_downloads": 2})
    office.build(asked)
    path = f"/transmissions/{asked}"
    court = Desk(office, office.court)
    page = court.get(path)
    assert "기관 사건번호" in page
    assert "새로 송부를 요구하여" in page
    assert "가능한 다음 단계가 없습니다" not in page
    assert "확인하고 수령 확인" not in page
    assert f"/packages/{office.packages(asked)['records']['id']}" in page
    court.take(f"{path}/packages/{office.packages(asked)['records']['id']}")
    page = court.get(path)
    assert "확인하고 수령 확인" in page
    assert "기관 사건번호" in court.get("/transmissions")


def test_after_the_window_closed_the_page_offers_no_download(tmp_path: Path) -> None:
    with open_bench(tmp_path / "town", "") as bench:
        asked = bench.released(expires_in_days=1)
        bench.later(days=1)
        page = Desk(bench, bench.court).get(f"/transmissions/{asked}")
        assert "기한 지남" in page
        assert "/packages/" not in page
        assert "기간이 지났습니다" in page


def test_a_record_that_was_not_asked_for_carries_no_decision(office: Bench) -> None:
    asked = office.reviewed(categories=["statements"])
    assert office.mark(asked, 1, "send", record_class="statement").status == 201
    assert office.mark(asked, 2, "send", record_class="agency_written").status == 201
    page = words(Desk(office, office.examiner).get(f"/transmissions/{asked}"))
    assert page.count("송부 대상 아님") == 3


def test_a_refusal_without_a_ground_is_asked_for_one(office: Bench) -> None:
    asked = office.reviewed()
    action = f"/transmissions/{asked}/items/{office.items(asked)[0]['id']}"
    examiner = Desk(office, office.examiner)
    page = examiner.get(action)
    assert not re.search(r'for="reason">[^<]*<span class="optional"', page)
    assert re.search(r'for="pages">[^<]*<span class="optional"', page)
    examiner.send(action, 422, choice="refuse", ground="", reason="까닭")
    assert any("거부 사유를 골라 주세요" in one for one in errors_of(examiner.page.text))
    assert "‘-’" not in examiner.page.text


def test_the_answer_on_the_rules_opens_where_it_stands(office: Bench) -> None:
    court = Desk(office, office.court)
    page = court.get("/transmissions/new")
    assert 'formaction="/transmissions/new#regime"' in page
    assert page.count('id="regime"') == 1


def test_empty_fields_are_asked_to_be_filled_in_korean(office: Bench) -> None:
    court = Desk(office, office.court)
    court.get("/transmissions/new")
    form = {"suit_act": "win_win", "suit_filed_on": "", "court": "", "scope": ""}
    court.send("/transmissions/new", 422, **form)
    found = errors_of(court.page.text)
    assert sum("이 항목을 입력해 주세요" in one for one in found) >= 3
    assert not any(re.search("[a-z]{4}", one) for one in found), found
