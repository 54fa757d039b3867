"""Setting and ending the relations of persons and companies to cases.

Cases call these in the same Work and hand over how the actor stands to the case.
"""

from dataclasses import dataclass
from datetime import datetime

from app.access.actor import MINE, OPEN, Target, Tie
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.kernel.text import Text
from app.people import rules
from app.people.events import CaseTieEnded, CaseTieSet, CaseTieStarted
from app.people.problems import AlreadySettled, UnfitForTie, WalledOff
from app.people.store import accounts, companies
from app.people.store import relations as store
from app.people.tables import CaseTie

_LEVEL_MOST = 5

_PARTIES = {Tie.COMPLAINANT, Tie.RESPONDENT}


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """How secret a thing a grant opens at most, until when, and under which order's code."""

    level: int
    until_at: datetime
    note_code: str = ""


@dataclass(frozen=True, slots=True)
class _NewTie:
    kind: Tie
    person_id: str | None = None
    company_id: str | None = None
    from_at: datetime | None = None
    terms: GrantTerms | None = None


def tie_complainant(
    work: Work, *, case_id: str, company_id: str | None = None, new: bool = False
) -> CaseTie:
    """Make the one who files, or the company he files for, the complainant of a case.

    Where a company files, only it is tied: a representative's reach ends with the mandate. A `new`
    case is being received in this very Work and has no relations to look for.
    """
    work.require(May.CASE_FILE, OPEN)
    if company_id is not None and company_id not in work.actor.company_ids:
        raise Forbidden(
            Text("이 기업을 대신하여 신고할 수 없습니다", "You may not file for this company"),
            permission=str(May.CASE_FILE),
            because="company",
        )
    person_id = None if company_id else work.actor.person_id
    tie = _NewTie(Tie.COMPLAINANT, person_id, company_id, work.now)
    return _add(work, case_id, tie) if new else _put(work, case_id, tie)


def name_respondent(
    work: Work, *, case_id: str, company_id: str, new: bool = False, may: May = May.CASE_FILE
) -> CaseTie:
    """Name the company complained of; it sees nothing until it is let in, but walls count.

    `new` as for the complainant; `may` is the permission of the act that names it.
    """
    work.require(may, OPEN)
    companies.company(work, company_id)
    tie = _NewTie(Tie.RESPONDENT, company_id=company_id)
    return _add(work, case_id, tie) if new else _put(work, case_id, tie)


def admit_respondent(work: Work, *, case_id: str, target: Target) -> list[CaseTie]:
    """Let the named respondents of a case see it from now on; those let in before stay so."""
    work.require(May.RESPONDENT_NOTIFY, target)
    ties = [row for row, _, _ in store.ties_of(work, case_id, [Tie.RESPONDENT])]
    named = [row for row in ties if row.from_at is None]
    for row in named:
        row.from_at = work.now
        work.record(CaseTieStarted(subject=row.id, case_id=case_id, kind=row.kind))
    return named


def assign(work: Work, *, case_id: str, person_id: str, target: Target) -> CaseTie:
    """Assign an official to a case; a person behind a wall is refused."""
    work.require(May.CASE_ASSIGN, target)
    return _put_person(work, case_id, _NewTie(Tie.ASSIGNED, person_id, from_at=work.now))


def assign_opener(work: Work, *, case_id: str) -> CaseTie:
    """Assign a case that an examiner opens of the office's own accord to that examiner."""
    work.require(May.CASE_OPEN, OPEN)
    new = _NewTie(Tie.ASSIGNED, work.actor.person_id, from_at=work.now)
    return _put_person(work, case_id, new)


def seat(work: Work, *, case_id: str, person_id: str, target: Target) -> CaseTie:
    """Seat a commissioner on the panel of a case; a person behind a wall is refused."""
    work.require(May.RELATION_SET, target)
    return _put_person(work, case_id, _NewTie(Tie.SEATED, person_id, from_at=work.now))


