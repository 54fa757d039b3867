"""An issue's document: what it rests on, every fact, what changed, and the digest of it all."""

import json
from dataclasses import dataclass
from typing import Any

from app.db.work import Work
from app.evaluations import exports
from app.evaluations.programmes import programme
from app.evaluations.rules import FLAG_LABELS, REASON_LABELS
from app.evaluations.tables import OutcomeIssue, OutcomeRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which edition of which number, what it changed, and the digest of the one before."""

    number: str
    edition: int
    changes: list[dict[str, Any]]
    previous: str


@dataclass(frozen=True, slots=True)
class Content:
    """A document in its one text form, with its SHA-256."""

    text: str
    sha256: str


def document(
    work: Work, row: OutcomeRequest, told: list[dict[str, Any]], edition: Edition
) -> Content:
    """Return the document of an edition; nothing in it says who complained."""
    content = {
        "issue_number": edition.number,
        "edition": edition.edition,
        "previous_sha256": edition.previous,
        "request_id": row.id,
        "programme": row.programme,
        "reference": row.reference,
        "demonstration": work.world.demonstration,
        "ground": _ground(work, row.programme),
        "period_first": row.period_first.isoformat(),
        "period_last": row.period_last.isoformat(),
        "as_of": row.as_of.isoformat(),
        "known_at": work.today.isoformat(),
        "law_edition": work.law.edition,
        "business_numbers": list(row.business_numbers),
        "facts": told,
        "changes": edition.changes,
        "codes": _codes(),
    }
    text = exports.canonical(content)
    return Content(text, exports.digest(text))


def _ground(work: Work, code: str) -> dict[str, Any]:
    asked = programme(code)
    ground = asked.ground(work.today)
    return {
        "ko": asked.name.ko,
        "en": asked.name.en,
        "basis": ground.basis,
        "source": ground.source,
        "status": str(ground.status),
        "from_on": ground.from_on.isoformat(),
        "facts": sorted(str(sort) for sort in ground.facts),
        "note_ko": ground.note.ko,
        "note_en": ground.note.en,
    }


def _codes() -> dict[str, dict[str, str]]:
    named = (*REASON_LABELS.items(), *FLAG_LABELS.items())
    return {str(code): {"ko": text.ko, "en": text.en} for code, text in named}


def read(issue: OutcomeIssue) -> dict[str, Any]:
    """Return an issue's document as it was issued."""
    found: dict[str, Any] = json.loads(issue.document)
    return found


def facts_in(issue: OutcomeIssue) -> list[dict[str, Any]]:
    """Return the facts that an issue tells."""
    found: list[dict[str, Any]] = read(issue)["facts"]
    return found


def as_csv(issue: OutcomeIssue) -> bytes:
    """Return an issue's facts as CSV."""
    content = read(issue)
    return exports.as_csv(content, content["facts"])
