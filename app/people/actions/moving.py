"""Carrying the parties of a case over to a case that is made of it; nobody else comes along."""

from app.access.actor import Target, Tie
from app.access.policy import May
from app.db.work import Work
from app.people.events import CaseTieSet
from app.people.store import relations as store
from app.people.tables import CaseTie


def copy_parties(work: Work, *, case_id: str, to_case_id: str, target: Target) -> int:
    """Tie the parties of one case to another as they stand; return how many ties were made.

    `target` is the case they are tied to already. Officials are not carried over, and a respondent
    who was only named stays only named.
    """
    work.require(May.CASE_TRANSFER, target)
    rows = [row for row, _, _ in store.ties_of(work, case_id, [Tie.COMPLAINANT, Tie.RESPONDENT])]
    for row in rows:
        made = work.add(
            CaseTie(
                id=work.new_id("tie"), case_id=to_case_id, person_id=row.person_id,
                company_id=row.company_id, kind=row.kind, level=row.level,
                note_code=row.note_code, from_at=row.from_at, until_at=row.until_at,
                set_by=work.actor.account_id, set_at=work.now,
            )
        )  # fmt: skip
        work.record(
            CaseTieSet(
                subject=made.id, case_id=to_case_id, person_id=row.person_id or "",
                company_id=row.company_id or "", kind=row.kind, level=row.level,
                from_at=row.from_at, until_at=row.until_at,
            )
        )  # fmt: skip
    return len(rows)
