"""From TOML tables to the things of the book, one function for each kind of page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from app.kernel.text import Text
from app.law.figures import Entry, Measured, Parameter, Status, parse_value
from app.law.kinds import (
    Addressee,
    Carries,
    Choice,
    Clock,
    Demander,
    Extension,
    Limit,
    Measure,
    Pause,
    Regime,
    Rung,
    Trigger,
    Violation,
    Way,
)
from app.law.reading import Block, LawDataError, named_blocks, pages, resolve


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row of the points table: which family of measures, for which violations, which figure."""

    family: str
    when: str  # any | grave_four | retaliation
    figure: str


@dataclass(frozen=True, slots=True)
class PointItem:
    """A mitigation or aggravation item: its group and the figure that values it.

    Of items with the same `bands` only one fits a company at a time.
    """

    name: str
    label: Text
    sign: int  # -1 mitigates, +1 aggravates
    group: str
    figure: str
    bands: str = ""


def read_sources(folder: Path) -> dict[str, str]:
    """Return the address of each source by its key."""
    found: dict[str, str] = {}
    for key, block in named_blocks(folder, "sources"):
        block.words()
        found[key] = block.text("address")
        block.close()
    return found


def read_parameters(folder: Path, sources: Mapping[str, str]) -> dict[str, Parameter]:
    """Return every scalar figure with its history."""
    return {
        name: read_parameter(name, block, sources)
        for stem in ("parameters", "surcharge")
        for name, block in named_blocks(folder, stem)
    }


def read_parameter(name: str, block: Block, sources: Mapping[str, str]) -> Parameter:
    """Return one figure with its history."""
    unit = Measured(block.text("unit"))
    label = block.words()
    history = tuple(_read_entry(item, unit, sources) for item in block.blocks("history"))
    block.close()
    _refuse_broken_history(name, history)
    return Parameter(name, label, unit, history)


def _read_entry(block: Block, unit: Measured, sources: Mapping[str, str]) -> Entry:
    status = block.status()
    written = block.rest.pop("value", None)
    if (written is None) is not (status is Status.UNKNOWN):
        raise LawDataError(f"{block.where}: a value and the status `unknown` exclude each other")
    try:
        value = None if written is None else parse_value(written, unit)
    except ValueError as wrong:
        raise LawDataError(f"{block.where}: {wrong}") from wrong
    entry = Entry(
        value=value,
        effective_from=block.start("from"),
        effective_to=block.day("to"),
        basis=block.basis(),
        status=status,
        source=resolve(sources, block.text("source"), block.where),
    )
    block.close()
    return entry


def _refuse_broken_history(name: str, history: tuple[Entry, ...]) -> None:
    if not history:
        raise LawDataError(f"{name}: a figure needs a history")
    for entry in history:
        first, last = entry.effective_from, entry.effective_to
        if first and last and last < first:
            raise LawDataError(f"{name}: a stretch ends before it begins")
    for earlier, later in pairwise(history):
        if later.effective_from is None or earlier.effective_to is None:
            raise LawDataError(f"{name}: only the first day and the last day may be open")
        if earlier.effective_to + timedelta(days=1) != later.effective_from:
            raise LawDataError(f"{name}: one stretch must end the day before the next begins")


def read_points(
    folder: Path, sources: Mapping[str, str]
) -> tuple[dict[str, Parameter], list[PointRow], dict[str, PointItem]]:
    """Return the figures of the points table, its rows and its adjustment items."""
    figures: dict[str, Parameter] = {}
    rows: list[PointRow] = []
    items: dict[str, PointItem] = {}
    for name, block in named_blocks(folder, "points"):
        figure = f"points.{name}"
        family = block.text("family", "")
        if family:
            rows.append(PointRow(family, block.text("when"), figure))
        else:
            sign = {"mitigation": -1, "aggravation": 1}[block.text("adjusts")]
            label = Text(block.rest.get("ko", ""), block.rest.get("en", ""))
            items[name] = PointItem(
                name, label, sign, block.text("group", ""), figure, block.text("bands", "")
            )
        block.rest.setdefault("unit", "points")
        figures[figure] = read_parameter(figure, block, sources)
    return figures, rows, items


def read_violations(folder: Path, sources: Mapping[str, str]) -> dict[str, Violation]:
    """Return the violations that a complaint can allege."""
    found = {}
    for code, block in named_blocks(folder, "violations"):
        found[code] = Violation(
            code=code,
            name=block.words(),
            example=block.words("example"),
            basis=block.basis(),
            agency=block.text("agency"),
            track=block.text("track"),
            regimes=block.names("regimes"),
            limit=block.text("limit"),
            limit_from=block.text("limit_from"),
            damages=block.text("damages", ""),
            technical_data=block.flag("technical_data", default=False),
            grave_four=block.flag("grave_four", default=False),
            retaliation=block.flag("retaliation", default=False),
            technology_misuse=block.flag("technology_misuse", default=False),
            status=block.status(),
            source=resolve(sources, block.text("source"), block.where),
        )
        block.close()
    return found


