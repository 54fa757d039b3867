"""The doors of a case beside its steps: where it belongs, and how it moves."""

from typing import Any

from tests.access.sample import Sample

_WHY = {"reason": "같은 거래에 관한 사건"}
_OTHER = {**_WHY, "other_case_id": "case_" + "0" * 32}

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
}


def furnish(street: Any) -> dict[str, str]:
    """Name the one case of the street as the other one too; no link is there."""
    _OTHER["other_case_id"] = street.ids["case_id"]
    return {"link_id": "link_" + "0" * 32}
