"""The evidence of a case at one look: what each piece is, what is known of it, what binds it.

Every part is shown by the rules of its own room; what a reader may not know is left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.access.actor import Tie
from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import ExhibitOut, Words
from app.db.work import Work
from app.discovery.confidentiality import queries as confidentiality
from app.discovery.confidentiality import store as secrecy
from app.discovery.confidentiality.lifecycle import PUBLIC_VERSION, Command
from app.discovery.confidentiality.tables import PublicVersion
from app.discovery.custody import store
from app.discovery.evidence import standing
from app.discovery.evidence.lifecycle import EVIDENCE, RECORDED, VISIBLE
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders.binding import holds_over
from app.discovery.orders.tables import DiscoveryOrder
from app.discovery.orders.views import kind_words
from app.discovery.texts import store as texts
from app.discovery.texts.lifecycle import SCAN, TEXT_LABELS, ScanState
from app.discovery.texts.queries import refuse_quarantined
from app.discovery.texts.rules import TextState
from app.discovery.texts.tables import EvidenceFinding, EvidenceText
from app.kernel.lifecycle import Lifecycle
from app.kernel.problems import Problem
from app.kernel.text import Text

SCAN_FAILURES: dict[str, Text] = {
    "scanner_down": Text("검사 프로그램이 응답하지 않음", "The scanner did not answer"),
    "scanner_slow": Text("검사 시간이 지남", "The scan took too long"),
    "over_limit": Text("검사할 수 있는 크기를 넘음", "Larger than the scanner takes"),
    "bad_answer": Text("검사 결과를 알 수 없음", "The scanner's answer was not understood"),
}
_ORDER_LEVEL, EVIDENCE_LEVEL = 1, 3
# Orders reach these by being served, not by a list of what is held.
_SERVED = frozenset({Tie.COMPLAINANT, Tie.RESPONDENT, Tie.GRANTED})


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is known of malware; `failure` says why a scan that was tried came to nothing."""

    state: Words
    failure: Text | None


@dataclass(frozen=True, slots=True)
class Typed:
    """The type that a name claims and those that the bytes show; empty before the examination."""

    claimed: str
    true: tuple[str, ...]
    matches: bool | None


