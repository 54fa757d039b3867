"""Plans, shares and awards in words: the names of what they are about, and each step told."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.text import Text
from app.remedy_fund.fields import Words
from app.remedy_fund.plans.rules.explanation import Step, StepRule
from app.remedy_fund.plans.rules.words import label, sentence
from app.remedy_fund.plans.schemas import PartOut, StepOut
from app.remedy_fund.plans.tables import PlanShare
from app.remedy_fund.schemes.kinds import Scheme


def purpose_words(scheme: Scheme, code: str) -> Words:
    """Return the name of a purpose."""
    known = scheme.purposes.get(code)
    return named(code, known.label if known else Text(code, code))


def benefit_words(scheme: Scheme, code: str) -> Words:
    """Return the name of a benefit."""
    known = scheme.benefits.get(code)
    return named(code, known.label if known else Text(code, code))


def step_out(scheme: Scheme, step: Step) -> StepOut:
    """Return a step in words."""
    names = {code: one.label for code, one in scheme.purposes.items()}
    name, text = label(step), sentence(step, names)
    return StepOut(
        rule=step.rule, label_ko=name.ko, label_en=name.en, text_ko=text.ko, text_en=text.en,
        before_won=step.before_won, after_won=step.after_won, capped=step.capped,
        inputs=dict(step.inputs),
    )  # fmt: skip


def share_data(scheme: Scheme, row: PlanShare) -> dict[str, Any]:
    """Return a share's fields."""
    return {
        "place": row.place, "line_id": row.line_id, "application_id": row.application_id,
        "application_number": row.application_number,
        "benefit": benefit_words(scheme, row.benefit), "claim_won": row.claim_won,
        "award_won": row.award_won, "parts": parts_out(scheme, row.parts),
    }  # fmt: skip


def kept_step(kept: Mapping[str, Any]) -> Step:
    """Return a step as it is kept with an award."""
    return Step(
        StepRule(kept["rule"]), kept["inputs"], kept["before_won"], kept["after_won"],
        kept["capped"],
    )  # fmt: skip


def parts_out(scheme: Scheme, parts: Sequence[Sequence[Any]]) -> list[PartOut]:
    """Return how much comes out of the money of which purpose."""
    return [
        PartOut(purpose=purpose_words(scheme, str(purpose)), amount_won=int(won))
        for purpose, won in parts
    ]


def named(code: str, text: Text) -> Words:
    return Words(code=code, ko=text.ko, en=text.en)
