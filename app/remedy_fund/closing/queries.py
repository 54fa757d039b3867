"""What a reader may learn of years, accounts, reports and checks; every question asks the policy."""

import json
from datetime import date, datetime

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Language
from app.remedy_fund.approvals.queries import solvency
from app.remedy_fund.closing import actions, checking, gathering, standing
from app.remedy_fund.closing.charts import Chart, flow_chart, solvency_chart
from app.remedy_fund.closing.checking import Checked
from app.remedy_fund.closing.lifecycle import FISCAL_YEAR
from app.remedy_fund.closing.problems import NotClosedYet
from app.remedy_fund.closing.rules import digest, quarter_days
from app.remedy_fund.closing.schemas import (
    CashLineOut,
    CheckOut,
    ClearingOut,
    ClosingOut,
    CorrectionOut,
    EquationOut,
    FindingOut,
    FlowOut,
    FlowsOut,
    LastCheckOut,
    ReportOut,
    ReviewOut,
    SectionOut,
    StepOut,
    Wording,
    YearDetailOut,
    YearOut,
    YearsOut,
)
from app.remedy_fund.closing.statements import Kept
from app.remedy_fund.closing.store import entries, years
from app.remedy_fund.closing.store.entries import Days
from app.remedy_fund.closing.tables import FundReport, PeriodClosing
from app.remedy_fund.closing.words import TRANSACTIONS
from app.remedy_fund.ledger import queries as ledger
from app.web import paging
from app.web.paging import Page


def all_years(work: Work) -> YearsOut:
    """Return every fiscal year that the books know, newest first."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    found = (ledger.period(work, int(row.id)) for row in years.periods(work))
    return YearsOut(items=[YearOut.of(period) for period in found])


def year(work: Work, fiscal_year: int) -> YearDetailOut:
    """Return a year with its steps and what stands in their way, reviews and later corrections.

    Whether the books are sound is told as the service's last check found it.
    """
    work.require(May.FUND_TOTALS_READ, OPEN)
    period = actions.known_year(work, fiscal_year)
    last = years.last_check(work)
    facts = standing.closing_facts(work, period, wrong=last.wrong if last else 0)
    corrections = entries.corrections(work, from_on=period.from_on, to_on=period.to_on)
    return YearDetailOut(
        **YearOut.of(period).model_dump(),
        steps=[StepOut.of(row, row.blocked(facts)) for row in FISCAL_YEAR.steps(period.state)],
        reviews=[ReviewOut.of(row) for row in years.reviews(work, fiscal_year)],
        corrections=[CorrectionOut.of(one) for one in corrections],
    )


def closed(work: Work, row: PeriodClosing) -> ClosingOut:
    """Return the statement of a year that its reader has just closed."""
    return ClosingOut.of(row, digest(checking.recomputed(work, row).figures()))


def closing(work: Work, fiscal_year: int) -> ClosingOut:
    """Return the statement of a closed year as it was stored, and its digest made anew."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    row = _closed(work, fiscal_year)
    return ClosingOut.of(row, digest(checking.recomputed(work, row).figures()))


def closing_file(work: Work, fiscal_year: int) -> Kept:
    """Return the statement of a closed year: as stored, and with words as they are now."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    row = _closed(work, fiscal_year)
    return Kept(row.content, checking.recomputed(work, row).content().decode())


def equation(work: Work, *, effective_on: date | None, known_at: datetime | None) -> EquationOut:
    """Return the statement of the fund equation as of a day, as known at an instant."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    day, instant = effective_on or work.today, min(known_at or work.now, work.now)
    section = gathering.equation(work, effective_on=day, known_at=instant)
    return EquationOut(
        effective_on=day, known_at=instant, balanced=gathering.balanced(section),
        statement=SectionOut.of(section),
    )  # fmt: skip


def cash_book(
    work: Work, *, from_on: date, to_on: date, limit: int, cursor: str | None
) -> Page[CashLineOut]:
    """Return the entries of cash on some days, each with the balance after it."""
    work.require(May.FUND_READ, OPEN)
    days = Days(from_on, to_on, work.now)
    after = paging.decode(cursor, 1)
    found = entries.cash_book(work, days, after=after[0] if after else None, limit=limit + 1)
    more = len(found) > limit
    return Page(
        items=[CashLineOut.of(line, TRANSACTIONS[line.kind]) for line in found[:limit]],
        has_more=more,
        next_cursor=paging.encode(found[limit - 1].transaction_id) if more else None,
    )


