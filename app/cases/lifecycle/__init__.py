"""What may happen to a case: one page for each legal track, and pages for what lives inside it."""

from app.cases.lifecycle.consent import CONSENT, ConsentCommand, ConsentState
from app.cases.lifecycle.kftc import KFTC
from app.cases.lifecycle.referred_out import REFERRED_OUT
from app.cases.lifecycle.sme_technology import SME_TECHNOLOGY
from app.cases.lifecycle.steps import OCCURRENCES, CaseState, Command, Outcome
from app.cases.lifecycle.supplement import SUPPLEMENT, SupplementCommand, SupplementState
from app.cases.lifecycle.win_win import WIN_WIN
from app.kernel.lifecycle import Lifecycle

TRACKS: dict[str, Lifecycle] = {
    "kftc": KFTC,
    "sme_technology": SME_TECHNOLOGY,
    "mss_win_win": WIN_WIN,
    "referred_out": REFERRED_OUT,
}

__all__ = [
    "CONSENT",
    "KFTC",
    "OCCURRENCES",
    "REFERRED_OUT",
    "SME_TECHNOLOGY",
    "SUPPLEMENT",
    "TRACKS",
    "WIN_WIN",
    "CaseState",
    "Command",
    "ConsentCommand",
    "ConsentState",
    "Outcome",
    "SupplementCommand",
    "SupplementState",
]
