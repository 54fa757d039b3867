"""The law book: every figure, violation, measure, clock and choice, asked by name and by day."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from app.kernel.problems import Basis, Conflict, FieldError, Invalid, NotConfigured, NotFound
from app.kernel.text import Text
from app.law.checking import Contents, check
from app.law.figures import AgencyEntry, Entry, Figure, Parameter, Status, parse_value
from app.law.kinds import Choice, Clock, Measure, Regime, Trigger, Violation
from app.law.parsing import (
    PointItem,
    PointRow,
    read_choices,
    read_clocks,
    read_measures,
    read_parameters,
    read_points,
    read_regimes,
    read_sources,
    read_violations,
)

Held = TypeVar("Held")


class NotInTheBook(NotFound):
    """A code, kind or name that the book does not hold."""

    slug = "not-in-the-book"
    title = Text("법령 자료에 없는 이름입니다", "The law book holds no such name")


class RegimeNotInForce(Conflict):
    """The regime is only announced and was not adopted by the day of the decision."""

    slug = "regime-not-in-force"
    title = Text("아직 적용할 수 없는 제도입니다", "This regime cannot be used yet")


@dataclass(frozen=True, eq=False)
class Book:
    """The law as data. Nothing in it changes; `with_entries` and `with_choice` make another.

    Every question names the day that governs (the decision, the act, the receipt), never today.
    """

    contents: Contents
    pages_digest: str
    demonstration: bool = False
    entries: tuple[AgencyEntry, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    # --- figures -------------------------------------------------------------------------

    @cached_property
    def edition(self) -> str:
        """Return the SHA-256 of all data, entries and settings, in hexadecimal."""
        entries = sorted(
            [e.name, e.value, e.effective_from.isoformat(), e.source_paper] for e in self.entries
        )
        settings = [self.pages_digest, self.demonstration, entries, sorted(self.chosen.items())]
        return hashlib.sha256(json.dumps(settings).encode()).hexdigest()

    def parameter(self, name: str) -> Parameter:
        """Return a figure's whole history; raise `NotInTheBook` for an unknown name."""
        return _held(self.contents.parameters, name)

    def parameters(self) -> tuple[Parameter, ...]:
        """Return every figure of the book with its history, by name."""
        return tuple(self.contents.parameters[name] for name in sorted(self.contents.parameters))

    def figure(self, name: str, on: date) -> Figure:
        """Return a figure as it stands on a day; raise `NotConfigured` where no source gives it.

        A demonstration value answers only when the book is open for demonstration.
        """
        parameter = self.parameter(name)
        entry = parameter.entry(on)
        if entry is not None and entry.value is not None and self._visible(entry):
            return _figure(parameter, entry, entry.value)
        entered = self._entered(parameter, on)
        if entered is not None:
            return entered
        if entry is not None and entry.value is not None and self.demonstration:
            return _figure(parameter, entry, entry.value)
        raise _not_configured(parameter, entry, on)

    def has_figure(self, name: str, on: date) -> bool:
        """Tell whether a figure can be used on a day."""
        try:
            self.figure(name, on)
        except NotConfigured:
            return False
        return True

    def figures(self, on: date) -> tuple[Figure, ...]:
        """Return every figure that can be used on a day, by name."""
        names = sorted(self.contents.parameters)
        return tuple(self.figure(name, on) for name in names if self.has_figure(name, on))

    def _visible(self, entry: Entry) -> bool:
        return entry.status not in (Status.UNKNOWN, Status.DEMONSTRATION)

    def _entered(self, parameter: Parameter, on: date) -> Figure | None:
        fitting = [e for e in self.entries if e.name == parameter.name and e.effective_from <= on]
        if not fitting:
            return None
        latest = max(fitting, key=lambda entry: entry.effective_from)
        base = parameter.entry(latest.effective_from) or parameter.history[-1]
        return Figure(
            name=parameter.name,
            label=parameter.label,
            value=parse_value(latest.value, parameter.unit),
            unit=parameter.unit,
            basis=base.basis,
            status=Status.AGENCY_ENTERED,
            source=latest.source_paper,
            effective_from=latest.effective_from,
            effective_to=None,
        )

    def with_entries(self, entries: Iterable[AgencyEntry]) -> "Book":
        """Return a book that also holds figures entered by the agency.

        Raises `Invalid` for an unknown name, a value of the wrong kind, a missing source, one
        person in both parts, or a figure that a source already gives on that day.
        """
        entries = tuple(entries)
        errors = tuple(
            error for number, entry in enumerate(entries) for error in self._errors(number, entry)
        )
        if errors:
            raise Invalid(errors=errors)
        return replace(self, entries=self.entries + entries)

    def _errors(self, number: int, entry: AgencyEntry) -> list[FieldError]:
        parameter = self.contents.parameters.get(entry.name)
        if parameter is None:
            text = Text("법령 자료에 없는 수치입니다.", "The law book holds no such figure.")
            return [FieldError(f"/{number}/name", "unknown", text)]
        errors = []
        try:
            parse_value(entry.value, parameter.unit)
        except (ValueError, ZeroDivisionError):
            errors.append(FieldError(f"/{number}/value", "kind", _KIND))
        base = parameter.entry(entry.effective_from)
        if base is not None and self._visible(base):
            errors.append(FieldError(f"/{number}/effective_from", "given", _GIVEN))
        if not entry.source_paper.strip():
            errors.append(FieldError(f"/{number}/source_paper", "missing", _NO_PAPER))
        if not entry.approved_by or entry.entered_by == entry.approved_by:
            errors.append(FieldError(f"/{number}/approved_by", "same_person", _ONE_PERSON))
        return errors

    # --- violations, measures, regimes ------------------------------------------------------

    def violation(self, code: str) -> Violation:
        """Return a violation by its code."""
        return _held(self.contents.violations, code)

    def violations(self, track: str | None = None) -> tuple[Violation, ...]:
        """Return the violations of a track, or all of them, in the order of the acts."""
        held = self.contents.violations.values()
        return tuple(violation for violation in held if track in (None, violation.track))

    def damages(self, code: str, on: date) -> Figure | None:
        """Return the ceiling on multiple damages for an act of a day; None where none is known."""
        violation = self.violation(code)
        return self.figure(violation.damages, on) if violation.damages else None

    def measure(self, kind: str) -> Measure:
        """Return a kind of measure."""
        return _held(self.contents.measures, kind)

    def measures(self, regime: str | None = None, state: str | None = None) -> tuple[Measure, ...]:
        """Return the kinds of measure, of a regime, and those drafted in a state of the case."""
        return tuple(
            measure
            for measure in self.contents.measures.values()
            if any(
                regime in (None, rung.regime)
                and (state is None or any(state in way.drafted_in for way in rung.ways()))
                for rung in measure.rungs
            )
        )

    def next_rungs(self, kind: str, regime: str) -> tuple[Measure, ...]:
        """Return the measures that may follow when one of a kind is not complied with."""
        return tuple(
            measure
            for measure in self.contents.measures.values()
            if (rung := measure.rung(regime)) is not None
            and any(way.on is Trigger.NON_COMPLIANCE and kind in way.follows for way in rung.ways())
        )

    def regime(self, name: str) -> Regime:
        """Return a body of rules."""
        return _held(self.contents.regimes, name)

    def regimes(self, track: str | None = None) -> tuple[Regime, ...]:
        """Return the bodies of rules, of one track or all."""
        held = self.contents.regimes.values()
        return tuple(regime for regime in held if track in (None, regime.track))

    def regime_usable(self, name: str, decided_on: date, adopted_on: date | None) -> bool:
        """Tell whether a decision of a day may rest on a regime.

        An announced regime is usable only from the day on which the agency adopted it, and never
        before it was announced.
        """
        regime = self.regime(name)
        if not regime.needs_adoption:
            return True
        if adopted_on is None or regime.announced_on is None:
            return False
        return decided_on >= max(adopted_on, regime.announced_on)

    def require_regime(self, name: str, decided_on: date, adopted_on: date | None) -> Regime:
        """Return the regime, or raise `RegimeNotInForce` where the decision comes too early."""
        regime = self.regime(name)
        if not self.regime_usable(name, decided_on, adopted_on):
            raise RegimeNotInForce(
                Text(
                    f"{decided_on.isoformat()} 결정에는 '{regime.label.ko}'을(를) 적용할 수 "
                    "없습니다. 도입일 이후의 결정에만 적용됩니다.",
                    f"A decision of {decided_on.isoformat()} cannot rest on “{regime.label.en}”; "
                    "it applies only to decisions from the day of adoption.",
                ),
                basis=(regime.basis,),
                regime=name,
                decided_on=decided_on.isoformat(),
                adopted_on=adopted_on.isoformat() if adopted_on else None,
            )
        return regime

    # --- clocks and choices -----------------------------------------------------------------

    def clock(self, name: str) -> Clock:
        """Return a legal deadline."""
        return _held(self.contents.clocks, name)

    def clocks(self, subject: str | None = None, track: str | None = None) -> tuple[Clock, ...]:
        """Return the deadlines of a subject on a track; those of `any` track belong to each."""
        return tuple(
            clock
            for clock in self.contents.clocks.values()
            if subject in (None, clock.subject) and (track is None or track in _tracks(clock))
        )

    def choice(self, name: str) -> Choice:
        """Return how an open question is answered, with the agency's setting applied."""
        choice = _held(self.contents.choices, name)
        return replace(choice, value=self.chosen[name]) if name in self.chosen else choice

    def choices(self) -> tuple[Choice, ...]:
        """Return the answers to all open questions, in the order of the questions."""
        names = sorted(self.contents.choices, key=lambda n: (self.contents.choices[n].number, n))
        return tuple(self.choice(name) for name in names)

    def with_choice(self, name: str, value: str) -> "Book":
        """Return a book in which the agency answers a question otherwise; raise `Invalid`."""
        choice = _held(self.contents.choices, name)
        if not choice.setting or value not in (choice.value, *choice.alternatives):
            text = Text(
                "이 항목에 둘 수 없는 값입니다.", "This question cannot be answered that way."
            )
            raise Invalid(errors=(FieldError(f"/{name}", "not_offered", text),))
        return replace(self, chosen={**self.chosen, name: value})

    # --- points -----------------------------------------------------------------------------

    def point_rows(self, family: str) -> tuple[PointRow, ...]:
        """Return the rows of a family of the points table."""
        return tuple(row for row in self.contents.point_rows if row.family == family)

    def point_item(self, name: str) -> PointItem:
        """Return a mitigation or aggravation item."""
        return _held(self.contents.point_items, name)

    def point_items(self) -> tuple[PointItem, ...]:
        """Return every mitigation and aggravation item."""
        return tuple(self.contents.point_items.values())


