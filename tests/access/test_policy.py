"""The policy table says what the access model says, for every role, tie and level."""

import tomllib
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.actor import ANYBODY, Actor, Role, Target, Tie
from app.access.explain import as_markdown, explain
from app.access.policy import POLICY, SEPARATE, May, decide

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
EXPECTED = tomllib.loads((Path(__file__).parent / "expectations.toml").read_text(encoding="utf-8"))
LEVELS = range(1, 6)
# Which ties satisfy a reach, in the words of the access model.
REACHES = {
    "self": {"self"},
    "own": {"complainant", "respondent"},
    "filed": {"complainant"},
    "answered": {"respondent"},
    "assigned": {"assigned"},
    "unit": {"unit", "assigned"},
    "seated": {"seated"},
    "granted": {"granted"},
    "entrusted": {"entrusted"},
}
TIES = [frozenset(), *(frozenset(c) for size in (1, 2) for c in combinations(Tie, size))]


def actor(role: Any, **more: Any) -> Actor:
    """Return somebody of a role who has just shown the second factor."""
    return Actor("acc_1", "per_1", role, stepped_up_at=NOW, **more)


def expected(may: str, role: str, ties: set[str], level: int, grant_level: int) -> bool:
    """Return what the hand-written table says."""
    cell = EXPECTED["may"][may].get(role)
    if cell is None:
        return False
    reach, _, most = cell.partition("/")
    if reach != "any" and not REACHES[reach] & ties:
        return False
    opened = [EXPECTED["base"][role], *(EXPECTED["raised"][role].get(tie, 0) for tie in ties)]
    if "granted" in ties:
        opened.append(grant_level)
    if most.isdecimal():
        assert int(most) in {*EXPECTED["raised"][role].values(), EXPECTED["base"][role]}
    return level <= max(opened)


def test_every_permission_and_role_is_in_the_hand_written_table() -> None:
    assert set(EXPECTED["may"]) == set(May)
    assert set(POLICY) == set(May)
    assert set(EXPECTED["base"]) == set(EXPECTED["raised"]) == set(Role)
    assert {role for cells in EXPECTED["may"].values() for role in cells} <= set(Role)


@pytest.mark.parametrize("may", May)
def test_the_table_allows_exactly_what_the_access_model_allows(may: May) -> None:
    wrong = []
    for role, ties, level, grant in product(Role, TIES, LEVELS, (0, 2, 4)):
        target = Target(ties=ties, level=level, grant_level=grant)
        allowed = decide(actor(role), may, target, NOW).allowed
        if allowed is not expected(may, role, set(ties), level, grant):
            wrong.append((role, sorted(ties), level, grant, allowed))
    assert not wrong


@pytest.mark.parametrize("may", May)
def test_a_single_tie_opens_no_more_than_its_cell_says(may: May) -> None:
    for role, cell in EXPECTED["may"][may].items():
        reach, _, most = cell.partition("/")
        ties = [Tie(tie) for tie in REACHES.get(reach, set())] or [None]
        highest = 0
        for tie, level in product(ties, LEVELS):
            target = Target(ties=frozenset({tie} if tie else ()), level=level, grant_level=3)
            if decide(actor(Role(role)), may, target, NOW).allowed:
                highest = max(highest, level)
        # A unit tie alone is worth its cell; an assignment on top of it may be worth more.
        raised = EXPECTED["raised"][role].get("assigned", 0) if reach == "unit" else 0
        assert highest in {3 if most == "grant" else int(most), raised}


@pytest.mark.parametrize("role", [None, "", "superuser", "PARTY ", 7])
def test_an_unknown_role_may_nothing(role: Any) -> None:
    for may, ties, level in product(May, TIES, LEVELS):
        answer = decide(actor(role), may, Target(ties=ties, level=level, secret=False), NOW)
        assert not answer.allowed


def test_nobody_may_only_what_is_told_to_be_open() -> None:
    allowed = {
        may for may, ties in product(May, TIES) if decide(ANYBODY, may, Target(ties), NOW).allowed
    }
    assert allowed == {May.ACCOUNT_READ, May.DRAFT_WRITE}
    assert not any(decide(ANYBODY, may, Target(), NOW).allowed for may in May)


def test_a_wall_beats_every_allow_and_hides_what_it_guards() -> None:
    for may, role, ties in product(May, Role, TIES):
        answer = decide(actor(role), may, Target(ties=ties, walled=True, secret=False), NOW)
        assert (answer.allowed, answer.hidden, answer.code) == (False, True, "wall")


def test_a_disabled_account_may_nothing_and_sees_nothing() -> None:
    for may, role, ties in product(May, Role, TIES):
        answer = decide(actor(role, enabled=False), may, Target(ties=ties), NOW)
        assert (answer.allowed, answer.hidden, answer.code) == (False, True, "disabled")


