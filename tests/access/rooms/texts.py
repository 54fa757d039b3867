"""The doors of texts."""

from typing import Any

from tests.access.sample import Sample

SAMPLES: dict[str, Sample] = {}


def furnish(street: Any) -> dict[str, str]:
    """Put what these doors are about on the street; return its ids."""
    del street
    return {}
