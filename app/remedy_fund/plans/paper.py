"""A plan as a paper: its money, every share, and why each is what it is, in Korean and English. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.kernel.text import Text
from app.papers.documents import amount_data, day_text
from app.remedy_fund.plans.rules.allocation import Allocation
from app.remedy_fund.plans.rules.explanation import explain
from app.remedy_fund.plans.rules.words import BY, sentence

TEMPLATE: Final = "allocation_plan"
_PERIOD, _ROUND = Text("배분 기간", "Period"), Text("회차·판", "Round and revision")
_SCHEME, _RULE = Text("제도", "Scheme"), Text("배분 기준", "Basis of sharing")
_MADE, _SUM = Text("작성일", "Drawn up on"), Text("배분 합계", "Total awarded")
_LEAST, _STATE = Text("최소 지급액", "Minimum payment"), Text("상태", "Status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the paper tells beside the sums."""

    plan_id: str
    period: str
    round: int
    revision: int
    state: Text
    scheme: Text
    made_on: date
    digest: str
    demonstration: bool
    numbers: Sequence[str]  # of the applications, by place
    purposes: Mapping[str, Text]
    benefits: Mapping[str, Text]


def paper_data(told: Told, allocation: Allocation, places: Sequence[int]) -> dict[str, Any]:
    """Return the plain data of the paper about the shares at some places."""
    options = allocation.options
    residue = dict(allocation.residue)
    facts = (
        (_PERIOD, Text(told.period, told.period)),
        (_ROUND, Text(f"{told.round}회차 제{told.revision}판",
                      f"Round {told.round}, revision {told.revision}")),
        (_STATE, told.state),
        (_SCHEME, told.scheme),
        (_RULE, BY[str(options.rule)]),
        (_LEAST, _won(options.de_minimis_won)),
        (_MADE, day_text(told.made_on)),
        (_SUM, _in_full(allocation.awarded_won)),
    )  # fmt: skip
    return {
        "title": Text("배분 계획과 산정 이유", "Allocation Plan with Reasons").as_dict(),
        "made_on_iso": told.made_on.isoformat(),
        "plan_id": told.plan_id,
        "digest": told.digest,
        "demonstration": told.demonstration,
        "facts": [{"label": a.as_dict(), "value": b.as_dict()} for a, b in facts],
        "pots": [
            {
                "purpose": _named(told.purposes, pot.purpose).as_dict(),
                "money": _won(pot.money_won).as_dict(),
                "awarded": _won(pot.money_won - residue[pot.purpose]).as_dict(),
                "residue": _won(residue[pot.purpose]).as_dict(),
            }
            for pot in allocation.pots
        ],
        "shares": [_share(told, allocation, place) for place in places],
    }


def _share(told: Told, allocation: Allocation, place: int) -> dict[str, Any]:
    return {
        "number": told.numbers[place],
        "benefit": _named(told.benefits, allocation.claims[place].benefit).as_dict(),
        "award": _won(allocation.awards[place]).as_dict(),
        "steps": [sentence(step, told.purposes).as_dict() for step in explain(allocation, place)],
    }


def _named(names: Mapping[str, Text], code: str) -> Text:
    return names.get(code, Text(code, code))


def _in_full(amount: int) -> Text:
    said = amount_data(amount)["full"]
    return Text(said["ko"], said["en"])


def _won(amount: int) -> Text:
    said = amount_data(amount)
    return Text(said["ko"], said["en"])
