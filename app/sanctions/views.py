"""Rows as the doors give them; what a reader may not see is left out. Reads nothing by itself."""

from enum import StrEnum
from typing import Any

from app.access.actor import Target, Tie
from app.kernel.lifecycle import Blocked, Lifecycle, Row
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import decimal
from app.law.score import Line
from app.sanctions.lifecycle import MEASURE, OBJECTION, PROPOSAL
from app.sanctions.rules.kinds import number_text
from app.sanctions.rules.ledger import shown
from app.sanctions.schemas.calculation import ComputationOut
from app.sanctions.schemas.measure import (
    BalanceOut,
    CommandOut,
    MeasureOut,
    MeasureStepOut,
    ObjectionOut,
    ProposalOut,
    Reason,
    Words,
)
from app.sanctions.schemas.points import LineOut
from app.sanctions.tables import Measure, MeasureStep, Objection, Proposal

_DRAFT = Text("기안", "Draft")
_COMMAND_LABELS: dict[str, Text] = {"draft": _DRAFT, **{r.command: r.label for r in MEASURE.rows}}


class Viewer(StrEnum):
    """From which side somebody looks at a measure."""

    STAFF = "staff"
    RESPONDENT = "respondent"
    COMPLAINANT = "complainant"

    @classmethod
    def of(cls, target: Target) -> "Viewer":
        """Return the side that a target's ties put the reader on."""
        if Tie.RESPONDENT in target.ties:
            return cls.RESPONDENT
        return cls.COMPLAINANT if Tie.COMPLAINANT in target.ties else cls.STAFF


def words(code: str, text: Text, basis: str = "") -> Words:
    """Return a code with its name."""
    return Words(code=code, ko=text.ko, en=text.en, basis=basis)


def reason(blocked: Blocked) -> Reason:
    """Return why something is blocked."""
    return Reason(
        code=blocked.code,
        ko=blocked.reason.ko,
        en=blocked.reason.en,
        basis=[str(basis) for basis in blocked.basis],
    )


def command(row: Row, reasons: list[Reason], basis: str) -> CommandOut:
    """Return a step of a table."""
    return CommandOut(
        command=row.command,
        to_state=row.target,
        label_ko=row.label.ko,
        label_en=row.label.en,
        basis=basis,
        needs_reason=row.needs_reason,
        reasons=reasons,
    )


def measure(book: Book, row: Measure, viewer: Viewer, parts: dict[str, Any]) -> MeasureOut:
    """Return a measure for a side; `parts` are its due day, balance, objections and steps.

    The parties know of a measure only from its service on: what it says is told to both.
    """
    staff, inside = viewer is Viewer.STAFF, viewer is not Viewer.COMPLAINANT
    number = number_text(row.number_year, row.number_serial) if row.number else None
    regime = book.regime(row.regime)
    kind = book.measure(row.kind)
    points = row.points_hundredths
    computation = row.computation if inside else None
    return MeasureOut(
        id=row.id,
        version=row.version,
        case_id=row.case_id,
        company_id=row.company_id,
        number=number.ko if number else None,
        number_en=number.en if number else None,
        kind=words(row.kind, kind.name),
        regime=words(row.regime, regime.label, str(regime.basis)),
        carries=kind.carries,
        state=_state(MEASURE, row.state),
        decided_on=row.decided_on,
        issued_at=row.issued_at,
        served_on=row.served_on,
        accepted_on=row.accepted_on,
        follows_measure_id=row.follows_measure_id,
        violations=violations(book, row.violations),
        order_items=list(row.order_items),
        reasons=row.reasons if inside else "",
        legal_basis=row.legal_basis,
        comply_by=row.comply_by,
        due_on=parts["due_on"],
        amount_won=row.amount_won,
        original_amount_won=row.original_amount_won,
        computation=ComputationOut.model_validate(computation) if computation else None,
        points=shown(points) if points is not None and inside else None,
        points_status=row.points_status if inside else "",
        points_waived_reason=(row.points_waived_reason or "") if staff else "",
        posted_until=row.posted_until,
        balance=_balance(parts) if inside else None,
        objections=[objection(item) for item in parts["objections"]] if inside else [],
        steps=[_step(step, staff=staff) for step in parts["steps"]] if inside else [],
        breach_facts=row.breach_facts if inside else "",
        demonstration=row.demonstration,
        law_edition=row.law_edition,
        drafted_by=row.drafted_by if staff else "",
        countersigned_by=row.countersigned_by if staff else "",
    )


