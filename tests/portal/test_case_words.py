"""What pages say of cases and measures: headings, days, steps that can come, words, units."""

import re
from html import unescape
from pathlib import Path

import pytest

from app import main as root
from app import portal
from tests.support.site import Site


def entered(house: root.House, login: str) -> Site:
    site = Site(house)
    site.enter_as(f"{login}@demo.example")
    return site


def first_story(site: Site) -> str:
    """Return the case of the first story by its address, as the complainant finds it."""
    page = site.get("/my-cases")
    found = [
        path
        for path in dict.fromkeys(re.findall(r'href="(/my-cases/case_[0-9a-f]+)"', page))
        if "2026. 9. 29." in site.get(path)
    ]
    return found[0]


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def stages(page: str) -> str:
    return words(page.partition('class="stages"')[2].partition("</ol>")[0])


def test_the_list_of_measures_of_a_party_is_headed_measures(demonstration: root.House) -> None:
    site = entered(demonstration, "owner")
    page = site.get(first_story(site))
    assert '<h2 id="measures">처분</h2>' in page
    assert "조치 횟수" not in page


def test_the_progress_bar_shows_the_opening_and_the_hearing(demonstration: root.House) -> None:
    site = entered(demonstration, "owner")
    bar = stages(site.get(first_story(site)))
    assert re.search(r"조사 \(완료\) 2026\. 3\. 13\.", bar), bar
    assert re.search(r"심의·의결 \(완료\) 2026\. 9\. 29\.", bar), bar
    assert "2026. 9. 15." not in bar


def measures_of(site: Site) -> dict[str, str]:
    """Return the pages of the measures that an examiner finds, by kind."""
    found: dict[str, str] = {}
    for case in dict.fromkeys(re.findall(r'href="/queue/(case_[0-9a-f]+)"', site.get("/queue"))):
        tab = site.get(f"/queue/{case}/measures")
        for path, kind in re.findall(r'<a href="(/measures/measure_[0-9a-f]+)">([^<]+)</a>', tab):
            found[kind] = found.get(kind, "") + site.get(path).partition('class="steps"')[2]
    return found


def test_a_measure_lists_no_step_that_its_kind_never_knows(demonstration: root.House) -> None:
    found = measures_of(entered(demonstration, "examiner"))
    for step in ("회신 기한 경과 처리", ">이행 확인", "이행 보고", "권고 수락"):
        assert step not in found["과징금"]
    for step in ("회신 기한 경과 처리", "납부 기록", "권고 불수락"):
        assert step not in found["시정명령"]
    assert "불이행 확인" in found["시정명령"]


@pytest.mark.parametrize("path", ["/queue", "/figures"])
def test_who_is_accused_has_one_name(demonstration: root.House, path: str) -> None:
    page = entered(demonstration, "examiner").get(path)
    assert "피조사인" not in page


def test_every_clock_says_the_same_word(demonstration: root.House) -> None:
    from app.law.book import load  # noqa: PLC0415

    assert not [clock.label.ko for clock in load().clocks() if "피조사인" in clock.label.ko]


def test_the_case_number_of_the_queue_is_part_of_the_link(demonstration: root.House) -> None:
    page = entered(demonstration, "examiner").get("/queue")
    table = page.partition('id="queue')[2]
    linked = re.findall(r'<a href="/queue/case_[^"]+">(.*?)</a>', table, flags=re.DOTALL)
    assert linked
    assert all('class="code case-number"' in one for one in linked)


def test_figures_bear_their_unit_in_the_readers_language(demonstration: root.House) -> None:
    values = Site(demonstration).get("/figures")
    for value in ("60일", "3년", "3개월", "5점", "3배", "2,000,000,000원"):
        assert f">{value}<" in values, value
    assert not re.search(r">\d+ (days|months|years)<", values)
    english = Site(demonstration, "en").get("/figures")
    assert ">60 days<" in english
    assert ">KRW 2,000,000,000<" in english


def test_on_small_screens_the_next_step_stands_before_the_content() -> None:
    sheet = (Path(portal.__file__).parent / "static/portal.css").read_text(encoding="utf-8")
    small = sheet.partition("@media (max-width: 48rem)")[2].partition("/* Other ways")[0]
    assert ".with-aside > .stack:last-child { display: contents; }" in small
    assert ".with-aside > .stack:last-child > .steps:first-child { order: -1; }" in small
