"""Papers are numbered without gaps, stored as issued, read by their side, checked by anybody."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.access.actor import ANYBODY, OPEN, WORKER, Actor, Role, Target, Tie
from app.db.leaf import canonical
from app.db.work import Work, begin, perform
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden, NotFound
from app.kernel.text import Language, Text
from app.law.book import load
from app.papers import actions, queries
from app.papers.documents import MeasurePaper, Paper
from app.papers.problems import NoSuchCode, NotInThisLanguage, PaperDamaged, PaperNotInForce
from app.papers.render import render
from app.papers.routes import router
from app.papers.tables import IssuedPaper
from app.web import problems
from app.web.deps import Credentials, Desk
from tests.support.papers import a_measure, a_receipt, a_surcharge

UNIT = "기술유용조사과"
ORDER = replace(
    a_measure("corrective_order", Text("시정명령", "Corrective order"), Text("주문", "Order")),
    registration_number=UNIT,
)
RECEIPT = replace(a_receipt(), registration_number=UNIT)
COMPLAINANT = Actor(account_id="account_c", person_id="person_c", role=Role.PARTY)
RESPONDENT = Actor(account_id="account_r", person_id="person_r", role=Role.PARTY)
STRANGER = Actor(account_id="account_s", person_id="person_s", role=Role.PARTY)
SECRETARY = Actor(account_id="account_o", person_id="person_o", role=Role.SECRETARY)
ACTORS = {actor.account_id: actor for actor in (COMPLAINANT, RESPONDENT, STRANGER, SECRETARY)}
TIES = {"account_c": Tie.COMPLAINANT, "account_r": Tie.RESPONDENT}


def case_target(work: Work, _case_id: str) -> Target:
    tie = TIES.get(work.actor.account_id)
    return Target(ties=frozenset({tie} if tie else ()))


@pytest.fixture
def world(engine: Engine, clock: FrozenClock) -> World:
    book = load()
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    return World(engine, clock, lambda _: book, lambda _: calendar, b"k" * 32)


Issue = Callable[..., IssuedPaper]


@pytest.fixture
def issue(world: World) -> Issue:
    def act(document: Paper = ORDER, language: str = "ko", case_id: str = "case_1") -> IssuedPaper:
        return perform(world, WORKER, lambda work: actions.issue(
            work, case_id=case_id, subject_id="measure_1", document=document, language=language,
            target=OPEN))  # fmt: skip

    return act


def read(
    world: World, actor: Actor, paper_id: str, language: Language | None = None
) -> queries.PaperContent:
    return perform(
        world,
        actor,
        lambda work: queries.content(work, paper_id, target_of=case_target, language=language),
        reading=True,
    )


def test_a_paper_is_stored_as_it_was_set(world: World, issue: Issue) -> None:
    paper = issue()
    found = read(world, SECRETARY, paper.id)
    assert found.content.startswith(b"%PDF")
    assert hashlib.sha256(found.content).hexdigest() == paper.sha256 == found.sha256
    assert len(found.content) == paper.size_bytes
    with begin(world, SECRETARY, reading=True) as work:
        kept = work.session.get_one(IssuedPaper, paper.id).data
    assert render(paper.template, kept, language="ko") == found.content
    assert kept["verification_code"] == paper.verification_code
    assert kept["registration_number"] == paper.registration_number


def test_a_paper_has_its_translation_under_the_same_number_and_code(
    world: World, issue: Issue
) -> None:
    paper = issue()
    found = read(world, SECRETARY, paper.id, "en")
    assert found.sha256 == paper.translation_sha256 != paper.sha256
    assert (len(found.content), found.file_name) == (
        paper.translation_size_bytes, f"{paper.registration_number}-en.pdf",
    )  # fmt: skip
    assert read(world, SECRETARY, paper.id, "ko").sha256 == paper.sha256
    assert found.content == render(paper.template, paper.data, language="en")
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE paper_translation SET content = :c"), {"c": b"%PDF-forged"})
    with pytest.raises(PaperDamaged):
        read(world, SECRETARY, paper.id, "en")


def test_a_paper_from_before_translations_has_one_language_only(world: World, issue: Issue) -> None:
    paper = issue()
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE issued_paper SET translation_sha256 = NULL"))
    with pytest.raises(NotInThisLanguage):
        read(world, SECRETARY, paper.id, "en")
    assert read(world, SECRETARY, paper.id).sha256 == paper.sha256


def test_numbers_follow_each_other_for_each_unit_and_year(
    world: World, issue: Issue, clock: FrozenClock
) -> None:
    other = replace(ORDER, registration_number="기술보호과")
    assert issue().registration_number == f"{UNIT}-2026-0001"
    assert issue(RECEIPT, "en").registration_number == f"{UNIT}-2026-0002"
    assert issue(other).registration_number == "기술보호과-2026-0001"

    def undone(work: Work) -> None:
        actions.issue(work, case_id="case_1", subject_id="measure_1", document=ORDER,
                      language="ko", target=OPEN)  # fmt: skip
        raise NotFound

    with pytest.raises(NotFound):
        perform(world, WORKER, undone)
    assert issue().registration_number == f"{UNIT}-2026-0003"
    clock.advance(days=60)
    assert issue().registration_number == f"{UNIT}-2027-0001"


def test_the_event_names_the_paper_and_nobody(world: World, issue: Issue) -> None:
    paper = issue(RECEIPT)
    with world.engine.connect() as connection:
        payload = connection.execute(text("SELECT payload FROM audit_leaf")).scalar_one()
    assert paper.sha256 in payload
    assert canonical(str(RECEIPT.complainant)).decode() not in payload
    assert '"event":"paper_issued"' in payload


def test_titles_follow_the_document(issue: Issue) -> None:
    assert (issue(RECEIPT).title_ko, issue(RECEIPT).audience) == ("신고 접수증", "complainant")
    order = issue()
    assert isinstance(ORDER, MeasurePaper)
    assert (order.title_ko, order.title_en, order.audience) == (
        "시정명령", "Corrective order", "parties",
    )  # fmt: skip


@pytest.mark.parametrize("unit", ["", "과" * 41])
def test_a_paper_needs_an_issuing_unit(issue: Issue, unit: str) -> None:
    with pytest.raises(ValueError, match="issuing unit"):
        issue(replace(ORDER, registration_number=unit))


def test_only_the_service_itself_issues(world: World, issue: Issue) -> None:
    paper = issue()
    for act in (
        lambda work: actions.issue(work, case_id="case_1", subject_id="m", document=ORDER,
                                   language="ko", target=OPEN),
        lambda work: actions.withdraw_paper(work, paper_id=paper.id, target=OPEN),
        lambda work: actions.replace_paper(work, paper_id=paper.id, by_paper_id=paper.id,
                                           target=OPEN),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            perform(world, SECRETARY, act)


def test_each_side_reads_only_what_is_meant_for_it(world: World, issue: Issue) -> None:
    surcharge = issue(replace(a_surcharge(), registration_number=UNIT))
    receipt, order = issue(RECEIPT), issue()
    readers = {
        receipt.id: {COMPLAINANT, SECRETARY},
        order.id: {COMPLAINANT, RESPONDENT, SECRETARY},
        surcharge.id: {RESPONDENT, SECRETARY},
    }
    for paper_id, allowed in readers.items():
        for actor in (*ACTORS.values(), ANYBODY):
            if actor in allowed:
                assert read(world, actor, paper_id).content
            else:
                with pytest.raises(Exception) as refused:  # noqa: PT011 - kind depends on the actor
                    read(world, actor, paper_id)
                assert refused.value.__class__.__name__ in {"NotFound", "Unauthenticated"}


def test_a_case_lists_the_papers_that_one_may_read(world: World, issue: Issue) -> None:
    receipt, order = issue(RECEIPT), issue()
    issue(case_id="case_2")

    def listed(actor: Actor) -> list[str]:
        def query(work: Work) -> list[str]:
            target = case_target(work, "case_1")
            return [paper.id for paper in queries.papers_of(work, "case_1", target=target)]

        return perform(world, actor, query, reading=True)

    assert listed(COMPLAINANT) == [receipt.id, order.id]
    assert listed(RESPONDENT) == [order.id]
    with pytest.raises(NotFound):
        listed(STRANGER)


def test_anybody_checks_a_code_as_it_is_typed(world: World, issue: Issue) -> None:
    paper = issue(RECEIPT)

    def check(code: str) -> dict[str, object]:
        found = perform(world, ANYBODY, lambda work: queries.verify_code(work, code), reading=True)
        return found.model_dump(mode="json")

    shown = check(paper.verification_code)
    assert shown == {
        "title": {"ko": "신고 접수증", "en": "Receipt of Complaint"}, "template": "receipt",
        "language": "ko", "registration_number": paper.registration_number,
        "issued_on": "2026-11-23", "sha256": paper.sha256, "size_bytes": paper.size_bytes,
        "translation_sha256": paper.translation_sha256,
        "translation_size_bytes": paper.translation_size_bytes,
        "status": "issued", "demonstration": True,
    }  # fmt: skip
    typed = paper.verification_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert check(typed) == shown
    with_number = perform(world, ANYBODY, lambda work: queries.verify_code(
        work, paper.verification_code, number=f" {paper.registration_number} "), reading=True)  # fmt: skip
    assert with_number.sha256 == paper.sha256
    with pytest.raises(NoSuchCode):
        perform(world, ANYBODY, lambda work: queries.verify_code(
            work, paper.verification_code, number="기술유용조사과-2026-9999"), reading=True)  # fmt: skip
    for wrong in ("", "ABCD", "0000-0000-0000-0000", "\x00" * 16, "확인" * 8):
        with pytest.raises(NoSuchCode):
            check(wrong)


def test_a_paper_that_no_longer_holds_says_so(world: World, issue: Issue) -> None:
    first, second, third = issue(), issue(), issue()
    foreign = issue(case_id="case_2")

    def replaced(paper_id: str, by: str) -> IssuedPaper:
        return perform(world, WORKER, lambda work: actions.replace_paper(
            work, paper_id=paper_id, by_paper_id=by, target=OPEN))  # fmt: skip

    assert replaced(first.id, second.id).replaced_by_id == second.id
    perform(
        world, WORKER, lambda work: actions.withdraw_paper(work, paper_id=third.id, target=OPEN)
    )
    for paper, status in ((first, "replaced"), (second, "issued"), (third, "withdrawn")):
        code = paper.verification_code
        found = perform(world, ANYBODY, lambda work, code=code: queries.verify_code(work, code))
        assert found.status == status
    for old, new in ((first.id, second.id), (second.id, third.id), (second.id, second.id),
                     (second.id, foreign.id)):  # fmt: skip
        with pytest.raises(PaperNotInForce):
            replaced(old, new)
    with pytest.raises(NotFound):
        replaced("paper_" + "0" * 32, second.id)


def test_the_papers_of_what_was_annulled_no_longer_hold(world: World, issue: Issue) -> None:
    order, other = issue(), issue()
    with begin(world, WORKER) as work:
        actions.withdraw_about(work, subject_id="measure_2", target=OPEN)
    assert queries_status(world, order) == "issued"
    with begin(world, WORKER) as work:
        actions.withdraw_about(work, subject_id="measure_1", target=OPEN)
    assert {queries_status(world, paper) for paper in (order, other)} == {"withdrawn"}


def queries_status(world: World, paper: IssuedPaper) -> str:
    code = paper.verification_code
    found = perform(world, ANYBODY, lambda work: queries.verify_code(work, code), reading=True)
    return found.status


def test_a_file_that_was_changed_is_not_handed_out(world: World, issue: Issue) -> None:
    paper = issue()
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE paper_file SET content = :c"), {"c": b"%PDF-forged"})
    with pytest.raises(PaperDamaged):
        read(world, SECRETARY, paper.id)


@pytest.fixture
def client(world: World) -> TestClient:
    app = FastAPI()
    problems.install(app)

    def identify(_work: Work, credentials: Credentials) -> Actor:
        return ACTORS.get(credentials.secret, ANYBODY)

    app.state.desk = Desk(world, identify)
    app.state.case_target = case_target
    app.include_router(router)
    return TestClient(app, raise_server_exceptions=False)


def test_a_paper_is_read_and_downloaded_over_http(client: TestClient, issue: Issue) -> None:
    paper = issue()
    headers = {"Authorization": "Bearer account_r"}
    facts = client.get(f"/api/v1/papers/{paper.id}", headers=headers)
    assert facts.status_code == 200
    assert facts.headers["etag"] == '"v1"'
    assert "data" not in facts.json()
    answer = client.get(f"/api/v1/papers/{paper.id}/content", headers=headers)
    digest = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-digest"] == f"sha-256=:{digest}:"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert hashlib.sha256(answer.content).hexdigest() == facts.json()["sha256"]


@pytest.mark.parametrize("paper_id", ["paper_" + "0" * 32, "x", "%00", "case_" + "0" * 32])
def test_a_paper_that_is_not_there_is_not_found(client: TestClient, paper_id: str) -> None:
    headers = {"Authorization": "Bearer account_o"}
    for path in (f"/api/v1/papers/{paper_id}", f"/api/v1/papers/{paper_id}/content"):
        assert client.get(path, headers=headers).status_code == 404


def test_the_verification_page_is_open(client: TestClient, issue: Issue) -> None:
    paper = issue()
    answer = client.get(f"/api/v1/papers/verification/{paper.verification_code}")
    assert answer.status_code == 200
    assert answer.json()["registration_number"] == paper.registration_number
    missing = client.get("/api/v1/papers/verification/0000-0000-0000-0000")
    assert (missing.status_code, missing.json()["code"]) == (404, "no-such-verification-code")