def flows(work: Work, fiscal_year: int) -> FlowsOut:
    """Return cash in and out of a year by month."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    actions.known_year(work, fiscal_year)
    return FlowsOut(
        fiscal_year=fiscal_year,
        items=[FlowOut.of(flow) for flow in gathering.flows(work, _year(work, fiscal_year))],
    )


def flow_drawing(work: Work, fiscal_year: int, language: Language) -> Chart:
    """Return the chart of cash in and out of a year by month."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    actions.known_year(work, fiscal_year)
    return flow_chart(gathering.flows(work, _year(work, fiscal_year)), language)


def solvency_drawing(work: Work, language: Language) -> Chart:
    """Return the chart of what could be given, and of what could be in a bad year to come."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    return solvency_chart(standing.solvency_line(work, solvency(work, amount_won=0)), language)


def reports(work: Work, *, limit: int, cursor: str | None) -> Page[ReportOut]:
    """Return issued reports, newest first."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    before = paging.decode(cursor, 1)
    rows = years.reports(work, before=before[0] if before else None, limit=limit + 1)
    more = len(rows) > limit
    return Page(
        items=[ReportOut.of(row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].id) if more else None,
    )


def report_file(work: Work, report_id: str) -> Kept:
    """Return an issued report as it was issued, words included."""
    content = report(work, report_id).content
    return Kept(content, content)


def publication_file(work: Work, fiscal_year: int) -> Kept:
    """Return the publication of a year as it was issued."""
    content = publication(work, fiscal_year).content
    return Kept(content, content)


def report(work: Work, report_id: str) -> ReportOut:
    """Return an issued report."""
    work.require(May.FUND_TOTALS_READ, OPEN)
    return ReportOut.of(work.one(FundReport, report_id))


def publication(work: Work, fiscal_year: int) -> ReportOut:
    """Return the publication of a year; open to everybody, for that is what it is for."""
    actions.known_year(work, fiscal_year)
    row = years.report(work, actions.YEARLY, fiscal_year, 0)
    if row is None:
        raise NotFound
    return ReportOut.of(row)


def last_check(work: Work) -> LastCheckOut:
    """Return when the service itself checked last, and what it found."""
    work.require(May.FUND_CHECK, OPEN)
    row = years.last_check(work)
    if row is None:
        return LastCheckOut(checked_at=None, sound=True, postings=0, findings=[])
    told = [FindingOut(code=one["code"], subject=one["subject"],
                       words=Wording(ko=one["ko"], en=one["en"]))
            for one in json.loads(row.findings)]  # fmt: skip
    return LastCheckOut(
        checked_at=row.checked_at, sound=not row.wrong, postings=row.postings, findings=told
    )


def may_check(work: Work) -> None:
    """Ask whether the one who asks may have the fund checked."""
    work.require(May.FUND_CHECK, OPEN)


def told(work: Work, checked: Checked) -> CheckOut:
    """Return a check as it is told."""
    work.require(May.FUND_CHECK, OPEN)
    return CheckOut(
        checked_at=checked.checked_at, sound=checked.sound, postings=checked.postings,
        findings=[
            FindingOut(code=one.code, subject=one.subject, words=Wording.of(one.text))
            for one in checked.findings
        ],
        clearing=[
            ClearingOut(code=one.code, label=Wording.of(one.label), balance_won=one.balance_won,
                        since_on=one.since_on, age_days=one.age_days)
            for one in checked.clearing
        ],
    )  # fmt: skip


def _closed(work: Work, fiscal_year: int) -> PeriodClosing:
    actions.known_year(work, fiscal_year)
    row = years.closing(work, fiscal_year)
    if row is None:
        raise NotClosedYet(fiscal_year=fiscal_year)
    return row


def _year(work: Work, fiscal_year: int) -> Days:
    return Days(*quarter_days(fiscal_year, 0), work.now)