def test_whoever_does_not_see_a_thing_is_told_that_it_does_not_exist() -> None:
    for may, role, ties in product(May, Role, TIES):
        answer = decide(actor(role), may, Target(ties=ties), NOW)
        sees = Tie.SELF in ties or expected(May.CASE_SEE, role, set(ties), 1, 2)
        if answer.code in {"role", "tie"}:
            assert answer.hidden is not sees, (may, role, ties)


def test_a_token_is_never_wider_than_its_scopes() -> None:
    for may, role, ties in product(May, Role, TIES):
        target = Target(ties=ties)
        full = decide(actor(role), may, target, NOW).allowed
        assert decide(actor(role, scopes=frozenset({may})), may, target, NOW).allowed is full
        others = frozenset(set(May) - {may})
        assert not decide(actor(role, scopes=others), may, target, NOW).allowed
        assert not decide(actor(role, scopes=frozenset()), may, target, NOW).allowed


@pytest.mark.parametrize("level", [4, 5])
def test_trade_secrets_of_others_need_a_fresh_second_factor(level: int) -> None:
    target = Target(ties=frozenset({Tie.SEATED, Tie.SELF}), level=level)
    for minutes, allowed in ((0, True), (15, True), (16, False)):
        shown_at = NOW - timedelta(minutes=minutes)
        who = Actor("a", "p", Role.COMMITTEE, stepped_up_at=shown_at)
        answer = decide(who, May.CASE_READ, target, NOW)
        assert (answer.allowed, answer.code == "step_up") == (allowed, not allowed)
    never = decide(Actor("a", "p", Role.COMMITTEE), May.CASE_READ, target, NOW)
    assert (never.allowed, never.hidden) == (False, False)


def test_a_party_reads_its_own_upload_without_a_second_factor() -> None:
    own = Target(ties=frozenset({Tie.SELF, Tie.COMPLAINANT}), level=4)
    assert decide(Actor("a", "p", Role.PARTY), May.EVIDENCE_DOWNLOAD, own, NOW).allowed


@pytest.mark.parametrize("may", ["approvals:give", "disbursements:send", "statements:confirm"])
def test_money_moves_only_on_a_fresh_second_factor(may: str) -> None:
    target = Target(secret=False)
    for minutes, allowed in ((0, True), (15, True), (16, False)):
        shown_at = NOW - timedelta(minutes=minutes)
        for role in EXPECTED["may"][may]:
            answer = decide(
                Actor("a", "p", Role(role), stepped_up_at=shown_at), May(may), target, NOW
            )
            # A job has no second factor to show.
            assert answer.allowed is (allowed or role == "worker")


@pytest.mark.parametrize(("first", "second"), sorted(SEPARATE))
def test_four_eyes_look_at_the_person_and_not_at_the_account(first: May, second: May) -> None:
    roles = [role for role in Role if role in POLICY[second] and role is not Role.WORKER]
    ties = frozenset(Tie) - {Tie.GRANTED}
    for role in roles:
        done = Target(ties=ties, done_by={first: frozenset({"per_1"})})
        same = decide(Actor("another account", "per_1", role), second, done, NOW)
        assert (same.allowed, same.code) == (False, "same_person")
        other = Actor("acc_1", "per_2", role, stepped_up_at=NOW)
        assert decide(other, second, done, NOW).allowed


def test_four_eyes_guard_drafts_figures_and_points() -> None:
    assert {
        (May.MEASURE_DRAFT, May.MEASURE_COUNTERSIGN),
        (May.FIGURE_ENTER, May.FIGURE_APPROVE),
        (May.POINTS_CLAIM, May.POINTS_DECIDE),
    } <= SEPARATE


@given(
    role=st.one_of(st.sampled_from(Role), st.text(max_size=8), st.none()),
    may=st.sampled_from(May),
    ties=st.frozensets(st.sampled_from(Tie)),
    level=st.integers(-1, 9),
    walled=st.booleans(),
    secret=st.booleans(),
)
def test_the_table_answers_every_question_with_words_in_both_languages(
    role: Any, may: May, ties: frozenset[Tie], level: int, walled: bool, secret: bool
) -> None:
    target = Target(ties=ties, level=level, walled=walled, secret=secret)
    answer = decide(actor(role), may, target, NOW)
    assert answer.reason.ko
    assert answer.reason.en
    assert not (answer.allowed and answer.hidden)


def test_the_table_is_explained_in_words_and_as_a_page() -> None:
    words = explain("lead", "measures:issue", frozenset({Tie.UNIT}), 2, NOW)
    assert "measures:issue" in words.ko
    assert "Allowed" in words.en
    page = as_markdown()
    assert all(f"`{may}`" in page for may in May)
