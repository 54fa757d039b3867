"""Each body of rules lets go and holds back what the Act says, from the day that the Act says."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.discovery.transmissions import rules
from app.discovery.transmissions.problems import RegimeUnknown
from app.discovery.transmissions.regimes import choose, regime_of, regimes
from app.discovery.transmissions.rules import Category, Choice, Entry, RecordClass, SuitAct

SITUATIONS = tomllib.loads(Path(__file__).with_name("situations.toml").read_text(encoding="utf-8"))[
    "situation"
]
ALL = tuple(Category)


def entry(asked: tuple[str, ...] = ALL, **more: Any) -> Entry:
    """Return an item as the rules look at it."""
    record_class = more.pop("record_class", RecordClass.SUBMITTED)
    return Entry(
        pointer="/items/1", label="신 제1호증", record_class=record_class,
        category=rules.category_of(record_class, asked, more.get("choice", "undecided")),
        contents_asked=rules.contents_asked(record_class, asked), level=more.pop("level", 3),
        **more,
    )  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["name"])
def test_the_rules_of_the_day_answer_the_situation(situation: dict[str, Any]) -> None:
    regime = choose(situation["act"], situation["filed_on"])
    assert regime.code == situation["regime"]
    found = rules.faults(entry(**situation["item"]), regime)
    assert [fault.code for fault in found] == situation["faults"]
    assert str(regime.basis) == situation.get("article", str(regime.basis))
    for fault in found:
        assert fault.detail.ko.startswith("신 제1호증: ")


@pytest.mark.parametrize("act", SuitAct)
@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2027, 9, 8), date(2027, 9, 9),
                                 date(2028, 2, 19), date(2028, 2, 20), date(2199, 12, 31)])  # fmt: skip
def test_every_suit_has_exactly_one_body_of_rules(act: str, day: date) -> None:
    assert sum(regime.governs(act, day) for regime in regimes()) == 1


def test_an_act_without_rules_is_refused() -> None:
    with pytest.raises(RegimeUnknown):
        choose("civil_code", date(2028, 3, 1))


def test_only_the_duty_closes_the_list_and_opens_the_chamber() -> None:
    for regime in regimes():
        assert regime.duty == regime.closed_list == regime.in_camera == regime.court_override
        assert ("other" in regime.grounds) is not regime.closed_list
        assert regime.after_disposition <= (regime.agency == "kftc")


def test_the_ministry_tells_the_investigated_party_and_the_commission_waits() -> None:
    assert regime_of("win_win_duty").notify_investigated
    assert not regime_of("fair_trade_duty").notify_investigated
    assert regime_of("subcontracting_duty").after_disposition
    assert not regime_of("win_win_duty").after_disposition


def test_nothing_undecided_or_above_the_level_is_let_through() -> None:
    regime = regime_of("win_win_duty")
    entries = [entry(), entry(choice=Choice.SEND, level=3), entry(choice=Choice.IN_CAMERA, level=4)]
    found = rules.open_faults(entries, regime, 3)
    assert [fault.code for fault in found] == ["undecided", "above_grant"]
    found = rules.open_faults([entry(choice=Choice.SEND, level=3)], regime, 2)
    assert [fault.code for fault in found] == ["above_grant"]


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        ([], "grant"),
        (["send", "list_only"], "grant"),
        (["send", "refuse"], "grant_in_part"),
        (["in_camera"], "grant_in_part"),
        (["send_redacted"], "grant_in_part"),
        (["refuse", "refuse"], "refuse"),
    ],
)
def test_the_outcome_follows_from_the_items(choices: list[str], outcome: str) -> None:
    assert rules.outcome(choices) == outcome


def test_a_submitted_paper_falls_under_the_list_or_else_under_the_records() -> None:
    assert rules.category_of("submitted", ALL) == "papers_list"
    assert rules.category_of("submitted", ["other_records"]) == "other_records"
    assert rules.category_of("submitted", ALL, Choice.LIST_ONLY) == "papers_list"
    for choice in (Choice.SEND, Choice.SEND_REDACTED, Choice.IN_CAMERA, Choice.REFUSE):
        assert rules.category_of("submitted", ALL, choice) == "other_records"
    assert rules.category_of("submitted", ["papers_list"], Choice.REFUSE) == "papers_list"
    assert not rules.in_scope("submitted", ["statements"])
    assert rules.in_scope("statement", ["statements"])
    assert rules.class_of("examiner") == "agency_written"
    assert rules.class_of("respondent") == "submitted"


@pytest.mark.parametrize("choice", [Choice.SEND, Choice.SEND_REDACTED, Choice.IN_CAMERA])
@pytest.mark.parametrize("record_class", [RecordClass.SUBMITTED, RecordClass.CITED])
def test_who_asks_for_the_list_alone_does_not_get_the_papers(
    choice: str, record_class: str
) -> None:
    regime = regime_of("win_win_duty")
    more: dict[str, Any] = {"choice": choice, "version_id": "red_1", "record_class": record_class}
    for asked in (("papers_list",), ("statements",), ("statements", "papers_list")):
        found = rules.faults(entry(asked, **more), regime)
        assert [fault.code for fault in found] == ["contents_not_asked"]
    for asked in (ALL, ("papers_list", "other_records"), ("other_records",)):
        assert rules.faults(entry(asked, **more), regime) == []


def test_of_the_list_alone_a_paper_is_listed_and_a_statement_is_sent() -> None:
    regime = regime_of("win_win_duty")
    assert rules.faults(entry(("papers_list",), choice=Choice.LIST_ONLY), regime) == []
    statement = entry(("statements",), choice=Choice.SEND, record_class=RecordClass.STATEMENT)
    assert rules.faults(statement, regime) == []


def test_a_refusal_without_a_ground_asks_for_one() -> None:
    found = rules.faults(entry(choice=Choice.REFUSE, reason="까닭"), regime_of("win_win_duty"))
    assert [fault.code for fault in found] == ["ground_missing"]
    assert found[0].detail.ko == "신 제1호증: 거부 사유를 골라 주세요."
