"""Every guard of settlements blocks on its own fact, names its article, and passes otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.kernel.lifecycle import Lifecycle, StepNotAllowed
from app.settlements.consent_decisions import lifecycle as consent
from app.settlements.mediation import lifecycle as mediation
from app.settlements.mediation.problems import IdentityClosed, NoForum
from app.settlements.mediation.rules import check_representatives, forum_of, refuse_strangers
from app.settlements.self_corrections import lifecycle as cure
from app.settlements.simplified_decisions import lifecycle as simplified

TODAY = date(2027, 4, 1)
DAY = timedelta(days=1)
M = mediation.MediationFacts(
    today=TODAY, due_on=TODAY, technology=True, arbitration=True, complainant_agreed=True,
    respondent_agreed=True,
)  # fmt: skip
C = consent.ConsentFacts(today=TODAY, criteria="not_met", comments_due_on=TODAY - DAY)
S = simplified.SimplifiedFacts(today=TODAY, due_on=TODAY)
K = cure.CureFacts(exhibits=1)

# guard, facts, what blocks, what passes, code, article
CASES: list[tuple[Any, Any, dict[str, Any], dict[str, Any], str, str]] = [
    (mediation.period_runs, M, {"due_on": TODAY - DAY}, {}, "period_over", "제24조의5"),
    (mediation.period_runs, M, {"due_on": None}, {}, "no_period", "제24조의5"),
    (mediation.not_extended, M, {"extended": True}, {}, "extended_before", "제24조의5"),
    (mediation.not_agreed_yet, M, {"own_side_agreed": True}, {}, "agreed_before", "제24조의5"),
    (mediation.both_agree, M, {"respondent_agreed": False}, {}, "not_both", "제24조의5"),
    (mediation.both_agree, M, {"complainant_agreed": False}, {}, "not_both", "제24조의5"),
    (mediation.hearing_of_committee, M, {"hearing_on": TODAY + 6 * DAY},
     {"hearing_on": TODAY + 7 * DAY}, "hearing_too_soon", "제25조"),
    (mediation.hearing_of_committee, M, {"technology": False}, {}, "not_technology", "제25조"),
    (mediation.panel_not_asked, M, {"panel_asked": True}, {}, "panel_asked", "제25조"),
    (mediation.panel_not_asked, M, {"arbitration": False}, {}, "not_arbitration", "제25조"),
    (mediation.panel_awaited, M, {}, {"panel_asked": True}, "no_panel_awaited", "제25조"),
    (mediation.panel_awaited, M, {"panel_asked": True, "panel_chosen": True},
     {"panel_asked": True}, "no_panel_awaited", "제25조"),
    (mediation.panel_not_extended, M, {"panel_extended": True}, {}, "panel_extended", "제25조"),
    (mediation.time_to_perform_is_over, M, {"perform_by": TODAY}, {"perform_by": TODAY - DAY},
     "still_in_time", "제24조의6"),
    (mediation.suit_in_time, M, {"suit_last_on": TODAY - DAY}, {"suit_last_on": TODAY},
     "suit_late", "제24조의4"),
    (consent.referral_criteria_not_met, C, {"criteria": "met"}, {}, "referral_criteria_met",
     "제24조의9"),
    (consent.referral_criteria_not_met, C, {"criteria": ""}, {}, "criteria_not_examined",
     "제24조의9"),
    (consent.under_investigation, C, {"investigating": False}, {}, "not_investigating",
     "제24조의9"),
    (consent.comment_period_over, C, {"comments_due_on": TODAY}, {}, "comments_run", "제24조의10"),
    (cure.proof_on_file, K, {"exhibits": 0}, {}, "no_proof", "Ⅲ.2"),
    (simplified.reply_in_time, S, {"due_on": TODAY - DAY}, {}, "reply_late", "제67조"),
    (simplified.reply_time_over, S, {}, {"due_on": TODAY - DAY}, "reply_time_runs", "제67조"),
    (simplified.without_surcharge, S, {"surcharge": True}, {}, "with_surcharge", "제67조"),
    (simplified.with_surcharge, S, {}, {"surcharge": True}, "without_surcharge", "제67조"),
    (simplified.report_still_stands, S, {"report_sent": False}, {}, "tabled", "제67조"),
]  # fmt: skip
TABLES = (
    mediation.MEDIATION, mediation.ARBITRATION, consent.CONSENT_DECISION, cure.SELF_CORRECTION,
    simplified.SIMPLIFIED_DECISION,
)  # fmt: skip


@pytest.mark.parametrize(("guard", "facts", "blocking", "passing", "code", "article"), CASES)
def test_a_guard_of_settlements_blocks_on_its_own_fact(
    guard: Any, facts: Any, blocking: dict[str, Any], passing: dict[str, Any], code: str,
    article: str,
) -> None:  # fmt: skip
    blocked = guard(replace(facts, **blocking))
    assert blocked is not None
    assert blocked.code == code
    assert blocked.reason.ko
    assert blocked.reason.en
    assert article in "; ".join(str(basis) for basis in blocked.basis)
    assert guard(replace(facts, **passing)) is None


def test_every_guard_in_the_tables_is_tried() -> None:
    used = {guard for table in TABLES for row in table.rows for guard in row.guards}
    assert used == {guard for guard, *_ in CASES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_step_that_the_table_does_not_know_is_refused_in_every_state(table: Lifecycle) -> None:
    for state in table.states():
        with pytest.raises(StepNotAllowed):
            table.find(state, "fly")


def test_no_step_and_no_state_of_an_arbitration_is_called_mediation() -> None:
    table = mediation.ARBITRATION
    words = [table.title, *table.labels.values(), *(row.label for row in table.rows)]
    assert [one for one in words if "조정" in one.ko or "mediat" in one.en.lower()] == []
    assert {(row.source, row.command, row.target) for row in table.rows} == {
        (row.source, row.command, row.target) for row in mediation.MEDIATION.rows
    }


@pytest.mark.step("K6", "T3")
def test_each_procedure_has_its_own_place_of_mediation() -> None:
    assert forum_of("kftc", "") == "fair_trade_council"
    assert forum_of("sme_technology", "technology_arbitration") == "technology_arbitration"
    with pytest.raises(NoForum):
        forum_of("kftc", "technology_mediation")
    with pytest.raises(NoForum):
        forum_of("referred_out", "")


def test_mediation_never_gives_away_who_reported() -> None:
    refuse_strangers(identity_open=True, respondent_told=True)
    for identity_open, told in ((False, True), (True, False), (False, False)):
        with pytest.raises(IdentityClosed):
            refuse_strangers(identity_open=identity_open, respondent_told=told)


@pytest.mark.step("T3")
def test_three_representatives_may_speak_for_many_in_technology_once_the_act_admits_them() -> None:
    check_representatives(["가", "나", "다"], technology=True, most=3)
    check_representatives([], technology=False, most=None)
    for names, technology, most in (
        (["가"], False, 3), (["가"], True, None), (["가", "나", "다", "라"], True, 3),
    ):  # fmt: skip
        with pytest.raises(Exception, match="problem with the request"):
            check_representatives(names, technology=technology, most=most)