_KIND = Text("값의 형식이 맞지 않습니다.", "The value is of the wrong kind.")
_GIVEN = Text(
    "그 날짜에는 이미 근거가 있는 수치입니다.", "A source already gives this figure on that day."
)
_NO_PAPER = Text("근거 문서를 적어 주세요.", "Name the paper that gives the figure.")
_ONE_PERSON = Text(
    "입력한 사람과 다른 사람이 승인해야 합니다.", "Another person than the one entering approves."
)


def _tracks(clock: Clock) -> tuple[str, ...]:
    return (clock.track,) if clock.track != "any" else ("kftc", "sme_technology", "mss_win_win")


def _held(things: Mapping[str, Held], name: str) -> Held:
    if name not in things:
        raise NotInTheBook(
            Text(f"법령 자료에 '{name}'이(가) 없습니다.", f"The law book holds no “{name}”."),
            name=name,
        )
    return things[name]


def _figure(parameter: Parameter, entry: Entry, value: int | Fraction) -> Figure:
    return Figure(
        name=parameter.name,
        label=parameter.label,
        value=value,
        unit=parameter.unit,
        basis=entry.basis,
        status=entry.status,
        source=entry.source,
        effective_from=entry.effective_from,
        effective_to=entry.effective_to,
    )


def _not_configured(parameter: Parameter, entry: Entry | None, on: date) -> NotConfigured:
    basis: tuple[Basis, ...] = (entry.basis,) if entry else ()
    return NotConfigured(
        Text(
            f"'{parameter.label.ko}' 수치가 {on.isoformat()} 기준으로 설정되어 있지 않습니다.",
            f"“{parameter.label.en}” is not configured for {on.isoformat()}.",
        ),
        basis=basis,
        name=parameter.name,
        on=on.isoformat(),
        status=str(entry.status) if entry else str(Status.UNKNOWN),
        source=entry.source if entry else "",
    )


