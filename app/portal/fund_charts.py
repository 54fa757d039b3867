"""Charts as pages show them: cash of a year up to today while it runs, and what a step leaves."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.db.work import Work
from app.kernel.text import Language
from app.remedy_fund.approvals.schemas import EffectOut
from app.remedy_fund.closing import queries
from app.remedy_fund.closing.charts import Chart, Flow, Standing, flow_chart, solvency_chart


@dataclass(frozen=True, slots=True)
class YearChart:
    """Cash of a year; `until` is today while the year still runs."""

    chart: Chart
    until: date | None


def cash_of_year(work: Work, fiscal_year: int, language: Language) -> YearChart:
    """Draw cash in and out by month, without the months that are still to come."""
    found = queries.flows(work, fiscal_year).items
    now = f"{work.today:%Y-%m}"
    begun = [Flow(one.month, one.in_won, one.out_won) for one in found if one.month <= now]
    tomorrow = work.today + timedelta(days=1)
    runs = any(one.month >= f"{tomorrow:%Y-%m}" for one in found)
    return YearChart(flow_chart(begun, language), work.today if runs else None)


def stress_chart(effect: EffectOut, asked_on: date, language: Language) -> Chart:
    """Draw what is available after a request and after each of twelve bad months."""
    year, month = asked_on.year, asked_on.month
    standings = [Standing(f"{year}-{month:02}", effect.after_won, expected=False)]
    for place, won in enumerate(effect.stress_won, start=1):
        months = year * 12 + month - 1 + place
        standings.append(Standing(f"{months // 12}-{months % 12 + 1:02}", won, expected=True))
    return solvency_chart(standings, language)
