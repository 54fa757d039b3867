"""Documents of one's own side, and what of the other side's was made public, as a party sees them."""

from typing import Any

from app.db.work import Work
from app.discovery.confidentiality import published
from app.discovery.custody.shelf import shelf
from app.kernel.text import Language
from app.portal.evidence_files import facts_of, size_shown


def own_files(work: Work, case_id: str, language: Language) -> list[dict[str, Any]]:
    """Return the documents of one's side as the page of the case lists them."""
    return [
        {
            "name": one.exhibit.title,
            "facts": facts_of(
                one.exhibit.media_type, one.exhibit.size_bytes, one.level, language
            ),
            "sha256": one.exhibit.sha256,
            "label": one.exhibit.label or "",
            "url": f"/api/v1/evidence/{one.item_id}/content" if one.opening.allowed else "",
            "item_url": f"/my-cases/{case_id}/evidence/{one.item_id}" if one.may_trace else "",
        }
        for one in shelf(work, case_id)
    ]  # fmt: skip


def public_files(work: Work, case_id: str) -> list[dict[str, Any]]:
    """Return the public versions that were issued to all parties of a case."""
    return [
        {
            "name": one.label,
            "url": f"/api/v1/public-versions/{one.public_version_id}/content",
            "facts": f"PDF · {size_shown(one.size_bytes)}",
            "sha256": one.sha256,
        }
        for one in published.listed(work, case_id).items
    ]
