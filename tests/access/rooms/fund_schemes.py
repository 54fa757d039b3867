"""The doors of the fund's schemes: open to everybody."""

from typing import Any

from tests.access.sample import Sample

SAMPLES: dict[str, Sample] = {
    "GET /fund/schemes": Sample(open_to=(200,)),
    "GET /fund/schemes/current": Sample(open_to=(200,)),
}


def furnish(_street: Any) -> dict[str, str]:
    """Add nothing: schemes are data of the service."""
    return {}
