"""Tests of single clocks against dates reckoned by hand, and of laws that hold for all of them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deadlines.calendar import calendar_of
from app.deadlines.explanation import Sort, explain
from app.deadlines.pauses import Occurrence
from app.deadlines.rules import ClockState, Running, Surroundings, derive
from app.kernel.problems import Basis
from app.law.book import load
from app.law.kinds import Clock, Extension, Pause

BOOK = load()
AROUND = Surroundings.of(calendar_of(), BOOK)


def happened(*facts: tuple[str, date]) -> list[Occurrence]:
    return [Occurrence(on, name) for name, on in facts]


def state_of(clock: str, *facts: tuple[str, date]) -> ClockState:
    return derive(BOOK.clock(clock), happened(*facts), AROUND)


# -- reckoned by hand


def test_the_consent_form_is_due_fifteen_days_after_receipt() -> None:
    assert state_of("consent_form", ("received", date(2026, 3, 2))).due_on == date(2026, 3, 17)


def test_the_pre_review_is_extended_once_by_fifteen_days() -> None:
    facts = [("received", date(2026, 3, 2)), ("pre_review_extended", date(2026, 3, 16))]
    assert state_of("pre_review", *facts).due_on == date(2026, 4, 1)
    again = state_of("pre_review", *facts, ("pre_review_extended", date(2026, 3, 30)))
    assert (again.due_on, again.extended) == (date(2026, 4, 1), True)


def test_a_data_request_stops_the_six_months_of_an_investigation() -> None:
    opened = ("investigation_opened", date(2026, 3, 2))
    assert state_of("investigation_target", opened).due_on == date(2026, 9, 2)
    paused = state_of(
        "investigation_target",
        opened,
        ("data_requested", date(2026, 4, 1)),
        ("data_received", date(2026, 4, 21)),
    )
    assert (paused.paused_days, paused.due_on) == (20, date(2026, 9, 22))
    assert paused.nominal_on == date(2026, 9, 2)


def test_an_open_data_request_leaves_no_due_day_but_an_earliest_one() -> None:
    state = state_of(
        "investigation_target",
        ("investigation_opened", date(2026, 3, 2)),
        ("data_requested", date(2026, 4, 1)),
    )
    assert (state.state, state.due_on) == (Running.PAUSED, None)
    assert state.earliest_on == date(2026, 9, 2)


def test_two_data_requests_with_keys_run_until_the_later_answer() -> None:
    facts = [
        Occurrence(date(2026, 3, 2), "investigation_opened"),
        Occurrence(date(2026, 4, 1), "data_requested", key="a"),
        Occurrence(date(2026, 4, 5), "data_requested", key="b"),
        Occurrence(date(2026, 4, 11), "data_received", key="a"),
    ]
    rule = BOOK.clock("investigation_target")
    assert derive(rule, facts, AROUND).state is Running.PAUSED
    answered = [*facts, Occurrence(date(2026, 4, 21), "data_received", key="b")]
    assert derive(rule, answered, AROUND).paused_days == 20


def test_a_new_request_on_the_day_of_the_answer_keeps_the_clock_standing() -> None:
    state = state_of(
        "investigation_target",
        ("investigation_opened", date(2026, 3, 2)),
        ("data_requested", date(2026, 4, 1)),
        ("data_received", date(2026, 4, 11)),
        ("data_requested", date(2026, 4, 11)),
    )
    assert state.state is Running.PAUSED


def test_an_investigation_is_extended_to_the_day_that_the_act_names() -> None:
    facts = [
        Occurrence(date(2026, 3, 2), "investigation_opened"),
        Occurrence(date(2026, 8, 20), "investigation_extended", until=date(2026, 11, 30)),
    ]
    state = derive(BOOK.clock("investigation_target"), facts, AROUND)
    assert (state.due_on, state.extended) == (date(2026, 11, 30), True)
    facts += happened(("data_requested", date(2026, 9, 1)), ("data_received", date(2026, 9, 4)))
    assert derive(BOOK.clock("investigation_target"), facts, AROUND).due_on == date(2026, 12, 3)


def test_an_extension_that_names_no_day_changes_nothing() -> None:
    facts = [
        ("investigation_opened", date(2026, 3, 2)),
        ("investigation_extended", date(2026, 8, 1)),
    ]
    state = state_of("investigation_target", *facts)
    assert (state.due_on, state.extended) == (date(2026, 9, 2), False)


def test_the_payment_of_a_surcharge_moves_over_chuseok() -> None:
    state = state_of("surcharge_due", ("served", date(2026, 7, 26)))
    assert state.nominal_on == date(2026, 9, 24)
    assert state.due_on == date(2026, 9, 28)


def test_a_stay_stops_the_time_to_pay() -> None:
    state = state_of(
        "surcharge_due",
        ("served", date(2026, 3, 2)),
        ("stayed", date(2026, 4, 1)),
        ("stay_lifted", date(2026, 6, 1)),
    )
    assert (state.paused_days, state.due_on) == (61, date(2026, 7, 1))


def test_the_disposition_limit_ends_on_a_holiday() -> None:
    assert state_of("disposition", ("received", date(2026, 3, 1))).due_on == date(2029, 3, 1)


def test_three_years_can_end_on_the_29th_of_february() -> None:
    assert state_of("disposition", ("received", date(2025, 2, 28))).due_on == date(2028, 2, 29)


def test_the_disposition_limit_of_an_own_initiative_case_runs_from_its_opening() -> None:
    state = state_of("disposition", ("investigation_opened", date(2026, 5, 4)))
    assert state.due_on == date(2029, 5, 4)


def test_a_subcommittee_gives_three_weeks_for_the_opinion_and_a_plenary_session_four() -> None:
    sent = Occurrence(date(2026, 3, 2), "report_sent")
    rule = BOOK.clock("opinion")
    assert derive(rule, [sent], AROUND).due_on == date(2026, 3, 30)
    small = derive(rule, [replace(sent, form="subcommittee")], AROUND)
    assert small.due_on == date(2026, 3, 23)


def test_progress_notices_run_anew_from_each_notice() -> None:
    facts = [("investigation_opened", date(2026, 3, 2)), ("respondent_told", date(2026, 5, 28))]
    state = state_of("respondent_progress", *facts)
    assert (state.state, state.started_on) == (Running.RUNNING, date(2026, 5, 28))
    assert state.due_on == date(2026, 8, 28)
    closed = state_of("respondent_progress", *facts, ("closed", date(2026, 6, 1)))
    assert (closed.state, closed.late) == (Running.MET, False)


def test_a_measure_that_names_its_day_is_due_on_it_and_without_one_there_is_no_clock() -> None:
    rule = BOOK.clock("compliance")
    served = Occurrence(date(2026, 3, 2), "served")
    assert derive(rule, [served], AROUND).state is Running.NOT_STARTED
    named = derive(rule, [replace(served, until=date(2026, 5, 5))], AROUND)
    assert named.due_on == date(2026, 5, 6)


def test_a_right_that_begins_in_2027_has_no_clock_before() -> None:
    assert state_of("reinvestigation", ("closed", date(2027, 9, 8))).state is Running.NOT_STARTED
    assert state_of("reinvestigation", ("closed", date(2027, 9, 9))).state is Running.RUNNING


def test_nothing_starts_without_its_occurrence() -> None:
    state = state_of("consent_answer", ("received", date(2026, 3, 2)))
    assert (state.state, state.due_on) == (Running.NOT_STARTED, None)
    assert explain(BOOK.clock("consent_answer"), [], AROUND) == ()


def test_a_clock_met_after_its_day_is_late_and_later_pauses_do_not_mend_it() -> None:
    facts = [
        ("investigation_opened", date(2026, 3, 2)),
        ("report_sent", date(2026, 9, 3)),
        ("data_requested", date(2026, 9, 4)),
    ]
    state = state_of("investigation_target", *facts)
    assert (state.state, state.late, state.due_on) == (Running.MET, True, date(2026, 9, 2))


def test_a_clock_met_while_paused_keeps_the_day_it_had_reached() -> None:
    state = state_of(
        "investigation_target",
        ("investigation_opened", date(2026, 3, 2)),
        ("data_requested", date(2026, 4, 1)),
        ("report_sent", date(2026, 4, 11)),
    )
    assert (state.state, state.late, state.paused_days) == (Running.MET, False, 10)
    assert state.due_on == date(2026, 9, 14)  # 12 September 2026 is a Saturday


def test_a_clock_is_overdue_only_after_its_day() -> None:
    state = state_of("consent_form", ("received", date(2026, 3, 2)))
    assert not state.overdue(date(2026, 3, 17))
    assert state.overdue(date(2026, 3, 18))


def test_a_missing_figure_leaves_the_clock_not_configured_with_its_reason() -> None:
    rule = replace(BOOK.clock("consent_form"), period="reinvestigation_days")
    facts = happened(("received", date(2026, 3, 2)))
    assert derive(rule, facts, AROUND).state is Running.NOT_CONFIGURED
    (line,) = explain(rule, facts, AROUND)
    assert line.sort is Sort.NOT_CONFIGURED
    met = derive(rule, [*facts, Occurrence(date(2026, 3, 4), "consent_asked")], AROUND)
    assert (met.state, met.met_on) == (Running.MET, date(2026, 3, 4))


def test_an_occurrence_needs_a_name() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        Occurrence(date(2026, 3, 2), "")


# -- laws that hold for every clock

DAY_ZERO = date(2026, 3, 2)
RULE: Clock = replace(
    BOOK.clock("investigation_target"),
    pauses=(
        *BOOK.clock("investigation_target").pauses,
        Pause("mediation_started", "mediation_ended", Basis("가", "나"), None, "mediation_started"),
    ),
    extends=(
        Extension("investigation_extended", "", once=False),
        Extension("mediation_extended", "mediation_extension_days", once=True),
    ),
)
days = st.integers(-30, 400).map(lambda offset: DAY_ZERO + timedelta(days=offset))


@st.composite
def pauses(draw: st.DrawFn) -> list[Occurrence]:
    begun = draw(days)
    lasting = draw(st.none() | st.integers(0, 60))
    start, end = draw(
        st.sampled_from(
            [("data_requested", "data_received"), ("mediation_started", "mediation_ended")]
        )
    )
    key = str(draw(st.integers(0, 10**9)))
    found = [Occurrence(begun, start, key=key)]
    if lasting is not None:
        found.append(Occurrence(begun + timedelta(days=lasting), end, key=key))
    return found


extensions = st.one_of(
    st.builds(Occurrence, days, st.just("mediation_extended")),
    st.builds(Occurrence, days, st.just("investigation_extended"), until=st.none() | days),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Occurrence]:
    found = [Occurrence(DAY_ZERO, "investigation_opened")]
    for pause in draw(st.lists(pauses(), max_size=4)):
        found += pause
    found += draw(st.lists(extensions, max_size=3))
    ended = draw(st.none() | days)
    return [*found, Occurrence(ended, "report_sent")] if ended else found


@given(histories(), pauses())
def test_one_more_pause_never_brings_the_due_day_forward(
    facts: list[Occurrence], pause: list[Occurrence]
) -> None:
    before = derive(RULE, facts, AROUND)
    own = [replace(item, key=f"new {item.key}") for item in pause]
    after = derive(RULE, facts + own, AROUND)
    assert (after.due_on or date.max) >= (before.due_on or date.max)
    assert not (after.late and not before.late)


@given(st.randoms(use_true_random=False), histories())
def test_the_order_of_telling_changes_nothing(random: object, facts: list[Occurrence]) -> None:
    told = list(facts)
    random.shuffle(told)  # type: ignore[attr-defined]
    assert derive(RULE, told, AROUND) == derive(RULE, facts, AROUND)
    assert explain(RULE, told, AROUND) == explain(RULE, facts, AROUND)


@given(histories())
def test_telling_twice_changes_nothing(facts: list[Occurrence]) -> None:
    rule = replace(RULE, extends=tuple(replace(e, once=True) for e in RULE.extends))
    assert derive(rule, facts + facts, AROUND) == derive(rule, facts, AROUND)


@given(histories())
def test_an_extension_never_shortens(facts: list[Occurrence]) -> None:
    bare = [item for item in facts if "extended" not in item.name]
    without, extended = derive(RULE, bare, AROUND), derive(RULE, facts, AROUND)
    assert (extended.earliest_on or date.min) >= (without.earliest_on or date.min)


@given(histories())
def test_the_explanation_covers_every_day_once_and_adds_up(facts: list[Occurrence]) -> None:
    state, lines = derive(RULE, facts, AROUND), explain(RULE, facts, AROUND)
    stretches = [line for line in lines if line.sort in (Sort.RUNS, Sort.PAUSE)]
    for earlier, later in pairwise(stretches):
        assert earlier.until_on is not None
        assert later.from_on == earlier.until_on + timedelta(days=1)
    assert stretches[0].from_on == DAY_ZERO + timedelta(days=1)
    paused = sum(line.days for line in stretches if line.sort is Sort.PAUSE)
    assert paused == state.paused_days
    if state.state is not Running.PAUSED:
        assert state.nominal_on is not None
        ran = sum(line.days for line in stretches if line.sort is Sort.RUNS)
        assert ran == (state.nominal_on - DAY_ZERO).days
        rested = sum(line.sort is Sort.REST_DAY for line in lines)
        assert stretches[-1].until_on == (state.due_on or date.min) - timedelta(days=rested)
