"""Posting points and taking them away again; claims on points and the decisions on them."""

from collections.abc import Iterable
from dataclasses import replace

from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.exact import parse_exact
from app.kernel.lifecycle import refuse_blocked
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.figures import Figure
from app.law.points import points_for
from app.people import queries as people
from app.sanctions import store
from app.sanctions.actions.steps import LEVEL
from app.sanctions.events import (
    PenaltyPointsPosted,
    PenaltyPointsReversed,
    PointAdjustmentClaimed,
    PointAdjustmentDecided,
)
from app.sanctions.lifecycle import ADJUSTMENT, AdjustmentState
from app.sanctions.rules import drafting
from app.sanctions.rules.ledger import ENTRY, REVERSAL, hundredths, overlap
from app.sanctions.schemas.points import AdjustmentIn, DecisionIn
from app.sanctions.tables import Measure, PenaltyPointEntry, PointAdjustment


def post_points(work: Work, measure: Measure, figure: Figure) -> PenaltyPointEntry:
    """Write the points that a measure brings on its own day; the act of issuing has asked."""
    entry = work.add(
        PenaltyPointEntry(
            id=work.new_id("points"),
            sequence=_next_line(work, measure.company_id),
            company_id=measure.company_id,
            case_id=measure.case_id,
            measure_id=measure.id,
            measure_kind=measure.kind,
            regime=measure.regime,
            violations=list(measure.violations),
            kind=ENTRY,
            points_hundredths=hundredths(figure.exact),
            points_status=str(figure.status),
            basis=str(figure.basis),
            measured_on=measure.decided_on,
            known_on=work.today,
            law_edition=work.law.edition,
        )
    )
    work.session.flush()
    work.record(
        PenaltyPointsPosted(
            subject=entry.id,
            case_id=entry.case_id,
            company_id=entry.company_id,
            measure_id=entry.measure_id,
            regime=entry.regime,
            points_hundredths=entry.points_hundredths,
            on=entry.measured_on,
        )
    )
    return entry


def _next_line(work: Work, company_id: str) -> int:
    return next_number(work, f"points:{company_id}")


def reverse_points(
    work: Work, measure: Measure, violations: Iterable[str] | None = None
) -> tuple[int | None, int | None]:
    """Take a measure's points away, or lower them to those of the violations that still stand.

    Returns the hundredths before and after; None where the measure brought no points.
    """
    lines = store.points_of(work, measure.id)
    entry = next((line for line in lines if line.kind == ENTRY), None)
    if entry is None:
        return None, None
    before = sum(line.points_hundredths for line in lines)
    after = 0
    if violations is not None:
        figure = points_for(
            work.law,
            measure=measure.kind,
            violations=violations,
            on=measure.decided_on,
            regime=measure.regime,
        )
        after = min(before, hundredths(figure.exact)) if figure else before
    standing = tuple(violations or ())
    if after < before or standing:
        _reverse(work, entry, after - before, standing)
    return before, after


def _reverse(work: Work, entry: PenaltyPointEntry, count: int, standing: tuple[str, ...]) -> None:
    line = work.add(
        PenaltyPointEntry(
            id=work.new_id("points"),
            sequence=_next_line(work, entry.company_id),
            company_id=entry.company_id,
            case_id=entry.case_id,
            measure_id=entry.measure_id,
            measure_kind=entry.measure_kind,
            regime=entry.regime,
            violations=list(standing),
            kind=REVERSAL,
            reverses_id=entry.id,
            points_hundredths=count,
            points_status=entry.points_status,
            basis=entry.basis,
            measured_on=entry.measured_on,
            known_on=work.today,
            law_edition=work.law.edition,
        )
    )
    work.record(
        PenaltyPointsReversed(
            subject=line.id,
            case_id=line.case_id,
            company_id=line.company_id,
            measure_id=line.measure_id,
            entry_id=entry.id,
            points_hundredths=count,
            on=line.known_on,
        )
    )


def claim_adjustment(work: Work, *, company_id: str, form: AdjustmentIn) -> PointAdjustment:
    """Claim that points be taken off or added, on proof.

    Raises NotConfigured where the law's value of the item is unknown.
    """
    work.require(May.POINTS_CLAIM, people.company_target(work, company_id, level=LEVEL))
    people.company(work, company_id)
    figure = work.law.figure(work.law.point_item(form.item).figure, form.applies_from)
    claimed = parse_exact(form.points) if form.points is not None else figure.exact
    if not 0 < claimed <= figure.exact or (claimed * 100).denominator != 1:
        words = Text(
            f"{figure.shown()}점까지 인정되는 항목입니다",
            f"This item is worth {figure.shown()} at most",
        )
        raise Invalid(errors=(FieldError("/points", "outside", words),))
    if form.applies_to is not None and form.applies_to < form.applies_from:
        words = Text("끝나는 날이 시작하는 날보다 이릅니다", "It ends before it begins")
        raise Invalid(errors=(FieldError("/applies_to", "order", words),))
    _refuse_doubled(work, company_id, form)
    row = work.add(
        PointAdjustment(
            id=work.new_id("adjustment"),
            company_id=company_id,
            regime=work.law.regime(form.regime).name,
            item=form.item,
            points_hundredths=hundredths(claimed),
            points_status=str(figure.status),
            applies_from=form.applies_from,
            applies_to=form.applies_to,
            proof=form.proof,
            note=form.note,
            state=ADJUSTMENT.initial,
            claimed_by=work.actor.person_id,
            claimed_on=work.today,
        )
    )
    work.record(
        PointAdjustmentClaimed(
            subject=row.id,
            company_id=company_id,
            item=row.item,
            points_hundredths=row.points_hundredths,
            applies_from=row.applies_from,
        )
    )
    work.session.flush()
    return row


def _refuse_doubled(work: Work, company_id: str, form: AdjustmentIn) -> None:
    """Raise Invalid where an item, or another band of it, is claimed for the same time already."""
    bands = work.law.point_item(form.item).bands
    claimed = (
        row
        for row in store.adjustments_of(work, company_id)
        if row.state != AdjustmentState.REJECTED
        and row.regime == form.regime
        and (row.item == form.item or (bands and work.law.point_item(row.item).bands == bands))
    )
    if any(overlap((row.applies_from, row.applies_to), (form.applies_from, form.applies_to))
           for row in claimed):  # fmt: skip
        words = Text("같은 항목을 같은 기간에 이미 신청했습니다", "Claimed for that time already")
        raise Invalid(errors=(FieldError("/item", "claimed_already", words),))


def decide_adjustment(
    work: Work, *, adjustment_id: str, form: DecisionIn, version: int | None
) -> PointAdjustment:
    """Accept or reject a claim; whoever made it may not decide it."""
    row = store.adjustment(work, adjustment_id)
    target = people.company_target(work, row.company_id, level=LEVEL)
    work.require(May.POINTS_READ, target)
    work.expect_version(row, version)
    step = ADJUSTMENT.find(row.state, form.command, by_hand=True)
    work.require(
        May(step.by), replace(target, done_by={May.POINTS_CLAIM: frozenset({row.claimed_by})})
    )
    refuse_blocked(step, None)
    drafting.check_reason(step, form.reason)
    row.state = step.target
    row.decided_by, row.decided_on = work.actor.person_id, work.today
    row.decision_reason = form.reason
    accepted = row.state == AdjustmentState.ACCEPTED
    work.record(
        PointAdjustmentDecided(
            subject=row.id,
            company_id=row.company_id,
            item=row.item,
            accepted=accepted,
            on=work.today,
        )
    )
    work.session.flush()
    return row
