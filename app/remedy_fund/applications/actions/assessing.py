"""Assessing the loss and what each benefit may get; never over the loss, never below an award."""

from collections.abc import Mapping, Sequence

from app.access.policy import May
from app.db.work import Work
from app.kernel.money import format_won
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.actions.steps import How, take
from app.remedy_fund.applications.events import FundApplicationAssessed
from app.remedy_fund.applications.lifecycle import Command
from app.remedy_fund.applications.problems import OverTheLine, OverTheLoss
from app.remedy_fund.applications.rules import most_for
from app.remedy_fund.applications.schemas.review import (
    AssessedLineIn,
    AssessedLossIn,
    AssessmentIn,
)
from app.remedy_fund.applications.tables import FundApplication, FundBenefitLine, FundLossLine
from app.remedy_fund.schemes.kinds import Scheme

_EACH = Text("모든 항목을 한 번씩 산정해 주세요", "Assess every line exactly once")


def assess(
    work: Work, *, application_id: str, form: AssessmentIn, version: int | None
) -> FundApplication:
    """Assess every line of loss and benefit, with reasons and the evidence relied on."""
    row, target = standing.known(work, application_id, lock=True, may=May.APPLICATION_REVIEW)
    work.expect_version(row, version)
    losses = {one.id: one for one in store.losses(work, row.id)}
    lines = {one.id: one for one in store.lines(work, row.id) if not one.refused}
    _refuse_others("/losses", [one.line_id for one in form.losses], losses)
    _refuse_others("/lines", [one.line_id for one in form.lines], lines)
    named = [one.evidence for one in form.losses] + [one.evidence for one in form.lines]
    evidence = {item for items in named for item in items}
    how = How(reason=form.reason, evidence=evidence)
    take(work, row, target, Command.ASSESS, how)
    _put_losses(form.losses, losses)
    _put_lines(standing.scheme_of(work, row), form.lines, lines)
    row.assessed_loss_won = sum(one.assessed_won for one in form.losses)
    total = sum(one.assessed_won for one in form.lines)
    _refuse_over_the_loss(work, row, total)
    work.session.flush()
    work.record(
        FundApplicationAssessed(
            subject=row.id, case_id=row.case_id, assessed_loss_won=row.assessed_loss_won,
            assessed_won=total,
        )
    )  # fmt: skip
    return row


def _refuse_others(pointer: str, named: Sequence[str], known: Mapping[str, object]) -> None:
    if sorted(named) != sorted(known):
        raise Invalid(errors=(FieldError(pointer, "lines", _EACH),))


def _put_losses(forms: Sequence[AssessedLossIn], losses: Mapping[str, FundLossLine]) -> None:
    errors = []
    for place, one in enumerate(forms):
        line = losses[one.line_id]
        if one.assessed_won > line.claimed_won:
            words = Text("주장한 손해보다 많습니다", "More than the loss that is claimed")
            errors.append(FieldError(f"/losses/{place}/assessed_won", "over_claim", words))
        line.assessed_won, line.reasons = one.assessed_won, one.reasons
    if errors:
        raise OverTheLine(errors=tuple(errors))


def _put_lines(
    scheme: Scheme, forms: Sequence[AssessedLineIn], lines: Mapping[str, FundBenefitLine]
) -> None:
    errors = []
    for place, one in enumerate(forms):
        line = lines[one.line_id]
        benefit = scheme.benefit(line.benefit)
        cost_won = min(one.cost_won, line.cost_won)
        most = most_for(scheme, benefit, cost_won, line.claimed_won)
        pointer = f"/lines/{place}/assessed_won"
        if one.assessed_won > most:
            words = Text(
                f"이 항목은 최대 {format_won(most, 'ko')}까지 인정할 수 있습니다",
                f"This line may get at most {format_won(most, 'en')}",
            )
            errors.append(FieldError(pointer, "over_line", words))
        if one.assessed_won < line.awarded_won:
            words = Text(
                "이미 결정된 지원액보다 낮출 수 없습니다", "Not below what was awarded already"
            )
            errors.append(FieldError(pointer, "below_award", words))
        line.assessed_cost_won, line.assessed_won = cost_won, one.assessed_won
        line.reasons, line.evidence = one.reasons, sorted(set(one.evidence))
    if errors:
        raise OverTheLine(errors=tuple(errors))


def _refuse_over_the_loss(work: Work, row: FundApplication, total_won: int) -> None:
    room = standing.headroom(work, row)
    most = room.assessed_loss_won - room.compensation_won
    if total_won > most:
        raise OverTheLoss(
            assessed_loss_won=room.assessed_loss_won,
            compensation_won=room.compensation_won,
            assessed_won=total_won,
            most_won=max(most, 0),
        )
