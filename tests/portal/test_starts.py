"""Where each role begins, what its menu offers, and who stands on the cards of the demonstration."""

import re

import pytest

from app import main as root
from app.access.actor import Role
from app.portal.places import MENU, home_of, led_to, menu_of
from tests.portal.conftest import BESIDE
from tests.support.site import Site

BEGINS = {
    "owner": "/my-cases",
    "examiner": "/queue",
    "lead": "/queue",
    "secretary": "/queue",
    "commissioner": "/queue",
    "auditor": "/audit/records",
    "administrator": "/messages",
    "court": "/transmissions",
    "expert": "/queue",
    "fund_officer": "/fund",
    "fund_checker": "/fund",
}


def entered(house: root.House, login: str, path: str = "") -> Site:
    site = Site(house)
    site.enter_as(f"{login}@demo.example")
    if path:
        site.get(path)
    return site


def menu(page: str) -> list[str]:
    return re.findall(
        r'href="([^"]+)"', page.partition('class="site-nav"')[2].partition("</nav>")[0]
    )


@pytest.mark.parametrize(("login", "path"), BEGINS.items())
def test_each_role_begins_on_a_page_that_it_may_see(
    demonstration: root.House, login: str, path: str
) -> None:
    assert entered(demonstration, login).path == path


@pytest.mark.parametrize("login", [login for login in BEGINS if login != "owner"])
def test_who_is_no_party_is_led_from_my_cases_to_the_own_page(
    demonstration: root.House, login: str
) -> None:
    assert entered(demonstration, login, "/my-cases").path == BEGINS[login]


def test_signing_in_on_the_way_to_another_roles_page_leads_to_the_own_one(
    demonstration: root.House,
) -> None:
    site = Site(demonstration)
    site.get("/my-cases")
    card = next(part for part in site.page.text.split('class="card"') if "관리원" in part)
    found = re.search(r'value="([^"]+)"', card)
    assert found
    site.press("/sign-in/demonstration", account=found[1])
    assert site.path == "/messages"
    assert led_to(Role.ADMINISTRATOR, "/queue?owner=mine") == "/messages"
    assert led_to(Role.LEAD, "/queue?owner=mine") == "/queue?owner=mine"
    assert led_to(Role.LEAD, "/step-up") == "/step-up"


def test_the_menu_holds_what_the_policy_gives(demonstration: root.House) -> None:
    assert menu(entered(demonstration, "administrator", "/").page.text) == [
        "/", "/messages", "/standstills", "/audit", "/figures", "/verification",
    ]  # fmt: skip
    assert "/audit/records" in menu(entered(demonstration, "auditor", "/").page.text)
    assert "/companies" not in menu(entered(demonstration, "auditor", "/").page.text)
    assert "/my-cases" in menu(entered(demonstration, "owner", "/").page.text)
    assert menu(Site(demonstration).get("/")) == [
        "/", "/postings", "/figures", "/verification",
    ]  # fmt: skip


def test_every_role_has_a_beginning_in_its_menu() -> None:
    for role in Role:
        assert home_of(role) in menu_of(role)
        assert len({place.url for place in menu_of(role)}) == len(menu_of(role))
    assert all(any(place.open_to(role) for role in Role) for place in MENU)


@pytest.mark.parametrize("login", ["administrator", "examiner", "auditor", "court"])
def test_the_start_page_offers_staff_their_own_pages(demonstration: root.House, login: str) -> None:
    page = entered(demonstration, login, "/").page.text.partition("<main")[2]
    row = page.partition('class="button-row"')[2].partition("</div>")[0]
    assert f'href="{BEGINS[login]}"' in row
    assert "/my-cases" not in row
    assert "/complaints/new" not in row


def test_a_refusal_offers_the_way_back_to_the_own_page(demonstration: root.House) -> None:
    site = entered(demonstration, "administrator")
    page = site.get("/queue", 403).partition("<main")[2].partition("</main>")[0]
    assert 'href="/messages"' in page
    assert 'href="/queue"' not in page


def cards(page: str) -> list[str]:
    found = re.findall(r'<li class="card">\s*<h3>.*?</h3>\s*<p class="muted">(.*?)</p>', page)
    return [name for name in found if name.partition(" · ")[0] not in BESIDE.values()]


def test_the_cards_name_firm_or_unit_and_the_stories_people_come_first(
    demonstration: root.House,
) -> None:
    assert cards(Site(demonstration).get("/sign-in")) == [
        "김하늘 · 한빛정밀(가상)",
        "윤조사 · 하도급 담당",
        "한과장 · 하도급 담당",
        "심의담",
        "오위원",
        "박대한 · 대한모터스(가상)",
        "서기술 · 기술 담당",
        "임과장 · 기술 담당",
        "정세진 · 세진전자(가상)",
        "최미래 · 미래플랜트(가상)",
        "이누리 · 누리소재(가상)",
        "정법원",
        "감은서",
        "조기금",
        "문승인",
        "배확인",
        "나출납",
        "관리원",
        "남위원",
        "도위원",
        "류위원",
        "평동반",
    ]
    assert "윤조사 · Subcontracting" in cards(Site(demonstration, "en").get("/sign-in"))


def test_a_message_leads_only_its_own_reader_on(demonstration: root.House) -> None:
    link = "안내된 화면 열기"
    assert link in Site(demonstration).get("/messages")
    assert link in entered(demonstration, "owner", "/messages").page.text
    assert link not in entered(demonstration, "administrator", "/messages").page.text
