"""What a reader may learn of requests for records; every question is put to the policy table."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.access.actor import OPEN, Role, Target, Tie
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.transmissions import rules, standing, store, versions
from app.discovery.transmissions.actions.sending import IN_CAMERA, RECORDS, check_open
from app.discovery.transmissions.answers import (
    FindingOut,
    ItemList,
    ItemOut,
    NoticeList,
    NoticeOut,
    PackageOut,
    StepChoice,
    StepReason,
    TransitionsOut,
    TransmissionOut,
    TransmissionRow,
)
from app.discovery.transmissions.lifecycle import DECIDED, TRANSMISSION, Command, State
from app.discovery.transmissions.rules import SENT, Choice
from app.discovery.transmissions.tables import (
    RecordTransmission,
    TransmissionItem,
    TransmissionPackage,
)
from app.kernel.lifecycle import Row
from app.kernel.problems import NotFound
from app.web import paging
from app.web.paging import Page

ITEMS_LEVEL = 2
_OUTSIDE = {Role.COURT, Role.EXPERT}
_LISTS = Target(ties=frozenset(Tie), secret=False)


def transmission(work: Work, transmission_id: str) -> TransmissionOut:
    """Return a request as the reader may see it."""
    row, _target = standing.known(work, transmission_id)
    given_out = row.state in _GIVES_OUT and not standing.expired(work, row)
    left = row.max_downloads if given_out else 0
    packages = [
        PackageOut.of(found, max(left - found.downloads, 0))
        for found in store.packages(work, row.id)
    ]
    return TransmissionOut.of(
        row, inside=_inside(work), replaced_by_id=store.replacement_of(work, row.id),
        findings=[FindingOut.of(found) for found in store.findings(work, row.id)],
        packages=packages,
    )  # fmt: skip


_GIVES_OUT = {State.RELEASED, State.DELIVERED, State.ACKNOWLEDGED}


def transmissions(
    work: Work, *, case_id: str, limit: int, cursor: str | None
) -> Page[TransmissionRow]:
    """Return the requests that the reader may know of, newest first."""
    work.require(May.TRANSMISSION_READ, _LISTS)
    after = paging.decode(cursor, 1)
    rows = store.requests(work, case_id=case_id, after=after[0] if after else "", limit=limit + 1)
    more = len(rows) > limit
    shown = [TransmissionRow.of(row, inside=_inside(work)) for row in rows[:limit]]
    return Page(
        items=shown, has_more=more, next_cursor=paging.encode(shown[-1].id) if more else None
    )


def items(work: Work, transmission_id: str) -> ItemList:
    """Return the item list; who asked reads it once it is decided on."""
    row, _target = standing.known(work, transmission_id, level=ITEMS_LEVEL)
    inside = _inside(work)
    shown = inside or row.state in DECIDED
    found = store.items(work, row.id) if shown else []
    listed = [ItemOut.of(row, item, inside=inside) for item in found]
    return ItemList(transmission_id=row.id, items=[item for item in listed if inside or item.asked])


def item(work: Work, transmission_id: str, entry_id: str) -> ItemOut:
    """Return one item to the agency."""
    row, _target = standing.known(work, transmission_id, level=ITEMS_LEVEL)
    if not _inside(work):
        raise NotFound
    return ItemOut.of(row, store.item(work, row.id, entry_id), inside=True)


def transitions(work: Work, transmission_id: str) -> TransitionsOut:
    """Return the steps from the present state that the reader's role has, allowed and blocked."""
    row, target = standing.known(work, transmission_id)
    facts = standing.facts_of(work, row)
    allowed: list[StepChoice] = []
    blocked: list[StepChoice] = []
    for step in TRANSMISSION.steps(row.state):
        if step.automatic:
            continue
        reasons = [
            StepReason(code=b.code, ko=b.reason.ko, en=b.reason.en, basis=[str(x) for x in b.basis])
            for b in step.blocked(facts)
        ]
        answer = (
            standing.may_change(work, row, target)
            if step.command == Command.WITHDRAW
            else work.decide(May(step.by), target)
        )
        if not answer.allowed:
            words = answer.reason
            reasons.append(StepReason(code=answer.code, ko=words.ko, en=words.en))
        (blocked if reasons else allowed).append(_choice(step, reasons))
    return TransitionsOut(
        transmission_id=row.id, version=row.version, state=row.state, allowed=allowed,
        blocked=blocked,
    )  # fmt: skip


