"""Builds a production from values: the same values give the same bytes, on any machine and day.

Nothing here asks for a clock, a locale, a time zone or a random number.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.discovery.checkers.standalone import standalone
from app.discovery.productions import (
    bag,
    gap,
    images,
    load_files,
    privilege_log,
    quality,
    verify,
)
from app.discovery.productions.bates import Range, Series, allot, attach_ranges
from app.discovery.productions.images import Counted
from app.discovery.productions.index_page import index_page
from app.discovery.productions.page_files import PageFiles
from app.discovery.productions.placing import Placed
from app.discovery.productions.problems import ProductionRefused
from app.discovery.productions.values import (
    CollectedItem,
    DocumentValue,
    Finding,
    Plan,
    Standing,
)

Progress = Callable[[int, int], None]
_HERE = Path(__file__).parent
_COVERED = "원본에는 가린 내용이 있음 / The native holds what was covered"
_HOLDS_MORE = "원본에는 제출하지 않는 붙임이 있음 / The native holds what is not produced"


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: every document in its place, the account, the hash over all of it."""

    placed: tuple[Placed, ...]
    account: tuple[gap.Line, ...]
    numbers: Range
    figures: Mapping[str, int]
    manifest_sha256: str


def count_pages(documents: Sequence[DocumentValue]) -> dict[str, Counted]:
    """Return how many pages each document has, before anything is numbered."""
    return {one.id: images.count(one.shown) for one in documents}


def numbers_needed(
    documents: Sequence[DocumentValue], counted: Mapping[str, Counted], plan: Plan
) -> list[tuple[str, int]]:
    """Return how many numbers each document takes, in order; what does not leave takes none."""

    def need(one: DocumentValue) -> int:
        if one.standing is Standing.PRODUCED:
            return counted[one.id].pages
        if one.standing is Standing.WITHHELD:
            return 1 if plan.slip_sheets else counted[one.id].pages
        return 0

    return [(one.id, need(one)) for one in documents]


def build(
    documents: Sequence[DocumentValue],
    plan: Plan,
    collected: Sequence[CollectedItem],
    folder: Path,
    *,
    counted: Mapping[str, Counted] | None = None,
    progress: Progress | None = None,
) -> Built:
    """Build a production into an empty folder; raise ProductionRefused where a rule is broken.

    `counted` are the pages of each document where they were counted before.
    """
    _refuse(quality.check(documents, plan))
    counted = counted or count_pages(documents)
    series = Series(plan.prefix, plan.width)
    ranges = allot(numbers_needed(documents, counted, plan), plan.first_number)
    placed = _place(documents, plan, counted, ranges, folder / bag.PAYLOAD, progress)
    collected = [_with_pages(item, counted) for item in collected]
    treated = [
        gap.Treated(one.document.id, one.document.custodian, one.document.standing, _told(one))
        for one in placed
    ]
    numbers = Range(plan.first_number, max(span.last for span in ranges.values()))
    account = gap.account(collected, treated)
    _refuse(gap.findings(collected, treated) + _unexplained(series, numbers, placed, plan))
    figures = _figures(placed)
    _write_tables(folder / bag.PAYLOAD, plan, placed, account)
    _write_record(folder / bag.PAYLOAD, plan, placed, numbers, figures)
    manifest = _close(folder, plan, placed, account)
    return Built(tuple(placed), tuple(account), numbers, figures, manifest)


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise ProductionRefused.over(findings)


def _place(
    documents: Sequence[DocumentValue], plan: Plan, counted: Mapping[str, Counted],
    ranges: Mapping[str, Range], data: Path, progress: Progress | None,
) -> list[Placed]:  # fmt: skip
    series = Series(plan.prefix, plan.width)
    spans = attach_ranges([(one.id, one.family) for one in documents], ranges)
    writer = PageFiles(data, plan, series)
    whole = {one.id for one in documents if one.shown_whole}
    others = _other_custodians(documents)
    placed = []
    for done, one in enumerate(documents, start=1):
        parent = ranges.get(one.family_parent)
        written = writer.write(
            one,
            counted[one.id],
            ranges.get(one.id),
            attach=series.ends(spans.get(one.id)),
            parent=series.ends(parent)[0],
            native_absent=_native_absent(one, whole),
        )
        placed.append(replace(written, other_custodians=others.get(one.id, ())))
        if progress is not None:
            progress(done, len(documents))
    return placed


