"""Each kind of measure has its paper in both languages; a request goes to who is asked to act."""

from datetime import date

import pytest
from sqlalchemy import Engine

from app.access.actor import WORKER
from app.kernel.clock import FrozenClock
from app.kernel.text import Language
from app.papers.documents import SurchargePaper
from app.papers.render import render
from app.sanctions import documents
from app.sanctions import paper_words as words
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, open_scene
from tests.support import measure_papers as by_hand

pytestmark = pytest.mark.step("K20", "M4")


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene on the enacted rules."""
    return open_scene(engine, clock, book=BOOK)


@pytest.mark.parametrize(
    ("track", "state", "code", "kind", "to"),
    [
        ("kftc", "investigating", "SC-DOC", "warning", ""),
        ("kftc", "decision_written", "TK-USE", "criminal_referral", "중대범죄수사청장"),
        ("mss_win_win", "heard", "WW-COND-3", "improvement_request", ""),
    ],
    ids=["warning", "criminal_referral", "improvement_request"],
)
def test_a_measure_has_its_paper_in_both_languages(
    scene: Scene, track: str, state: str, code: str, kind: str, to: str
) -> None:
    items = ["납품대금을 다시 정할 것 (가상)"] if kind == "improvement_request" else []
    case_id = scene.case(track, state, [code])
    measure = scene.issue(scene.draft(case_id, kind, order_items=items).id)
    paper = scene.see(WORKER, lambda work: documents.paper_for(work, measure.id))
    addressee = paper.addressee if isinstance(paper.addressee, str) else paper.addressee.ko
    assert addressee == (to or "주식회사 대한미래모빌리티 (가상)")
    languages: tuple[Language, ...] = ("ko", "en")
    for language in languages:
        made = render(paper.template, paper.as_data(), language=language)
        assert made.startswith(b"%PDF")


def test_no_due_day_is_printed_where_neither_the_rules_nor_the_decision_set_one(
    scene: Scene,
) -> None:
    made = by_hand.measure_papers(scene, "가상", {})
    enacted, announced = (
        made[f"measure {name}"]
        for name in ("surcharge kftc_enacted", "announced_surcharge sme_technology_announced")
    )
    assert isinstance(enacted, SurchargePaper)
    assert isinstance(announced, SurchargePaper)
    assert (enacted.due_on, enacted.payment) == (date(2027, 1, 22), words.PAYMENT)
    assert (announced.due_on, announced.payment) == (None, words.PAYMENT_WITHOUT_DAY)
    assert render(announced.template, announced.as_data(), language="en").startswith(b"%PDF")