@cache
def load(extra: Path | None = None, *, demonstration: bool = False) -> Book:
    """Return the book as shipped, with one more page of measures where it is named.

    Raises `LawDataError` for anything wrong in the data, so that the service does not start.
    """
    with as_file(files("app.law") / "data") as folder:
        return _read(folder, extra, demonstration=demonstration)


def read_pages(pages: Mapping[str, str], *, demonstration: bool = False) -> Book:
    """Return the book that kept pages make; raises `LawDataError` as `load` does."""
    with TemporaryDirectory() as folder:
        for name, page in pages.items():
            (Path(folder) / name).write_bytes(page.encode())
        return _read(Path(folder), None, demonstration=demonstration)


def _read(folder: Path, extra: Path | None, *, demonstration: bool) -> Book:
    sources = read_sources(folder)
    point_figures, rows, items = read_points(folder, sources)
    contents = Contents(
        parameters={**read_parameters(folder, sources), **point_figures},
        violations=read_violations(folder, sources),
        measures=read_measures(folder, sources, extra),
        regimes=read_regimes(folder, sources),
        clocks=read_clocks(folder),
        choices=read_choices(folder),
        point_rows=tuple(rows),
        point_items=items,
    )
    check(contents)
    digest = hashlib.sha256()
    pages: dict[str, str] = {}
    for path in [*sorted(folder.glob("*.toml")), *([extra] if extra else [])]:
        content = path.read_bytes()
        pages[path.name] = content.decode()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return Book(contents, digest.hexdigest(), demonstration, pages=pages)
