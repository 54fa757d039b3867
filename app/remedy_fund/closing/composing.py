"""The statements of this room, put together: of a closing, of a quarter, and for the public."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.closing import gathering
from app.remedy_fund.closing.disclosure import AwardedPart, safe_lines
from app.remedy_fund.closing.gathering import CASH_IN, CASH_OUT, TOTAL, summed
from app.remedy_fund.closing.publication import GROUPS, group_of, shown_lines
from app.remedy_fund.closing.statements import AMOUNT, Column, Line, Section, Statement
from app.remedy_fund.closing.store import entries, years
from app.remedy_fund.closing.store.entries import Days
from app.remedy_fund.closing.tables import PeriodBudget
from app.remedy_fund.ledger import queries as ledger
from app.remedy_fund.ledger.queries import Period
from app.remedy_fund.ledger.rules import AccountKind, TransactionKind
from app.remedy_fund.plans import queries as plans
from app.remedy_fund.plans.rules.publication import Cell
from app.remedy_fund.schemes.book import applying, known_schemes

# What came back lowers what was paid.
PAYING: Final = tuple(
    str(kind)
    for kind in (
        TransactionKind.DISBURSEMENT_PAID,
        TransactionKind.DISBURSEMENT_RETURNED,
        TransactionKind.LOAN_PAID,
    )
)
_RECIPIENTS: Final = Column("recipients", Text("수급 기업 수", "Recipients"), "count")


def closing(
    work: Work, period: Period, *, known_at: datetime, budget: Iterable[PeriodBudget]
) -> Statement:
    """Return the statement of a year's closing; made again at any time it is the same."""
    days = Days(period.from_on, period.to_on, known_at)
    before = gathering.day_before(period.from_on)
    return Statement(
        kind="closing",
        title=Text(f"{period.year}회계연도 결산", f"Closing of the fiscal year {period.year}"),
        fiscal_year=period.year, from_on=period.from_on, to_on=period.to_on, known_at=known_at,
        demonstration=work.world.demonstration,
        sections=(
            gathering.trial_balance(work, effective_on=before, known_at=known_at, code="opening"),
            gathering.totals(work, days),
            gathering.trial_balance(work, effective_on=period.to_on, known_at=known_at),
            gathering.equation(work, effective_on=period.to_on, known_at=known_at),
            gathering.budget(budget),
        ),
    )  # fmt: skip


def quarterly(work: Work, fiscal_year: int, quarter: int, days: Days) -> Statement:
    """Return the report of a quarter (국가재정법 제70조⑥): cash, transactions, changes of the budget."""
    return Statement(
        kind="quarterly",
        title=Text(
            f"{fiscal_year}회계연도 {quarter}분기 기금 운용 보고",
            f"Report of the fund, quarter {quarter} of {fiscal_year}",
        ),
        fiscal_year=fiscal_year, quarter=quarter, from_on=days.from_on, to_on=days.to_on,
        known_at=days.known_at, demonstration=work.world.demonstration,
        sections=(
            cash(work, days), gathering.flow_section(work, days), gathering.totals(work, days),
            changes(work, days), gathering.budget(years.items_of_budget(work, fiscal_year)),
            gathering.equation(work, effective_on=days.to_on, known_at=days.known_at),
        ),
    )  # fmt: skip


def publication(work: Work, fiscal_year: int, days: Days) -> Statement:
    """Return what is published of a closed year; it adds up to the books and names nobody."""
    return Statement(
        kind="yearly",
        title=Text(f"{fiscal_year}회계연도 기금 공시", f"Publication of the fund, {fiscal_year}"),
        fiscal_year=fiscal_year, from_on=days.from_on, to_on=days.to_on, known_at=days.known_at,
        demonstration=work.world.demonstration,
        sections=(
            cash(work, days), by_group(work, days), by_purpose(work, days),
            gathering.equation(work, effective_on=days.to_on, known_at=days.known_at),
        ),
    )  # fmt: skip