def _native_absent(one: DocumentValue, whole: Collection[str]) -> str:
    """Return why a native stays behind: it holds what was covered, or what is not produced."""
    if one.redaction is not None:
        return _COVERED
    return "" if set(one.family_members) <= set(whole) else _HOLDS_MORE


def _other_custodians(documents: Sequence[DocumentValue]) -> dict[str, tuple[str, ...]]:
    """Return who else had a copy that is left out as a duplicate, for each document."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in documents:
        if one.standing is Standing.DUPLICATE:
            found[one.duplicate_of].add(one.custodian)
    own = {one.id: one.custodian for one in documents}
    return {one: tuple(sorted(names - {own.get(one)})) for one, names in found.items()}


def _with_pages(item: CollectedItem, counted: Mapping[str, Counted]) -> CollectedItem:
    """Return an item with the pages that its file has, where nobody counted them before."""
    if item.pages is not None or item.id not in counted:
        return item
    return replace(item, pages=counted[item.id].pages)


def _told(one: Placed) -> int:
    """Return the pages that are accounted for: of what is produced, those that were written."""
    return len(one.images) if one.document.standing is Standing.PRODUCED else one.pages


def _unexplained(
    series: Series, numbers: Range, placed: Sequence[Placed], plan: Plan
) -> list[Finding]:
    imaged = {image.number for one in placed for image in one.images}
    logged: set[str] = set()
    for one in placed:
        if one.withheld and not plan.slip_sheets:
            first = int(one.begin.removeprefix(plan.prefix))
            logged |= {series.label(first + step) for step in range(one.pages)}
    return gap.unexplained(map(series.label, numbers.numbers()), imaged, logged)


def _figures(placed: Sequence[Placed]) -> dict[str, int]:
    rows = [one for one in placed if one.images]
    figures = {"documents": len(rows), "images": sum(len(one.images) for one in rows)}
    for standing in Standing:
        figures[str(standing)] = sum(one.document.standing is standing for one in placed)
    figures["redacted"] = sum(one.redacted for one in placed)
    return figures


def _write_tables(
    data: Path, plan: Plan, placed: Sequence[Placed], account: Sequence[gap.Line]
) -> None:
    table, notes = load_files.dat([one.row() for one in placed if one.images])
    _write(data / f"{plan.volume}.DAT", table)
    pages = [image for one in placed for image in one.images]
    _write(data / f"{plan.volume}.OPT", load_files.opt(plan.volume, pages))
    logs = data / "LOGS"
    _write(logs / "privilege_log.csv", privilege_log.privilege_log(placed))
    _write(logs / "withheld_log.csv", privilege_log.withheld_log(placed))
    _write(logs / "sanitised.csv", privilege_log.sanitised_log(notes))
    _write(logs / "gap.csv", privilege_log.table(gap.COLUMNS, [line.cells() for line in account]))


def _write_record(
    data: Path, plan: Plan, placed: Sequence[Placed], numbers: Range, figures: Mapping[str, int]
) -> None:
    about: dict[str, Any] = {
        "number": plan.number, "matter": plan.matter, "title": plan.title, "volume": plan.volume,
        "prefix": plan.prefix, "width": plan.width, "first": numbers.first, "last": numbers.last,
        **figures,
        "records": [
            {"begin": one.begin, "end": one.end, "standing": str(one.document.standing),
             "redacted": one.redacted, "page_digests": list(one.page_digests)}
            for one in placed if one.begin
        ],
    }  # fmt: skip
    told = json.dumps(about, ensure_ascii=False, sort_keys=True, indent=1)
    _write(data / "production.json", told.encode(errors="replace"))


def _close(folder: Path, plan: Plan, placed: Sequence[Placed], account: Sequence[gap.Line]) -> str:
    _write(folder / "index.html", index_page(plan, placed, account))
    _write(folder / "checker.html", (_HERE / "checker.html").read_bytes())
    _write(folder / "verify.py", standalone(Path(verify.__file__)))
    information = [
        ("Source-Organization", plan.organisation),
        ("External-Identifier", plan.number),
        ("External-Description", plan.title),
        ("Bagging-Date", plan.dated.isoformat()),
    ]
    return bag.seal(folder, information)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
