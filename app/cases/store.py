"""The only SQL of this package."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row as RowOf
from sqlmodel import col

from app.access.actor import Role
from app.cases.numbers import number_told
from app.cases.tables import (
    AnonymousTip,
    Case,
    CaseEffect,
    CaseLink,
    CaseOrigin,
    CaseReach,
    CaseStep,
    ComplaintDraft,
    EditionReport,
    Exhibit,
    RuleEdition,
    SupplementRequest,
    TipAddition,
)
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.problems import NotFound
from app.people.reach import anywhere, asking, visible_case_ids, walled_case_ids
from app.web.paging import decode_day

CONSENT_CLOCK = "consent_answer"
_CASES = Case.__table__  # type: ignore[attr-defined]
_ROWS: BindParameter[int] = bindparam("rows", type_=Integer, literal_execute=True)
ROW_NAMES = (
    "id", "number", "number_type", "state", "track", "respondent_name", "respondent_company_id",
    "violations", "received_on", "next_due_on", "next_due_clock", "examiner_id", "open",
)  # fmt: skip


def case(work: Work, case_id: str) -> Case:
    """Return a case, or raise NotFound."""
    return work.one(Case, case_id)


def named(work: Work, told: str) -> Case:
    """Return the case that its id or its number in either language names, or raise NotFound."""
    number = number_told(told)
    if number is None:
        return case(work, told)
    chosen = select(Case).where(
        col(Case.number_type) == number.kind, col(Case.number_year) == number.year,
        col(Case.number_serial) == number.serial,
    )  # fmt: skip
    found: Case | None = work.session.execute(chosen).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def against(work: Work, company_id: str) -> list[Case]:
    """Return the cases against a company, oldest first."""
    chosen = select(Case).where(col(Case.respondent_company_id) == company_id)
    return list(work.session.execute(chosen.order_by(col(Case.id))).scalars())


def links(work: Work, case_id: str) -> list[CaseLink]:
    """Return how a case stands to others, oldest first."""
    chosen = select(CaseLink).where(
        or_(col(CaseLink.case_id) == case_id, col(CaseLink.other_case_id) == case_id)
    )
    return list(work.session.execute(chosen.order_by(col(CaseLink.id))).scalars())


def reach(work: Work, case_id: str) -> CaseReach | None:
    """Return the facts on which the jurisdiction of a case is judged, if they were entered."""
    chosen = select(CaseReach).where(col(CaseReach.case_id) == case_id)
    return work.session.execute(chosen).scalar_one_or_none()


def steps(work: Work, case_id: str) -> list[CaseStep]:
    """Return a case's steps, oldest first."""
    chosen = select(CaseStep).where(col(CaseStep.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(CaseStep.sequence))).scalars())


def effects(work: Work, case_id: str) -> list[CaseEffect]:
    """Return what settlements did or do to a case's measures, oldest first."""
    chosen = select(CaseEffect).where(col(CaseEffect.case_id) == case_id)
    return list(work.session.execute(chosen.order_by(col(CaseEffect.id))).scalars())


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
    return work.one(ComplaintDraft, draft_id)


def filed_drafts(work: Work, case_id: str) -> list[str]:
    """Return the ids of the drafts that were filed as a case."""
    chosen = select(col(ComplaintDraft.id)).where(col(ComplaintDraft.case_id) == case_id)
    return list(work.session.execute(chosen).scalars())


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


