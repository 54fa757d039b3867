"""How many fingerprints a place takes, and which upload a fingerprint speaks of. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

MOST_FINGERPRINTS = 1000
"""How many fingerprints one case or draft takes; each is a row and an entry of the log."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where something was sent: the case or draft by its id, and the side that sent it."""

    place_id: str
    side: str


def speaks_of(registered: Collection[Whereabouts], uploaded: Whereabouts) -> bool:
    """Tell if a fingerprint belongs to where a file was uploaded, and to the same side.

    `registered` holds every place in which the fingerprint counts: the draft it was registered
    for and the case as which that draft was filed.
    """
    return uploaded in registered
