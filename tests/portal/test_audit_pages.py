"""The auditor's pages: who did what with which thing and when, whether all is sound, who opened what."""

import csv
import importlib
import io
import pkgutil
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import app
from app.demo import moves
from app.demo.cast import Cast, gather
from app.demo.stage import Stage
from app.kernel.event import Event, event_name
from app.portal.audit_event_names import KOREAN
from app.portal.audit_integrity import _ONE_AT_A_TIME
from app.portal.audit_words import READS, WHY, change_words, event_words, purpose_words
from tests.support.site import Site, errors_of
from tests.support.town import open_town

_MOST_CLICKS_TO_FIND = 3


@dataclass
class Records:
    """A town with one case that was assigned and whose file somebody opened."""

    stage: Stage
    cast: Cast
    case_id: str
    number: str
    item_id: str

    def auditor(self, language: str = "ko") -> Site:
        """Return the auditor's browser."""
        site = Site(self.stage.house, language)
        site.enter_as("auditor@demo.example")
        return site


@pytest.fixture
def records(database_url: str, tmp_path: Path) -> Generator[Records]:
    """Yield the town; the test runs on both kinds of database."""
    with opened(tmp_path / "town", database_url) as town:
        yield town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generator[Records]:
    """Yield a town on one database, for what does not depend on its kind."""
    with opened(tmp_path_factory.mktemp("audit") / "town", "") as found:
        yield found


class opened:  # noqa: N801 - used as a function
    """The town, open for as long as a test lasts."""

    def __init__(self, folder: Path, url: str) -> None:
        """Remember where the town stands."""
        self._town = open_town(folder, database_url=url)

    def __enter__(self) -> Records:
        """Let a complaint be filed, assigned, and a file of it be opened."""
        stage = self._town.__enter__()
        cast = gather(stage)
        case_id = moves.file(
            cast.owner, cast, "대한모터스(가상)", ["SC-LATE"], "대금을 받지 못했습니다.",
            violation={"trade_ended_on": "2025-12-31", "price_won": 120_000_000},
        )  # fmt: skip
        moves.assign(cast.lead, cast.examiner, case_id)
        found = cast.examiner.get(f"/cases/{case_id}/exhibits")["items"]
        item = found[0]["evidence_item_id"]
        cast.examiner.get(f"/evidence/{item}/content")
        stage.settle()
        number = cast.examiner.get(f"/cases/{case_id}")["number"]
        return Records(stage, cast, case_id, number, item)

    def __exit__(self, *failed: Any) -> None:
        """Close the town."""
        self._town.__exit__(*failed)


def test_who_saw_a_case_on_a_day_is_found_checked_and_exported(records: Records) -> None:
    site = records.auditor()
    assert site.path == "/audit/records"
    clicks = 1  # the thing and the day are typed, the button is pressed
    page = site.get(f"/audit/records?thing={records.number}&on=2026.+3.+2.")
    assert clicks <= _MOST_CLICKS_TO_FIND
    assert "담당자 배정" in page
    assert "증거 내려받기" in page
    assert "한과장" in page
    assert "signed_in" not in page
    assert "조건에 맞는 기록이 없습니다" in site.get(
        f"/audit/records?thing={records.number}&on=2026-03-01"
    )
    address = f"/audit/records.csv?thing={records.number}&on=2026-03-02"
    rows = list(csv.DictReader(io.StringIO(site.client.get(address).content.decode("utf-8-sig"))))
    assert {row["기록"] for row in rows} >= {"complaint_filed", "case_assigned"}
    assert all(records.case_id in str(row) for row in rows)
    site.get("/audit/integrity")
    page = site.press("/audit/integrity")
    assert "감사 기록과 모든 감사 대상 자료에 이상이 없습니다" in page
    note = site.client.get("/audit/checkpoint.txt")
    assert note.text.startswith("sangsaeng/audit\n")
    assert "attachment" in note.headers["content-disposition"]


def test_the_first_broken_link_is_shown(records: Records) -> None:
    with records.stage.house.world.engine.begin() as connection:
        connection.execute(
            text("UPDATE audit_leaf SET payload = REPLACE(payload, 'received', 'resolved') "
                 "WHERE event = 'complaint_filed'")
        )  # fmt: skip
    site = records.auditor()
    site.get("/audit/integrity")
    page = unescape(site.press("/audit/integrity"))
    assert "손상" in page
    assert "기록 내용이 바뀌었습니다" in page


def test_reads_name_the_reader_and_whoever_was_refused(town: Records) -> None:
    refused = town.cast.other_owner.call("GET", f"/evidence/{town.item_id}/content")
    assert refused.status == 404
    site = town.auditor()
    page = site.get(f"/audit/reads?thing={town.item_id}")
    assert "증거 내려받기" in page
    assert "비밀 자료 열람" in page
    assert "윤조사" in page
    assert "거절된 시도" in page
    assert "이누리" in page
    assert "담당자 배정" not in site.get(f"/audit/reads?thing={town.case_id}")
    only = site.get("/audit/reads?event=act_refused")
    assert "증거 내려받기</strong>" not in only
    rows = site.client.get("/audit/reads.csv?event=case_assigned").content.decode("utf-8-sig")
    assert "case_assigned" not in rows  # what is no read is not searched for here


