"""How rows of this room are shown."""

from datetime import date
from typing import Any

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.applications.eligibility import LineCheck
from app.remedy_fund.applications.lifecycle import APPLICATION, Command
from app.remedy_fund.applications.objection_lifecycle import OBJECTION, ObjectionState
from app.remedy_fund.applications.rules import (
    COMPENSATION_LABELS,
    LOSS_LABELS,
    CompensationKind,
    Headroom,
    LossKind,
)
from app.remedy_fund.applications.schemas.answers import (
    ApplicationRow,
    BenefitLineOut,
    CompensationOut,
    EvidenceOut,
    HeadroomOut,
    LossLineOut,
    ObjectionOut,
    PayeeOut,
    StepOut,
)
from app.remedy_fund.applications.tables import (
    FundApplication,
    FundApplicationEvidence,
    FundApplicationStep,
    FundBenefitLine,
    FundCompensation,
    FundLossLine,
    FundObjection,
    FundPayee,
)
from app.remedy_fund.fields import Words
from app.remedy_fund.schemes.kinds import Scheme


def words(code: str, text: Text, basis: str = "") -> Words:
    """Return a code with its name."""
    return Words(code=code, ko=text.ko, en=text.en, basis=basis)


def state_words(state: str) -> Words:
    """Return the name of an application's state."""
    return words(state, APPLICATION.label(state))


def command_words(command: str) -> Words:
    """Return the name of a step; one of its rows gives it."""
    label = next(row.label for row in APPLICATION.rows if row.command == command)
    return words(command, label)


def benefit_line(work: Work, scheme: Scheme, row: FundBenefitLine) -> BenefitLineOut:
    """Show a benefit line."""
    violation = work.law.violation(row.harm)
    benefit = scheme.benefit(row.benefit)
    return BenefitLineOut(
        id=row.id, sequence=row.sequence,
        benefit=words(row.benefit, benefit.label, str(benefit.origin.basis)),
        harm=words(row.harm, violation.name, str(violation.basis)), cost_won=row.cost_won,
        claimed_won=row.claimed_won, refused=row.refused, refusal_reason=row.refusal_reason,
        refusal_basis=row.refusal_basis, assessed_cost_won=row.assessed_cost_won,
        assessed_won=row.assessed_won, reasons=row.reasons, evidence=row.evidence,
        awarded_won=row.awarded_won,
    )  # fmt: skip


def loss_line(row: FundLossLine) -> LossLineOut:
    """Show a line of the loss sheet."""
    return LossLineOut(
        id=row.id, sequence=row.sequence, kind=words(row.kind, LOSS_LABELS[LossKind(row.kind)]),
        description=row.description, claimed_won=row.claimed_won, assessed_won=row.assessed_won,
        reasons=row.reasons, evidence=row.evidence,
    )  # fmt: skip


def evidence(row: FundApplicationEvidence) -> EvidenceOut:
    """Show a piece of evidence."""
    return EvidenceOut.model_validate(row, from_attributes=True)


def compensation(row: FundCompensation) -> CompensationOut:
    """Show a declaration of other money."""
    return CompensationOut(
        id=row.id, version=row.version,
        kind=words(row.kind, COMPENSATION_LABELS[CompensationKind(row.kind)]), payer=row.payer,
        reference=row.reference, amount_won=row.amount_won, received_on=row.received_on,
        declared_at=row.declared_at, declared_by_fund=row.declared_role != "party",
        struck=row.struck, struck_reason=row.struck_reason,
    )  # fmt: skip


def payee(row: FundPayee) -> PayeeOut:
    """Show an account without its number."""
    return PayeeOut(
        bank_code=row.bank_code, last_four=row.last_four, holder_name=row.holder_name,
        verified=row.verified_at is not None, verified_how=row.verified_how,
        usable_from=row.usable_from, set_at=row.set_at,
    )  # fmt: skip


def headroom(room: Headroom) -> HeadroomOut:
    """Show what may still be awarded."""
    return HeadroomOut(
        assessed_loss_won=room.assessed_loss_won, compensation_won=room.compensation_won,
        awarded_won=room.awarded_won, paid_won=room.paid_won, left_won=room.left_won,
        excess_won=room.excess_won,
    )  # fmt: skip


def objection(row: FundObjection, today: date) -> ObjectionOut:
    """Show an objection."""
    waits = row.state == ObjectionState.FILED
    return ObjectionOut(
        id=row.id, version=row.version, application_id=row.application_id,
        decision=command_words(row.decision), decided_on=row.decided_on, last_on=row.last_on,
        state=words(row.state, OBJECTION.label(row.state)), grounds=row.grounds,
        filed_on=row.filed_on, filed_at=row.filed_at, answer_due_on=row.answer_due_on,
        extended=row.extended, extension_reason=row.extension_reason,
        answered_on=row.answered_on, answered_late=row.answered_late, answer=row.answer,
        overdue=waits and today > row.answer_due_on,
    )  # fmt: skip


_PLANNING = {Command.PLAN, Command.LEAVE_PLAN}


def step(row: FundApplicationStep, *, inside: bool) -> StepOut:
    """Show a step; why a plan was drawn up anew is the fund's own."""
    hidden = not inside and row.command in _PLANNING
    return StepOut(
        sequence=row.sequence, command=command_words(row.command), from_state=row.from_state,
        to_state=row.to_state, on=row.on, at=row.at, by_role=row.role,
        reason="" if hidden else row.reason, basis=row.basis, evidence=row.evidence,
    )  # fmt: skip


def listed(row: FundApplication, claimed_won: int) -> ApplicationRow:
    """Show an application in a list."""
    return ApplicationRow(
        id=row.id, version=row.version, number=row.number, case_id=row.case_id,
        applicant_name=row.applicant_name, state=state_words(row.state), suspended=row.suspended,
        filed_on=row.filed_on, claimed_won=claimed_won, assessed_loss_won=row.assessed_loss_won,
        awarded_won=row.awarded_won, paid_won=row.paid_won,
    )  # fmt: skip


def line_check(line: FundBenefitLine, check: LineCheck) -> dict[str, Any]:
    """Return a check as it is kept with the decision and shown."""
    return {
        "line_id": line.id,
        "benefit": line.benefit,
        "harm": line.harm,
        "eligible": check.eligible and not line.refused,
        "findings": [
            {
                "condition": str(finding.condition),
                "facts": [str(fact) for fact in finding.facts],
                "ko": finding.words.ko,
                "en": finding.words.en,
                "met": finding.met,
                "basis": finding.basis,
                "last_on": finding.last_on.isoformat() if finding.last_on else None,
                "known": [
                    {
                        "fact": str(one.fact),
                        "on": one.on.isoformat() if one.on else None,
                        "basis": one.basis,
                        "shown_by": one.shown_by,
                    }
                    for one in finding.known
                ],
            }
            for finding in check.findings
        ],
    }
