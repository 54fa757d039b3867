"""The doors of applications to the fund."""

from dataclasses import replace
from typing import Any

from app.access.actor import Role, Target, Tie
from app.access.policy import May
from app.demo.complaints import draft_with_files
from tests.access.sample import ANY_CASE, Sample
from tests.access.street import RESPONDENT_NUMBER, Neighbour
from tests.stories.telling import number

_FUND = {Role.FUND_OFFICER, Role.FUND_CHECKER}
_FIRST = ((May.APPLICATION_READ, 2),)
_REASON = {"reason": "확인 결과"}
_REFUSAL = {"reason": "요건 미충족", "basis": "피해구제 기금 시범 운영안"}
_PAYEE = {"bank_code": "004", "account_number": "123-456-789012", "holder_name": "신고인"}
_MONEY = {
    "kind": "insurance", "payer": "보험사(가상)", "amount_won": 1_000_000,
    "received_on": "2026-09-01",
}  # fmt: skip
_APPLICATION: dict[str, Any] = {
    "case_id": "case_" + "0" * 32,
    "lines": [{"benefit": "litigation_cost", "harm": "ST-INF", "cost_won": 20_000_000,
               "claimed_won": 15_000_000}],
    "losses": [{"kind": "litigation", "description": "소송 비용", "claimed_won": 20_000_000}],
    "statement": "사실대로 적었습니다.",
}  # fmt: skip
_ASSESSMENT = {
    "losses": [{"line_id": "floss_" + "0" * 32, "assessed_won": 1, "reasons": "확인"}],
    "lines": [{"line_id": "fline_" + "0" * 32, "cost_won": 1, "assessed_won": 1,
               "reasons": "확인"}],
    "reason": "산정",
}  # fmt: skip


def _from_case(neighbour: Neighbour, level: int) -> Target:
    return Target(ties=neighbour.ties & {Tie.COMPLAINANT}, level=level, walled=neighbour.walled)


def _application(neighbour: Neighbour, level: int) -> Target:
    # To those of the fund who read it, an application is no secret.
    return replace(_from_case(neighbour, level), secret=neighbour.role not in _FUND)


def _entrusted(neighbour: Neighbour, level: int) -> Target:
    about = _application(neighbour, level)
    return replace(about, ties=about.ties | {Tie.ENTRUSTED})


def _act(body: Any) -> Sample:
    return Sample(_application, body, first=_FIRST)


_ONE, _OBJECTION = "/fund/applications/{application_id}", "/fund/objections/{fund_objection_id}"
SAMPLES: dict[str, Sample] = {
    "GET /fund/applications": Sample(ANY_CASE),
    "GET /fund/applications/prefill": Sample(_from_case),
    "POST /fund/applications": Sample(_from_case, _APPLICATION),
    f"GET {_ONE}": Sample(_application),
    f"GET {_ONE}/evidence/{{evidence_item_id}}/content": Sample(_entrusted, first=_FIRST),
    f"GET {_ONE}/steps": Sample(_application),
    f"GET {_ONE}/eligibility": Sample(_application),
    f"GET {_ONE}/transitions": Sample(_application),
    f"POST {_ONE}/supplements": _act({"evidence": ["evi_" + "0" * 32]}),
    f"POST {_ONE}/withdrawal": _act({}),
    f"POST {_ONE}/compensations": _act(_MONEY),
    f"POST {_ONE}/compensation-findings": _act(_MONEY),
    "POST /fund/compensations/{compensation_id}/striking": _act(_REASON),
    f"POST {_ONE}/payee": _act(_PAYEE),
    f"POST {_ONE}/payee/verification": _act({"method": "name_inquiry", "reference": "조회-1"}),
    f"POST {_ONE}/objections": _act({"grounds": "다투고자 합니다."}),
    f"POST {_ONE}/check": _act({}),
    f"POST {_ONE}/eligible": _act({}),
    f"POST {_ONE}/ineligible": _act(_REFUSAL),
    f"POST {_ONE}/assessment": _act(_ASSESSMENT),
    f"POST {_ONE}/rejection": _act(_REFUSAL),
    f"POST {_ONE}/suspension": _act(_REASON),
    f"POST {_ONE}/suspension-end": _act(_REASON),
    f"GET {_OBJECTION}": Sample(_application),
    f"POST {_OBJECTION}/answer": _act({"command": "uphold", "reason": "이유 없음"}),
    f"POST {_OBJECTION}/withdrawal": _act({}),
}


def furnish(street: Any) -> dict[str, str]:
    """Let the owner's firm apply from a case of its own, and object to what was found."""
    from tests.access.samples import SAMPLES as ALL  # noqa: PLC0415 - it imports this room

    # Another officer decides, so that the street's own may answer the objection.
    owner = street.player("owner")
    officer = street.stage.player(Role.FUND_OFFICER, "다른 기금 담당 (가상)")
    firm = {"name": "신고인의 회사(가상)", "business_number": number("102811117"),
            "size": "small"}  # fmt: skip
    company_id = owner.post("/companies", firm)["company"]["id"]
    case_id = _case(owner, company_id)
    _APPLICATION["case_id"] = case_id
    door = "GET /fund/applications/prefill"
    ALL[door] = replace(ALL[door], query=f"case_id={case_id}")
    exhibit = owner.get(f"/cases/{case_id}/exhibits")["items"][0]
    suit = {"court": "서울중앙지방법원", "docket_number": "2026가합1", "filed_on": "2026-09-01",
            "evidence_item_id": exhibit["evidence_item_id"]}  # fmt: skip
    form = {**_APPLICATION, "suit": suit, "payee": _PAYEE, "compensations": [_MONEY]}
    filed = owner.post("/fund/applications", form)
    path = f"/fund/applications/{filed['id']}"
    officer.act(f"{path}/check", about=path)
    officer.act(f"{path}/eligible", about=path)
    objection = owner.act(f"{path}/objections", {"grounds": "다투고자 합니다."}, about=path)
    return {
        "application_id": filed["id"],
        "evidence_item_id": exhibit["evidence_item_id"],
        "compensation_id": filed["compensations"][0]["id"],
        "fund_objection_id": objection["id"],
    }


def _case(owner: Any, company_id: str) -> str:
    form: dict[str, Any] = {
        "complainant": {"kind": "corporation", "name": "소유자", "company_id": company_id,
                        "company_name": "신고인의 회사(가상)", "address": "경기도 시흥시 공단로 1",
                        "phone": "031-888-5353"},
        "respondent": {"name": "미래플랜트(가상)", "business_number": RESPONDENT_NUMBER,
                       "address": "울산광역시 남구 공단로 2"},
        "violation": {"codes": ["ST-INF"], "narrative": {"what": "공정 조건을 무단으로 썼습니다."},
                      "technology": {"name": "열처리 조건표", "act": "used"}},
        "consents": {"identity": "private", "collection": True},
        "statement": {"true": True, "signature": "소유자"},
        "draft_id": draft_with_files(owner),
    }  # fmt: skip
    return str(owner.post("/complaints", form)["case_id"])
