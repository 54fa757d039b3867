"""Turns the rows of a production, and what other rooms know, into the values it is built from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from app.cases import queries as cases
from app.db.work import Work
from app.discovery.productions import quality, rules, store
from app.discovery.productions.exhibit_numbers import number_exhibits
from app.discovery.productions.materials import (
    Material,
    OnFile,
    Reading,
    RedactedVersion,
    materials_of,
    on_file,
)
from app.discovery.productions.opening import Opener, read_text, source_of
from app.discovery.productions.tables import PageNumberSeries, Production, ProductionDocument
from app.discovery.productions.values import (
    CollectedItem,
    DocumentValue,
    Finding,
    Ground,
    Plan,
    Redaction,
    Standing,
    Wording,
)
from app.kernel.text import Text

_UNMARKED = Text(
    "처리 구분을 정하지 않은 자료입니다", "It was not decided what becomes of this document"
)
_GONE = Text(
    "지금은 보관하고 있지 않은 자료입니다. 제출 대상에서 빼고 그 사유를 적어 주세요",
    "This document is no longer stored. Leave it out and say why",
)
_GOES_OUT = (Standing.PRODUCED, Standing.WITHHELD)


@dataclass(frozen=True, slots=True)
class Assembled:
    """A set as values: its documents in order, its plan, and what the register of evidence says.

    `unmarked` and `gone` are documents of the set on which nothing was decided, or which are to
    leave a page and are no longer stored.
    """

    documents: tuple[DocumentValue, ...]
    plan: Plan
    collected: tuple[CollectedItem, ...]
    unmarked: tuple[str, ...]
    gone: tuple[str, ...]

    def findings(self) -> list[Finding]:
        """Return what keeps the set from being built."""
        found = [Finding("standing_missing", one, _UNMARKED) for one in self.unmarked]
        found += [Finding("not_stored", one, _GONE) for one in self.gone]
        return found + quality.check(self.documents, self.plan)


def assemble(
    work: Work, row: Production, series: PageNumberSeries, opener: Opener, *, first: int = 1
) -> Assembled:
    """Return a production's set as values; `first` is the number of its first page."""
    file = on_file(work, row.case_id)
    marks = {mark.item_id: mark for mark in store.documents_of(work, row.id)}
    known = materials_of(work, row.case_id, file, recipient_level=row.recipient_level)
    here = {one: mark.position for one, mark in marks.items() if one in known and mark.standing}
    order = rules.in_family_order(here, {one: known[one].kin.first for one in here})
    former = _former_numbers(work, row)
    exhibits = _exhibits(work, row, [(one, known[one], marks[one]) for one in order])
    value = partial(_value, opener=opener, recipient_level=row.recipient_level)
    documents = tuple(
        value(known[one], marks[one], numbers=(exhibits.get(one, ""), former.get(one, "")))
        for one in order
    )
    collected = tuple(
        CollectedItem(one, rules.CUSTODIANS[found.item.side], found.pages)
        for one, found in known.items()
    )
    unmarked = tuple(one for one, mark in marks.items() if one in known and not mark.standing)
    plan = _plan(work, row, series, first)
    return Assembled(documents, plan, collected, unmarked, _gone(marks, file))


def _gone(marks: Mapping[str, ProductionDocument], file: OnFile) -> tuple[str, ...]:
    there = file.items.keys() | file.version_ids
    return tuple(
        one for one, mark in marks.items() if one not in there and mark.standing in _GOES_OUT
    )


def _plan(work: Work, row: Production, series: PageNumberSeries, first: int) -> Plan:
    case = cases.subject(work, row.case_id)
    return Plan(
        number=f"{case.number}-{row.sequence}", title=row.title, matter=case.number,
        recipient=row.recipient, recipient_level=row.recipient_level,
        organisation=row.organisation, dated=row.prepared_on, prefix=series.prefix,
        width=series.width, first_number=first, slip_sheets=row.slip_sheets,
    )  # fmt: skip


def _value(
    known: Material, mark: ProductionDocument, *, opener: Opener, recipient_level: int,
    numbers: tuple[str, str],
) -> DocumentValue:  # fmt: skip
    item = known.item
    produced = mark.standing == Standing.PRODUCED
    covered = known.privileged or known.level > recipient_level or mark.redacted
    version = known.version if produced and covered else None
    reading = version.reading if version else known.reading
    return DocumentValue(
        id=item.id, custodian=mark.custodian, file_name=item.file_name,
        native=source_of(opener, item, item.id),
        text=_wording(opener, known.reading, item.id), text_absent=known.reading.absent,
        unread=reading.waiting,
        quarantined=version.quarantined if version else known.quarantined,
        family_parent=known.kin.first, family_members=known.kin.members,
        members_inside=known.kin.inside, copies=known.kin.copies,
        metadata={"MIH": known.message_hash}, level=known.level,
        confidential_pages=known.confidential_pages, standing=Standing(mark.standing),
        ground=Ground(mark.ground) if mark.ground else None, reason=mark.reason,
        privileged=known.privileged, privileges=known.privileges, duplicate_of=mark.duplicate_of,
        redacted_wanted=mark.redacted, redaction=_redaction(opener, version, item.id),
        exhibit_number=numbers[0], former_number=numbers[1],
    )  # fmt: skip


def _redaction(opener: Opener, version: RedactedVersion | None, item_id: str) -> Redaction | None:
    if version is None:
        return None
    return Redaction(
        source=source_of(opener, version.item, item_id), item_id=version.item.id,
        level=version.item.level, text=_wording(opener, version.reading, item_id),
        text_absent=version.reading.absent, grounds=version.grounds, verified=version.verified,
        outdated=version.outdated,
    )  # fmt: skip


def _wording(opener: Opener, reading: Reading, item_id: str) -> Wording | None:
    row = reading.row
    if row is None or not row.store_key:
        return None
    read: Callable[[], str] = partial(read_text, opener, row.store_key, row.text_sha256, item_id)
    return Wording(
        read=read, character_count=row.character_count, method=row.method, engine=row.engine,
        confidence_percent=row.confidence_percent, note=reading.note,
    )  # fmt: skip


def _former_numbers(work: Work, row: Production) -> dict[str, str]:
    if row.replaces_production_id is None:
        return {}
    former = store.documents_of(work, row.replaces_production_id)
    return {one.item_id: one.begin_number for one in former if one.begin_number}


def _exhibits(
    work: Work, row: Production, marked: Sequence[tuple[str, Material, ProductionDocument]]
) -> dict[str, str]:
    if not row.exhibit_side:
        return {}
    produced = {one for one, _, mark in marked if mark.standing == Standing.PRODUCED}
    families = [
        (one, known.kin.first if known.kin.first in produced else one)
        for one, known, _ in marked
        if one in produced
    ]
    used = store.exhibit_numbers_of(work, row.case_id)
    first = rules.next_exhibit(row.exhibit_side, used)
    return number_exhibits(families, side=row.exhibit_side, first=first)


def unopened(_key: str, _sha256: str) -> BinaryIO:
    """Open nothing: checking a set reads no files."""
    raise LookupError("a set is checked by its rows")
