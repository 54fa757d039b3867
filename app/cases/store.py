"""The only SQL of this package."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlmodel import col

from app.cases.tables import Case, CaseStep, ComplaintDraft, Exhibit, SupplementRequest
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.problems import NotFound
from app.people.queries import visible_case_ids, walled_case_ids

CONSENT_CLOCK = "consent_answer"
_CASES = Case.__table__  # type: ignore[attr-defined]
ROW_COLUMNS = tuple(
    _CASES.c[name]
    for name in (
        "id", "number", "number_type", "number_year", "number_serial", "state", "track",
        "respondent_name", "respondent_company_id", "violations", "received_on", "next_due_on",
        "next_due_clock", "examiner_id", "open",
    )
)  # fmt: skip


def case(work: Work, case_id: str) -> Case:
    """Return a case, or raise NotFound."""
    found = work.session.get(Case, case_id)
    if found is None:
        raise NotFound
    return found


def case_id_of(work: Work, number: str) -> str | None:
    """Return the id behind a case number, if any."""
    return work.session.execute(
        select(Case.id).where(col(Case.number) == number)  # type: ignore[call-overload]
    ).scalar_one_or_none()


def steps(work: Work, case_id: str) -> list[CaseStep]:
    """Return a case's steps, oldest first."""
    chosen = select(CaseStep).where(col(CaseStep.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(CaseStep.sequence))).scalars())


def supplements(work: Work, case_id: str) -> list[SupplementRequest]:
    """Return a case's requests for more information, oldest first."""
    chosen = select(SupplementRequest).where(col(SupplementRequest.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(SupplementRequest.id))).scalars())


def supplement(work: Work, case_id: str, supplement_id: str) -> SupplementRequest:
    """Return a request for more information of this very case, or raise NotFound."""
    found = work.session.get(SupplementRequest, supplement_id)
    if found is None or found.case_id != case_id:
        raise NotFound
    return found


def exhibits(work: Work, case_id: str) -> list[Exhibit]:
    """Return a case's exhibits in the order in which they came."""
    chosen = select(Exhibit).where(col(Exhibit.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(Exhibit.id))).scalars())


def draft_exhibits(work: Work, draft_id: str) -> list[Exhibit]:
    """Return the exhibits of a draft that have not been filed."""
    chosen = select(Exhibit).where(
        col(Exhibit.draft_id) == draft_id, col(Exhibit.case_id).is_(None)
    )
    return list(work.session.execute(chosen.order_by(col(Exhibit.id))).scalars())


def exhibit_count(work: Work, case_id: str, side: str | None = None) -> int:
    """Return how many exhibits a case has, of one side or of all."""
    chosen = select(func.count()).select_from(Exhibit).where(col(Exhibit.case_id) == case_id)
    if side is not None:
        chosen = chosen.where(col(Exhibit.side) == side)
    return int(work.session.execute(chosen).scalar_one())


def draft(work: Work, draft_id: str) -> ComplaintDraft:
    """Return a draft, or raise NotFound."""
    found = work.session.get(ComplaintDraft, draft_id)
    if found is None:
        raise NotFound
    return found


def draft_by_code(work: Work, code_hash: str) -> ComplaintDraft | None:
    """Return the draft that a resume code opens, if any."""
    chosen = select(ComplaintDraft).where(col(ComplaintDraft.resume_code_hash) == code_hash)
    return work.session.execute(chosen).scalar_one_or_none()


def drafts_of(work: Work, account_id: str) -> list[ComplaintDraft]:
    """Return an account's drafts that are still being written, newest first."""
    chosen = select(ComplaintDraft).where(
        col(ComplaintDraft.account_id) == account_id, col(ComplaintDraft.case_id) == ""
    )
    ordered = chosen.order_by(col(ComplaintDraft.saved_at).desc()).limit(20)
    return list(work.session.execute(ordered).scalars())


def queue(work: Work, *, reach: str, after: list[Any] | None, limit: int,
          filters: dict[str, Any]) -> list[dict[str, Any]]:  # fmt: skip
    """Return rows of visible cases, the nearest legal day first, one more than `limit`."""
    chosen = _scoped(work, reach)
    for name, value in filters.items():
        chosen = chosen.where(_CASES.c[name] == value)
    if after is not None:
        day, case_id = date.fromisoformat(after[0]), str(after[1])
        chosen = chosen.where(
            or_(
                _CASES.c.next_due_on > day,
                and_(_CASES.c.next_due_on == day, _CASES.c.id > case_id),
            )
        )
    ordered = chosen.order_by(_CASES.c.next_due_on, _CASES.c.id).limit(limit + 1)
    return [dict(row) for row in work.session.execute(ordered).mappings()]


def _scoped(work: Work, reach: str) -> Select[Any]:
    chosen = select(*ROW_COLUMNS)
    walled = _CASES.c.id.in_(walled_case_ids(work))
    if reach == "any":
        return chosen.where(~walled)
    if reach == "unit":
        return chosen.where(
            or_(_CASES.c.unit == work.actor.unit, _CASES.c.id.in_(visible_case_ids(work))), ~walled
        )
    return chosen.where(_CASES.c.id.in_(visible_case_ids(work)))


def visible_ids(work: Work, reach: str) -> Select[Any]:
    """Return a Select of the ids of the cases that the actor may see, for packages above."""
    return _scoped(work, reach).with_only_columns(_CASES.c.id)


def silent_consents(work: Work, today: date) -> list[str]:
    """Return open cases whose question for consent has run out of time."""
    due = deadlines.overdue(work, clock=CONSENT_CLOCK, before=today)
    chosen = select(col(Case.id)).where(
        col(Case.consent_state) == "asked", col(Case.open), col(Case.id).in_(due)
    )
    return list(work.session.execute(chosen.limit(200)).scalars())
