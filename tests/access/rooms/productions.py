"""The doors of productions."""

from typing import Any

from app.discovery.productions.build_job import build_production
from tests.access.sample import CASE, Sample

_PREPARED: dict[str, Any] = {
    "title": "문서제출명령에 따른 제출", "recipient": "서울중앙지방법원", "recipient_level": 4,
    "organisation": "공정거래위원회(가상)", "exhibit_side": "소갑",
}  # fmt: skip
_MARK = {"item_id": "evi_" + "0" * 32, "standing": "produced"}
_ONE = "/productions/{production_id}"

SAMPLES: dict[str, Sample] = {
    "POST /cases/{case_id}/productions": Sample(CASE, _PREPARED),
    "GET /cases/{case_id}/productions": Sample(CASE),
    f"GET {_ONE}": Sample(CASE),
    f"GET {_ONE}/progress": Sample(CASE),
    f"GET {_ONE}/documents": Sample(CASE),
    f"POST {_ONE}/marks": Sample(CASE, {"marks": [_MARK]}),
    f"POST {_ONE}/check": Sample(CASE, {}),
    f"POST {_ONE}/reopening": Sample(CASE, {}),
    f"POST {_ONE}/build": Sample(CASE, {}),
    f"POST {_ONE}/issue": Sample(CASE, {}),
    f"POST {_ONE}/withdrawal": Sample(CASE, {"reason": "가림 처리가 누락됨"}),
    f"GET {_ONE}/gap": Sample(CASE),
    f"GET {_ONE}/differences/{{other_production_id}}": Sample(CASE),
    f"GET {_ONE}/content": Sample(CASE),
    f"GET {_ONE}/court-files": Sample(CASE),
}


def furnish(street: Any) -> dict[str, str]:
    """Put a production that was built on the street, prepared by the examiner."""
    examiner = street.player("examiner")
    made = examiner.post(f"/cases/{street.ids['case_id']}/productions", _PREPARED)
    path = f"/productions/{made['id']}"
    marks = [
        {"item_id": one["item_id"], "standing": "produced"}
        for one in examiner.get(f"{path}/documents")["items"]
    ]
    examiner.act(f"{path}/marks", {"marks": marks}, about=path)
    street.stage.settle()  # its texts are read first
    examiner.act(f"{path}/check", about=path)
    examiner.act(f"{path}/build", about=path)
    house = street.stage.house
    build_production(house.world, house.store, {"production_id": made["id"]})
    assert examiner.get(path)["state"]["code"] == "built"
    return {"production_id": made["id"], "other_production_id": made["id"]}
