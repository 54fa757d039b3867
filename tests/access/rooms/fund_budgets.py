"""The doors of the fund's budgets: a plan of two main items, and a change that waits."""

from typing import Any

from app.access.actor import Target
from tests.access.sample import Sample

_NOWHERE = "bline_" + "0" * 32
_PLAN: dict[str, Any] = {
    "fiscal_year": 2026, "reference": "기금운용계획 2026-1 (가상)",
    "items": [
        {"programme": "proof", "item": "litigation_cost", "amount_won": 1_000_000},
        {"programme": "liquidity", "item": "bridging_loan", "amount_won": 1_000_000},
    ],
}  # fmt: skip
_CHANGE: dict[str, Any] = {
    "fiscal_year": 2026, "from_line_id": "", "to_line_id": _NOWHERE, "amount_won": 1000,
    "reason": "수요 증가",
}  # fmt: skip
_ONE = "/fund/budget-changes/{budget_change_id}"


def _fund(_neighbour: Any, level: int) -> Target:
    return Target(secret=False, level=level)


SAMPLES: dict[str, Sample] = {
    "POST /fund/budget-plans": Sample(_fund, _PLAN),
    "GET /fund/budget-plans/{fiscal_year}": Sample(_fund),
    "GET /fund/budget-lines": Sample(_fund),
    "GET /fund/budget-lines/{budget_line_id}": Sample(_fund),
    "GET /fund/budget-lines/{budget_line_id}/commitments": Sample(_fund),
    "POST /fund/budget-changes": Sample(_fund, _CHANGE),
    "GET /fund/budget-changes": Sample(_fund),
    f"GET {_ONE}": Sample(_fund),
    f"POST {_ONE}/execution": Sample(_fund, {}),
    f"POST {_ONE}/withdrawal": Sample(_fund, {}),
    "POST /fund/budget-carry-overs": Sample(_fund, {"fiscal_year": 2025}),
}


def furnish(street: Any) -> dict[str, str]:
    """Let the officer enter a plan and ask for more than it has."""
    officer = street.player("fund_officer")
    line = officer.post("/fund/budget-plans", _PLAN)["items"][0]["id"]
    change = officer.post("/fund/budget-changes", {**_CHANGE, "to_line_id": line})
    return {"budget_line_id": line, "budget_change_id": change["id"], "fiscal_year": "2026"}
