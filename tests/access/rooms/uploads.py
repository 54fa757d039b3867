"""The doors of uploads in parts."""

from typing import Any

from app.access.actor import Tie
from tests.access.sample import Sample

_BEGUN = {"name": "설계 서버 사본.zip", "size_bytes": 6_000_000}
# An upload is there for the one who began it, and for nobody else who may bring evidence.
_OTHERS = frozenset(Tie) - {Tie.COMPLAINANT}

SAMPLES: dict[str, Sample] = {
    "POST /cases/{case_id}/uploads": Sample(body=_BEGUN),
    "POST /drafts/{draft_id}/uploads": Sample(body=_BEGUN, open_to=(201, 404, 403, 401)),
    "GET /uploads/{upload_id}": Sample(hides_from=_OTHERS),
    "PUT /uploads/{upload_id}/parts/{number}": Sample(hides_from=_OTHERS),
    "POST /uploads/{upload_id}/completion": Sample(body={}, hides_from=_OTHERS),
    "DELETE /uploads/{upload_id}": Sample(hides_from=_OTHERS),
}


def furnish(street: Any) -> dict[str, str]:
    """Let the owner have begun an upload of which nothing has arrived."""
    begun = street.player("owner").post(f"/cases/{street.ids['case_id']}/uploads", _BEGUN)
    return {"upload_id": begun["id"], "number": "1"}
