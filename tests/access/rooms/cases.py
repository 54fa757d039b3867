"""The doors of a case beside its steps: where it belongs, how it moves, how the office opens one."""

from typing import Any

from app.access.actor import Target, Tie
from app.access.policy import May
from tests.access.sample import EVERYBODY, Sample
from tests.access.street import Neighbour

_WHY = {"reason": "같은 거래에 관한 사건"}
_OTHER = {**_WHY, "other_case_id": "case_" + "0" * 32}

_FIRM = {
    "respondent": {"name": "대한모터스(가상)"},
    "codes": ["SC-CUT"],
    "grounds": "응답에서 확인",
}
_CODE = {"code": "7K3M-Q2XD-91VF-T0PA"}
_REPORTER = {"person": ""}


def _desk(neighbour: Neighbour, level: int) -> Target:
    """Return what the table is told of the tips of the subcontracting desk."""
    own = neighbour.player is not None and "other_" in neighbour.player.name
    return Target(ties=frozenset({Tie.UNIT} if own else ()), level=level)


def _any_desk(_neighbour: Neighbour, level: int) -> Target:
    return Target(ties=frozenset({Tie.UNIT}), level=level, secret=False)


def _report(_neighbour: Neighbour, level: int) -> Target:
    done_by = {str(May.EDITION_REPORT): frozenset({_REPORTER["person"]})}
    return Target(level=level, secret=False, done_by=done_by)


SAMPLES: dict[str, Sample] = {
    "GET /cases/{case_id}/jurisdiction": Sample(),
    "POST /cases/{case_id}/jurisdiction": Sample(body={"work_kind": "service"}),
    "GET /cases/{case_id}/links": Sample(),
    "POST /cases/{case_id}/transfer": Sample(body={**_WHY, "unit": "subcontract"}),
    "POST /cases/{case_id}/links": Sample(body=_OTHER),
    "POST /cases/{case_id}/links/{link_id}/end": Sample(body=_WHY),
    "POST /cases/{case_id}/merger": Sample(body=_OTHER),
    "POST /cases/{case_id}/split": Sample(body={**_WHY, "codes": ["ST-INF"]}),
    "POST /cases/{case_id}/handover": Sample(body={**_WHY, "codes": ["SC-CUT"]}),
    "POST /cases/{case_id}/reopening": Sample(body=_WHY),
    "GET /cases/{case_id}/origin": Sample(),
    "POST /ex-officio-cases": Sample(EVERYBODY, {**_FIRM, "source": "survey"}),
    "POST /tips": Sample(
        body={"respondent_name": "대한모터스(가상)", "what": "납품 뒤 대금을 깎았습니다."},
        open_to=(201, 429),
    ),
    "POST /tips/status": Sample(body=_CODE, open_to=(404, 429)),
    "POST /tips/additions": Sample(body={**_CODE, "words": "보충합니다."}, open_to=(404, 429)),
    "GET /tips": Sample(_any_desk),
    "GET /tips/{tip_id}": Sample(_desk),
    "POST /tips/{tip_id}/dismissal": Sample(_desk, {"reason": "확인되지 않음"}),
    "POST /tips/{tip_id}/transfer": Sample(_desk, {"reason": "소관", "unit": "intake"}),
    "POST /tips/{tip_id}/opening": Sample(_desk, _FIRM),
    "GET /edition-reports": Sample(_report),
    "POST /edition-reports": Sample(_report, {}),
    "GET /edition-reports/{report_id}": Sample(_report),
    "POST /edition-reports/{report_id}/move": Sample(_report, {"digest": "0" * 64}),
}


def furnish(street: Any) -> dict[str, str]:
    """Name the one case of the street as the other one too; give a tip and report an edition."""
    _OTHER["other_case_id"] = street.ids["case_id"]
    tip = {"area": "subcontract", "respondent_name": "대한모터스(가상)",
           "what": "납품 뒤 대금을 깎았습니다."}  # fmt: skip
    street.stage.send("POST", "/api/v1/tips", json=tip, headers={"Idempotency-Key": "a-tip"})
    tips = street.player("other_lead").get("/tips")["items"]
    secretary = street.player("secretary")
    _REPORTER["person"] = secretary.person_id
    report = secretary.post("/edition-reports", {})
    return {"link_id": "link_" + "0" * 32, "tip_id": tips[0]["id"], "report_id": report["id"]}
