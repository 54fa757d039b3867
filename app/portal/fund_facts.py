"""What shows a fact of an application, in words instead of codes and ids, for both sides."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.kernel.text import Language
from app.portal.own_company import SIZES
from app.remedy_fund.applications.schemas.answers import ApplicationOut
from app.remedy_fund.schemes.kinds import FACT_LABELS, EligibilityFact

_SIZES = {str(one.value): one.label for one in SIZES}


def pieces_of(found: ApplicationOut) -> dict[str, str]:
    """Return what each piece of evidence is called, by its id."""
    return {one.item_id: f"{one.label} {one.title}".strip() for one in found.evidence}


def told_checks(
    found: ApplicationOut, checks: Iterable[Mapping[str, Any]], language: Language
) -> dict[str, dict[str, Any]]:
    """Return the check of each line by its id, every fact with what shows it."""
    pieces = pieces_of(found)
    return {one["line_id"]: _told(one, pieces, language) for one in checks}


def _told(
    check: Mapping[str, Any], pieces: Mapping[str, str], language: Language
) -> dict[str, Any]:
    findings = [
        {**finding, "known": [_fact(one, pieces, language) for one in finding["known"]]}
        for finding in check["findings"]
    ]
    return {**check, "findings": findings}


def _fact(fact: Mapping[str, Any], pieces: Mapping[str, str], language: Language) -> dict[str, Any]:
    label = FACT_LABELS[EligibilityFact(fact["fact"])].get(language)
    return {**fact, "label": label, "shown_by": shown_by(fact, pieces, language)}


def shown_by(fact: Mapping[str, Any], pieces: Mapping[str, str], language: Language) -> str:
    """Return what shows a fact: a size in words, a piece of evidence by its name."""
    told = str(fact["shown_by"])
    if fact["fact"] == EligibilityFact.SMALL_ENTERPRISE and told in _SIZES:
        return _SIZES[told].get(language)
    for item_id, name in pieces.items():
        told = told.replace(item_id, name)
    return told
