"""What is checked before the service starts: every name that the data uses must exist."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from app.law.figures import Measured, Parameter
from app.law.kinds import (
    NAMED,
    OCCURRENCES,
    PRECONDITIONS,
    TRACKS,
    Carries,
    Choice,
    Clock,
    Measure,
    Regime,
    Rung,
    Trigger,
    Violation,
)
from app.law.parsing import PointItem, PointRow
from app.law.reading import LawDataError

_LENGTHS = (Measured.DAYS, Measured.MONTHS, Measured.YEARS)
_SUBJECTS = ("case", "measure", "consent", "objection")
_KINDS = ("statutory", "target", "notice", "right")
_LIMIT_WORDS = ("none", "not_configured")


@dataclass(frozen=True)
class Contents:
    """Everything that the pages hold, as read."""

    parameters: Mapping[str, Parameter]
    violations: Mapping[str, Violation]
    measures: Mapping[str, Measure]
    regimes: Mapping[str, Regime]
    clocks: Mapping[str, Clock]
    choices: Mapping[str, Choice]
    point_rows: tuple[PointRow, ...]
    point_items: Mapping[str, PointItem]


def check(contents: Contents) -> None:
    """Raise `LawDataError` with every broken reference."""
    faults = [
        *_violation_faults(contents),
        *_measure_faults(contents),
        *_ladder_faults(contents),
        *_clock_faults(contents),
        *_choice_faults(contents),
    ]
    if faults:
        raise LawDataError("; ".join(faults))


def _missing(what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = set(known)
    return (f"{what}: `{name}` is not known" for name in names if name and name not in known)


def _violation_faults(contents: Contents) -> Iterator[str]:
    for violation in contents.violations.values():
        limit = () if violation.limit in _LIMIT_WORDS else (violation.limit,)
        yield from _missing(violation.code, (*limit, violation.damages), contents.parameters)
        yield from _missing(violation.code, violation.regimes, contents.regimes)
        yield from _missing(violation.code, (violation.track,), TRACKS)
        if violation.limit_from not in ("trade_end", "act_end"):
            yield f"{violation.code}: a limit runs from trade_end or act_end"


def _measure_faults(contents: Contents) -> Iterator[str]:
    families = {row.family for row in contents.point_rows}
    for measure in contents.measures.values():
        for rung in measure.rungs:
            where = f"{measure.kind} under {rung.regime}"
            yield from _missing(where, (rung.regime,), contents.regimes)
            yield from _missing(where, rung.follows, contents.measures)
            figures = [rung.comply_within, rung.cap, *rung.caps.values()]
            if rung.limit is not None:
                figures += [rung.limit.score, rung.limit.single, rung.limit.measures]
            if rung.posted_for != NAMED:
                figures.append(rung.posted_for)
            yield from _missing(where, rung.preconditions, PRECONDITIONS)
            yield from _missing(where, rung.caps, contents.violations)
            for way in rung.other_ways:
                yield from _missing(where, way.follows, contents.measures)
                if (way.on is Trigger.NON_COMPLIANCE) is not bool(way.follows):
                    yield f"{where}: a further way on non-compliance names what it follows"
            yield from _missing(where, figures, contents.parameters)
            yield from _missing(where, (rung.points,), families)
            yield from _rung_faults(where, measure, rung)


def _rung_faults(where: str, measure: Measure, rung: Rung) -> Iterator[str]:
    if (rung.on is Trigger.THRESHOLD) is not (rung.limit is not None):
        yield f"{where}: `on = threshold` and a threshold belong together"
    if rung.on is Trigger.NON_COMPLIANCE and not rung.follows:
        yield f"{where}: non-compliance with what? `follows` is empty"
    if measure.carries is Carries.MONEY and not rung.cap:
        yield f"{where}: a measure that carries money needs a cap"
    if measure.carries is Carries.POINTS and not rung.points:
        yield f"{where}: a measure that carries points needs a family of point rows"


def _ladder_faults(contents: Contents) -> Iterator[str]:
    for regime in contents.regimes:
        rungs = {kind: measure.rung(regime) for kind, measure in contents.measures.items()}
        ladder = {
            kind: {before for way in rung.ways() for before in way.follows}
            for kind, rung in rungs.items()
            if rung is not None
        }
        for kind, before in ladder.items():
            for earlier in before & set(contents.measures) - set(ladder):
                yield f"{kind} under {regime}: `{earlier}` has no rung there"
        try:
            TopologicalSorter(ladder).prepare()
        except CycleError:
            yield f"{regime}: the ladder runs in a circle"


def _clock_faults(contents: Contents) -> Iterator[str]:
    lengths = {name for name, figure in contents.parameters.items() if figure.unit in _LENGTHS}
    for clock in contents.clocks.values():
        where = f"clock {clock.name}"
        occurrences = [*clock.starts_on, *clock.ends_on, *(item.on for item in clock.extends)]
        for pause in clock.pauses:
            occurrences += [pause.starts_on, pause.until, pause.judged_by]
        yield from _missing(where, occurrences, OCCURRENCES)
        periods = (clock.period, *clock.variants.values(), *(item.by for item in clock.extends))
        yield from _missing(where, periods, lengths)
        yield from _missing(where, clock.measures, contents.measures)
        yield from _missing(where, clock.carries, tuple(Carries))
        yield from _missing(where, (clock.subject,), _SUBJECTS)
        yield from _missing(where, (clock.kind,), _KINDS)
        yield from _missing(where, (clock.track,), (*TRACKS, "any"))
        if not clock.starts_on:
            yield f"{where}: nothing starts it"


def _choice_faults(contents: Contents) -> Iterator[str]:
    for choice in contents.choices.values():
        if choice.value in choice.alternatives:
            yield f"choice {choice.name}: the value chosen is not one of its alternatives"
        if "::" not in choice.test:
            yield f"choice {choice.name}: names no test"
