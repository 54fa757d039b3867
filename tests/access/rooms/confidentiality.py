"""The doors of confidentiality."""

import io
from typing import Any

import pikepdf

from app.access.actor import Target, Tie
from app.access.policy import May
from tests.access.sample import CASE, ITEM, Sample
from tests.access.street import Neighbour

_LISTED = ((May.EVIDENCE_LIST, 2),)
_CONFIRMS: dict[str, Any] = {"about": CASE, "body": {}}
_MARK = {"kind": "trade_secret", "level": 4, "reason": "배합 비율"}
_WORDS: dict[str, Any] = {"words": ["배합비"]}
_COURT = {"court": "서울중앙지방법원", "court_case_number": "2028가합1234"}
_DECIDED = {"decided_on": "2026-09-09"}


def _viewer(neighbour: Neighbour, level: int) -> Target:
    """Return how somebody stands to the data room of the street, which is the expert's."""
    mine = neighbour.player is not None and neighbour.player.name.startswith("expert ")
    ties = frozenset({Tie.SELF, Tie.GRANTED}) if mine else frozenset[Tie]()
    return Target(ties=ties, level=level, grant_level=3 if mine else 0)


_SEAL: dict[str, Any] = {"item_ids": [], "reason": "비공개 심리", **_COURT}
_ROOM: dict[str, Any] = {
    "viewer_person_id": "", "item_ids": [], "purpose": "감정", "level": 3,
    "from_at": "2026-09-01T00:00:00+09:00", "until_at": "2026-12-31T00:00:00+09:00",
}  # fmt: skip
_OFFER: dict[str, Any] = {"version_item_id": "", "secrets": ["배합비"]}

SAMPLES: dict[str, Sample] = {
    "GET /evidence/{item_id}/marks": Sample(ITEM),
    "POST /evidence/{item_id}/marks": Sample(ITEM, _MARK, first=_LISTED),
    "POST /marks/{mark_id}/lowering": Sample(
        ITEM, {"to_level": 2, "reason": "공개된 내용"}, first=_LISTED
    ),
    "POST /lowerings/{lowering_id}/confirmation": Sample(**_CONFIRMS),
    "POST /lowerings/{lowering_id}/rejection": Sample(**_CONFIRMS),
    "POST /marks/{mark_id}/decision": Sample(CASE, {"upheld": True, **_COURT, **_DECIDED}),
    "GET /cases/{case_id}/privilege-log": Sample(),
    "POST /evidence/{item_id}/word-boxes": Sample(
        ITEM, _WORDS, first=_LISTED, then=((May.EVIDENCE_DOWNLOAD, 3),)
    ),
    "POST /evidence/{item_id}/redactions": Sample(
        ITEM, _WORDS, first=_LISTED, then=((May.EVIDENCE_DOWNLOAD, 3),)
    ),
    "GET /evidence/{item_id}/redactions": Sample(ITEM, first=_LISTED),
    "GET /redactions/{redaction_id}": Sample(ITEM, first=_LISTED),
    "GET /cases/{case_id}/public-versions": Sample(),
    "POST /evidence/{item_id}/public-version-requests": Sample(
        ITEM, {"reason": "열람을 위하여"}, first=_LISTED
    ),
    "GET /public-versions/{public_version_id}": Sample(ITEM),
    "POST /public-versions/{public_version_id}/submission": Sample(ITEM, _OFFER, first=_LISTED),
    "POST /public-versions/{public_version_id}/check": Sample(
        ITEM, {}, first=_LISTED, then=((May.EVIDENCE_DOWNLOAD, 3),)
    ),
    "POST /public-versions/{public_version_id}/issue": Sample(**_CONFIRMS),
    "GET /cases/{case_id}/public-files": Sample(),
    "GET /public-versions/{public_version_id}/content": Sample(),
    "POST /cases/{case_id}/sealed-sets": Sample(CASE, _SEAL),
    "GET /sealed-sets/{sealed_set_id}": Sample(),
    "POST /sealed-sets/{sealed_set_id}/opening": Sample(CASE, _DECIDED),
    "POST /cases/{case_id}/data-rooms": Sample(CASE, _ROOM),
    "GET /cases/{case_id}/data-rooms": Sample(),
    "GET /data-rooms/{data_room_id}": Sample(_viewer),
    "POST /data-rooms/{data_room_id}/opening": Sample(**_CONFIRMS),
    "POST /data-rooms/{data_room_id}/closing": Sample(**_CONFIRMS),
    "GET /data-rooms/{data_room_id}/items/{item_id}/pages/{page_number}": Sample(_viewer),
    "POST /data-rooms/{data_room_id}/notes": Sample(_viewer, {"text": "순서가 다릅니다."}),
    "GET /data-rooms/{data_room_id}/notes": Sample(_viewer),
    "GET /viewing-notes/{note_id}": Sample(),
    "POST /viewing-notes/{note_id}/release": Sample(**_CONFIRMS),
}


def a_pdf() -> bytes:
    """Return an empty page as a PDF."""
    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(300, 200))
    made.save(kept)
    return kept.getvalue()


def furnish(street: Any) -> dict[str, str]:
    """Put what these doors are about on the street; return its ids."""
    owner, examiner, lead = (street.player(part) for part in ("owner", "examiner", "lead"))
    expert, case_id = street.player("expert"), street.ids["case_id"]
    case, item_id = f"/cases/{case_id}", street.ids["item_id"]

    def uploaded(name: str) -> str:
        files = [("files", (name, a_pdf(), "application/pdf"))]
        return str(owner.post(f"{case}/evidence", files=files)["items"][0]["id"])

    drawing, public, sealed = (uploaded(f"{name}.pdf") for name in ("도면", "공개본", "봉인"))
    _SEAL["item_ids"], _ROOM["item_ids"] = [drawing], [item_id]
    _ROOM["viewer_person_id"], _OFFER["version_item_id"] = expert.person_id, public
    mark = examiner.post(f"/evidence/{drawing}/marks", {**_MARK, "level": 3})
    lowering = examiner.post(
        f"/marks/{mark['id']}/lowering", {"to_level": 2, "reason": "공개됨"}, version=1
    )
    redaction = examiner.post(f"/evidence/{drawing}/redactions", _WORDS)
    pair = examiner.post(f"/evidence/{item_id}/public-version-requests", {"reason": "열람"})
    owner.post(f"/public-versions/{pair['id']}/submission", _OFFER, version=1)
    seal = examiner.post(f"{case}/sealed-sets", {**_SEAL, "item_ids": [sealed]})
    room = examiner.post(f"{case}/data-rooms", _ROOM)
    lead.post(f"/data-rooms/{room['id']}/opening", {}, version=1)
    note = expert.post(f"/data-rooms/{room['id']}/notes", {"text": "순서가 다릅니다."})
    return {
        "mark_id": mark["id"], "lowering_id": lowering["id"], "redaction_id": redaction["id"],
        "public_version_id": pair["id"], "sealed_set_id": seal["id"], "data_room_id": room["id"],
        "note_id": note["id"], "page_number": "1",
    }  # fmt: skip
