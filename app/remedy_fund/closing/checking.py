"""The check of the fund: books, equation, caps, reservations, closed years. It repairs nothing."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from app.access.actor import OPEN, WORKER
from app.access.policy import May
from app.db.work import Work, perform
from app.db.world import World
from app.kernel.clock import seoul_day
from app.kernel.text import Text
from app.remedy_fund.closing import composing
from app.remedy_fund.closing.rules import digest
from app.remedy_fund.closing.statements import Statement
from app.remedy_fund.closing.store import inspection, years
from app.remedy_fund.closing.tables import FundCheckRun, PeriodClosing
from app.remedy_fund.closing.words import ACCOUNTS, FINDINGS, OTHER_FINDING
from app.remedy_fund.ledger import check as books
from app.remedy_fund.ledger import queries as ledger
from app.remedy_fund.ledger.rules import AccountKind
from app.remedy_fund.payments import queries as payments

LATEST: Final = "latest"
CLEARING: Final = (AccountKind.UNMATCHED, AccountKind.RECOVERIES_HELD)
"""Accounts that only pass money on; what lies there is told with its age."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it has to be: which rule, on what, and what was found."""

    code: str
    subject: str
    found: str = ""

    @property
    def text(self) -> Text:
        """Return the finding in words."""
        words, own = (
            FINDINGS.get(self.code, OTHER_FINDING),
            f" ({self.found})" if self.found else "",
        )
        return Text(f"{words.ko}{own}", f"{words.en}{own}")

    def as_dict(self) -> dict[str, str]:
        """Return the finding for a program."""
        return {"code": self.code, "subject": self.subject, **self.text.as_dict()}


@dataclass(frozen=True, slots=True)
class Clearing:
    """What lies on an account that should be empty in the end, and since which day."""

    code: str
    label: Text
    balance_won: int
    since_on: date | None
    age_days: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to at an instant; `wrong` counts findings beyond those that are named too."""

    checked_at: datetime
    postings: int
    wrong: int
    findings: tuple[Finding, ...]
    clearing: tuple[Clearing, ...]

    @property
    def sound(self) -> bool:
        """Tell whether nothing was found."""
        return not self.wrong


def check(world: World) -> Checked:
    """Check the fund, its books and all that hangs on them, in reading transactions of its own."""
    report = books.examine(world)
    named = tuple(Finding(one.code, one.subject, one.found) for one in report.findings)
    seen = perform(world, WORKER, _beside_the_books, reading=True)
    return replace(
        seen,
        postings=report.postings,
        wrong=seen.wrong + report.wrong,
        findings=(*named, *seen.findings),
    )


def _beside_the_books(work: Work) -> Checked:
    inspection.see_one_state(work)
    own = (*_equation(work), *_cash(work), *_caps(work), *_reservations(work), *_closed_years(work))
    return Checked(work.now, 0, len(own), own, clearing(work))


def keep(work: Work, checked: Checked) -> None:
    """Keep what the service's own check found last."""
    work.require(May.FUND_CHECK, OPEN)
    row = years.last_check(work) or work.add(
        FundCheckRun(id=LATEST, checked_at=checked.checked_at, postings=0, wrong=0, findings="[]")
    )
    row.checked_at, row.postings, row.wrong = checked.checked_at, checked.postings, checked.wrong
    told = [finding.as_dict() for finding in checked.findings[:100]]
    row.findings = json.dumps(told, ensure_ascii=False)


def clearing(work: Work) -> tuple[Clearing, ...]:
    """Return what lies on accounts that only pass money on, with its age in days."""
    found = []
    for kind in CLEARING:
        for code, balance_won in ledger.balances(work, kind).items():
            since = inspection.open_since(work, code, balance_won) if balance_won else None
            age = (seoul_day(work.now) - since).days if since else 0
            found.append(Clearing(code, ACCOUNTS[kind], balance_won, since, age))
    return tuple(found)


def uncleared(work: Work, to_on: date) -> int:
    """Return on how many accounts receipts of some days still wait to be matched."""
    held = ledger.balances(work, AccountKind.UNMATCHED, effective_on=to_on)
    return sum(1 for balance_won in held.values() if balance_won)


def recomputed(work: Work, row: PeriodClosing) -> Statement:
    """Return a closed year's statement made anew; its figures are those that were stored."""
    period = ledger.period(work, row.fiscal_year)
    frozen = years.frozen_budget(work, row.fiscal_year)
    return composing.closing(work, period, known_at=row.known_at, budget=frozen)


def _equation(work: Work) -> list[Finding]:
    found = ledger.fund_equation(work)
    if found.holds:
        return []
    sums = f"{sum(found.has_won.values()):,} / {sum(found.owes_won.values()):,}"
    return [Finding("fund_equation", "", sums)]


def _cash(work: Work) -> list[Finding]:
    found = payments.cash_reconciliation(work, work.today)
    if found.statement_on is None or not found.difference_won:
        return []
    return [Finding("cash_differs", found.statement_on.isoformat(), f"{found.difference_won:,}")]


def _caps(work: Work) -> list[Finding]:
    return [
        Finding("budget_cap" if over else "budget_sums", line_id)
        for line_id, over in inspection.wrong_budget_lines(work)
    ]


def _reservations(work: Work) -> list[Finding]:
    return [
        *(Finding("reservation_alone", one) for one in inspection.reservations_without_owner(work)),
        *(Finding("payment_not_reserved", one) for one in inspection.payments_not_covered(work)),
    ]


def _closed_years(work: Work) -> list[Finding]:
    found = []
    for row in years.closings(work):
        period = ledger.period(work, row.fiscal_year)
        told = {row.sha256, period.closing_sha256, digest(row.content.encode())}
        if told != {digest(recomputed(work, row).figures())}:
            found.append(Finding("closing_differs", row.id))
        later = inspection.entries_after_closing(work, row, period.to_on)
        found += [Finding("entry_in_closed_year", transaction_id) for transaction_id in later]
    return found
