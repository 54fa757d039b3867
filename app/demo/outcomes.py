"""The story of an evaluator that asks for facts of measures and gets an edition of them."""

from app.demo.cast import NUMBERS, Cast
from app.demo.stage import Stage


def facts_are_given(stage: Stage, cast: Cast) -> str:
    """The Shared Growth Index asks for a year's facts of three firms; returns the edition's id."""
    stage.settle()
    asked = {
        "programme": "shared_growth_index",
        "reference": "동반성장위원회 평가-2026-15 (가상)",
        "period_first": "2026-01-01",
        "period_last": "2026-10-31",
        "business_numbers": [
            NUMBERS[name] for name in ("대한모터스(가상)", "세진전자(가상)", "미래플랜트(가상)")
        ],
    }
    request_id = cast.evaluator.post("/outcome-requests", asked)["id"]
    path = f"/outcome-requests/{request_id}"
    issue_id: str = cast.secretary.act(f"{path}/issues", about=path)["id"]
    return issue_id