@dataclass(frozen=True, slots=True)
class Paired:
    """A public version as it concerns one piece: as its original, or as the version itself.

    `may_check` and `may_issue` say what the reader may do with it in its present state.
    """

    id: str
    version: int
    other_item_id: str
    state: Words
    reason: str
    due_on: date | None
    leaks: int
    may_check: bool
    may_issue: bool
    is_original: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the reader may have the contents; if not, why, and whether a second factor helps."""

    allowed: bool
    step_up: bool
    reason: Text | None


@dataclass(frozen=True, slots=True)
class OnShelf:
    """One piece of evidence of a case, as one reader may know it."""

    exhibit: ExhibitOut
    item_id: str
    file_name: str
    level: int
    state: Words
    readable: bool
    scan: Scanned
    typed: Typed
    text: Words
    pairs: tuple[Paired, ...]
    needs_public: Text | None
    holds: tuple[Words, ...]
    member_count: int
    container_id: str
    opening: Opening
    may_trace: bool


def shelf(work: Work, case_id: str) -> list[OnShelf]:
    """Return the evidence of a case that the reader may know of, in the order of its numbers."""
    exhibits = cases.exhibits(work, case_id)
    ids = [one.evidence_item_id for one in exhibits]
    rows = {key: row for key, row in store.items(work, ids).items() if row.state in RECORDED}
    known = _Known(work, case_id, list(rows.values()))
    return [
        known.on_shelf(one, rows[one.evidence_item_id])
        for one in exhibits
        if one.evidence_item_id in rows
    ]


def piece(work: Work, case_id: str, item_id: str) -> OnShelf | None:
    """Return one piece of a case as its list shows it, or nothing where it is not on it."""
    return next((one for one in shelf(work, case_id) if one.item_id == item_id), None)


class _Known:
    """What the rooms know of some pieces of one case, asked for once."""

    def __init__(self, work: Work, case_id: str, items: Sequence[EvidenceItem]) -> None:
        ids = [item.id for item in items]
        self.work = work
        self.findings = store.findings(work, ids)
        self.containers = store.containers(work, ids)
        self.texts: dict[str, list[EvidenceText]] = defaultdict(list)
        for row in texts.texts_of(work, ids):
            self.texts[row.item_id].append(row)
        self.pairs = _pairs(work, case_id)
        self.needed = _needed(work, case_id)
        self.holds = _holds(work, case_id, items)

    def on_shelf(self, exhibit: ExhibitOut, item: EvidenceItem) -> OnShelf:
        """Return one piece with what is known of it."""
        finding = self.findings.get(item.id)
        return OnShelf(
            exhibit=exhibit, item_id=item.id, file_name=item.file_name, level=item.level,
            state=_words(EVIDENCE, item.state), readable=item.state in VISIBLE,
            scan=_scanned(finding), typed=_typed(finding),
            text=_read(self.texts.get(item.id, [])), pairs=tuple(self.pairs.get(item.id, ())),
            needs_public=self.needed.get(item.id), holds=self.holds.get(item.id, ()),
            member_count=finding.member_count if finding else 0,
            container_id=self.containers.get(item.id, ""),
            opening=_opening(self.work, item), may_trace=_may_trace(self.work, item),
        )  # fmt: skip


def _words(table: Lifecycle, state: str) -> Words:
    label = table.label(state)
    return Words(code=state, ko=label.ko, en=label.en)


def _scanned(finding: EvidenceFinding | None) -> Scanned:
    if finding is None:
        return Scanned(_words(SCAN, SCAN.initial), None)
    failed = finding.malware_state == ScanState.NOT_SCANNED
    failure = SCAN_FAILURES.get(finding.malware_reason) if failed else None
    return Scanned(_words(SCAN, finding.malware_state), failure)


def _typed(finding: EvidenceFinding | None) -> Typed:
    if finding is None:
        return Typed("", (), None)
    true = tuple(kind for kind in finding.true_types.split(",") if kind)
    return Typed(finding.claimed_type, true, finding.verdict == "accepted")


def _read(rows: Sequence[EvidenceText]) -> Words:
    states = [TextState(row.state) for row in rows]
    state = TextState.TEXT if TextState.TEXT in states else (states or [TextState.WAITING])[0]
    label = TEXT_LABELS[state]
    return Words(code=state, ko=label.ko, en=label.en)


def _pairs(work: Work, case_id: str) -> dict[str, list[Paired]]:
    found: dict[str, list[Paired]] = defaultdict(list)
    for row in secrecy.public_versions(work, case_id):
        pair = _paired(work, row)
        found[row.item_id].append(pair)
        if row.version_item_id:
            mirrored = replace(pair, other_item_id=row.item_id, is_original=False)
            found[row.version_item_id].append(mirrored)
    return found


def _paired(work: Work, row: PublicVersion) -> Paired:
    next_commands = {step.command for step in PUBLIC_VERSION.steps(row.state)}
    seen = cases.target_of(work, row.case_id, level=_ORDER_LEVEL)
    read = cases.target_of(work, row.case_id, level=EVIDENCE_LEVEL)
    others = work.actor.person_id != row.asked_by
    return Paired(
        id=row.id, version=row.version, other_item_id=row.version_item_id or "",
        state=_words(PUBLIC_VERSION, row.state), reason=row.reason, due_on=row.due_on,
        leaks=len(row.findings), is_original=True,
        may_check=Command.PASS in next_commands
        and work.decide(May.EVIDENCE_REDACT, read).allowed,
        may_issue=Command.ISSUE in next_commands and others
        and work.decide(May.RELEASE_CONFIRM, seen).allowed,
    )  # fmt: skip


def _needed(work: Work, case_id: str) -> dict[str, Text]:
    try:
        needed = confidentiality.pairs(work, case_id).needed
    except Problem:
        return {}
    return {one.item_id: Text(one.reason_ko, one.reason_en) for one in needed}


def _holds(work: Work, case_id: str, items: Sequence[EvidenceItem]) -> dict[str, tuple[Words, ...]]:
    target = cases.target_of(work, case_id, level=_ORDER_LEVEL)
    if target.ties & _SERVED or not work.decide(May.ORDER_READ, target).allowed:
        return {}
    found = {}
    for item_id, holds in holds_over(work, items).items():
        orders = [work.one(DiscoveryOrder, hold.order) for hold in holds]
        kinds = [kind_words(order.kind, order.legal_basis) for order in orders]
        found[item_id] = tuple(
            Words(code=kind.code, ko=kind.ko, en=kind.en, basis=kind.basis) for kind in kinds
        )
    return found


def _opening(work: Work, item: EvidenceItem) -> Opening:
    try:
        standing.readable(work, item.id)
        refuse_quarantined(work, item.id)
    except Problem as refusal:
        step_up = refusal.facts.get("because") == "step_up"
        return Opening(allowed=False, step_up=step_up, reason=refusal.detail)
    return Opening(allowed=True, step_up=False, reason=None)


def _may_trace(work: Work, item: EvidenceItem) -> bool:
    try:
        standing.traced(work, item.id)
    except Problem:
        return False
    return True
