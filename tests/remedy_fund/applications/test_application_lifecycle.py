"""The table of an application's life, walked pair by pair, and the rules that need no database."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.calendar import WorkingCalendar
from app.kernel.lifecycle import StepBlocked, StepNotAllowed
from app.remedy_fund.applications import rules
from app.remedy_fund.applications.eligibility import KnownFact, Meets, check_line
from app.remedy_fund.applications.lifecycle import (
    APPLICATION,
    DECISIONS,
    REFUSED,
    ApplicationFacts,
    Command,
    State,
)
from app.remedy_fund.applications.objection_lifecycle import (
    OBJECTION,
    ObjectionCommand,
    ObjectionState,
)
from app.remedy_fund.applications.rules import Headroom, headroom_of
from app.remedy_fund.schemes.book import known_schemes
from app.remedy_fund.schemes.kinds import EligibilityFact

S, C, F = State, Command, EligibilityFact
SCHEME = known_schemes()[0]
WEEKENDS = WorkingCalendar("test", lambda day: day.weekday() >= 5)
WON = st.integers(0, 10**15)
LIVE = (S.RECEIVED, S.UNDER_ELIGIBILITY, S.ELIGIBLE, S.ASSESSED, S.PLANNED, S.AWARDED)
LEGAL: dict[tuple[State, Command], State] = {
    (S.RECEIVED, C.BEGIN_CHECK): S.UNDER_ELIGIBILITY,
    (S.RECEIVED, C.WITHDRAW): S.WITHDRAWN,
    (S.UNDER_ELIGIBILITY, C.FIND_ELIGIBLE): S.ELIGIBLE,
    (S.UNDER_ELIGIBILITY, C.FIND_INELIGIBLE): S.INELIGIBLE,
    (S.UNDER_ELIGIBILITY, C.WITHDRAW): S.WITHDRAWN,
    (S.ELIGIBLE, C.ASSESS): S.ASSESSED,
    (S.ELIGIBLE, C.REJECT): S.REJECTED,
    (S.ELIGIBLE, C.WITHDRAW): S.WITHDRAWN,
    (S.ASSESSED, C.ASSESS): S.ASSESSED,
    (S.ASSESSED, C.REJECT): S.REJECTED,
    (S.ASSESSED, C.WITHDRAW): S.WITHDRAWN,
    (S.ASSESSED, C.PLAN): S.PLANNED,
    (S.PLANNED, C.LEAVE_PLAN): S.ASSESSED,
    (S.PLANNED, C.AWARD): S.AWARDED,
    (S.AWARDED, C.ASSESS): S.AWARDED,
    (S.AWARDED, C.PLAN): S.AWARDED,
    (S.AWARDED, C.LEAVE_PLAN): S.AWARDED,
    (S.AWARDED, C.AWARD): S.AWARDED,
    (S.AWARDED, C.SETTLE): S.SETTLED,
    (S.SETTLED, C.ASSESS): S.SETTLED,
    (S.SETTLED, C.PLAN): S.SETTLED,
    (S.SETTLED, C.LEAVE_PLAN): S.SETTLED,
    (S.SETTLED, C.AWARD): S.AWARDED,
    (S.SETTLED, C.UNSETTLE): S.AWARDED,
    (S.INELIGIBLE, C.REOPEN): S.UNDER_ELIGIBILITY,
    (S.REJECTED, C.REOPEN): S.ELIGIBLE,
    **{(state, C.SUSPEND): state for state in LIVE},
    **{(state, C.RESUME): state for state in LIVE},
}
PAIRS = list(itertools.product(State, Command))


@pytest.mark.invariant(24)
@pytest.mark.parametrize(("state", "command"), PAIRS)
def test_only_the_listed_steps_of_an_application_exist(state: State, command: Command) -> None:
    if (state, command) in LEGAL:
        assert APPLICATION.find(state, command).target == LEGAL[state, command]
        return
    with pytest.raises(StepNotAllowed) as refused:
        APPLICATION.find(state, command)
    assert refused.value.facts["state"] == state


@pytest.mark.invariant(24)
@pytest.mark.parametrize(
    ("state", "command"), list(itertools.product(ObjectionState, ObjectionCommand))
)
def test_only_the_listed_steps_of_an_objection_exist(
    state: ObjectionState, command: ObjectionCommand
) -> None:
    if state is ObjectionState.FILED:
        assert OBJECTION.find(state, command)
        return
    with pytest.raises(StepNotAllowed):
        OBJECTION.find(state, command)


@pytest.mark.invariant(24)
@pytest.mark.parametrize(("state", "command"), sorted(LEGAL))
def test_a_suspended_application_only_ends_or_goes_on(state: State, command: Command) -> None:
    facts = ApplicationFacts(suspended=True)
    # A payment that the bank sends back is back, whatever is suspended here.
    still = {C.RESUME, C.WITHDRAW, C.REJECT, C.FIND_INELIGIBLE, C.LEAVE_PLAN, C.REOPEN, C.UNSETTLE}
    if command in still:
        assert APPLICATION.take(state, command, facts).command == command
        return
    with pytest.raises(StepBlocked):
        APPLICATION.take(state, command, facts)


@pytest.mark.parametrize(
    ("state", "command", "facts"),
    [
        (S.RECEIVED, C.RESUME, ApplicationFacts()),
        (S.UNDER_ELIGIBILITY, C.FIND_ELIGIBLE, ApplicationFacts(lines_eligible=0)),
        (S.ASSESSED, C.PLAN, ApplicationFacts(objections_open=1)),
        (S.PLANNED, C.AWARD, ApplicationFacts(left_won=-1)),
        (S.ASSESSED, C.WITHDRAW, ApplicationFacts(awarded_won=1)),
        (S.ASSESSED, C.REJECT, ApplicationFacts(awarded_won=1)),
    ],
)
def test_the_facts_block_a_step(state: State, command: Command, facts: ApplicationFacts) -> None:
    assert APPLICATION.find(state, command)
    with pytest.raises(StepBlocked):
        APPLICATION.take(state, command, facts)


def test_what_money_does_to_an_application_is_not_done_by_hand() -> None:
    for command in (C.PLAN, C.LEAVE_PLAN, C.AWARD, C.SETTLE, C.UNSETTLE, C.REOPEN):
        rows = [row for row in APPLICATION.rows if row.command == command]
        assert rows
        assert all(row.automatic for row in rows)


def test_every_refusal_and_assessment_is_reasoned() -> None:
    for command in (C.FIND_INELIGIBLE, C.REJECT, C.ASSESS, C.SUSPEND, C.RESUME):
        assert all(row.needs_reason for row in APPLICATION.rows if row.command == command)
    assert C.FIND_INELIGIBLE in DECISIONS
    assert S.WITHDRAWN in REFUSED


# ------------------------------------------------------------------ the loss is the ceiling


@pytest.mark.invariant(21)
@given(loss=WON, other=st.lists(WON, max_size=5), awarded=WON, paid=WON, more=WON)
def test_what_fits_never_passes_the_loss(
    loss: int, other: list[int], awarded: int, paid: int, more: int
) -> None:
    room = headroom_of(loss, other, awarded_won=awarded, paid_won=paid)
    assert room.takes(more) is (awarded + more + sum(other) <= loss)
    assert room.left_won == loss - sum(other) - awarded


@pytest.mark.invariant(21)
@given(loss=WON, other=WON, paid=WON)
def test_what_is_owed_back_is_what_was_paid_beyond_the_loss(
    loss: int, other: int, paid: int
) -> None:
    room = headroom_of(loss, [other], awarded_won=paid, paid_won=paid)
    assert 0 <= room.excess_won <= paid
    kept = paid - room.excess_won
    assert kept + other <= loss or kept == 0
    assert room.excess_won == 0 or kept + other == loss or kept == 0


def test_a_loss_that_was_not_assessed_leaves_nothing_to_award() -> None:
    room = headroom_of(None, [], awarded_won=0, paid_won=0)
    assert room == Headroom(assessed_loss_won=0, compensation_won=0, awarded_won=0, paid_won=0)
    assert not room.takes(1)


@given(cost=st.integers(1, 10**15), claimed=st.integers(1, 10**15))
def test_a_line_gets_at_most_its_share_its_ceiling_and_its_claim(cost: int, claimed: int) -> None:
    benefit = SCHEME.benefit("litigation_cost")
    most = rules.most_for(SCHEME, benefit, cost, claimed)
    assert 0 <= most <= min(claimed, benefit.ceiling.number)
    assert Fraction(most) <= benefit.share.exact * cost


def test_a_share_is_cut_to_tens_of_won_by_the_treasury_rule() -> None:
    benefit = SCHEME.benefit("litigation_cost")
    assert rules.most_for(SCHEME, benefit, 1_234_567, 10**9) == 987_650


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("notified_on", "last_on"),
    [
        (date(2026, 11, 2), date(2026, 12, 2)),
        (date(2026, 11, 5), date(2026, 12, 7)),  # the thirtieth day is a Saturday
    ],
)
def test_one_objects_within_thirty_days(notified_on: date, last_on: date) -> None:
    assert rules.last_day_to_object(WEEKENDS, SCHEME, notified_on) == last_on


def test_an_objection_is_answered_in_fourteen_days_and_once_ten_more() -> None:
    filed_on = date(2026, 11, 2)
    assert rules.answer_due_on(WEEKENDS, SCHEME, filed_on) == date(2026, 11, 16)
    assert rules.answer_due_on(WEEKENDS, SCHEME, filed_on, extended=True) == date(2026, 11, 26)


def test_only_a_changed_account_waits() -> None:
    day = date(2026, 11, 25)
    assert rules.payee_usable_from(WEEKENDS, SCHEME, day, first=True) == day
    assert rules.payee_usable_from(WEEKENDS, SCHEME, day, first=False) == date(2026, 11, 30)


# ------------------------------------------------------------------ eligibility


def fact(kind: EligibilityFact, on: date | None = None) -> KnownFact:
    return KnownFact(fact=kind, on=on, basis="법 제1조", shown_by="문서")


@pytest.mark.parametrize(
    ("benefit", "facts", "eligible"),
    [
        ("litigation_cost", [F.CONFIRMED_VIOLATION, F.SMALL_ENTERPRISE], True),
        ("litigation_cost", [F.CONSENT_DECISION, F.SMALL_ENTERPRISE], True),
        ("litigation_cost", [F.PENDING_SUIT, F.SMALL_ENTERPRISE], True),
        ("litigation_cost", [F.SMALL_ENTERPRISE], False),
        ("litigation_cost", [F.CONFIRMED_VIOLATION], False),
        ("advance_on_award", [F.CONFIRMED_VIOLATION, F.SMALL_ENTERPRISE], False),
        ("advance_on_award", [F.PENDING_SUIT, F.SMALL_ENTERPRISE], False),
        ("advance_on_award", [F.CONSENT_DECISION, F.PENDING_SUIT, F.SMALL_ENTERPRISE], True),
    ],
)
def test_a_benefit_asks_for_its_facts(
    benefit: str,
    facts: list[EligibilityFact],
    eligible: bool,
) -> None:
    known = [fact(kind, date(2026, 9, 1)) for kind in facts]
    assert check_line(SCHEME.benefit(benefit), known, date(2026, 11, 23)).eligible is eligible


@pytest.mark.parametrize(
    ("filed_on", "in_time"),
    [(date(2028, 9, 1), True), (date(2028, 9, 2), False)],
)
def test_the_deadline_counts_from_the_latest_fact(filed_on: date, in_time: bool) -> None:
    known = [
        fact(F.CONFIRMED_VIOLATION, date(2020, 1, 1)),
        fact(F.PENDING_SUIT, date(2026, 9, 1)),
        fact(F.SMALL_ENTERPRISE),
    ]
    check = check_line(SCHEME.benefit("bridging_loan"), known, filed_on)
    deadline = next(one for one in check.findings if one.condition is Meets.DEADLINE)
    assert (deadline.met, deadline.last_on) == (in_time, date(2028, 9, 1))
    assert deadline.facts == (F.PENDING_SUIT,)