def read_measures(
    folder: Path, sources: Mapping[str, str], extra: Path | None
) -> dict[str, Measure]:
    """Return the kinds of measure, with those of one more page where it is given."""
    blocks = list(named_blocks(folder, "measures"))
    if extra is not None:
        blocks += list(named_blocks(extra.parent, extra.stem))
    found: dict[str, Measure] = {}
    for kind, block in blocks:
        if kind in found:
            raise LawDataError(f"{block.where}: the kind stands on two pages")
        rungs = tuple(_read_rung(regime, item, sources) for regime, item in block.tables("under"))
        addressees = tuple(_read_addressee(item) for item in block.blocks("addressees"))
        found[kind] = Measure(
            kind=kind,
            name=block.words(),
            carries=Carries(block.text("carries")),
            paper=block.text("paper", ""),
            itemised=block.flag("itemised", default=False),
            addressees=addressees or (Addressee(None, Text("피심인", "Respondent")),),
            demanders=tuple(_read_demander(item) for item in block.blocks("demanders")),
            rungs=rungs,
        )
        block.close()
        if not rungs:
            raise LawDataError(f"{block.where}: no regime knows this measure")
    return found


def _read_addressee(block: Block) -> Addressee:
    addressee = Addressee(block.start("from"), block.words())
    block.close()
    return addressee


def _read_demander(block: Block) -> Demander:
    demander = Demander(block.text("code"), block.start("from"), block.words())
    block.close()
    return demander


def _read_rung(regime: str, block: Block, sources: Mapping[str, str]) -> Rung:
    rung = Rung(
        regime=regime,
        basis=block.basis(),
        start=block.start("start"),
        on=Trigger(block.text("on")),
        follows=block.names("follows"),
        drafted_in=block.names("drafted_in"),
        points=block.text("points", ""),
        comply_within=block.text("comply_within", ""),
        limit=_read_limit(block),
        cap=block.text("cap", ""),
        caps=dict(block.take("caps", dict, {})),
        obligatory=block.flag("obligatory", default=False),
        objection=block.flag("objection", default=False),
        points_may_be_waived=block.flag("points_may_be_waived", default=False),
        adds_up=block.flag("adds_up", default=False),
        preconditions=block.names("preconditions"),
        demands=block.take("demands", int, 0),
        posted_for=block.text("posted_for", ""),
        other_ways=tuple(_read_way(item) for item in block.blocks("other_ways")),
        status=block.status(),
        source=resolve(sources, block.text("source"), block.where),
    )
    block.close()
    return rung


def _read_limit(block: Block) -> Limit | None:
    score = block.text("threshold", "")
    limit = Limit(
        score,
        inclusive=block.flag("threshold_inclusive", default=False),
        single=block.text("threshold_single", ""),
        measures=block.text("threshold_measures", ""),
    )
    return limit if score else None


def _read_way(block: Block) -> Way:
    way = Way(
        on=Trigger(block.text("on")),
        basis=block.basis(),
        follows=block.names("follows"),
        drafted_in=block.names("drafted_in"),
        breached_only=block.flag("breached_only", default=False),
    )
    block.close()
    return way


def read_regimes(folder: Path, sources: Mapping[str, str]) -> dict[str, Regime]:
    """Return the bodies of rules that stand side by side."""
    found = {}
    for name, block in named_blocks(folder, "regimes"):
        found[name] = Regime(
            name=name,
            label=block.words(),
            basis=block.basis(),
            track=block.text("track"),
            status=block.status(),
            announced_on=block.day("announced_on"),
            needs_adoption=block.flag("needs_adoption", default=False),
            sums=block.text("sums", ""),
            source=resolve(sources, block.text("source"), block.where),
        )
        block.close()
    return found


def read_clocks(folder: Path) -> dict[str, Clock]:
    """Return the legal deadlines."""
    found = {}
    for name, block in named_blocks(folder, "clocks"):
        found[name] = Clock(
            name=name,
            label=block.words(),
            basis=block.basis(),
            subject=block.text("subject"),
            track=block.text("track"),
            kind=block.text("kind"),
            starts_on=block.names("starts_on"),
            ends_on=block.names("ends_on"),
            period=block.text("period", ""),
            variants=dict(block.take("variants", dict, {})),
            pauses=tuple(_read_pause(item) for item in block.blocks("pauses")),
            extends=tuple(_read_extension(item) for item in block.blocks("extends")),
            moves=block.flag("moves"),
            restarts=block.flag("restarts", default=False),
            effective_from=block.day("effective_from"),
            carries=block.names("carries"),
            measures=block.names("measures"),
            on_objection=block.flag("on_objection", default=False),
        )
        block.close()
    return found


def _read_pause(block: Block) -> Pause:
    starts_on = block.text("from")
    pause = Pause(
        starts_on=starts_on,
        until=block.text("until"),
        basis=block.basis(),
        effective_from=block.day("effective_from"),
        judged_by=block.text("judged_by", starts_on),
    )
    block.close()
    return pause


def _read_extension(block: Block) -> Extension:
    extension = Extension(block.text("on"), block.text("by", ""), block.flag("once", default=True))
    block.close()
    return extension


def read_choices(folder: Path) -> dict[str, Choice]:
    """Return how each open question is answered."""
    found: dict[str, Choice] = {}
    for page, content in pages(folder, "choices"):
        topic = content.pop("topic")
        for name, table in content.items():
            block = Block(f"{page}:{name}", dict(table))
            if name in found:
                raise LawDataError(f"{page}: `{name}` stands on two pages")
            found[name] = Choice(
                name=name,
                number=block.take("number", int),
                topic=topic,
                question=block.words("question"),
                value=block.text("value"),
                alternatives=block.names("alternatives"),
                reason=block.words("reason"),
                test=block.text("test"),
                setting=block.flag("setting", default=False),
            )
            block.close()
    return found
