"""Digest, voices and the amount that decides, without a database."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.remedy_fund.approvals.rules import Voice, canonical, decisive_won, digest, voices_heard
from app.remedy_fund.approvals.stress import Flows, effect

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**15) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
CONTENT = st.dictionaries(st.text(min_size=1, max_size=6), PLAIN, max_size=5)
PEOPLE = st.sampled_from("abcdef")
VOICES = st.lists(
    st.builds(lambda a, r: Voice(acting=a, represented=r), PEOPLE, PEOPLE), max_size=12
)
FLOWS = Flows(date(2025, 11, 24), date(2026, 11, 23), 2_400, 1_200)


@pytest.mark.invariant(22)
@given(CONTENT)
def test_the_digest_does_not_depend_on_the_order_of_names_and_survives_storing(
    content: dict[str, object],
) -> None:
    turned = dict(reversed(content.items()))
    stored = json.loads(json.dumps(content))
    assert digest(content) == digest(turned) == digest(stored)


@pytest.mark.invariant(22)
@given(CONTENT, st.text(min_size=1, max_size=6), st.integers(0, 10**15))
def test_any_change_of_the_content_changes_the_digest(
    content: dict[str, object], name: str, value: int
) -> None:
    changed = {**content, name: value}
    same = canonical(changed) == canonical(content)
    assert (digest(changed) == digest(content)) == same


@pytest.mark.invariant(12)
@pytest.mark.parametrize("value", [1.0, 0.1, {"deep": [2.5]}, b"x", {1: "x"}], ids=repr)
def test_nothing_inexact_can_be_put_up_for_approval(value: object) -> None:
    with pytest.raises(TypeError):
        digest({"amount": value})


@pytest.mark.invariant(22)
@given(VOICES, st.frozensets(PEOPLE, max_size=3))
def test_no_person_counts_twice_in_whatever_part_and_the_barred_never(
    voices: list[Voice], barred: frozenset[str]
) -> None:
    count = voices_heard(voices, barred)
    assert count <= len({voice.acting for voice in voices} - barred)
    assert count <= len({voice.represented for voice in voices} - barred)
    assert voices_heard([*voices, *voices], barred) == count


@pytest.mark.invariant(22)
def test_acting_for_a_person_uses_up_both() -> None:
    alone = Voice(acting="a", represented="a")
    for_b = Voice(acting="a", represented="b")
    b_too = Voice(acting="b", represented="b")
    assert voices_heard([alone, for_b], frozenset()) == 1
    assert voices_heard([for_b, b_too], frozenset()) == 1
    assert voices_heard([for_b], frozenset({"b"})) == 0


@pytest.mark.invariant(23)
@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=6),
       st.integers(0, 10**9))  # fmt: skip
def test_the_amount_that_decides_is_never_smaller_than_any_sum_it_is_part_of(
    sums: list[tuple[int, int]], amount: int
) -> None:
    decisive = decisive_won(sums, amount)
    assert decisive >= amount
    assert all(decisive >= own + others for own, others in sums)


def test_the_effect_counts_a_reserved_part_once_and_half_of_the_income() -> None:
    found = effect(
        amount_won=100, balance_won=1_000, committed_won=300, flows=FLOWS, included_won=100
    )
    assert (found.available_won, found.after_won) == (700, 700)
    assert (found.monthly_inflow_won, found.monthly_outflow_won) == (200, 100)
    assert found.stress_won == (700,) * 12
    fresh = effect(amount_won=800, balance_won=1_000, committed_won=300, flows=FLOWS)
    assert fresh.after_won == -100  # shown as it is, the approvers are to see it


def test_what_dividing_leaves_over_makes_the_stress_harder() -> None:
    flows = Flows(date(2025, 11, 24), date(2026, 11, 23), 23, 13)
    found = effect(amount_won=0, balance_won=0, committed_won=0, flows=flows)
    assert (found.monthly_inflow_won, found.monthly_outflow_won) == (1, 2)
    assert found.stress_won[11] == -24