def cash(work: Work, days: Days) -> Section:
    """Return cash at the beginning, what came, what went, and cash at the end."""

    def held(on: date) -> int:
        return ledger.total(work, AccountKind.CASH, effective_on=on, known_at=days.known_at)

    flows = gathering.flows(work, days)
    lines = (
        Line("opening", Text("기초 잔액", "At the beginning"),
             (held(gathering.day_before(days.from_on)),)),
        Line("in", Text("수입", "Came in"), (sum(flow.in_won for flow in flows),)),
        Line("out", Text("지출", "Went out"), (sum(flow.out_won for flow in flows),)),
        Line("closing", Text("기말 잔액", "At the end"), (held(days.to_on),)),
    )  # fmt: skip
    return Section("cash", Text("현금", "Cash"), (AMOUNT,), lines)


def by_group(work: Work, days: Days) -> Section:
    """Return cash in and out under the headings of the publication; their sum is all cash."""
    come, gone = dict.fromkeys(GROUPS, 0), dict.fromkeys(GROUPS, 0)
    for one in entries.totals_by_kind(work, days):
        come[group_of(one.kind)] += one.cash_in_won
        gone[group_of(one.kind)] += one.cash_out_won
    lines = [Line(code, title, (come[code], gone[code])) for code, title in GROUPS.items()]
    title = Text("수입과 지출", "Income and spending")
    return Section("by_group", title, (CASH_IN, CASH_OUT), (*lines, summed(lines, 2)))


def by_purpose(work: Work, days: Days) -> Section:
    """Return what was paid by purpose; lines of few recipients are withheld, the total is not."""
    paid: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for drawn in entries.drawn_by_purpose(work, days, PAYING):
        paid[drawn.purpose][drawn.recipient] += drawn.amount_won
    kept = {code: {who: won for who, won in paid[code].items() if won} for code in sorted(paid)}
    cells = {code: Cell(len(firms), sum(firms.values())) for code, firms in kept.items() if firms}
    names = _purposes(work, days.to_on)
    shown = safe_lines(shown_lines(cells), _awarded(work, days, kept))
    lines = [
        Line(code, names.get(code, Text(code, code)),
             (None, None) if cell is None else (cell.recipients, cell.amount_won))
        for code, cell in shown.items()
    ]  # fmt: skip
    firms = {who for one in kept.values() for who in one}
    sums = (len(firms), sum(cell.amount_won for cell in cells.values()))
    whole = Line("total", TOTAL, sums)
    title = Text("용도별 지원금", "Payments by purpose")
    return Section("by_purpose", title, (_RECIPIENTS, AMOUNT), (*lines, whole))


def _awarded(work: Work, days: Days, kept: Mapping[str, Mapping[str, int]]) -> list[AwardedPart]:
    """Return the parts of the awards of every plan from which something was paid on some days."""
    awards = plans.awards_until(work, days.to_on, days.known_at)
    sizes = applications.sizes(work, {one.application_id for one in awards})
    parts = [
        AwardedPart(
            plan=one.plan_id, benefit=one.benefit, size=sizes[one.application_id],
            purpose=str(purpose), firm=one.company_id, amount_won=int(won),
            paid=one.company_id in kept.get(str(purpose), ()),
        )
        for one in awards for purpose, won in one.parts
    ]  # fmt: skip
    concerned = {one.plan for one in parts if one.paid}
    return [one for one in parts if one.plan in concerned]


def changes(work: Work, days: Days) -> Section:
    """Return the changes of the budget that were carried out on some days."""
    lines = [
        Line(row.id, Text(f"{row.done_on}: {row.reason}", f"{row.done_on}: {row.reason}"),
             (row.amount_won,))
        for row in years.changes_done(work, days)
    ]  # fmt: skip
    title = Text("지출계획 변경", "Changes of the budget")
    return Section("budget_changes", title, (AMOUNT,), (*lines, summed(lines, 1)))


def _purposes(work: Work, on: date) -> dict[str, Text]:
    scheme = applying(known_schemes(), on, demonstration=work.world.demonstration)
    return {code: purpose.label for code, purpose in scheme.purposes.items()} if scheme else {}
