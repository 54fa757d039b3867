"""What officers decide on an application: eligibility, assessment, refusal, suspension."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.applications import standing, views
from app.remedy_fund.applications.actions.money import follow_payments
from app.remedy_fund.applications.actions.steps import How, take
from app.remedy_fund.applications.eligibility import Finding
from app.remedy_fund.applications.lifecycle import Command
from app.remedy_fund.applications.schemas.review import (
    EligibleIn,
    FlagIn,
    RefusalIn,
)
from app.remedy_fund.applications.tables import FundApplication, FundBenefitLine


def begin_check(work: Work, *, application_id: str, version: int | None) -> FundApplication:
    """Begin to check whether an application is eligible."""
    return _simple(work, application_id, version, Command.BEGIN_CHECK, How())


def find_eligible(
    work: Work, *, application_id: str, form: EligibleIn, version: int | None
) -> FundApplication:
    """Find an application eligible; lines whose conditions are not met are refused one by one."""
    row, target = standing.known(work, application_id, lock=True, may=May.APPLICATION_REVIEW)
    work.expect_version(row, version)
    checked = standing.checks(work, row)
    by_hand = {line.line_id: line for line in form.refused}
    _refuse_strange(set(by_hand), {line.id for line, _check in checked})
    kept = 0
    for line, check in checked:
        if line.id in by_hand:
            _refuse(line, by_hand[line.id].reason, by_hand[line.id].basis)
        elif not check.eligible:
            unmet = [finding for finding in check.findings if not finding.met]
            _refuse(line, _unmet(unmet), unmet[0].basis)
        else:
            kept += 1
    facts = standing.facts_of(work, row, lines_eligible=kept)
    row.eligibility = [views.line_check(line, check) for line, check in checked]
    take(work, row, target, Command.FIND_ELIGIBLE, How(reason=form.reason, facts=facts))
    return row


def find_ineligible(
    work: Work, *, application_id: str, form: RefusalIn, version: int | None
) -> FundApplication:
    """Find an application not eligible, with the reason and what it rests on."""
    row, target = standing.known(work, application_id, lock=True, may=May.APPLICATION_REVIEW)
    work.expect_version(row, version)
    row.eligibility = [views.line_check(line, check) for line, check in standing.checks(work, row)]
    how = How(reason=form.reason, basis=form.basis)
    take(work, row, target, Command.FIND_INELIGIBLE, how)
    return row


def reject(
    work: Work, *, application_id: str, form: RefusalIn, version: int | None
) -> FundApplication:
    """Refuse an application that is eligible, with the reason and what it rests on."""
    how = How(reason=form.reason, basis=form.basis)
    return _simple(work, application_id, version, Command.REJECT, how)


def suspend(
    work: Work, *, application_id: str, form: FlagIn, version: int | None
) -> FundApplication:
    """Suspend an application: nothing moves and nothing is paid until it goes on."""
    how = How(reason=form.reason, evidence=form.evidence)
    row = _simple(work, application_id, version, Command.SUSPEND, how)
    row.suspended = True
    work.session.flush()
    return row


def resume(
    work: Work, *, application_id: str, form: FlagIn, version: int | None
) -> FundApplication:
    """Let a suspended application go on from where it stands."""
    how = How(reason=form.reason, evidence=form.evidence)
    row = _simple(work, application_id, version, Command.RESUME, how)
    row.suspended = False
    follow_payments(work, row)
    work.session.flush()
    return row


def _simple(
    work: Work, application_id: str, version: int | None, command: Command, how: How
) -> FundApplication:
    row, target = standing.known(work, application_id, lock=True, may=May.APPLICATION_REVIEW)
    work.expect_version(row, version)
    take(work, row, target, command, how)
    return row


def _refuse(line: FundBenefitLine, reason: str, basis: str) -> None:
    line.refused, line.refusal_reason, line.refusal_basis = True, reason, basis


def _refuse_strange(named: set[str], known: set[str]) -> None:
    if named - known:
        words = Text("이 신청의 지원 항목이 아닙니다", "Not a line of this application")
        raise Invalid(errors=(FieldError("/refused", "unknown", words),))


def _unmet(findings: list[Finding]) -> str:
    return "; ".join(f"{finding.words.ko} 요건 미충족" for finding in findings)
