"""Penalty points as pages show them: the gauge of a score, and what a draft would bring."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Language
from app.law.figures import Status, decimal
from app.law.points import points_for
from app.sanctions import facts
from app.sanctions import queries as sanctions
from app.sanctions.rules.ledger import ENTRY, LedgerLine, hundredths
from app.sanctions.schemas.points import CrossingOut, PointsOut

_DRAFT = "draft"
_AFTER_ALL_OTHERS = 10**9


def gauge(points: PointsOut, language: Language) -> dict[str, Any]:
    """Return what `points_gauge` needs."""
    limits = [float(crossing.limit) for crossing in points.crossings]
    return {
        "score": points.net,
        "maximum": max([*limits, float(points.net), 1.0]) * 1.5,
        "thresholds": [_threshold(crossing, language) for crossing in points.crossings],
        "window_from": points.window_from,
        "as_of": points.as_of,
        "demonstration": any(e.points_status == Status.DEMONSTRATION for e in points.ledger),
    }


def _threshold(crossing: CrossingOut, language: Language) -> dict[str, Any]:
    name = crossing.label_ko if language == "ko" else crossing.label_en
    return {
        "points": crossing.limit,
        "crossed": crossing.crossed,
        "name": name,
        "limit": crossing.limit,
        "basis": crossing.basis,
    }


def preview(
    work: Work, *, case_id: str, company_id: str, draft: LedgerLine | None, regime: str,
    language: Language,
) -> dict[str, Any] | None:  # fmt: skip
    """Return a company's score without and with the points of a draft, as the law counts them."""
    if draft is None:
        return None
    sanctions.penalty_points(work, company_id, as_of=draft.measured_on, regime=regime)
    account = facts.account(work, company_id)
    known_at = max(work.today, draft.measured_on)
    after = replace(account, lines=(*account.lines, replace(draft, case_id=case_id)))
    scores = [
        one.score(work.law, as_of=draft.measured_on, known_at=known_at, regime=regime)
        for one in (account, after)
    ]
    return {
        "before": decimal(scores[0].net),
        "after": decimal(scores[1].net),
        "added": decimal(scores[1].net - scores[0].net),
        "crossings": [
            {
                "name": work.law.measure(crossing.measure).name.get(language),
                "limit": decimal(crossing.limit),
                "crossed": crossing.crossed,
                "basis": str(crossing.basis),
            }
            for crossing in scores[1].crossings
        ],
    }


def expected(
    work: Work, *, kind: str, regime: str, violations: list[str], on: date
) -> tuple[LedgerLine | None, Problem | None, bool]:
    """Return the ledger line that a draft would bring; the problem where no source says; and
    whether the figure is one of the demonstration."""
    try:
        figure = points_for(work.law, measure=kind, violations=violations, on=on, regime=regime)
    except Problem as problem:
        return None, problem, False
    if figure is None:
        return None, None, False
    line = LedgerLine(
        line_id=_DRAFT,
        sequence=_AFTER_ALL_OTHERS, kind=ENTRY, reverses_id="", case_id="", measure_id=_DRAFT,
        measure_kind=kind, regime=regime, violations=tuple(violations),
        points_hundredths=hundredths(figure.exact), measured_on=on, known_on=work.today,
    )  # fmt: skip
    return line, None, figure.status is Status.DEMONSTRATION
