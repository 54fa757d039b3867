"""What may be asked of papers; each question is put to the policy table for the paper's case."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.access.actor import Target, Tie
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Language
from app.papers import store
from app.papers.problems import NoSuchCode, NotInThisLanguage, PaperDamaged
from app.papers.schemas import PaperOut, VerifiedPaper
from app.papers.tables import WITHHELD, IssuedPaper

# What stands between an actor and a case; the composition root knows, this floor does not.
TargetOf = Callable[[Work, str], Target]

PAPER_LEVEL: Final = 2
_ID = re.compile(r"paper_[0-9a-f]{32}")
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}")
_GROUP: Final = 4
# Read aloud or typed from paper, these are taken for one another.
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_NOT_FOR: Mapping[str, frozenset[Tie]] = {
    "complainant": frozenset({Tie.RESPONDENT}),
    "respondent": frozenset({Tie.COMPLAINANT}),
    "parties": frozenset(),
    WITHHELD: frozenset({Tie.COMPLAINANT, Tie.RESPONDENT}),
}


@dataclass(frozen=True, slots=True)
class PaperContent:
    """The PDF of a paper, checked against the digest it was issued with."""

    file_name: str
    content: bytes
    sha256: str


def paper(work: Work, paper_id: str, *, target_of: TargetOf) -> PaperOut:
    """Return a paper's facts; raises NotFound where it may not be known to exist."""
    return PaperOut.of(_readable(work, paper_id, target_of))


def content(
    work: Work, paper_id: str, *, target_of: TargetOf, language: Language | None = None
) -> PaperContent:
    """Return a paper's PDF, in the language of its issue where none is named.

    Raises PaperDamaged where the file is not the one issued.
    """
    found = _readable(work, paper_id, target_of)
    translation = language not in (None, found.language)
    sha256 = found.translation_sha256 if translation else found.sha256
    if not sha256:
        raise NotInThisLanguage
    stored = store.content(work.session, found.id, translation=translation)
    if hashlib.sha256(stored).hexdigest() != sha256:
        raise PaperDamaged
    mark = f"-{language}" if translation else ""
    return PaperContent(f"{found.registration_number}{mark}.pdf", stored, sha256)


def papers_of(work: Work, case_id: str, *, target: Target) -> list[PaperOut]:
    """Return the papers of a case that the one who asks may read, oldest first."""
    work.require(May.PAPER_READ, _target(target, "parties"))
    return [
        PaperOut.of(found)
        for found in store.of_case(work.session, case_id)
        if work.decide(May.PAPER_READ, _target(target, found.audience)).allowed
    ]


def verify_code(work: Work, code: str, *, number: str = "") -> VerifiedPaper:
    """Return what a verification code vouches for. Public: no names, nothing of the case.

    Where the paper's number is given as well, both must belong together.
    """
    plain = re.sub(r"[\s-]", "", code).upper().translate(_LOOK_ALIKES)
    if not _CODE.fullmatch(plain):
        raise NoSuchCode
    groups = (plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))
    found = store.by_code(work.session, "-".join(groups))
    if found is None or (number.strip() and _bare(number) != _bare(found.registration_number)):
        raise NoSuchCode
    return VerifiedPaper.of(found)


def _bare(number: str) -> str:
    """Return a number as it compares: composed, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", number)).casefold()


def _readable(work: Work, paper_id: str, target_of: TargetOf) -> IssuedPaper:
    found = store.find(work.session, paper_id) if _ID.fullmatch(paper_id) else None
    if found is None:
        raise NotFound
    work.require(May.PAPER_READ, _target(target_of(work, found.case_id), found.audience))
    return found


def _target(target: Target, audience: str) -> Target:
    """Return the case's target as a paper's: the side it is not for loses its tie."""
    ties = target.ties - _NOT_FOR[audience]
    return replace(target, ties=ties, level=max(target.level, PAPER_LEVEL))
