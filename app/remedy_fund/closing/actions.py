"""What is done at the end of a year: soft-close, the council's review, close; reports are issued."""

import hashlib
from datetime import datetime
from typing import Final

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.budgets import actions as budgets
from app.remedy_fund.closing import composing, standing
from app.remedy_fund.closing.checking import Checked
from app.remedy_fund.closing.events import FiscalYearReviewed, FiscalYearStated, FundReportIssued
from app.remedy_fund.closing.lifecycle import FISCAL_YEAR, Command
from app.remedy_fund.closing.problems import NotClosedYet, PeriodNotOver
from app.remedy_fund.closing.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    Council,
    digest,
    quarter_days,
    refuse_unfit,
)
from app.remedy_fund.closing.schemas import ReportIn, ReviewIn
from app.remedy_fund.closing.store import entries, years
from app.remedy_fund.closing.store.entries import Days
from app.remedy_fund.closing.tables import FundReport, PeriodBudget, PeriodClosing, PeriodReview
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import periods
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.queries import Period
from app.remedy_fund.ledger.rules import PeriodState

YEARLY: Final = "yearly"
QUARTERLY: Final = "quarterly"
_HELD_LATER = Text("앞으로의 날짜는 적을 수 없습니다", "A day to come cannot be entered")
_HELD_EARLY = Text(
    "회계연도가 끝난 뒤의 심의만 기록할 수 있습니다", "The council meets after the year is over"
)
_WRONG_QUARTER = Text(
    "분기 보고서는 1~4분기를, 연간 공시는 0을 적어 주세요",
    "A quarter's report names 1 to 4, the publication of a year 0",
)


def soft_close(work: Work, *, fiscal_year: int) -> Period:
    """Stop new business in a year that is over; only corrections may still be dated inside it."""
    work.require(May.PERIOD_CLOSE, OPEN)
    period = known_year(work, fiscal_year)
    if period.state is not PeriodState.OPEN:
        FISCAL_YEAR.find(period.state, Command.SOFT_CLOSE)
    FISCAL_YEAR.take(
        period.state, Command.SOFT_CLOSE, standing.closing_facts(work, period, wrong=0)
    )
    ledger.move_period(work, fiscal_year, PeriodState.SOFT_CLOSED)
    return books.period(work, fiscal_year)


def record_review(work: Work, *, fiscal_year: int, form: ReviewIn) -> PeriodReview:
    """Record what the council decided on a year; raises CouncilNotQuorate where it could not."""
    work.require(May.PERIOD_REVIEW, OPEN)
    period = known_year(work, fiscal_year)
    FISCAL_YEAR.take(period.state, Command.REVIEW)
    refuse_unfit(Council(form.members, form.outsiders, form.present))
    if not period.to_on < form.held_on <= work.today:
        words = _HELD_LATER if form.held_on > work.today else _HELD_EARLY
        raise Invalid(words, errors=(FieldError("/held_on", "day", words),))
    row = work.add(
        PeriodReview(
            id=work.new_id("prev"), fiscal_year=fiscal_year, held_on=form.held_on,
            members=form.members, outsiders=form.outsiders, present=form.present,
            approved=form.approved, resolution=form.resolution,
            paper_reference=form.paper_reference, recorded_by=work.actor.person_id,
            recorded_at=work.now,
        )
    )  # fmt: skip
    work.record(
        FiscalYearReviewed(
            subject=row.id, fiscal_year=fiscal_year, held_on=row.held_on, members=row.members,
            outsiders=row.outsiders, present=row.present, approved=row.approved,
            resolution_sha256=hashlib.sha256(row.resolution.encode()).hexdigest(),
        )
    )  # fmt: skip
    work.session.flush()
    return row


def may_close(work: Work) -> None:
    """Ask whether the one who asks may close years at all."""
    work.require(May.PERIOD_CLOSE, OPEN)


