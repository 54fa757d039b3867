"""The only SQL of papers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from app.papers.tables import IssuedPaper, PaperFile


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


def by_code(session: Session, code: str) -> IssuedPaper | None:
    """Return the paper that bears a verification code."""
    chosen = select(IssuedPaper).where(col(IssuedPaper.verification_code) == code)
    return session.execute(chosen).scalar_one_or_none()


def content(session: Session, paper_id: str) -> bytes:
    """Return the stored file, empty where it is gone."""
    chosen = select(col(PaperFile.content)).where(col(PaperFile.paper_id) == paper_id)
    return session.execute(chosen).scalar_one_or_none() or b""
