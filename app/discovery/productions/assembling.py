"""Turns the rows of a production into the values from which it is built."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from app.cases import queries as cases
from app.cases.actions.exhibits import exhibit_ids
from app.db.work import Work
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions import quality, rules, store
from app.discovery.productions.exhibit_numbers import number_exhibits
from app.discovery.productions.materials import Material, materials_of
from app.discovery.productions.tables import PageNumberSeries, Production, ProductionDocument
from app.discovery.productions.values import (
    CollectedItem,
    DocumentValue,
    Finding,
    Ground,
    Plan,
    Redaction,
    Source,
    Standing,
)
from app.kernel.text import Text

Opener = Callable[[str, str], BinaryIO]
"""Opens an object of the store by its key and the hash that it must have."""

_UNMARKED = Text(
    "처리 구분을 정하지 않은 자료입니다", "It was not decided what becomes of this document"
)


@dataclass(frozen=True, slots=True)
class Assembled:
    """A set as values: its documents in order, its plan, and what the register of evidence says."""

    documents: tuple[DocumentValue, ...]
    plan: Plan
    collected: tuple[CollectedItem, ...]
    unmarked: tuple[str, ...]

    def findings(self) -> list[Finding]:
        """Return what keeps the set from being built."""
        found = [Finding("standing_missing", one, _UNMARKED) for one in self.unmarked]
        return found + quality.check(self.documents, self.plan)


def unopened(_key: str, _sha256: str) -> BinaryIO:
    """Open nothing: checking a set does not read its files."""
    return io.BytesIO()


def evidence_of(work: Work, case_id: str) -> list[EvidenceItem]:
    """Return everything that is on the file of a case now."""
    return store.items_with(work, exhibit_ids(work, case_id))


def assemble(
    work: Work, row: Production, series: PageNumberSeries, opener: Opener, *, first: int = 1
) -> Assembled:
    """Return a production's set as values; `first` is the number of its first page."""
    items = {item.id: item for item in evidence_of(work, row.case_id)}
    marks = {mark.item_id: mark for mark in store.documents_of(work, row.id)}
    known = materials_of(work, list(items.values()))
    here = {one: mark.position for one, mark in marks.items() if one in items and mark.standing}
    order = rules.in_family_order(here, {one: known[one].family_parent for one in here})
    former = _former_numbers(work, row)
    exhibits = _exhibits(work, row, [(one, known[one], marks[one]) for one in order])
    documents = tuple(
        _value(
            items[one], known[one], marks[one], opener, (exhibits.get(one, ""), former.get(one, ""))
        )
        for one in order
    )
    collected = tuple(
        CollectedItem(one, rules.CUSTODIANS[item.side]) for one, item in items.items()
    )
    unmarked = tuple(one for one, mark in marks.items() if one in items and not mark.standing)
    return Assembled(documents, _plan(work, row, series, first), collected, unmarked)


def _plan(work: Work, row: Production, series: PageNumberSeries, first: int) -> Plan:
    case = cases.subject(work, row.case_id)
    return Plan(
        number=f"{case.number}-{row.sequence}", title=row.title, matter=case.number,
        recipient=row.recipient, recipient_level=row.recipient_level,
        organisation=row.organisation, dated=row.prepared_on, prefix=series.prefix,
        width=series.width, first_number=first, slip_sheets=row.slip_sheets,
    )  # fmt: skip


def _value(
    item: EvidenceItem, known: Material, mark: ProductionDocument, opener: Opener,
    numbers: tuple[str, str],
) -> DocumentValue:  # fmt: skip
    return DocumentValue(
        id=item.id, custodian=mark.custodian, file_name=item.file_name,
        native=_source(opener, item.store_key or "", item.sha256, item.media_type),
        text=known.text, text_absent=known.text_absent, family_parent=known.family_parent,
        family_members=known.family_members, metadata=known.metadata, level=known.level,
        standing=Standing(mark.standing), ground=Ground(mark.ground) if mark.ground else None,
        reason=mark.reason, privileged=known.privileged, duplicate_of=mark.duplicate_of,
        redaction=_redaction(known, opener), exhibit_number=numbers[0], former_number=numbers[1],
    )  # fmt: skip


def _redaction(known: Material, opener: Opener) -> Redaction | None:
    version = known.redacted
    if version is None:
        return None
    covered = _source(opener, version.store_key, version.sha256, version.media_type)
    return Redaction(
        source=covered, text=version.text, grounds=version.grounds, verified=version.verified
    )


def _source(opener: Opener, key: str, sha256: str, media_type: str) -> Source:
    return Source(lambda: opener(key, sha256), media_type)


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
        (one, known.family_parent if known.family_parent in produced else one)
        for one, known, _ in marked
        if one in produced
    ]
    used = store.exhibit_numbers_of(work, row.case_id)
    first = rules.next_exhibit(row.exhibit_side, used)
    return number_exhibits(families, side=row.exhibit_side, first=first)
