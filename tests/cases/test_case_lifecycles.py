"""Every state × command pair of every table: what is a row is a step, what is not is refused."""

from datetime import date
from itertools import product

import pytest

from app.access.policy import POLICY, May
from app.cases.lifecycle import (
    CONSENT,
    KFTC,
    REFERRED_OUT,
    SME_TECHNOLOGY,
    SUPPLEMENT,
    TRACKS,
    WIN_WIN,
)
from app.cases.lifecycle.closings import no_referral_demanded
from app.cases.lifecycle.consent import ConsentCommand, ConsentState
from app.cases.lifecycle.guards import CaseFacts
from app.cases.lifecycle.steps import (
    OCCURRENCES,
    OUTCOME_LABELS,
    CaseState,
    Command,
    Outcome,
)
from app.cases.lifecycle.supplement import SupplementCommand, SupplementState
from app.kernel.lifecycle import Lifecycle, StepNotAllowed
from app.sanctions.lifecycle import ADJUSTMENT, MEASURE, OBJECTION, PROPOSAL

# What a lawyer reads on the page of the KFTC track, written down a second time by hand.
KFTC_STEPS = {
    "received": {
        "begin_pre_review": "pre_review", "withdraw": "closed", "close_settled": "closed",
    },
    "pre_review": {
        "extend_pre_review": "pre_review", "register": "registered", "refuse_opening": "closed",
        "withdraw": "closed", "close_settled": "closed",
    },
    "registered": {
        "open_investigation": "investigating", "close_time_barred": "closed",
        "close_settled": "closed",
    },
    "investigating": {
        "request_data": "investigating", "receive_data": "investigating",
        "extend_investigation": "investigating", "notify_extension": "investigating",
        "tell_complainant": "investigating", "tell_respondent": "investigating",
        "collect_material": "investigating", "object_to_material": "investigating",
        "send_report": "report_sent", "enter_measure": "under_measure",
        "close_no_violation": "closed", "close_examination": "closed", "suspend": "suspended",
        "close_time_barred": "closed", "close_settled": "closed",
        "enter_consent_decision": "consent_decision",
    },
    "consent_decision": {
        "leave_consent_decision": "investigating", "close_consent": "closed",
    },
    "suspended": {
        "resume": "investigating", "terminate": "closed", "close_time_barred": "closed",
    },
    "report_sent": {
        "receive_opinion": "report_sent", "table": "tabled", "suspend": "suspended",
        "close_time_barred": "closed", "resolve_simplified": "resolved",
    },
    "tabled": {"deliberate": "deliberated"},
    "deliberated": {
        "resolve_violation": "resolved", "resolve_no_violation": "closed",
        "close_procedure": "closed", "suspend": "suspended",
    },
    "resolved": {"write_decision": "decision_written"},
    "decision_written": {"serve_decision": "under_measure"},
    "under_measure": {
        "close": "closed", "send_report": "report_sent", "ask_deliberation": "under_measure",
    },
    "closed": {
        "notify_closing": "closed", "ask_reinvestigation": "closed",
        "refuse_reinvestigation": "closed", "reinvestigate": "registered",
    },
}  # fmt: skip
SME_STEPS = {
    "received": {
        "open_investigation": "investigating", "refuse_opening": "closed", "withdraw": "closed",
        "advise_mediation": "received", "close_settled": "closed",
    },
    "investigating": {
        "request_data": "investigating", "receive_data": "investigating",
        "advise_mediation": "investigating", "notify_hearing": "investigating",
        "hold_hearing": "heard", "close_no_violation": "closed", "close_settled": "closed",
    },
    "heard": {
        "enter_measure": "under_measure", "close_no_violation": "closed", "close_settled": "closed",
    },
    "under_measure": {"close": "closed", "close_settled": "closed"},
    "closed": {"notify_closing": "closed"},
}  # fmt: skip
WIN_WIN_STEPS = {
    "received": {
        "notify_investigation": "received", "open_investigation": "investigating",
        "open_urgently": "investigating", "refuse_opening": "closed", "withdraw": "closed",
        "close_settled": "closed",
    },
    "investigating": {
        "request_data": "investigating", "receive_data": "investigating",
        "note_data_refusal": "investigating", "note_non_submission": "investigating",
        "extend_investigation": "investigating", "notify_disposition": "prior_notice",
        "request_kftc": "kftc_requested", "close_no_violation": "closed",
        "close_time_barred": "closed", "close_settled": "closed",
    },
    "prior_notice": {
        "receive_opinion": "prior_notice", "hold_hearing": "heard",
        "request_kftc": "kftc_requested", "close_no_violation": "closed",
        "close_time_barred": "closed", "close_settled": "closed",
    },
    "heard": {
        "enter_measure": "under_measure", "notify_disposition": "prior_notice",
        "request_kftc": "kftc_requested", "close_no_violation": "closed",
        "close_time_barred": "closed", "close_settled": "closed",
    },
    "under_measure": {
        "notify_disposition": "under_measure", "receive_opinion": "under_measure",
        "request_kftc": "kftc_requested", "close": "closed", "close_settled": "closed",
    },
    "kftc_requested": {
        "extend_kftc_request": "kftc_requested", "receive_kftc_result": "closed",
        "take_back": "investigating",
    },
    "closed": {"notify_closing": "closed"},
}  # fmt: skip
REFERRED_STEPS = {"received": {"refer_out": "closed", "withdraw": "closed"}}
CONSENT_STEPS = {
    "not_asked": {"ask": "asked", "give": "given", "refuse": "refused"},
    "asked": {"give": "given", "refuse": "refused", "lapse": "refused"},
    "refused": {"give": "given"},
    "given": {"notify": "notified", "refuse": "refused"},
}
SUPPLEMENT_STEPS = {"open": {"answer": "answered", "cancel": "cancelled"}}
TABLES = [
    (KFTC, CaseState, Command, KFTC_STEPS),
    (SME_TECHNOLOGY, CaseState, Command, SME_STEPS),
    (WIN_WIN, CaseState, Command, WIN_WIN_STEPS),
    (REFERRED_OUT, CaseState, Command, REFERRED_STEPS),
    (CONSENT, ConsentState, ConsentCommand, CONSENT_STEPS),
    (SUPPLEMENT, SupplementState, SupplementCommand, SUPPLEMENT_STEPS),
]
PAGES = tuple(TRACKS.values())
ROWS = [row for page in PAGES for row in page.rows]
ALL = [*PAGES, CONSENT, SUPPLEMENT, MEASURE, OBJECTION, PROPOSAL, ADJUSTMENT]


