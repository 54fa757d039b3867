"""Notices, requests, declarations, panels and findings: the pure rules of the committee."""

from datetime import date, timedelta

import pytest

from app.committee.agenda import lifecycle, rules
from app.committee.agenda.problems import NoticeTooShort, RequestTooLate
from app.committee.decisions.problems import FindingUnproved, NotClerical
from app.committee.decisions.rules import check_correction, check_findings
from app.committee.members.problems import PanelWrong
from app.committee.members.rules import Term, check_panel, prescribed_size
from app.committee.recusal.problems import DeclarationIncomplete
from app.committee.recusal.rules import Ground, check_declaration
from app.committee.terms import PanelKind
from app.law.book import load

HEARING = date(2026, 9, 29)


@pytest.mark.step("K14")
@pytest.mark.parametrize(("days", "fits"), [(10, True), (9, False), (30, True)])
def test_a_hearing_is_announced_ten_days_ahead(days: int, fits: bool) -> None:
    facts = lifecycle.ItemFacts(
        today=HEARING - timedelta(days=days), hearing_on=HEARING, notice_days=10
    )
    blocked = lifecycle.notice_in_time(facts)
    assert (blocked is None) is fits
    if blocked:
        assert "제37조" in str(blocked.basis[0])


@pytest.mark.step("K14")
@pytest.mark.parametrize(("days", "fits"), [(5, True), (4, False)])
def test_an_opinion_hearing_is_announced_five_days_ahead(days: int, fits: bool) -> None:
    on = HEARING - timedelta(days=3)
    today = on - timedelta(days=days)
    if fits:
        rules.check_opinion_hearing(on, HEARING, today, 5)
    else:
        with pytest.raises(NoticeTooShort):
            rules.check_opinion_hearing(on, HEARING, today, 5)


def test_an_opinion_hearing_comes_before_the_hearing() -> None:
    with pytest.raises(NoticeTooShort):
        rules.check_opinion_hearing(HEARING + timedelta(days=1), HEARING, date(2026, 9, 1), 5)


@pytest.mark.step("K14")
def test_closed_parts_are_asked_for_five_days_before_the_hearing() -> None:
    rules.check_secrecy_day(HEARING, date(2026, 9, 24), 5)
    with pytest.raises(RequestTooLate) as refusal:
        rules.check_secrecy_day(HEARING, date(2026, 9, 25), 5)
    assert refusal.value.facts["last_on"] == "2026-09-24"
    assert "제47조" in str(refusal.value.basis[0])


def test_nobody_hears_a_case_before_everybody_declared_and_every_challenge_was_decided() -> None:
    open_hearing = lifecycle.AGENDA_ITEM.find("notified", "open_hearing")
    facts = lifecycle.ItemFacts(
        today=HEARING, hearing_on=HEARING, notice_days=10, undeclared=1, challenges_open=1
    )
    assert {b.code for b in open_hearing.blocked(facts)} == {"undeclared", "challenge_open"}


def test_a_member_stays_away_with_a_reason_and_an_article_only() -> None:
    check_declaration(Ground.NONE, "", "")
    check_declaration(Ground.RECUSAL, "사외이사였음", "공정거래법 제67조")
    for reason, article, wrong in (("", "", 2), ("사유", "", 1), ("", "조문", 1)):
        with pytest.raises(DeclarationIncomplete) as refusal:
            check_declaration(Ground.DISQUALIFICATION, reason, article)
        assert len(refusal.value.errors) == wrong


TERMS = [
    Term("a", date(2026, 1, 1), None),
    Term("b", date(2026, 1, 1), date(2026, 6, 30)),
    Term("c", date(2026, 1, 1), None),
]


@pytest.mark.parametrize(
    ("chosen", "chair", "size", "codes"),
    [
        (["a", "c"], "a", None, set()),
        (["a", "c"], "a", 2, set()),
        (["a", "c"], "a", 3, {"wrong_number"}),
        (["a", "b"], "a", None, {"not_in_office"}),
        (["a", "a"], "a", None, {"twice"}),
        (["a", "c"], "b", None, {"not_a_member"}),
    ],
    ids=["fits", "fits-the-number", "wrong-number", "out-of-office", "twice", "chair-outside"],
)
def test_a_panel_is_formed_of_members_in_office(
    chosen: list[str], chair: str, size: int | None, codes: set[str]
) -> None:
    found: set[str] = set()
    try:
        check_panel(chosen, chair, TERMS, from_on=date(2026, 7, 1), size=size)
    except PanelWrong as refusal:
        found = {error.code for error in refusal.errors}
    assert found == codes


def test_how_many_members_a_panel_has_is_not_configured() -> None:
    book = load()
    assert {prescribed_size(book, kind, HEARING) for kind in PanelKind} == {None}


def test_each_finding_names_evidence_of_the_file() -> None:
    check_findings([["exh_1"], ["exh_1", "exh_2"]], ["exh_1", "exh_2"])
    with pytest.raises(FindingUnproved) as refusal:
        check_findings([[], ["exh_9"]], ["exh_1"])
    assert [error.code for error in refusal.value.errors] == ["missing", "not_on_file"]


def test_a_correction_mends_a_passage_that_is_there() -> None:
    check_correction("A-21", "A-12", ["도면 A-21을 폐기한다."])
    for passage, corrected in (("A-99", "A-12"), ("A-21", "A-21")):
        with pytest.raises(NotClerical):
            check_correction(passage, corrected, ["도면 A-21을 폐기한다."])
