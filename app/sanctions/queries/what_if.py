"""What a draft would do to a company's score: line by line, limit by limit, with articles."""

from dataclasses import replace

from app.access.actor import Tie
from app.db.work import Work
from app.kernel.problems import NotConfigured, NotFound
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import Figure, decimal
from app.law.points import points_for
from app.law.score import Crossing, Score
from app.sanctions import facts, views
from app.sanctions.actions.steps import hold
from app.sanctions.rules.ledger import ENTRY, Account, LedgerLine, hundredths
from app.sanctions.schemas.points import CrossingChange, PointsEffectOut
from app.sanctions.tables import Measure
from app.sanctions.views import adjusting_out, line_out

_AFTER_ALL_OTHERS = 10**9
_ISSUED = Text(
    "이미 발령되어 벌점 대장에 오른 조치입니다", "It was issued; its points stand in the ledger"
)
_WAIVED = Text(
    "벌점을 부과하지 않는 이유를 적은 기안입니다", "The draft waives the points with reasons"
)
_NONE = Text("벌점을 부과하지 않는 조치입니다", "This measure brings no points")


def points_effect(work: Work, measure_id: str) -> PointsEffectOut:
    """Return what the score would become were a draft issued as it stands; writes nothing."""
    held = hold(work, measure_id, None)
    if held.target.ties & {Tie.COMPLAINANT, Tie.RESPONDENT}:
        raise NotFound
    measure = held.measure
    account = facts.account(work, measure.company_id)
    figure, status, note = _points(work, measure)
    before = _score(work, account, measure)
    after = before if status != "not_configured" else None
    if figure is not None and measure.number is None:
        line = _line(work, measure, figure)
        after = _score(work, replace(account, lines=(*account.lines, line)), measure)
    shown = after or before
    book = work.law
    mine = [one for one in shown.lines if _of_regime(account, one.reference, measure)]
    return PointsEffectOut(
        measure_id=measure.id,
        company_id=measure.company_id,
        regime=measure.regime,
        as_of=before.as_of,
        status=status,
        points=decimal(figure.exact) if figure else None,
        points_status=str(figure.status) if figure else "",
        basis=str(figure.basis) if figure else "",
        net_before=decimal(before.net),
        net_after=decimal(after.net) if after else None,
        measures_before=before.measures_counted,
        measures_after=after.measures_counted if after else None,
        lines=[line_out(book, one) for one in mine],
        adjustments=[adjusting_out(book, one) for one in shown.adjustments],
        thresholds=_changes(book, before, after),
        notes=[views.words("note", note)] if note else [],
    )


def _points(work: Work, measure: Measure) -> tuple[Figure | None, str, Text | None]:
    if measure.points_waived_reason:
        return None, "waived", _WAIVED
    try:
        figure = points_for(
            work.law,
            measure=measure.kind,
            violations=measure.violations,
            on=measure.decided_on,
            regime=measure.regime,
        )
    except NotConfigured as problem:
        return None, "not_configured", problem.detail
    if figure is None:
        return None, "no_points", _NONE
    return figure, "counted", _ISSUED if measure.number else None


def _score(work: Work, account: Account, measure: Measure) -> Score:
    as_of = max(measure.decided_on, work.today)
    return account.score(work.law, as_of=as_of, known_at=as_of, regime=measure.regime)


def _line(work: Work, measure: Measure, figure: Figure) -> LedgerLine:
    return LedgerLine(
        line_id=measure.id,
        sequence=_AFTER_ALL_OTHERS,
        kind=ENTRY,
        reverses_id="",
        case_id=measure.case_id,
        measure_id=measure.id,
        measure_kind=measure.kind,
        regime=measure.regime,
        violations=tuple(measure.violations),
        points_hundredths=hundredths(figure.exact),
        measured_on=measure.decided_on,
        known_on=work.today,
    )


def _of_regime(account: Account, reference: str, measure: Measure) -> bool:
    return reference == measure.id or any(
        line.line_id == reference and line.regime == measure.regime for line in account.lines
    )


def _changes(book: Book, before: Score, after: Score | None) -> list[CrossingChange]:
    pairs = zip(before.crossings, (after or before).crossings, strict=True)
    return [_change(book, old, new, after or before) for old, new in pairs]


def _change(book: Book, old: Crossing, new: Crossing, score: Score) -> CrossingChange:
    name, why = book.measure(new.measure).name, _why(new, score)
    return CrossingChange(
        kind=new.measure,
        label_ko=name.ko,
        label_en=name.en,
        limit=decimal(new.limit),
        inclusive=new.inclusive,
        single=decimal(new.single) if new.single is not None else None,
        measures=new.measures,
        crossed_before=old.crossed,
        crossed_after=new.crossed,
        obligatory=new.obligatory,
        reason_ko=why.ko,
        reason_en=why.en,
        basis=str(new.basis),
    )


def _why(crossing: Crossing, score: Score) -> Text:
    net, limit = decimal(score.net), decimal(crossing.limit)
    if crossing.inclusive:
        told = Text(f"누산점수 {net}점, 기준 {limit}점 이상", f"Score {net}, limit {limit} or more")
    else:
        told = Text(f"누산점수 {net}점, 기준 {limit}점 초과", f"Score {net}, limit over {limit}")
    if crossing.single is not None:
        one = decimal(crossing.single)
        return Text(f"{told.ko} 또는 한 조치 {one}점 이상", f"{told.en}, or {one} for one measure")
    if crossing.measures:
        counted, needed = score.measures_counted, crossing.measures
        return Text(
            f"{told.ko}, 조치 {counted}회(기준 {needed}회 이상)",
            f"{told.en}, measures {counted} (limit {needed} or more)",
        )
    return told
