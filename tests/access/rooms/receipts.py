"""The doors of receipts."""

from typing import Any

from app.access.policy import May
from tests.access.sample import ITEM, Sample

_CHAIN = ((May.CUSTODY_READ, 1),)

SAMPLES: dict[str, Sample] = {
    "GET /evidence/{item_id}/receipt": Sample(ITEM, then=_CHAIN),
    "GET /fingerprints/{fingerprint_id}/receipt": Sample(ITEM, then=_CHAIN),
}


def furnish(_street: Any) -> dict[str, str]:
    """Add nothing: receipts are about what stands on the street already."""
    return {}
