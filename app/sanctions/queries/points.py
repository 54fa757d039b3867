"""Reading a company's points: the score of any day as known on any other, and its ledger."""

from dataclasses import replace
from datetime import date

from app.access.actor import Role
from app.access.policy import May
from app.db.work import Work
from app.law.book import Book
from app.law.figures import decimal
from app.law.points import KFTC
from app.law.score import Crossing, Line, Score
from app.people import queries as people
from app.sanctions import facts, store, views
from app.sanctions.actions.steps import LEVEL
from app.sanctions.lifecycle import ADJUSTMENT
from app.sanctions.rules.ledger import REVERSAL, Account, LedgerLine, points_of, shown
from app.sanctions.schemas.points import (
    AdjustmentOut,
    CrossingOut,
    EntryOut,
    PointsOut,
    ReversalOut,
)
from app.sanctions.tables import PenaltyPointEntry, PointAdjustment


def penalty_points(
    work: Work,
    company_id: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
    regime: str = KFTC,
) -> PointsOut:
    """Return a company's score on a day with what was known on another, line by line."""
    work.require(May.POINTS_READ, people.company_target(work, company_id, level=LEVEL))
    people.company(work, company_id)
    work.law.regime(regime)
    day = as_of or work.today
    known = known_at or max(work.today, day)
    account = facts.account(work, company_id)
    if work.actor.role is Role.PARTY:
        # What a measure brings is not known to the company before the measure is.
        served = store.served_measures(work, company_id)
        lines = tuple(line for line in account.lines if line.measure_id in served)
        account = replace(account, lines=lines)
    score = account.score(work.law, as_of=day, known_at=known, regime=regime)
    return _points_out(work, company_id, account, score)


def score(work: Work, company_id: str, *, as_of: date | None = None, regime: str = KFTC) -> Score:
    """Return a company's score as the law counts it, with today's knowledge."""
    work.require(May.POINTS_READ, people.company_target(work, company_id, level=LEVEL))
    return facts.score(work, company_id, as_of=as_of or work.today, regime=regime)


def adjustment(work: Work, adjustment_id: str) -> AdjustmentOut:
    """Return a claim on points."""
    row = store.adjustment(work, adjustment_id)
    work.require(May.POINTS_READ, people.company_target(work, row.company_id, level=LEVEL))
    return _adjustment_out(work.law, row)


def _points_out(work: Work, company_id: str, account: Account, score: Score) -> PointsOut:
    book = work.law
    regime_lines = [line for line in score.lines if _of_regime(account, line, score.regime)]
    return PointsOut(
        company_id=company_id,
        regime=score.regime,
        as_of=score.as_of,
        known_at=score.known_at,
        window_from=score.window_from,
        gross=decimal(score.gross),
        mitigation=decimal(score.mitigation),
        aggravation=decimal(score.aggravation),
        net=decimal(score.net),
        measures_counted=score.measures_counted,
        habitual=score.habitual,
        lines=[views.line_out(book, line) for line in regime_lines],
        adjustments=[views.adjusting_out(book, line) for line in score.adjustments],
        crossings=[_crossing_out(book, crossing) for crossing in score.crossings],
        warnings=[views.words("warning", text) for text in score.warnings],
        ledger=[
            _entry_out(book, row)
            for row in store.ledger_of(work, company_id)
            if any(line.line_id == row.id for line in account.lines)
        ],
        reversals=_reversals(work, account, score),
        claims=[_adjustment_out(book, row) for row in store.adjustments_of(work, company_id)],
        edition=score.edition,
    )


def _of_regime(account: Account, line: Line, regime: str) -> bool:
    return any(e.line_id == line.reference and e.regime == regime for e in account.lines)


def _reversals(work: Work, account: Account, score: Score) -> list[ReversalOut]:
    known = [
        line
        for line in account.lines
        if line.kind == REVERSAL and line.regime == score.regime and line.known_on <= score.known_at
    ]
    return [_reversal_out(work, account, line, score) for line in known]


def _reversal_out(work: Work, account: Account, line: LedgerLine, score: Score) -> ReversalOut:
    before, after = account.before_and_after(work.law, line, as_of=score.as_of, regime=score.regime)
    return ReversalOut(
        id=line.line_id,
        entry_id=line.reverses_id,
        measure_id=line.measure_id,
        known_on=line.known_on,
        points=shown(line.points_hundredths),
        before=decimal(before),
        after=decimal(after),
    )


def _crossing_out(book: Book, crossing: Crossing) -> CrossingOut:
    name = book.measure(crossing.measure).name
    return CrossingOut(
        kind=crossing.measure,
        label_ko=name.ko,
        label_en=name.en,
        limit=decimal(crossing.limit),
        crossed=crossing.crossed,
        obligatory=crossing.obligatory,
        basis=str(crossing.basis),
    )


def _entry_out(book: Book, row: PenaltyPointEntry) -> EntryOut:
    return EntryOut(
        id=row.id,
        kind=row.kind,
        reverses_id=row.reverses_id,
        case_id=row.case_id,
        measure_id=row.measure_id,
        measure_kind=views.words(row.measure_kind, book.measure(row.measure_kind).name),
        regime=row.regime,
        violations=list(row.violations),
        points=shown(row.points_hundredths),
        points_status=row.points_status,
        basis=row.basis,
        measured_on=row.measured_on,
        known_on=row.known_on,
    )


def _adjustment_out(book: Book, row: PointAdjustment) -> AdjustmentOut:
    label = book.parameter(book.point_item(row.item).figure).label
    return AdjustmentOut(
        id=row.id,
        version=row.version,
        company_id=row.company_id,
        item=views.words(row.item, label),
        sign="-" if book.point_item(row.item).sign < 0 else "+",
        points=decimal(points_of(row.points_hundredths)),
        points_status=row.points_status,
        applies_from=row.applies_from,
        applies_to=row.applies_to,
        proof=row.proof,
        note=row.note,
        state=views.words(row.state, ADJUSTMENT.label(row.state)),
        claimed_on=row.claimed_on,
        decided_on=row.decided_on,
        decision_reason=row.decision_reason,
        regime=row.regime,
    )
