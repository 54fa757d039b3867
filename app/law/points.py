"""Penalty points: what a measure brings, and what a company's score is on any day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from app.kernel.problems import NotConfigured
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import Figure, decimal
from app.law.kinds import Limit, Rung, Violation
from app.law.score import KFTC, Adjustment, Change, Crossing, Line, PointEntry, Score

__all__ = [
    "KFTC",
    "Adjustment",
    "Change",
    "Crossing",
    "Line",
    "PointEntry",
    "Score",
    "accumulate",
    "points_for",
]

# --- what a measure brings ------------------------------------------------------------------


_POINTS_ACT = "하도급법"


def points_for(
    book: Book, *, measure: str, violations: Iterable[str], on: date, regime: str = KFTC
) -> Figure | None:
    """Return the points that a measure of a day brings under a regime.

    None where the measure brings no points there. Raises `NotConfigured` where the table's value
    is unknown; an unknown value is never nought. Among several violations the gravest row holds.
    """
    rung = book.measure(measure).rung(regime)
    if rung is None or not rung.points:
        return None
    found = [book.violation(code) for code in violations]
    if regime == KFTC and found and all(v.basis.act != _POINTS_ACT for v in found):
        return None  # only violations of the Subcontracting Act bring its points
    rows = book.point_rows(rung.points)
    special = [row for row in rows if row.when != "any" and _meets(row.when, found)]
    chosen = special or [row for row in rows if row.when == "any"]
    if not chosen:
        raise NotConfigured(basis=(rung.basis,), measure=measure, regime=regime)
    figures = [book.figure(row.figure, on) for row in chosen]
    return max(figures, key=lambda figure: figure.exact)


def _meets(when: str, violations: Sequence[Violation]) -> bool:
    if when == "grave_four":
        return any(violation.grave_four for violation in violations)
    if when == "technology_misuse":
        return any(violation.technology_misuse for violation in violations)
    return any(violation.retaliation for violation in violations)


# --- the score ----------------------------------------------------------------------------


def accumulate(
    entries: Iterable[PointEntry],
    adjustments: Iterable[Adjustment],
    *,
    as_of: date,
    known_at: date,
    book: Book,
    regime: str = KFTC,
) -> Score:
    """Return a company's score on a day, as somebody knew it on another (시행령 제17조).

    Entries of the window count once per violation; annulled ones drop out from the day on which
    the annulment was known. The net score is never below nought.
    """
    window_from = _window_start(book, as_of)
    lines = _entry_lines(list(entries), book, (window_from, as_of, known_at), regime)
    gross = sum((line.points for line in lines if line.counted), Fraction(0))
    noted = _adjustment_lines(list(adjustments), book, (as_of, known_at), regime)
    mitigation = sum((-line.points for line in noted if line.points < 0), Fraction(0))
    aggravation = sum((line.points for line in noted if line.points > 0), Fraction(0))
    mitigation, warnings = _cap_indexation(book, noted, mitigation, as_of)
    net = max(Fraction(0), gross - mitigation + aggravation)
    counted = _measures_counted(book, lines)
    reached = _Reached(net, gross, counted, tuple(lines))
    crossings = _crossings(book, reached, as_of, regime)
    return Score(
        as_of=as_of,
        known_at=known_at,
        window_from=window_from,
        gross=gross,
        mitigation=mitigation,
        aggravation=aggravation,
        net=net,
        lines=tuple(lines),
        adjustments=tuple(noted),
        crossings=crossings,
        measures_counted=counted,
        habitual=any(c.measures and c.crossed for c in crossings),
        warnings=tuple(warnings + _stay_warnings(lines)),
        edition=book.edition,
        regime=regime,
    )


def _window_start(book: Book, as_of: date) -> date:
    years = book.figure("point_window", as_of).number
    if (as_of.month, as_of.day) == (2, 29):
        day = date(as_of.year - years, 2, 28)
        if book.choice("feb29").value == "first_of_march":
            day = date(as_of.year - years, 3, 1)
    else:
        day = as_of.replace(year=as_of.year - years)
    excluded = book.choice("start_inclusive").value == "no"
    return day + timedelta(days=1) if excluded else day


_COUNTS = Text("산입", "Counted")
_STAYED = Text(
    "산입(집행정지 중이나 취소되지 않음)", "Counted; the measure is stayed but not annulled"
)
_OTHER_REGIME = Text("다른 제도의 벌점", "Belongs to another regime")
_NOT_KNOWN = Text("그때는 알려지지 않은 조치", "Not yet known on that day")
_FUTURE = Text("기준일 뒤의 조치", "After the day asked about")
_OLD = Text("최근 3년이 지난 조치", "Older than the three-year window")
_ANNULLED = Text("취소되어 빠짐", "Annulled, so it drops out")
_COVERED = Text(
    "같은 사건 같은 위반에 더 무거운 조치가 있어 산입하지 않음",
    "A graver measure in the same case covers the same violations",
)


def _entry_lines(
    entries: list[PointEntry], book: Book, days: tuple[date, date, date], regime: str
) -> list[Line]:
    last_counts = book.choice("end_inclusive").value == "yes"
    highest = book.choice("same_violation").value == "highest"
    heavy_first = sorted(
        entries, key=lambda e: (-e.points_known(days[2]), e.measured_on, e.entry_id)
    )
    kept: list[PointEntry] = []
    lines: dict[str, Line] = {}
    for entry in heavy_first:
        reason = _why_not(entry, days, regime, last_counts=last_counts)
        if reason is None and highest and _covered(book, kept, entry, days[2]):
            reason = _COVERED
        if reason is None:
            kept.append(entry)
        points = entry.points_known(days[2])
        lines[entry.entry_id] = Line(
            reference=entry.entry_id,
            points=points,
            counted=reason is None,
            reason=reason or (_STAYED if entry.stayed else _COUNTS),
            measured_on=entry.measured_on,
            measure=entry.measure,
            case_id=entry.case_id,
        )
    return sorted(lines.values(), key=lambda line: (line.measured_on, line.reference))


def _why_not(  # noqa: PLR0911 - one line per reason
    entry: PointEntry, days: tuple[date, date, date], regime: str, *, last_counts: bool
) -> Text | None:
    window_from, as_of, known_at = days
    if entry.regime != regime:
        return _OTHER_REGIME
    if (entry.known_on or entry.measured_on) > known_at:
        return _NOT_KNOWN
    if entry.measured_on > as_of or (entry.measured_on == as_of and not last_counts):
        return _FUTURE
    if entry.measured_on < window_from:
        return _OLD
    return _ANNULLED if entry.points_known(known_at) == 0 else None


def _covered(book: Book, kept: list[PointEntry], entry: PointEntry, known_at: date) -> bool:
    # A publication after a request is a step of its own, whose points the table adds up.
    additive = book.choice("mss_pair").value == "additive"
    return any(
        _covers(heavier, entry, known_at) and not (additive and _adds_up(book, heavier, entry))
        for heavier in kept
    )


def _adds_up(book: Book, one: PointEntry, other: PointEntry) -> bool:
    rungs = [book.measure(entry.measure).rung(entry.regime) for entry in (one, other)]
    return one.measure != other.measure and any(rung and rung.adds_up for rung in rungs)


def _covers(heavier: PointEntry, entry: PointEntry, known_at: date) -> bool:
    # What an annulment in part has taken away covers nothing any more.
    covered, over = (set(one.violations_known(known_at)) for one in (entry, heavier))
    same = bool(covered) and covered <= over
    return same and heavier.case_id == entry.case_id


def _adjustment_lines(
    adjustments: list[Adjustment], book: Book, days: tuple[date, date], regime: str
) -> list[Line]:
    lines = []
    for adjustment in sorted(adjustments, key=lambda a: (a.applies_from, a.adjustment_id)):
        item = book.point_item(adjustment.item)
        counts = adjustment.counts(*days) and adjustment.regime == regime
        lines.append(
            Line(
                reference=adjustment.adjustment_id,
                points=adjustment.points * item.sign if counts else Fraction(0),
                counted=counts,
                reason=_COUNTS if counts else Text("기준일에 적용되지 않음", "Not in force then"),
                measured_on=adjustment.applies_from,
                measure=adjustment.item,
            )
        )
    return lines


def _cap_indexation(
    book: Book, noted: list[Line], mitigation: Fraction, as_of: date
) -> tuple[Fraction, list[Text]]:
    group = [line for line in noted if book.point_item(line.measure).group == "indexation"]
    taken = sum((-line.points for line in group), Fraction(0))
    if taken <= 0:
        return mitigation, []
    cap = book.figure("indexation_mitigation_cap", as_of).exact
    if taken <= cap:
        return mitigation, []
    text = Text(
        f"연동제 경감은 합계 {decimal(cap)}점까지만 반영했습니다.",
        f"Mitigation for indexation was limited to {decimal(cap)} points in all.",
    )
    return mitigation - (taken - cap), [text]


def _stay_warnings(lines: list[Line]) -> list[Text]:
    if not any(line.reason is _STAYED for line in lines):
        return []
    text = Text(
        "집행정지 중인 조치가 있어 결과가 바뀔 수 있습니다.",
        "A measure counted here is stayed, so the score may change.",
    )
    return [text]


@dataclass(frozen=True, slots=True)
class _Reached:
    net: Fraction
    gross: Fraction
    measures: int
    lines: tuple[Line, ...]


def _crossings(book: Book, reached: _Reached, as_of: date, regime: str) -> tuple[Crossing, ...]:
    rungs = [(measure.kind, measure.rung(regime)) for measure in book.measures(regime)]
    return tuple(
        _crossing(book, kind, rung, reached, as_of)
        for kind, rung in rungs
        if rung is not None and rung.limit is not None
    )


def _crossing(book: Book, kind: str, rung: Rung, reached: _Reached, as_of: date) -> Crossing:
    """Return how a score stands to the limit that opens a measure.

    The points of a single measure are those before mitigation, which lowers the sum only.
    """
    asked = rung.limit or Limit("")
    limit = book.figure(asked.score, as_of)
    single = book.figure(asked.single, as_of).exact if asked.single else None
    measures = book.figure(asked.measures, as_of).number if asked.measures else 0
    # The list of habitual violators is the one limit that also counts measures.
    gross = bool(measures) and book.choice("habitual_score").value == "gross"
    score = reached.gross if gross else reached.net
    over = score >= limit.exact if asked.inclusive else score > limit.exact
    by_one = single is not None and any(
        line.counted and line.points >= single for line in reached.lines
    )
    crossed = (over or by_one) and reached.measures >= measures
    return Crossing(
        measure=kind,
        name=limit.name,
        limit=limit.exact,
        crossed=crossed,
        obligatory=rung.obligatory,
        basis=limit.basis,
        inclusive=asked.inclusive,
        single=single,
        measures=measures,
    )


def _measures_counted(book: Book, lines: list[Line]) -> int:
    unit = book.choice("habitual_unit").value
    if unit == "cases":
        return len({line.case_id for line in lines if line.counted})
    if unit == "all_measures":
        return sum(line.counted or line.reason is _COVERED for line in lines)
    return sum(line.counted for line in lines)
