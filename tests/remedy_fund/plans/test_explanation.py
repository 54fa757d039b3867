"""Every award is told step by step, and the steps give the award when they are gone through anew."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.text import Text
from app.remedy_fund.plans.rules.allocation import allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding, Rule
from app.remedy_fund.plans.rules.explanation import Step, StepRule, explain
from app.remedy_fund.plans.rules.words import LABELS, label, sentence

WON = st.integers(0, 60) | st.integers(0, 10**15)
PURPOSES = {"narrow": Text("소송비", "Litigation"), "general": Text("일반", "General")}


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Claim], list[Pot], Options]:
    claims = []
    for number in range(draw(st.integers(0, 6))):
        won = draw(WON)
        prior = draw(st.integers(0, won))
        cap = draw(st.integers(0, won - prior))
        paid = draw(st.integers(0, min(cap, 40)) | st.just(0))
        claims.append(Claim(
            id=f"fap_{number}", benefit=draw(st.sampled_from(["cost", "loan"])), claim_won=won,
            cap_won=cap, prior_won=prior, tier=draw(st.integers(0, 1)),
            paid={"general": paid} if paid else {},
        ))  # fmt: skip
    pots = [Pot("narrow", draw(WON), frozenset({"cost"})),
            Pot("general", draw(st.integers(0, 60) | st.integers(0, 10**14)), frozenset({"cost", "loan"}))]  # fmt: skip
    options = Options(rule=draw(st.sampled_from(Rule)), rounding=draw(st.sampled_from(Rounding)),
                      de_minimis_won=draw(st.sampled_from([0, 10, 20])))  # fmt: skip
    return claims, pots, options


def again(step: Step) -> int:
    """Compute what a step leads to, from what it says alone."""
    given_, before = step.inputs, step.before_won
    if step.rule is StepRule.IN_PROPORTION:
        exact = Fraction(str(given_["level"])) * int(given_["weight_won"]) - int(
            given_["floor_won"]
        )
        return before + floor(exact)
    computed = {
        StepRule.LEFT_OVER: before + int(given_.get("got_one", 0)),
        StepRule.TREASURY_10: before - before % 10,
        StepRule.DUE_NOW: max(0, before - int(given_.get("paid_won", 0))),
        StepRule.ELIGIBLE: int(given_.get("cap_won", 0)),
        StepRule.IN_FULL: step.after_won,
    }
    return computed.get(step.rule, before)


@pytest.mark.invariant(34)
@settings(max_examples=200, deadline=None)
@given(plans())
def test_the_steps_lead_to_the_award_and_each_follows_from_its_inputs(
    plan: tuple[list[Claim], list[Pot], Options],
) -> None:
    found = allocate(*plan)
    for place, award in enumerate(found.awards):
        steps = explain(found, place)
        assert all(again(step) == step.after_won for step in steps)
        amounts = [step for step in steps if step.rule is not StepRule.ELIGIBLE]
        now = 0
        for step in amounts:
            # A stage begins at nought; within one, each step goes on where the last one ended.
            assert step.before_won in (now, 0)
            now = step.after_won
        assert now == award


@settings(max_examples=60, deadline=None)
@given(plans())
def test_every_step_has_words_in_both_languages(
    plan: tuple[list[Claim], list[Pot], Options],
) -> None:
    found = allocate(*plan)
    for place in range(len(found.awards)):
        for step in explain(found, place):
            words = sentence(step, PURPOSES)
            assert words.ko.endswith((".", ")."))
            assert words.en.endswith((".", ")."))
            assert label(step) == LABELS[step.rule]


def test_a_whole_story_is_told_in_order() -> None:
    claims = [Claim(id="a", benefit="cost", claim_won=1000, cap_won=300, prior_won=100),
              Claim(id="b", benefit="cost", claim_won=1000, cap_won=900, tier=1)]  # fmt: skip
    pots = [Pot("general", 705, frozenset({"cost"}))]
    found = allocate(claims, pots, Options(rounding=Rounding.TREASURY_10))
    assert [step.rule for step in explain(found, 0)] == ["eligible", "in_full", "treasury_10"]
    steps = explain(found, 1)
    assert [step.rule for step in steps] == ["eligible", "in_proportion", "treasury_10"]
    assert [step.after_won for step in steps] == [900, 405, 400]
    assert sentence(steps[1], PURPOSES).ko == (
        "재원 '일반'의 405원을 인정 손해액 기준으로 나눕니다. 기준 금액 1,000원에 공통 비율 405/1000을 "
        "곱하고 이미 채워진 0원을 뺀 뒤 1원 미만을 버려 0원에서 405원이 됩니다."
    )
    assert found.residue == (("general", 5),)
