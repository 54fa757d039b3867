"""Quorum and majority: situations a lawyer can read, and random panels against a slow reference."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.committee.hearings.problems import NoQuorum
from app.committee.hearings.rules import check_quorum
from app.committee.votes.rules import Choice, Tally, result_of

SITUATIONS = tomllib.loads(
    (Path(__file__).parent / "situations" / "panels.toml").read_text(encoding="utf-8")
)["situation"]


def outcome(kind: str, members: int, ballots: list[Choice], present: int) -> str:
    """Return what the product makes of a panel and its ballots."""
    try:
        check_quorum(kind, members, present)
    except NoQuorum as refusal:
        return "no_quorum" if "제84조" in str(refusal.basis[0]) else "no_article"
    tally = Tally()
    for choice in ballots:
        tally = Tally.read(tally.with_one(choice).written())
    return result_of(kind, members, tally).code


@pytest.mark.step("K15")
@pytest.mark.parametrize("told", SITUATIONS, ids=[one["told"] for one in SITUATIONS])
def test_a_panel_acts_and_resolves_as_the_rules_say(told: dict[str, Any]) -> None:
    present = told["members"] - told["kept_away"] - told["absent"]
    ballots = [Choice(name) for name, count in told["ballots"].items() for _ in range(count)]
    assert outcome(told["kind"], told["members"], ballots, present) == told["result"]


SEATS = st.lists(
    st.sampled_from(["kept_away", "absent", *Choice]), min_size=1, max_size=15
)  # fmt: skip


def slowly(kind: str, seats: list[str]) -> str:
    """Return the outcome by asking of every member in turn, as the rule is worded."""
    sitting = [seat for seat in seats if seat not in ("kept_away", "absent")]
    there, agreed = (Fraction(n, len(seats)) for n in (len(sitting), seats.count("for")))
    if kind == "subcommittee":
        enough, carried = there == 1, agreed == 1
    else:
        enough, carried = there > Fraction(1, 2), agreed > Fraction(1, 2)
    if not enough:
        return "no_quorum"
    if carried:
        return "carried"
    return "tie" if seats.count("for") == seats.count("against") else "short"


@pytest.mark.step("K15")
@given(kind=st.sampled_from(["plenary", "subcommittee"]), seats=SEATS)
def test_random_panels_with_recusals_come_out_as_the_slow_reference_says(
    kind: str, seats: list[str]
) -> None:
    ballots = [Choice(seat) for seat in seats if seat in set(Choice)]
    assert outcome(kind, len(seats), ballots, len(ballots)) == slowly(kind, seats)


@given(st.permutations([Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOR, Choice.AGAINST]))
def test_a_tally_is_the_same_in_whatever_order_the_ballots_come(ballots: list[Choice]) -> None:
    tally = Tally()
    for choice in ballots:
        tally = tally.with_one(choice)
    assert tally == Tally(votes_for=2, votes_against=2, abstentions=1)
    assert len(tally.written()) == len(Tally().written())


@given(kind=st.sampled_from(["plenary", "subcommittee"]), members=st.integers(1, 30),
       votes=st.integers(0, 30))  # fmt: skip
def test_one_more_vote_for_never_loses_what_was_carried(
    kind: str, members: int, votes: int
) -> None:
    if result_of(kind, members, Tally(votes_for=votes)).carried:
        assert result_of(kind, members, Tally(votes_for=votes + 1)).carried
