"""The doors of fingerprints."""

from functools import partial
from typing import Any

from tests.access.sample import CASE, ITEM, Sample

_FORM = {
    "sha256": "5d" * 32,
    "size_bytes": 11,
    "title": "열처리 조건표",
    "file_name": "조건표.xlsx",
}

SAMPLES: dict[str, Sample] = {
    "POST /cases/{case_id}/fingerprints": Sample(CASE, _FORM),
    "GET /cases/{case_id}/fingerprints": Sample(CASE),
    "POST /drafts/{draft_id}/fingerprints": Sample(body=_FORM, open_to=(201, 404, 403, 401)),
    "GET /drafts/{draft_id}/fingerprints": Sample(open_to=(200, 404, 403, 401)),
    "GET /fingerprints/{fingerprint_id}": Sample(ITEM),
    "GET /evidence/{item_id}/fingerprint": Sample(ITEM),
}


def furnish(street: Any) -> dict[str, str]:
    """Let the owner have registered the street's evidence before; return the fingerprint."""
    form = {**_FORM, "sha256": "7e" * 32}
    path = f"/cases/{street.ids['case_id']}/fingerprints"
    fingerprint_id = street.player("owner").post(path, form)["id"]
    street.as_worker(
        partial(_matched, fingerprint_id=fingerprint_id, item_id=street.ids["item_id"])
    )
    return {"fingerprint_id": fingerprint_id}


def _matched(work: Any, *, fingerprint_id: str, item_id: str) -> None:
    from app.discovery.fingerprints.events import FingerprintMatched  # noqa: PLC0415
    from app.discovery.fingerprints.tables import Fingerprint  # noqa: PLC0415

    row = work.one(Fingerprint, fingerprint_id)
    row.item_id, row.matched_at = item_id, work.now
    work.record(FingerprintMatched(subject=row.id, item_id=item_id, sha256=row.sha256))
