"""The rooms of discovery on the street: their samples, and what of theirs stands there."""

from tests.access.rooms import (
    confidentiality,
    custody,
    fingerprints,
    orders,
    productions,
    receipts,
    safekeeping,
    texts,
    transmissions,
    uploads,
)

ROOMS = (
    orders,
    transmissions,
    productions,
    confidentiality,
    texts,
    safekeeping,
    uploads,
    custody,
    fingerprints,
    receipts,
)
