"""Marking evidence as secret, lowering a mark by two persons, and the court's word on privilege."""

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.discovery.confidentiality import rules, standing, store
from app.discovery.confidentiality.events import (
    LoweringAsked,
    LoweringDecided,
    MarkEnded,
    PrivilegeDecided,
    SecrecyMarked,
)
from app.discovery.confidentiality.families import marks_on, taken_out_of
from app.discovery.confidentiality.lifecycle import LOWERING, MARK, Command
from app.discovery.confidentiality.problems import LoweringOpen, MarkFixed
from app.discovery.confidentiality.schemas.marks import DecisionIn, LowerIn, MarkIn
from app.discovery.confidentiality.tables import (
    ConfidentialityMark,
    ItemSecrecy,
    LevelLowering,
)
from app.discovery.evidence import store as evidence
from app.discovery.evidence.actions import link
from app.discovery.evidence.tables import EvidenceItem
from app.kernel.problems import Conflict
from app.kernel.text import Text

_HIGHER = Text(
    "하향할 등급은 지금 등급보다 낮아야 합니다", "The new level must be below the present one"
)


def mark(work: Work, *, item_id: str, form: MarkIn) -> ConfidentialityMark:
    """Mark evidence, or pages of it; from now on it is at least as secret as the mark says.

    A claim of privilege closes it to the investigation until the court has decided (변호사법 제26조의2).
    """
    found = standing.may_mark(work, item_id)
    given = form.model_dump()
    row = ConfidentialityMark(
        id=work.new_id("mark"), item_id=item_id, case_id=found.case_id, state=MARK.initial,
        account_id=work.actor.account_id, person_id=work.actor.person_id, marked_at=work.now,
        **given,
    )  # fmt: skip
    return lay(work, evidence.locked_item(work, item_id), row)


def lay(work: Work, item: EvidenceItem, row: ConfidentialityMark) -> ConfidentialityMark:
    """Put a mark on locked evidence and on its chain; the act that lays it has asked."""
    _keep_base(work, item)
    work.add(row)
    work.session.flush()
    _settle(work, item)
    basis = rules.KIND_BASES.get(row.kind)
    link(work, item, "marked", purpose=row.kind, legal_basis=str(basis) if basis else "")
    work.record(
        SecrecyMarked(
            subject=item.id, case_id=row.case_id, mark_id=row.id, kind=row.kind, level=row.level,
            effective_level=item.level, first_page=row.first_page or 0,
            last_page=row.last_page or 0,
        )
    )  # fmt: skip
    return row


def ask_lowering(work: Work, *, mark_id: str, form: LowerIn, version: int | None) -> LevelLowering:
    """Ask that a mark be lowered or ended; nothing changes before another person confirms."""
    found = standing.may_mark(work, store.get(work, ConfidentialityMark, mark_id).item_id)
    row = store.locked(work, ConfidentialityMark, mark_id)
    work.expect_version(row, version)
    if row.kind in rules.DECIDED_BY_COURT:
        raise MarkFixed
    MARK.find(row.state, Command.LOWER)
    if form.to_level >= row.level:
        raise Conflict(_HIGHER, level=row.level)
    if store.open_lowering(work, mark_id) is not None:
        raise LoweringOpen
    asked = work.add(
        LevelLowering(
            id=work.new_id("low"), mark_id=mark_id, item_id=row.item_id, case_id=found.case_id,
            to_level=form.to_level, reason=form.reason, state=LOWERING.initial,
            asked_by=work.actor.person_id, asked_at=work.now,
        )
    )  # fmt: skip
    link(work, evidence.locked_item(work, row.item_id), "lowering_asked")
    work.record(LoweringAsked(subject=row.item_id, mark_id=mark_id, to_level=form.to_level))
    return asked