def queue(
    work: Work, *, reach: str, after: list[Any] | None, limit: int, filters: dict[str, Any]
) -> Sequence[RowOf[Any]]:
    """Return rows (`ROW_NAMES`) of visible cases, nearest legal day first, one above `limit`."""
    walled, tied = anywhere(work)
    asked = _Asked(reach, work.actor.role, walled, tied, tuple(sorted(filters)), after is not None)
    given = {f"only_{name}": value for name, value in filters.items()}
    given |= {"unit": work.actor.unit, "rows": limit + 1, **asking(work)}
    if after is not None:
        given |= {"after_day": decode_day(after[0]), "after_id": str(after[1])}
    return work.session.execute(_page(asked), given).all()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the statement of a page depends on; all else is bound when it runs."""

    reach: str
    role: Role
    walled: bool
    tied: bool
    filters: tuple[str, ...]
    paged: bool


@lru_cache(maxsize=256)
def _page(asked: _Asked) -> Select[Any]:
    """Return the statement of a page; it is made once, because making it costs more than its run."""
    key, unit = _CASES.c.id, _CASES.c.unit
    unwalled = [key.not_in(walled_case_ids())] if asked.walled else []
    if asked.reach == "any":
        return _first(asked, *unwalled)
    tied = key.in_(visible_case_ids(asked.role, walled=asked.walled))
    if asked.reach == "tied":
        return _first(asked, tied)
    own = _first(asked, unit == bindparam("unit"), *unwalled)
    if not asked.tied:
        return own
    # Each half walks an index of its own; one condition for both would sort every case there is.
    halves = [own.subquery(), _first(asked, unit != bindparam("unit"), tied).subquery()]
    both = union_all(*(select(half) for half in halves)).subquery()
    return select(both).order_by(both.c.next_due_on, both.c.id).limit(_ROWS)


def _first(asked: _Asked, *conditions: ColumnElement[bool]) -> Select[Any]:
    day, key = _CASES.c.next_due_on, _CASES.c.id
    chosen = (
        select(*(_CASES.c[name] for name in ROW_NAMES))
        .where(*conditions)
        .order_by(day, key)
        .limit(_ROWS)
    )
    for name in asked.filters:
        chosen = chosen.where(_CASES.c[name] == bindparam(f"only_{name}"))
    if not asked.paged:
        return chosen
    last = tuple_(bindparam("after_day", type_=day.type), bindparam("after_id", type_=key.type))
    return chosen.where(tuple_(day, key) > last)


def silent_consents(work: Work, today: date) -> list[str]:
    """Return open cases whose question for consent has run out of time."""
    due = deadlines.overdue(work, clock=CONSENT_CLOCK, before=today)
    chosen = select(col(Case.id)).where(
        col(Case.consent_state) == "asked", col(Case.open), col(Case.id).in_(due)
    )
    return list(work.session.execute(chosen.limit(200)).scalars())


def expired_drafts(work: Work, today: date) -> list[str]:
    """Return drafts whose time is over and that were not filed."""
    chosen = select(col(ComplaintDraft.id)).where(
        col(ComplaintDraft.expires_on) < today, col(ComplaintDraft.case_id) == ""
    )
    return list(work.session.execute(chosen.limit(200)).scalars())


# -- cases of the office's own accord, and tips


def origin(work: Work, case_ids: Sequence[str]) -> CaseOrigin | None:
    """Return why the first of some cases that has an origin was opened."""
    chosen = select(CaseOrigin).where(col(CaseOrigin.case_id).in_(case_ids))
    found = {row.case_id: row for row in work.session.execute(chosen).scalars()}
    return next((found[case_id] for case_id in case_ids if case_id in found), None)


def tip_by_code(work: Work, code_hash: str) -> AnonymousTip | None:
    """Return the tip that a receipt code opens, if any."""
    chosen = select(AnonymousTip).where(col(AnonymousTip.receipt_code_hash) == code_hash)
    return work.session.execute(chosen).scalar_one_or_none()


def additions(work: Work, tip_id: str) -> list[TipAddition]:
    """Return what was added to a tip, oldest first."""
    chosen = select(TipAddition).where(col(TipAddition.tip_id) == tip_id)
    return list(work.session.execute(chosen.order_by(col(TipAddition.id))).scalars())


def tips(
    work: Work, *, state: str | None, after: list[Any] | None, limit: int
) -> list[AnonymousTip]:
    """Return the tips on the desk of the actor's unit, the newest first, one above `limit`."""
    chosen = select(AnonymousTip).where(col(AnonymousTip.unit) == work.actor.unit)
    if state is not None:
        chosen = chosen.where(col(AnonymousTip.state) == state)
    if after is not None:
        chosen = chosen.where(col(AnonymousTip.id) < str(after[0]))
    ordered = chosen.order_by(col(AnonymousTip.id).desc()).limit(limit + 1)
    return list(work.session.execute(ordered).scalars())


# -- editions of the rules


def edition(work: Work, name: str) -> RuleEdition | None:
    """Return a kept edition of the rules."""
    return work.session.get(RuleEdition, name)


def has_edition(work: Work, name: str) -> bool:
    """Tell whether an edition of the rules is kept."""
    chosen = select(col(RuleEdition.edition)).where(col(RuleEdition.edition) == name)
    return work.session.execute(chosen).first() is not None


def editions_kept(work: Work) -> list[tuple[str, datetime]]:
    """Return every kept edition of the rules with the instant since which it is kept."""
    chosen = select(col(RuleEdition.edition), col(RuleEdition.kept_at))
    return [(name, at) for name, at in work.session.execute(chosen)]


def keep_edition(work: Work, row: dict[str, Any]) -> None:
    """Keep an edition of the rules; does nothing where another act was quicker."""
    insert = postgresql.insert if not work.world.one_writer else sqlite.insert
    table = RuleEdition.__table__  # type: ignore[attr-defined]
    work.execute(insert(table).on_conflict_do_nothing(index_elements=["edition"]), [row])


def of_other_editions(work: Work, name: str) -> list[Case]:
    """Return the open cases that are not under an edition of the rules, oldest first."""
    chosen = select(Case).where(col(Case.open), col(Case.law_edition) != name)
    return list(work.session.execute(chosen.order_by(col(Case.id))).scalars())


def reports(work: Work, *, limit: int) -> list[EditionReport]:
    """Return the newest reports of moves to another edition."""
    chosen = select(EditionReport).order_by(col(EditionReport.id).desc()).limit(limit)
    return list(work.session.execute(chosen).scalars())
