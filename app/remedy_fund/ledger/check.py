"""The check of the books: everything is counted again and compared; it reports and never repairs.

What it compares: each transaction with its digest, its postings and its leaf in the audit log; the
legs of each with zero; each account's balance, version and reserved money with the fold of what
was written; floors; reversals with their originals. Whole numbers only, in one consistent read.
"""

import os
from dataclasses import dataclass, field

from sqlmodel import Session

from app.db.world import World
from app.remedy_fund.ledger import check_sql, rules

_MOST_NAMED = 1000
_FEWEST_READERS, _MOST_READERS = 2, 4


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: which rule, and the id of the row."""

    code: str
    subject: str
    found: str = ""


@dataclass(slots=True)
class Report:
    """What was counted, and what was found; `findings` names the first thousand of `wrong`."""

    transactions: int = 0
    postings: int = 0
    accounts: int = 0
    reservations: int = 0
    wrong: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Tell whether nothing was found."""
        return not self.wrong

    def add(self, code: str, subject: str, found: object = "") -> None:
        """Note one thing that is not as it must be."""
        self.wrong += 1
        if len(self.findings) < _MOST_NAMED:
            self.findings.append(Finding(code, subject, str(found)))


def examine(world: World) -> Report:
    """Return what the books look like, counted again from the first row.

    Reads on connections of its own, which all see the books as of one instant.
    """
    readers = max(_FEWEST_READERS, min(os.cpu_count() or 1, _MOST_READERS))
    with check_sql.one_picture(world.reading_engine, readers) as sessions:
        return examine_in(*sessions)


def examine_in(*sessions: Session) -> Report:
    """Return what the books look like to sessions that all see the same."""
    report = Report()
    for name, count in check_sql.counts(sessions[0]).items():
        setattr(report, name, count)
    for code, subject, *found in check_sql.broken(sessions):
        report.add(code, subject, " ".join(map(str, found)))
    for row_id, kind, side in check_sql.account_kinds(sessions[0]):
        if row_id.split("_")[1:-1] != kind.split("_") or rules.AccountKind(kind).side != side:
            report.add("account_kind", row_id, f"{kind} {side}")
    return report