def decide_lowering(
    work: Work, *, lowering_id: str, confirmed: bool, version: int | None
) -> LevelLowering:
    """Confirm or reject a lowering that another person asked for."""
    seen = store.get(work, LevelLowering, lowering_id)
    standing.may_confirm(work, seen.case_id, asked_by=seen.asked_by)
    asked = store.locked(work, LevelLowering, lowering_id)
    work.expect_version(asked, version)
    command = Command.CONFIRM if confirmed else Command.REJECT
    asked.state = LOWERING.take(asked.state, command).target
    asked.decided_by, asked.decided_at = work.actor.person_id, work.now
    if confirmed:
        _lower(work, asked)
    else:
        link(work, evidence.locked_item(work, asked.item_id), "lowering_rejected")
    work.record(LoweringDecided(subject=asked.item_id, mark_id=asked.mark_id, confirmed=confirmed))
    return asked


def _lower(work: Work, asked: LevelLowering) -> None:
    row = store.locked(work, ConfidentialityMark, asked.mark_id)
    item = evidence.locked_item(work, row.item_id)
    if asked.to_level:
        kept = row.model_dump(exclude={"id", "version", "level", "ended_at", "replaces_id"})
        work.add(
            ConfidentialityMark(
                id=work.new_id("mark"), level=asked.to_level, replaces_id=row.id, **kept
            )
        )
    end(work, item, row, Command.LOWER)


def end(work: Work, item: EvidenceItem, row: ConfidentialityMark, command: Command) -> None:
    """End a mark on locked evidence; the act that ends it has asked."""
    row.state = MARK.take(row.state, command).target
    row.ended_at, row.ended_because = work.now, str(command)
    work.session.flush()
    _settle(work, item)
    link(work, item, "mark_ended", purpose=str(command))
    work.record(
        MarkEnded(subject=item.id, mark_id=row.id, because=str(command), effective_level=item.level)
    )


def decide_privilege(
    work: Work, *, mark_id: str, form: DecisionIn, version: int | None
) -> ConfidentialityMark:
    """Enter the court's decision on a claim of privilege; not by the one who claimed it."""
    seen = store.get(work, ConfidentialityMark, mark_id)
    standing.may_confirm(work, seen.case_id, asked_by=seen.person_id)
    row = store.locked(work, ConfidentialityMark, mark_id)
    work.expect_version(row, version)
    if row.kind != rules.Kind.PRIVILEGED:
        raise Conflict
    row.court, row.court_case_number = form.court, form.court_case_number
    row.decided_on, row.decided_by = form.decided_on, work.actor.person_id
    item = evidence.locked_item(work, row.item_id)
    if form.upheld:
        row.state = MARK.take(row.state, Command.UPHOLD).target
        link(work, item, "privilege_upheld", legal_basis=form.court_case_number)
    else:
        end(work, item, row, Command.OVERRULE)
    work.record(PrivilegeDecided(subject=row.item_id, mark_id=row.id, upheld=form.upheld))
    return row


def lapse(work: Work, *, limit: int = 200) -> int:
    """End the marks whose last day is over; run by the worker. Returns how many."""
    work.require(May.JOB_RUN, OPEN)
    rows = store.lapsed_marks(work, limit)
    for row in rows:
        end(work, evidence.locked_item(work, row.item_id), row, Command.LAPSE)
    return len(rows)


def _settle(work: Work, item: EvidenceItem) -> None:
    """Let the evidence, and what was taken out of it, carry the level that every door reads."""
    _carry(work, item)
    for item_id in taken_out_of(work, item.id):
        # What is on file no more has no level to carry.
        if evidence.item(work, item_id) is not None:
            member = evidence.locked_item(work, item_id)
            _keep_base(work, member)
            before = member.level
            _carry(work, member)
            if member.level != before:
                link(work, member, "level_followed", purpose=item.id)


def _keep_base(work: Work, item: EvidenceItem) -> None:
    if store.secrecy(work, item.id) is None:
        work.add(ItemSecrecy(id=work.new_id("sec"), item_id=item.id, base_level=item.level))
        work.session.flush()


def _carry(work: Work, item: EvidenceItem) -> None:
    kept = store.secrecy(work, item.id)
    counted = [store.as_marked(row) for row in marks_on(work, item.id)]
    base = kept.base_level if kept is not None else item.level
    item.level = rules.effective_level(base, counted, work.today)
