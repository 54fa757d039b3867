"""Measures as a party sees them, and what waits for the respondent."""

from typing import Any

from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.text import Language


def measure_duties(work: Work, case: CaseOut, language: Language) -> list[dict[str, Any]]:
    """Return what waits for the respondent about the measures of a case."""
    return []