def test_a_sign_in_names_who_signed_in(town: Records) -> None:
    site = town.auditor()
    page = site.get("/audit/records?event=signed_in")
    row = page.partition("<strong>로그인</strong>")[0].rpartition("<tr")[2]
    assert ">감은서</a>" in row
    assert ">국민</a>" not in page
    assert "국민 · " not in page


def test_a_refusal_is_told_in_words(town: Records) -> None:
    town.cast.other_owner.call("GET", f"/evidence/{town.item_id}/content")
    korean = town.auditor().get("/audit/reads?event=act_refused")
    assert "관계 없는 대상 · 없거나 볼 수 없는 페이지입니다" in korean
    english = unescape(town.auditor("en").get("/audit/reads?event=act_refused"))
    assert "No relation to it · Not found, or not yours to see" in english
    assert "tie · not-found" not in korean


def test_every_reason_of_a_refusal_has_words() -> None:
    given = re.compile(r'(?:\b_no\(|because=)"([a-z_]+)"')
    sources = [path.read_text() for path in Path(app.__path__[0]).rglob("*.py")]
    assert {code for source in sources for code in given.findall(source)} == set(WHY)


def test_purposes_and_reasons_are_told_in_words() -> None:
    assert purpose_words({"purpose_code": "review", "what": "evidence"}, "ko") == "검토 · 증거 원본"
    assert purpose_words({"because": "role", "problem": "not-allowed"}, "en") == (
        "Not given to the role · You are not allowed to do this"
    )
    assert purpose_words({"because": "of_old", "problem": "of-old"}, "ko") == "of_old · of-old"


def test_a_search_without_sense_finds_nothing_and_says_why(town: Records) -> None:
    site = town.auditor()
    page = site.get("/audit/records?thing=2026-없음-1&on=tomorrow", 422)
    assert len(errors_of(page)) == 2
    assert "2026-없음-1" in page
    assert "조건에 맞는 기록이 없습니다" in page
    assert site.client.get("/audit/records.csv?on=tomorrow").content.count(b"\r\n") == 1


def test_the_list_goes_on_and_narrows_to_one_person(town: Records) -> None:
    site = town.auditor()
    page = site.get(f"/audit/records?actor={town.cast.lead.account_id}")
    assert "한과장" in page
    assert "윤조사" not in page
    first = site.get("/audit/records")
    onward = unescape(first.partition('class="page-next"')[2].partition('href="')[2])
    assert site.get(onward.partition('"')[0]) != first


def test_a_cell_that_begins_like_a_formula_is_made_harmless(town: Records) -> None:
    content = town.auditor().client.get("/audit/records.csv").content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize(
    "path",
    [
        "/audit/records",
        "/audit/reads",
        "/audit/integrity",
        "/audit/records.csv",
        "/audit/reads.csv",
    ],
)
@pytest.mark.parametrize("login", ["owner", "lead", "administrator"])
def test_the_pages_are_the_auditors_alone(town: Records, login: str, path: str) -> None:
    site = Site(town.stage.house)
    site.enter_as(f"{login}@demo.example")
    assert site.client.get(path).status_code == 403


def test_stored_files_and_incidents_are_told_in_both_languages(town: Records) -> None:
    korean = town.auditor().get("/audit/integrity")
    assert "가장 오래 읽지 않은 파일" in korean
    assert "재확인 기준" in korean
    assert "기준 준수" in korean
    assert "루트 해시" in korean
    english = town.auditor("en").get("/audit/integrity")
    assert "Oldest unread byte" in english
    assert "No stored file was found lost or altered" in english


def test_one_verification_runs_at_a_time(town: Records) -> None:
    site = town.auditor()
    site.get("/audit/integrity")
    with _ONE_AT_A_TIME:
        page = site.press("/audit/integrity", 409)
    assert "이미 검증하고 있습니다" in errors_of(page)[0]


# -- words


def events() -> Iterator[type[Event]]:
    """Yield every kind of event that the service records, not what several have in common."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    waiting = list(Event.__subclasses__())
    while waiting:
        kind = waiting.pop()
        narrower = kind.__subclasses__()
        waiting += narrower
        if not narrower:
            yield kind


def test_every_event_has_a_korean_name() -> None:
    known = {event_name(kind) for kind in events() if kind.__module__.startswith("app.")}
    assert known - set(KOREAN) == set()
    assert set(KOREAN) - known == set()
    assert set(READS) <= known


def test_before_and_after_are_told_in_words() -> None:
    data = {"from_state": "received", "to_state": "investigating"}
    assert change_words(data, "en")[0] != "received"
    assert change_words({"before_won": 10, "after_won": 5}, "ko") == ("10", "5")
    assert change_words({"size": 3}, "ko") == ("", "")
    assert event_words("case_assigned", "en") == "Case assigned"


def test_a_role_that_is_no_auditor_has_no_entry_in_its_menu(town: Records) -> None:
    site = Site(town.stage.house)
    site.enter_as("lead@demo.example")
    assert "/audit/records" not in site.get("/")
