"""The doors of receipts."""

from typing import Any

from tests.access.sample import ITEM, Sample

SAMPLES: dict[str, Sample] = {
    "GET /evidence/{item_id}/receipt": Sample(ITEM),
    "GET /fingerprints/{fingerprint_id}/receipt": Sample(ITEM),
}


def furnish(_street: Any) -> dict[str, str]:
    """Add nothing: receipts are about what stands on the street already."""
    return {}