def name_member(work: Work, *, case_id: str, person_id: str, target: Target) -> CaseTie:
    """Name a commissioner for a case; it opens nothing until nothing keeps the member away."""
    work.require(May.RELATION_SET, target)
    return _put_person(work, case_id, _NewTie(Tie.SEATED, person_id))


def open_own_seat(work: Work, *, case_id: str) -> CaseTie:
    """Open the file to a commissioner who has said that nothing keeps them away from it."""
    work.require(May.WALL_DECLARE, MINE)
    person_id = work.actor.person_id
    if store.walled_from(work, person_id, case_id):
        raise WalledOff
    for row, _, _ in store.ties_of(work, case_id, [Tie.SEATED]):
        if row.person_id == person_id and row.from_at is None and row.until_at is None:
            row.from_at = work.now
            work.record(CaseTieStarted(subject=row.id, case_id=case_id, kind=row.kind))
            return row
    raise NotFound


def grant(
    work: Work, *, case_id: str, person_id: str, terms: GrantTerms, target: Target
) -> CaseTie:
    """Open a case up to a level, for a time, to a court's or agency's person or an expert."""
    work.require(May.RELATION_SET, target)
    if not 1 <= terms.level <= _LEVEL_MOST:
        words = Text("등급은 1에서 5까지입니다", "Levels run from 1 to 5")
        raise Invalid(errors=(FieldError("/level", "level", words),))
    if terms.until_at <= work.now:
        words = Text("끝나는 때가 지금보다 뒤여야 합니다", "It must end later than now")
        raise Invalid(errors=(FieldError("/until_at", "order", words),))
    new = _NewTie(Tie.GRANTED, person_id, from_at=work.now, terms=terms)
    return _put_person(work, case_id, new)


def end_case_tie(work: Work, *, tie_id: str, target: Target) -> CaseTie:
    """End an assignment, a seat or a grant from now on; parties stay parties.

    `target` is the case of the relation, as the caller found it.
    """
    row = store.tie(work, tie_id)
    work.require(May.CASE_ASSIGN if row.kind == Tie.ASSIGNED else May.RELATION_SET, target)
    if row.kind in _PARTIES:
        raise Conflict(Text("당사자 관계는 끝낼 수 없습니다", "A party stays a party"))
    if row.until_at is not None and row.until_at <= work.now:
        raise AlreadySettled
    row.until_at = work.now
    work.record(CaseTieEnded(subject=row.id, case_id=row.case_id, kind=row.kind))
    return row


def _put_person(work: Work, case_id: str, new: _NewTie) -> CaseTie:
    person_id = new.person_id or ""
    if not accounts.has_role(work, person_id, sorted(rules.HOLDERS[new.kind])):
        raise UnfitForTie
    if store.walled_from(work, person_id, case_id):
        raise WalledOff
    return _put(work, case_id, new)


def _put(work: Work, case_id: str, new: _NewTie) -> CaseTie:
    for row, _, _ in store.ties_of(work, case_id, [new.kind]):
        same = (row.person_id, row.company_id) == (new.person_id, new.company_id)
        if same and (row.from_at is None or rules.lasts(work.now, row.from_at, row.until_at)):
            raise AlreadySettled(tie_id=row.id)
    return _add(work, case_id, new)


def _add(work: Work, case_id: str, new: _NewTie) -> CaseTie:
    level, until_at, note_code = 0, None, ""
    if new.terms is not None:
        level, until_at = new.terms.level, new.terms.until_at
        note_code = new.terms.note_code
    row = work.add(
        CaseTie(
            id=work.new_id("tie"),
            case_id=case_id,
            person_id=new.person_id,
            company_id=new.company_id,
            kind=new.kind,
            level=level,
            note_code=note_code,
            from_at=new.from_at,
            until_at=until_at,
            set_by=work.actor.account_id,
            set_at=work.now,
        )
    )
    work.record(
        CaseTieSet(
            subject=row.id,
            case_id=case_id,
            person_id=new.person_id or "",
            company_id=new.company_id or "",
            kind=new.kind,
            level=level,
            from_at=new.from_at,
            until_at=until_at,
        )
    )
    return row
