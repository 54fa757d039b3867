"""The doors of transmissions: a request of the court that stands for courts, sent and not taken."""

from dataclasses import replace
from typing import Any

from pyrage import x25519

from app.access.actor import Role, Target, Tie
from app.access.policy import May
from app.discovery.transmissions.building import build_transmission
from tests.access.sample import ANY_CASE, EVERYBODY, Sample
from tests.access.street import Neighbour

_WHO_ASKED = "court (가상)"
_OUTSIDE = {Role.COURT, Role.EXPERT}
_KEY = str(x25519.Identity.generate().to_public())
_REQUEST: dict[str, Any] = {
    "court": "서울중앙지방법원", "docket_number": "2026가합1234",
    "case_number": "2026-기술-000001-A", "suit_act": "sme_technology",
    "suit_filed_on": "2026-09-01", "categories": ["papers_list", "other_records"],
    "scope": "조사기록 일체", "recipient_key": _KEY,
}  # fmt: skip
_FINDING = {
    "finding": "indispensable", "labels": ["신 제1호증"], "order_number": "2026카기1",
    "ordered_on": "2026-09-09",
}  # fmt: skip


def _request(neighbour: Neighbour, level: int) -> Target:
    """Courts stand to their own requests only, whatever else was opened to them."""
    target = neighbour.to_case(level)
    if neighbour.role not in _OUTSIDE:
        return target
    own = neighbour.player is not None and neighbour.player.name == _WHO_ASKED
    return replace(target, ties=frozenset({Tie.SELF} if own else ()), grant_level=0)


def _package(neighbour: Neighbour, level: int) -> Target:
    """The release opened the package to the one who asked."""
    target = _request(neighbour, level)
    if Tie.SELF not in target.ties:
        return target
    return replace(target, ties=target.ties | {Tie.GRANTED}, grant_level=3)


def _notices(neighbour: Neighbour, level: int) -> Target:
    """What the investigated party was told is no business of a court or an expert."""
    target = neighbour.to_case(level)
    if neighbour.role in _OUTSIDE:
        return replace(target, ties=frozenset(), grant_level=0)
    return target


_READ = ((May.TRANSMISSION_READ, 1),)
# The request of the street was filed by its court: only who receives it takes it back.
_COURTS_OWN = ((May.TRANSMISSION_RECEIVE, 1),)
_ONE = "/transmissions/{transmission_id}"

SAMPLES: dict[str, Sample] = {
    "GET /record-rules": Sample(open_to=(200,)),
    "GET /transmissions": Sample(ANY_CASE),
    "POST /transmissions": Sample(EVERYBODY, _REQUEST),
    f"GET {_ONE}": Sample(_request),
    f"GET {_ONE}/transitions": Sample(_request),
    f"GET {_ONE}/items": Sample(_request),
    f"POST {_ONE}/items": Sample(_request, {}, first=_READ),
    f"POST {_ONE}/items/{{entry_id}}/decision": Sample(_request, {"choice": "send"}, first=_READ),
    f"POST {_ONE}/matching": Sample(_request, {"case_id": "case_" + "0" * 32}, first=_READ),
    f"POST {_ONE}/recipient": Sample(
        _request, {"recipient_key": _KEY}, first=_READ, then=_COURTS_OWN
    ),
    f"POST {_ONE}/withdrawal": Sample(
        _request, {"reason": "소 취하"}, first=_READ, then=_COURTS_OWN
    ),
    f"POST {_ONE}/review": Sample(_request, {}, first=_READ),
    f"POST {_ONE}/court-findings": Sample(_request, _FINDING, first=_READ),
    f"POST {_ONE}/decision": Sample(_request, {"grant_level": 3}, first=_READ),
    f"POST {_ONE}/release": Sample(_request, {}, first=_READ),
    f"GET {_ONE}/packages/{{package_id}}/content": Sample(_package, first=_READ),
    f"POST {_ONE}/acknowledgement": Sample(_request, {"sha256": ["0" * 64]}, first=_READ),
    f"POST {_ONE}/clawback": Sample(_request, {"reason": "잘못 보냄"}, first=_READ),
    "GET /cases/{case_id}/transmission-notices": Sample(
        _notices, hides_from=frozenset({Tie.COMPLAINANT})
    ),
}


def furnish(street: Any) -> dict[str, str]:
    """Put what these doors are about on the street; return its ids."""
    examiner, secretary = street.player("examiner"), street.player("secretary")
    asked = street.player("court").post("/transmissions", _REQUEST)["id"]
    path = f"/transmissions/{asked}"
    secretary.act(f"{path}/matching", {"case_id": street.ids["case_id"]}, about=path)
    examiner.act(f"{path}/review", about=path)
    items = examiner.get(f"{path}/items")["items"]
    for item in items:
        decision = f"{path}/items/{item['id']}/decision"
        examiner.post(decision, {"choice": "send"}, version=item["version"])
    street.player("lead").act(f"{path}/decision", {"grant_level": 3}, about=path)
    secretary.act(f"{path}/release", about=path)
    house = street.stage.house
    build_transmission(house.world, house.store, {"transmission_id": asked}, house.keys.signer)
    package = secretary.get(path)["packages"][0]["id"]
    return {"transmission_id": asked, "entry_id": items[0]["id"], "package_id": package}
