"""What everybody may open, without an account and without scripts."""

from collections.abc import Generator
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo.stage import Stage
from app.kernel.problems import Kind
from app.portal.start import WHAT_TO_DO, known_problems
from app.portal.visit import onward
from tests.support.site import Site, errors_of
from tests.support.town import open_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    folder: Path = tmp_path_factory.mktemp("public") / "town"
    with open_town(folder) as stage:
        stage.player(Role.PARTY, "김하늘", login="owner@demo.example")
        stage.player(Role.LEAD, "한과장", login="lead@demo.example", unit="subcontract")
        yield stage


@pytest.fixture
def site(town: Stage) -> Site:
    return Site(town.house)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "path",
    ["/", "/problems", "/problems/wrong-code", "/messages", "/verification", "/audit", "/figures",
     "/choices", "/api", "/api/complaints", "/eligibility", "/sign-in", "/register",
     "/reset-password", "/complaints/new", "/complaints/resume"],
)  # fmt: skip
def test_every_open_page_opens_in_both_languages(town: Stage, path: str, language: str) -> None:
    page = Site(town.house, language).get(path)
    assert f'<html lang="{language}">' in page
    assert "<script>" not in page
    assert ' style="' not in page


def test_every_kind_of_refusal_has_a_page_that_says_what_to_do(site: Site) -> None:
    problems = known_problems()
    assert len(problems) > 40
    page = site.get("/problems/step-blocked")
    assert "아직 할 수 없는 단계입니다" in page
    assert "This step is blocked" in page
    site.get("/problems/no-such-thing", 404)
    assert set(WHAT_TO_DO) == set(Kind)


def test_a_page_that_is_not_there_says_what_to_do_and_names_the_request(site: Site) -> None:
    page = site.get("/nowhere", 404)
    assert "없거나 볼 수 없는 페이지입니다" in page
    assert site.page.headers["x-request-id"] in page


def test_a_code_that_no_paper_bears_keeps_what_was_typed(site: Site) -> None:
    page = site.get("/verification?code=ABCD", 404)
    assert 'value="ABCD"' in page
    assert "이 확인번호로 발급된 문서가 없습니다" in errors_of(page)[0]
    assert errors_of(site.get("/verification?code=", 422)) == ["문서에 적힌 확인번호를 입력하세요"]


def test_figures_say_how_sure_each_one_is(site: Site) -> None:
    assert "시행 법령" in site.get("/figures")
    missing = site.get("/figures?status=unknown")
    assert "설정되지 않음" in missing
    assert "조건에 맞는 수치가 없습니다" in site.get("/figures?q=zzzz")


def test_the_reference_names_every_operation_of_the_api(site: Site) -> None:
    document = site.client.get("/api/v1/openapi.json").json()
    index = site.get("/api")
    for verbs in document["paths"].values():
        for verb in verbs.values():
            assert f"#{verb['operationId']}" in index
            site.get(f"/api/{verb['tags'][0]}")
    page = site.get("/api/complaints")
    assert "curl -X POST http://127.0.0.1/api/v1/complaints" in page
    assert "Idempotency-Key" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("relation=subcontract&act=technology&ended_on=2025-06-30&secret=yes",
         ["이곳에서 신고할 수 있습니다", "기술자료 유용", "공정거래위원회", "2032. 6. 30."]),
        ("relation=none&act=technology&ended_on=&secret=yes",
         ["이곳에서 신고할 수 있습니다", "중소벤처기업부", "이 법에는 신고 기한이 없습니다"]),
        ("relation=subcontract&act=price&ended_on=2010-01-01&secret=no",
         ["이곳에서 신고할 수 있습니다", "신고 기한이 지났습니다", "그래도 신고할 수 있습니다"]),
        ("relation=retail&act=price&ended_on=&secret=no",
         ["이곳에서 신고할 수 있습니다", "공정거래위원회"]),
    ],
)  # fmt: skip
def test_four_answers_tell_where_a_matter_goes_and_until_when(
    site: Site, query: str, words: list[str]
) -> None:
    page = site.get(f"/eligibility?{query}")
    for word in words:
        assert word in page
    assert "error-summary" not in page


def test_answers_that_are_missing_are_named(site: Site) -> None:
    page = site.get("/eligibility?relation=x&ended_on=abc", 422)
    assert len(errors_of(page)) == 4
    assert 'value="abc"' in page
    future = site.get("/eligibility?relation=retail&act=price&secret=no&ended_on=2030-01-01", 422)
    assert errors_of(future) == ["거래가 끝난 날은 오늘이거나 그 전이어야 합니다"]


def test_the_role_picker_lets_one_in_and_signing_out_lets_one_out(site: Site) -> None:
    site.enter_as("owner@demo.example")
    assert site.path == "/my-cases"
    assert "김하늘" in site.page.text
    site.press("/sign-out")
    assert site.path == "/"
    site.get("/my-cases")
    assert site.path == "/sign-in"


def test_a_wrong_password_is_refused_alike_for_known_and_unknown(site: Site) -> None:
    for login in ("owner@demo.example", "nobody@demo.example"):
        site.get("/sign-in")
        page = site.press("/sign-in", 401, login=login, password="not the password at all")
        assert errors_of(page) == ["이메일 또는 비밀번호가 맞지 않습니다"]
        assert f'value="{login}"' in page


def test_an_account_is_opened_with_a_code_and_a_company_registered(site: Site) -> None:
    site.get("/register?next=/companies/new")
    site.press("/register", login="new@town.example")
    code = site.client.get("/messages").text.partition("인증번호는 ")[2][:9]
    page = site.press("/register/code", 422, code="AAAA-AAAA", name="박새로", password="short")
    assert errors_of(page)
    site.press("/register/code", code=code, name="박새로", password="ginkgo-wharf-41-lamp")
    assert site.path == "/companies/new"
    page = site.press("/companies/new", 422, name="", business_number="102-81-00004")
    assert errors_of(page) == ["상호를 입력하세요"]
    page = site.press("/companies/new", 422, name="새로정밀(가상)", business_number="124-81-00999")
    assert "사업자등록번호를 다시 확인해 주세요" in errors_of(page)[0]
    site.press("/companies/new", name="새로정밀(가상)", business_number="", size="small")
    assert site.path == "/my-cases"


def test_a_form_from_elsewhere_is_refused(site: Site) -> None:
    site.get("/sign-in")
    answer = site.client.post("/sign-in", data={"login": "a@b.example", "password": "x" * 12})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("asked", "gone_to"),
    [
        ("/complaints/draft_1/check", "/complaints/draft_1/check"),
        ("https://elsewhere.example/", "/my-cases"),
        ("//elsewhere.example/", "/my-cases"),
        ("/\\elsewhere.example/", "/my-cases"),
        ("/ok\r\nSet-Cookie: a=b", "/my-cases"),
        ("", "/my-cases"),
    ],
)
def test_one_is_led_on_only_within_this_service(asked: str, gone_to: str) -> None:
    assert onward(asked) == gone_to


def test_an_ended_session_leaves_the_open_pages_open(site: Site) -> None:
    site.client.cookies.set("sangsaeng_session", "long-gone")
    site.get("/")
    site.get("/sign-in")
    site.get("/my-cases")
    assert site.path == "/sign-in"