def violations(book: Book, codes: list[str]) -> list[Words]:
    """Return violations with their names and articles."""
    known = [book.violation(code) for code in codes]
    return [words(one.code, one.name, str(one.basis)) for one in known]


def _state(table: Lifecycle, state: str) -> Words:
    return words(state, table.label(state))


def _balance(parts: dict[str, Any]) -> BalanceOut | None:
    found: BalanceOut | None = parts["balance"]
    return found


# Reasons that the authority notes for itself; the respondent sees those it was told.
_TOLD = {"find_breach", "stay", "lift_stay", "annul", "annul_in_part", "report_compliance"}


def _step(step: MeasureStep, *, staff: bool) -> MeasureStepOut:
    label = _COMMAND_LABELS[step.command]
    return MeasureStepOut(
        sequence=step.sequence,
        command=step.command,
        label_ko=label.ko,
        label_en=label.en,
        to_state=step.to_state,
        on=step.on,
        at=step.at,
        role=step.role,
        basis=step.basis,
        reason=step.reason if staff or step.command in _TOLD else "",
    )


def objection(row: Objection) -> ObjectionOut:
    """Return an objection and what its ruling changed."""
    before, after = row.before_points_hundredths, row.after_points_hundredths
    return ObjectionOut(
        id=row.id,
        version=row.version,
        measure_id=row.measure_id,
        case_id=row.case_id,
        state=_state(OBJECTION, row.state),
        filed_on=row.filed_on,
        last_on=row.last_on,
        late=row.late,
        grounds=row.grounds,
        ruled_on=row.ruled_on,
        ruling_reason=row.ruling_reason,
        before_won=row.before_won,
        after_won=row.after_won,
        before_points=shown(before) if before is not None else None,
        after_points=shown(after) if after is not None else None,
    )


def proposal(book: Book, row: Proposal) -> ProposalOut:
    """Return a proposal."""
    return ProposalOut(
        id=row.id,
        version=row.version,
        case_id=row.case_id,
        measure_id=row.measure_id,
        kind=words(row.kind, book.measure(row.kind).name),
        regime=row.regime,
        trigger=row.trigger,
        basis=row.basis,
        obligatory=row.obligatory,
        state=_state(PROPOSAL, row.state),
        proposed_on=row.proposed_on,
        taken_by_measure_id=row.taken_by_measure_id,
        settled_on=row.settled_on,
        dismissal_reason=row.dismissal_reason,
    )


def line_out(book: Book, line: Line) -> LineOut:
    """Return an entry of a score with the name of its measure."""
    name = book.measure(line.measure).name
    return LineOut(
        reference=line.reference,
        points=decimal(line.points),
        counted=line.counted,
        reason_ko=line.reason.ko,
        reason_en=line.reason.en,
        measured_on=line.measured_on,
        kind=line.measure,
        label_ko=name.ko,
        label_en=name.en,
        case_id=line.case_id,
    )


def adjusting_out(book: Book, line: Line) -> LineOut:
    """Return an adjustment in a score with the name of its item."""
    label = book.parameter(book.point_item(line.measure).figure).label
    return LineOut(
        reference=line.reference,
        points=decimal(line.points),
        counted=line.counted,
        reason_ko=line.reason.ko,
        reason_en=line.reason.en,
        measured_on=line.measured_on,
        kind=line.measure,
        label_ko=label.ko,
        label_en=label.en,
        case_id=line.case_id,
    )
