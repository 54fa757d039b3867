"""What may happen to a case: one page for each legal track, and pages for what lives inside it."""

from app.cases.lifecycle.consent import CONSENT, ConsentCommand, ConsentState
from app.cases.lifecycle.kftc import KFTC
from app.cases.lifecycle.sme_technology import SME_TECHNOLOGY
from app.cases.lifecycle.steps import OCCURRENCES, CaseState, Command, Outcome
from app.cases.lifecycle.supplement import SUPPLEMENT, SupplementCommand, SupplementState
from app.kernel.lifecycle import Lifecycle

TRACKS: dict[str, Lifecycle] = {"kftc": KFTC, "sme_technology": SME_TECHNOLOGY}

__all__ = [
    "CONSENT",
    "KFTC",
    "OCCURRENCES",
    "SME_TECHNOLOGY",
    "SUPPLEMENT",
    "TRACKS",
    "CaseState",
    "Command",
    "ConsentCommand",
    "ConsentState",
    "Outcome",
    "SupplementCommand",
    "SupplementState",
]
