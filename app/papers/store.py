"""The only SQL of papers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from app.papers.tables import IssuedPaper, PaperFile, PaperTranslation


def find(session: Session, paper_id: str) -> IssuedPaper | None:
    """Return a paper."""
    return session.get(IssuedPaper, paper_id)


def of_case(session: Session, case_id: str) -> Sequence[IssuedPaper]:
    """Return the papers of a case, oldest first."""
    chosen = select(IssuedPaper).where(col(IssuedPaper.case_id) == case_id)
    return (
        session.execute(
            chosen.order_by(col(IssuedPaper.issued_at), col(IssuedPaper.registration_number))
        )
        .scalars()
        .all()
    )


def in_force_about(session: Session, subject_id: str) -> Sequence[IssuedPaper]:
    """Return the papers about a thing that still hold."""
    chosen = select(IssuedPaper).where(
        col(IssuedPaper.subject_id) == subject_id, col(IssuedPaper.status) == "issued"
    )
    return session.execute(chosen.order_by(col(IssuedPaper.id))).scalars().all()


def by_code(session: Session, code: str) -> IssuedPaper | None:
    """Return the paper that bears a verification code."""
    chosen = select(IssuedPaper).where(col(IssuedPaper.verification_code) == code)
    return session.execute(chosen).scalar_one_or_none()


def content(session: Session, paper_id: str, *, translation: bool = False) -> bytes:
    """Return the stored file of a paper or of its translation, empty where it is gone."""
    kept = PaperTranslation if translation else PaperFile
    chosen = select(col(kept.content)).where(col(kept.paper_id) == paper_id)
    return session.execute(chosen).scalar_one_or_none() or b""
