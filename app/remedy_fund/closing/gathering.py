"""The sections of statements, asked of the books; the same days and instant give the same answer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from app.db.work import Work
from app.kernel.text import Text
from app.remedy_fund.closing.charts import Flow
from app.remedy_fund.closing.rules import months
from app.remedy_fund.closing.statements import AMOUNT, COUNT, Column, Line, Section
from app.remedy_fund.closing.store import entries
from app.remedy_fund.closing.store.entries import Days
from app.remedy_fund.closing.words import ACCOUNTS, TRANSACTIONS
from app.remedy_fund.ledger import queries as ledger
from app.remedy_fund.ledger.queries import TrialLine
from app.remedy_fund.ledger.rules import DEBIT_KINDS, AccountKind

_DEBIT = Column("debit", Text("차변(원)", "Debit (KRW)"))
_CREDIT = Column("credit", Text("대변(원)", "Credit (KRW)"))
_MOVED = Column("moved", Text("거래금액(원)", "Moved (KRW)"))
CASH_IN: Final = Column("cash_in", Text("현금 수입(원)", "Cash in (KRW)"))
CASH_OUT: Final = Column("cash_out", Text("현금 지출(원)", "Cash out (KRW)"))
_HAS: Final = tuple(kind for kind in AccountKind if kind in DEBIT_KINDS)
_OWES: Final = tuple(kind for kind in AccountKind if kind not in DEBIT_KINDS)
TOTAL: Final = Text("합계", "Total")
_BUDGET: Final = (
    Column("cap", Text("예산(원)", "Cap (KRW)")),
    Column("paid", Text("집행(원)", "Paid (KRW)")),
    Column("committed", Text("약정(원)", "Committed (KRW)")),
    Column("carried_in", Text("전년도 이월(원)", "Carried in (KRW)")),
    Column("carried_out", Text("다음 연도 이월(원)", "Carried over (KRW)")),
)


class BudgetItem(Protocol):
    """An item of a budget, as it stands or as it stood when its year was closed."""

    programme: str
    item: str
    cap_won: int
    paid_won: int
    committed_won: int
    carried_in_won: int
    carried_out_won: int


def trial_balance(
    work: Work, *, effective_on: date, known_at: datetime, code: str = "trial_balance"
) -> Section:
    """Return every account with its balance on the side where it lies, and the two equal sums."""
    titles = {
        "trial_balance": Text("시산표", "Trial balance"),
        "opening": Text("개시 잔액", "Opening balances"),
    }
    found = ledger.trial_balance(work, effective_on, known_at).lines
    # By code points: databases put texts in the order of their own collation.
    lines = [
        Line(one.code, _named(one), (one.debit_won, one.credit_won))
        for one in sorted(found, key=lambda one: one.code)
        if one.debit_won or one.credit_won
    ]
    sums = tuple(sum(line.values[place] or 0 for line in lines) for place in (0, 1))
    return Section(code, titles[code], (_DEBIT, _CREDIT), (*lines, Line("total", TOTAL, sums)))


def equation(work: Work, *, effective_on: date, known_at: datetime) -> Section:
    """Return what there is against what it is for, by kind of account; the two sums are equal.

    Cash and what is owed to the fund stand on the left; earmarks, money not allocated and what
    belongs to others on the right.
    """
    found = ledger.fund_equation(work, effective_on, known_at)
    has = [Line(kind, ACCOUNTS[kind], (found.has_won.get(kind, 0),)) for kind in _HAS]
    owes = [Line(kind, ACCOUNTS[kind], (found.owes_won.get(kind, 0),)) for kind in _OWES]
    left = Line("left", Text("자산 합계", "There is"), (sum(found.has_won.values()),))
    right = Line("right", Text("재원·부채 합계", "It is for"), (sum(found.owes_won.values()),))
    title = Text("기금 등식", "The fund equation")
    return Section("equation", title, (AMOUNT,), (*has, left, *owes, right))


def balanced(section: Section) -> bool:
    """Tell whether both sides of the fund equation are the same."""
    sides = {line.code: line.values[0] for line in section.lines}
    return sides["left"] == sides["right"]


def totals(work: Work, days: Days) -> Section:
    """Return what was posted by kind: how often, how much, and what of it was cash."""
    lines = [
        Line(one.kind, TRANSACTIONS[one.kind],
             (one.count, one.moved_won, one.cash_in_won, one.cash_out_won))
        for one in entries.totals_by_kind(work, days)
    ]  # fmt: skip
    whole = summed(lines, 4)
    title = Text("종류별 거래", "Transactions by kind")
    return Section("by_kind", title, (COUNT, _MOVED, CASH_IN, CASH_OUT), (*lines, whole))


def flows(work: Work, days: Days) -> list[Flow]:
    """Return cash in and out by month; a month without entries is nought."""
    come: dict[str, int] = dict.fromkeys(months(days.from_on, days.to_on), 0)
    gone = dict(come)
    for day, in_won, out_won in entries.cash_by_day(work, days):
        month = f"{day:%Y-%m}"
        come[month] += in_won
        gone[month] += out_won
    return [Flow(month, come[month], gone[month]) for month in come]


def flow_section(work: Work, days: Days) -> Section:
    """Return cash in and out by month as a section."""
    lines = [
        Line(flow.month, Text(flow.month, flow.month), (flow.in_won, flow.out_won))
        for flow in flows(work, days)
    ]
    title = Text("월별 현금 수입과 지출", "Cash by month")
    return Section("by_month", title, (CASH_IN, CASH_OUT), (*lines, summed(lines, 2)))


def budget(rows: Iterable[BudgetItem]) -> Section:
    """Return the budget and how it was carried out, by item."""
    lines = [
        Line(
            f"{row.programme}:{row.item}", Text(*(f"{row.programme} / {row.item}",) * 2),
            (row.cap_won, row.paid_won, row.committed_won, row.carried_in_won, row.carried_out_won),
        )
        for row in sorted(rows, key=lambda row: (row.programme, row.item))
    ]  # fmt: skip
    title = Text("예산 집행", "Budget execution")
    return Section("budget", title, _BUDGET, (*lines, summed(lines, len(_BUDGET))))


def day_before(day: date) -> date:
    """Return the last day before a period."""
    return day - timedelta(days=1)


def _named(one: TrialLine) -> Text:
    """Return an account's name, with its own part where there may be several of its kind."""
    own = one.code.partition(":")[2]
    return Text(f"{one.label.ko} ({own})", f"{one.label.en} ({own})") if own else one.label


def summed(lines: list[Line], columns: int) -> Line:
    """Return the line with the sums of lines of which nothing is withheld."""
    sums = (sum(line.values[place] or 0 for line in lines) for place in range(columns))
    return Line("total", TOTAL, tuple(sums))
