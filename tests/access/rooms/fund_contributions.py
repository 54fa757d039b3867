"""The doors of contributions: money received, set aside, confirmed, and a change that waits."""

from typing import Any

from app.access.actor import Target
from tests.access.sample import Sample

_NOTHING = "earmark_" + "0" * 32
_PROGRAMME: dict[str, Any] = {
    "code": "proof_support", "name_ko": "입증 지원 (가상)", "name_en": "Support with proof",
    "purposes": ["litigation", "valuation"],
}  # fmt: skip
_PLEDGE: dict[str, Any] = {
    "source": "company", "contributor_name": "한빛전자 (가상)", "amount_won": 1_000_000,
}  # fmt: skip
_PAYMENT = {"amount_won": 1_000_000, "reference": "입금-거리-1"}
_EARMARK = {"amount_won": 1000, "purpose": "litigation"}
_LETTER: dict[str, Any] = {
    "amount_won": 1000, "letter_reference": "기금-2026-1", "reason": "용도 변경 동의",
}  # fmt: skip
_MOVE = {**_LETTER, "earmark_id": _NOTHING, "purpose": "valuation"}
_ONE, _CHANGE = "/fund/contributions/{contribution_id}", "/fund/contribution-changes"


def _fund(_neighbour: Any, level: int) -> Target:
    return Target(secret=False, level=level)


SAMPLES: dict[str, Sample] = {
    "POST /fund/programmes": Sample(_fund, {**_PROGRAMME, "code": "another"}),
    "GET /fund/programmes": Sample(_fund),
    "POST /fund/contributions": Sample(_fund, _PLEDGE),
    "GET /fund/contributions": Sample(_fund),
    f"GET {_ONE}": Sample(_fund),
    f"POST {_ONE}/payment": Sample(_fund, _PAYMENT),
    f"POST {_ONE}/withdrawal": Sample(_fund, {}),
    f"POST {_ONE}/earmarks": Sample(_fund, _EARMARK),
    f"POST {_ONE}/redesignations": Sample(_fund, _MOVE),
    f"POST {_ONE}/returns": Sample(_fund, _LETTER),
    "POST /fund/treasury-repayments": Sample(_fund, _LETTER),
    f"GET {_CHANGE}": Sample(_fund),
    f"GET {_CHANGE}/{{contribution_change_id}}": Sample(_fund),
    f"POST {_CHANGE}/{{contribution_change_id}}/execution": Sample(_fund, {}),
    f"POST {_CHANGE}/{{contribution_change_id}}/withdrawal": Sample(_fund, {}),
    "GET /fund/earmarks": Sample(_fund),
    "GET /fund/earmarks/{earmark_id}": Sample(_fund),
    "GET /fund/earmarks/{earmark_id}/parts": Sample(_fund),
    "GET /fund/surcharge-shares": Sample(_fund),
    "GET /fund/cooperation-account": Sample(_fund),
    f"POST {_ONE}/receipt": Sample(_fund, {}),
    f"GET {_ONE}/receipt": Sample(_fund),
    f"GET {_ONE}/receipt/content": Sample(_fund),
}


def furnish(street: Any) -> dict[str, str]:
    """Let the officer take money in, set some aside, confirm it and ask for a re-designation."""
    officer = street.player("fund_officer")
    officer.post("/fund/programmes", _PROGRAMME)
    given = officer.post("/fund/contributions", _PLEDGE)["id"]
    path = f"/fund/contributions/{given}"
    officer.act(f"{path}/payment", _PAYMENT, about=path)
    officer.act(f"{path}/earmarks", {**_EARMARK, "amount_won": 500_000}, about=path)
    officer.post(f"{path}/receipt")
    earmark = officer.get(path)["earmarks"][0]["id"]
    change = officer.act(
        f"{path}/redesignations", {**_MOVE, "earmark_id": earmark}, about=path
    )["id"]  # fmt: skip
    return {
        "contribution_id": given, "earmark_id": earmark, "contribution_change_id": change,
    }  # fmt: skip