def close(work: Work, *, fiscal_year: int, checked: Checked) -> PeriodClosing:
    """Close a year for ever and store its statement; a year that is closed answers with its own.

    `checked` is what the check came to just before, in a transaction of its own.
    Raises StepBlocked with every reason: lines not matched, payments whose outcome is not known,
    accounts that should be empty, faults found by the check, no approving review of the council.
    """
    work.require(May.PERIOD_CLOSE, OPEN)
    period = known_year(work, fiscal_year)
    periods.hold(work, fiscal_year)
    before = years.closing(work, fiscal_year)
    if before is not None:
        return before
    FISCAL_YEAR.take(
        period.state, Command.CLOSE, standing.closing_facts(work, period, wrong=checked.wrong)
    )
    budgets.carry_over(work, fiscal_year=fiscal_year)
    frozen = _freeze_budget(work, fiscal_year)
    known_at = _instant(work, period)
    content = composing.closing(work, period, known_at=known_at, budget=frozen).figures()
    sha256 = digest(content)
    ledger.move_period(work, fiscal_year, PeriodState.CLOSED, sha256)
    row = work.add(
        PeriodClosing(
            id=f"pclose_{fiscal_year:04}", fiscal_year=fiscal_year, known_at=known_at,
            content=content.decode(), sha256=sha256,
            review_id=years.reviews(work, fiscal_year)[-1].id, closed_by=work.actor.person_id,
        )
    )  # fmt: skip
    work.record(
        FiscalYearStated(subject=row.id, fiscal_year=fiscal_year, known_at=known_at, sha256=sha256)
    )
    work.session.flush()
    return row


def issue_report(work: Work, *, form: ReportIn) -> FundReport:
    """Issue a quarter's report, or the publication of a closed year; the same one only once."""
    work.require(May.PERIOD_CLOSE, OPEN)
    if (form.kind == QUARTERLY) != bool(form.quarter):
        raise Invalid(_WRONG_QUARTER, errors=(FieldError("/quarter", "quarter", _WRONG_QUARTER),))
    before = years.report(work, form.kind, form.fiscal_year, form.quarter)
    if before is not None:
        return before
    from_on, to_on = quarter_days(form.fiscal_year, form.quarter)
    if to_on >= work.today:
        raise PeriodNotOver(to_on=to_on.isoformat())
    if form.kind == YEARLY and years.closing(work, form.fiscal_year) is None:
        raise NotClosedYet(fiscal_year=form.fiscal_year)
    days = Days(from_on, to_on, work.now)
    made = (
        composing.publication(work, form.fiscal_year, days)
        if form.kind == YEARLY
        else composing.quarterly(work, form.fiscal_year, form.quarter, days)
    )
    content = made.content()
    row = work.add(
        FundReport(
            id=work.new_id("frep"), kind=form.kind, fiscal_year=form.fiscal_year,
            quarter=form.quarter, known_at=work.now, content=content.decode(),
            sha256=digest(content), issued_by=work.actor.person_id,
        )
    )  # fmt: skip
    work.record(
        FundReportIssued(
            subject=row.id, kind=row.kind, fiscal_year=row.fiscal_year, quarter=row.quarter,
            sha256=row.sha256,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def known_year(work: Work, fiscal_year: int) -> Period:
    """Return a fiscal year; raises Invalid for one that no fund has."""
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        words = Text("회계연도를 확인해 주세요", "There is no such fiscal year")
        raise Invalid(words, errors=(FieldError("/fiscal_year", "year", words),))
    return books.period(work, fiscal_year)


def _freeze_budget(work: Work, fiscal_year: int) -> list[PeriodBudget]:
    return [
        work.add(
            PeriodBudget(
                id=work.new_id("pbud"), fiscal_year=fiscal_year, programme=row.programme,
                item=row.item, cap_won=row.cap_won, committed_won=row.committed_won,
                paid_won=row.paid_won, carried_in_won=row.carried_in_won,
                carried_out_won=row.carried_out_won,
            )
        )
        for row in years.items_of_budget(work, fiscal_year)
    ]  # fmt: skip


def _instant(work: Work, period: Period) -> datetime:
    """Return the instant of the closing, no earlier than anything that was posted into the year."""
    last = entries.last_recorded(work, to_on=period.to_on)
    return max(work.now, last) if last else work.now
