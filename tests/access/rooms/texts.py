"""The doors of texts."""

from typing import Any

from app.access.policy import May
from tests.access.sample import CASE, ITEM, Sample

_LISTED = ((May.EVIDENCE_LIST, 2),)
_READ = (*_LISTED, (May.EVIDENCE_DOWNLOAD, 3))

SAMPLES: dict[str, Sample] = {
    "GET /evidence/{item_id}/text": Sample(ITEM, first=_LISTED),
    "GET /evidence/{item_id}/findings": Sample(ITEM),
    "GET /evidence/{item_id}/family": Sample(ITEM, first=_LISTED),
    "POST /evidence/{item_id}/family/{position}/extraction": Sample(ITEM, {}, first=_READ),
    "POST /evidence/{item_id}/recognition": Sample(ITEM, {}, first=_LISTED),
    "POST /evidence/{item_id}/rescan": Sample(ITEM, {}, first=_LISTED),
    "GET /evidence/{item_id}/quarantined-content": Sample(
        ITEM, first=_LISTED, query="purpose=malware_analysis"
    ),
    "GET /cases/{case_id}/evidence-search": Sample(CASE, query="q=%EB%8B%A8%EA%B0%80"),
}


def furnish(street: Any) -> dict[str, str]:
    """Put a member into the street's evidence, as if it were a container; return its place."""
    from app.discovery.texts.events import EvidenceExamined  # noqa: PLC0415
    from app.discovery.texts.tables import EvidenceRelation  # noqa: PLC0415

    def listed(work: Any) -> None:
        row = EvidenceRelation(
            id=work.new_id("rel"), item_id=street.ids["item_id"], kind="member", position=0,
            path="자료.txt", size_bytes=3, sha256="", verdict="unknown",
        )  # fmt: skip
        work.add(row)
        work.record(
            EvidenceExamined(
                subject=row.item_id, verdict="accepted", malware_state="not_scanned",
                malware_reason="no_scanner", members=1, family_refusal="",
            )
        )  # fmt: skip

    street.as_worker(listed)
    return {"position": "0"}