def notices(work: Work, case_id: str) -> NoticeList:
    """Return what the investigated party was told; the complainant and courts are not shown it."""
    target = cases.target_of(work, case_id)
    if work.actor.role in _OUTSIDE:
        target = replace(target, ties=frozenset(), grant_level=0)
    work.require(May.CASE_READ, target)
    if Tie.COMPLAINANT in target.ties:
        raise NotFound
    found = store.notices(work, case_id)
    return NoticeList(
        items=[NoticeOut.of(one, store.transmission(work, one.transmission_id)) for one in found]
    )


@dataclass(frozen=True, slots=True)
class SealedFile:
    """Where a package lies and what it must be."""

    store_key: str
    sha256: str
    size_bytes: int
    file_name: str


def package_file(work: Work, transmission_id: str, package_id: str) -> SealedFile:
    """Return where a package lies, for the recipient while it is given out."""
    row, target = standing.known(work, transmission_id)
    found = {one.id: one for one in store.packages(work, row.id)}.get(package_id)
    if found is None:
        raise NotFound
    work.require(May.TRANSMISSION_RECEIVE, standing.opened(target, row, found))
    check_open(work, row, found)
    return SealedFile(found.store_key, found.sha256, found.size_bytes, _name(row, found))


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of an item that are sent: the original's, or a redacted version's."""

    store_key: str
    sha256: str
    size_bytes: int
    level: int
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is put into the packages of a released request, read in one go."""

    row: RecordTransmission
    items: tuple[TransmissionItem, ...]
    sources: dict[str, "Source"]
    now: datetime

    def of_kind(self, kind: str) -> tuple[TransmissionItem, ...]:
        """Return the items whose contents go into one package."""
        chosen = {Choice.IN_CAMERA} if kind == IN_CAMERA else SENT - {Choice.IN_CAMERA}
        return tuple(item for item in self.items if item.choice in chosen)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the packages to make; the records with their list always."""
        return (RECORDS, IN_CAMERA) if self.of_kind(IN_CAMERA) else (RECORDS,)


def plan(work: Work, transmission_id: str) -> Plan | None:
    """Return what is to be packed; nothing where it was packed or called back already."""
    work.require(May.JOB_RUN, OPEN)
    row = store.transmission(work, transmission_id)
    if row.state != State.RELEASED or store.packages(work, row.id):
        return None
    asked = [
        item
        for item in store.items(work, row.id)
        if rules.in_scope(item.record_class, row.categories)
    ]
    sources = {item.id: _source(work, item) for item in asked if item.choice in SENT}
    return Plan(row=row, items=tuple(asked), sources=sources, now=work.now)


def _source(work: Work, item: TransmissionItem) -> Source:
    found = store.evidence(work, [item.item_id])[item.item_id]
    if item.choice == Choice.SEND_REDACTED:
        version = versions.version_of(work, item.item_id, item.version_id)
        if version is None:
            raise NotFound
        found = version
    return Source(
        found.store_key or "", found.sha256, found.size_bytes, found.level, found.file_name
    )


def _inside(work: Work) -> bool:
    return work.actor.role not in _OUTSIDE


def _name(row: RecordTransmission, package: TransmissionPackage) -> str:
    return f"{row.docket_number}-{package.kind}.zip.age"


def _choice(step: Row, reasons: list[StepReason]) -> StepChoice:
    return StepChoice(
        command=step.command, to_state=step.target, label_ko=step.label.ko,
        label_en=step.label.en, reasons=reasons,
    )  # fmt: skip
