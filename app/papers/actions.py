"""What one may do with papers; one function per act; none commits."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.access.actor import Target
from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import NotFound
from app.kernel.text import LANGUAGES, Language, Text
from app.papers import referral, store
from app.papers.committee import CommitteePaper
from app.papers.documents import MeasurePaper, Paper
from app.papers.events import (
    PaperIssued,
    PaperReleased,
    PaperReplaced,
    PaperWithdrawn,
    PaperWithheld,
)
from app.papers.notices import NoticePaper
from app.papers.problems import PaperNotInForce
from app.papers.render import render
from app.papers.tables import WITHHELD, IssuedPaper, PaperFile, PaperTranslation

CODE_GROUPS: Final = 4
UNIT_LENGTH: Final = 40
TITLES: Final[Mapping[str, Text]] = {
    "receipt": Text("신고 접수증", "Receipt of Complaint"),
    "referral": referral.TITLE,
}
# A receipt names who complained, a surcharge order shows the respondent's turnover: the other
# side reads neither. What is not listed goes to both.
AUDIENCE: Final[Mapping[str, str]] = {
    "receipt": "complainant",
    "referral": "complainant",
    "surcharge_order": "respondent",
}


def issue(
    work: Work,
    *,
    case_id: str,
    subject_id: str,
    document: Paper,
    language: Language,
    target: Target,
) -> IssuedPaper:
    """Number, set and store a paper in a language with its translation; returns its row.

    `document.registration_number` names the issuing unit and becomes `unit-year-number`, without
    gaps for each unit and year; the day of issue and the verification code are filled in as well.
    """
    work.require(May.PAPER_ISSUE, target)
    final = replace(
        document,
        registration_number=_registration_number(work, document.registration_number),
        verification_code=ids.spoken_code(CODE_GROUPS),
        issued_on=work.today,
    )
    data = final.as_data()
    content = render(final.template, data, language=language)
    translation = render(final.template, data, language=_other(language))
    title = _title(final)
    paper = IssuedPaper(
        id=work.new_id("paper"),
        case_id=case_id,
        subject_id=subject_id,
        template=final.template,
        language=language,
        audience=_audience(final),
        title_ko=title.ko,
        title_en=title.en,
        registration_number=final.registration_number,
        verification_code=final.verification_code,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        translation_sha256=hashlib.sha256(translation).hexdigest(),
        translation_size_bytes=len(translation),
        issued_on=final.issued_on,
        issued_at=work.now,
        demonstration=final.demonstration,
        data=data,
    )
    work.add(paper)
    # The files' rows point at the paper's, which must be there first.
    work.session.flush()
    work.add(PaperFile(paper_id=paper.id, content=content))
    work.add(PaperTranslation(paper_id=paper.id, content=translation))
    _record_issue(work, paper)
    return paper


def withhold(work: Work, *, paper_id: str, target: Target) -> None:
    """Keep a paper from the parties until what it tells of has been served."""
    work.require(May.PAPER_ISSUE, target)
    paper = _in_force(work, paper_id)
    paper.audience = WITHHELD
    work.record(PaperWithheld(subject=paper.id, case_id=paper.case_id))


def release_about(work: Work, *, subject_id: str) -> None:
    """Open the papers withheld about a thing to the sides they are for; the act above has asked."""
    for paper in store.in_force_about(work.session, subject_id):
        if paper.audience == WITHHELD:
            paper.audience = AUDIENCE.get(paper.template, "parties")
            work.record(PaperReleased(subject=paper.id, case_id=paper.case_id))


def replace_paper(work: Work, *, paper_id: str, by_paper_id: str, target: Target) -> IssuedPaper:
    """Mark a paper as replaced by a later one of the same case."""
    work.require(May.PAPER_ISSUE, target)
    paper = _in_force(work, paper_id)
    later = _in_force(work, by_paper_id)
    if later.case_id != paper.case_id or later.id == paper.id:
        raise PaperNotInForce
    paper.status, paper.replaced_by_id = "replaced", later.id
    work.record(PaperReplaced(subject=paper.id, case_id=paper.case_id, by_paper_id=later.id))
    return paper


def withdraw_paper(work: Work, *, paper_id: str, target: Target) -> IssuedPaper:
    """Mark a paper as no longer holding; everybody who checks its code is told so."""
    work.require(May.PAPER_ISSUE, target)
    paper = _in_force(work, paper_id)
    paper.status = "withdrawn"
    work.record(PaperWithdrawn(subject=paper.id, case_id=paper.case_id))
    return paper


def _other(language: Language) -> Language:
    return next(one for one in LANGUAGES if one != language)


def _title(paper: Paper) -> Text:
    if isinstance(paper, MeasurePaper):
        return paper.heading
    if isinstance(paper, CommitteePaper | NoticePaper):
        return paper.kind_label
    return TITLES[paper.template]


def _audience(paper: Paper) -> str:
    if isinstance(paper, NoticePaper):
        return paper.audience
    return AUDIENCE.get(paper.template, "parties")


def withdraw_about(work: Work, *, subject_id: str, target: Target) -> None:
    """Mark every paper about a thing that no longer stands, such as a measure that was annulled."""
    work.require(May.PAPER_ISSUE, target)
    for paper in store.in_force_about(work.session, subject_id):
        paper.status = "withdrawn"
        work.record(PaperWithdrawn(subject=paper.id, case_id=paper.case_id))


def _registration_number(work: Work, unit: str) -> str:
    if not unit or len(unit) > UNIT_LENGTH:
        raise ValueError(f"a paper needs an issuing unit of at most {UNIT_LENGTH} characters")
    number = next_number(work, f"paper:{work.today.year}:{unit}")
    return f"{unit}-{work.today.year}-{number:04d}"


def _record_issue(work: Work, paper: IssuedPaper) -> None:
    work.record(
        PaperIssued(
            subject=paper.id,
            case_id=paper.case_id,
            about_id=paper.subject_id,
            template=paper.template,
            language=paper.language,
            registration_number=paper.registration_number,
            sha256=paper.sha256,
            translation_sha256=paper.translation_sha256 or "",
        )
    )


def _in_force(work: Work, paper_id: str) -> IssuedPaper:
    paper = store.find(work.session, paper_id)
    if paper is None:
        raise NotFound
    if paper.status != "issued":
        raise PaperNotInForce(status=paper.status)
    return paper