@pytest.mark.parametrize(("table", "states", "commands", "steps"), TABLES)
def test_every_state_and_command_is_a_step_or_a_refusal(
    table: Lifecycle, states: type, commands: type, steps: dict[str, dict[str, str]]
) -> None:
    for state, command in product(states, commands):
        target = steps.get(state, {}).get(command)
        if target is None:
            if state not in table.states():
                continue
            with pytest.raises(StepNotAllowed) as refused:
                table.find(state, command)
            assert set(refused.value.facts["allowed"]) == set(steps.get(state, {}))
            assert refused.value.facts["state"] == state
        else:
            assert table.find(state, command).target == target


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_step_names_its_article_its_permission_and_its_words(table: Lifecycle) -> None:
    for row in table.rows:
        assert any(mark in row.basis for mark in ("제", "발표", "별표")), row
        assert POLICY[May(row.by)]
        assert row.label.ko != row.label.en
        assert row.outcome == "" or row.outcome in OUTCOME_LABELS


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_state_is_reached_named_and_drawn(table: Lifecycle) -> None:
    drawn = table.diagram()
    for state in table.states():
        assert table.label(state).ko
        assert state in drawn


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_an_automatic_step_is_not_taken_by_hand(table: Lifecycle) -> None:
    for row in table.rows:
        if row.automatic:
            with pytest.raises(StepNotAllowed) as refused:
                table.find(row.source, row.command, by_hand=True)
            assert row.command not in refused.value.facts["allowed"]


def test_every_closing_has_an_outcome_and_no_other_step_has_one() -> None:
    for row in ROWS:
        ends = row.target == CaseState.CLOSED and row.source != CaseState.CLOSED
        assert bool(row.outcome) is ends
    assert set(OUTCOME_LABELS) == set(Outcome)


def test_every_step_that_clocks_hear_of_is_one_of_a_track() -> None:
    known = {row.command for row in ROWS}
    assert set(OCCURRENCES) <= known


def test_what_ends_a_case_against_the_complainant_is_reasoned() -> None:
    for command in ("refuse_opening", "close_no_violation", "resolve_no_violation", "terminate"):
        rows = [row for row in ROWS if row.command == command]
        assert rows
        assert all(row.needs_reason for row in rows)


@pytest.mark.step("T2")
def test_a_measure_on_technology_waits_for_mediation_and_ends_with_a_settlement() -> None:
    day = date(2026, 11, 23)
    serving = SME_TECHNOLOGY.find("heard", "enter_measure")
    assert [b.code for b in serving.blocked(CaseFacts(today=day, mediations_open=1))] == [
        "mediation_open"
    ]  # fmt: skip
    assert serving.blocked(CaseFacts(today=day)) == ()
    settled = SME_TECHNOLOGY.find("under_measure", "close_settled")
    assert settled.outcome == Outcome.SETTLED
    assert settled.blocked(CaseFacts(today=day, settlement_performed=True)) == ()


def test_the_examiners_report_is_sent_without_reasons_for_the_step() -> None:
    # The charge stands in the report itself (사건절차규칙 제25조); the step asks for nothing beside it.
    rows = [row for row in TRACKS["kftc"].rows if row.command == Command.SEND_REPORT]
    assert [row.source for row in rows] == ["investigating", "under_measure"]
    assert not any(row.needs_reason for row in rows)


def test_every_step_that_ends_a_case_waits_for_a_demanded_referral() -> None:
    for track in ("kftc", "mss_win_win", "sme_technology"):
        for row in TRACKS[track].rows:
            ends = row.target == "closed" != row.source
            assert (no_referral_demanded in row.guards) is ends, (track, row.command)
