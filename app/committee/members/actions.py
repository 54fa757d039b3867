"""Entering members and forming panels; none commits."""

from datetime import date

from app.access.actor import OPEN, Role
from app.access.policy import May
from app.committee.members import rules, store
from app.committee.members.events import (
    CommitteeMemberEntered,
    CommitteeMemberLeft,
    PanelDissolved,
    PanelFormed,
)
from app.committee.members.problems import TermOver, TermWrong
from app.committee.members.schemas import EndIn, MemberIn, PanelIn
from app.committee.members.tables import CommitteeMember, CommitteePanel, PanelMember
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import queries as people


def enter_member(work: Work, *, form: MemberIn) -> CommitteeMember:
    """Enter a commissioner's term; two terms of one person may not overlap."""
    work.require(May.CASE_DOCKET, OPEN)
    staff = people.staff(work, roles=(Role.COMMITTEE,))
    account = next((one for one in staff if one.id == form.account_id), None)
    if account is None:
        words = Text("위원 계정이 아닙니다", "Not a commissioner's account")
        raise Invalid(errors=(FieldError("/account_id", "not_a_commissioner", words),))
    _refuse_before(form.from_on, form.until_on)
    for term in store.members(work):
        apart = (term.until_on is not None and term.until_on < form.from_on) or (
            form.until_on is not None and form.until_on < term.from_on
        )
        if term.person_id == account.person_id and not apart:
            words = Text("이 위원의 다른 임기와 겹칩니다", "Another term of this member overlaps")
            raise TermWrong(errors=(FieldError("/from_on", "overlaps", words),))
    row = work.add(
        CommitteeMember(
            id=work.new_id("member"), person_id=account.person_id, account_id=account.id,
            name=account.name, from_on=form.from_on, until_on=form.until_on,
        )
    )  # fmt: skip
    work.record(
        CommitteeMemberEntered(
            subject=row.id, person_id=row.person_id, from_on=row.from_on, until_on=row.until_on
        )
    )
    work.session.flush()
    return row


def end_term(work: Work, *, member_id: str, form: EndIn, version: int | None) -> CommitteeMember:
    """End a commissioner's term with a day."""
    work.require(May.CASE_DOCKET, OPEN)
    row = work.one(CommitteeMember, member_id)
    work.expect_version(row, version)
    _refuse_ended(row.until_on, form.until_on)
    _refuse_before(row.from_on, form.until_on)
    row.until_on = form.until_on
    work.record(CommitteeMemberLeft(subject=row.id, until_on=form.until_on))
    work.session.flush()
    return row


def form_panel(work: Work, *, form: PanelIn) -> CommitteePanel:
    """Form a panel of members in office; where the law's number is known it must fit."""
    work.require(May.CASE_DOCKET, OPEN)
    terms = [rules.Term(one.id, one.from_on, one.until_on) for one in store.members(work)]
    size = rules.prescribed_size(work.law, form.kind, form.from_on)
    rules.check_panel(form.member_ids, form.chair_id, terms, from_on=form.from_on, size=size)
    row = work.add(
        CommitteePanel(
            id=work.new_id("panel"), kind=str(form.kind), name=form.name, from_on=form.from_on,
            chair_id=form.chair_id,
        )
    )  # fmt: skip
    work.session.flush()
    for member_id in form.member_ids:
        work.add(PanelMember(id=work.new_id("pmember"), panel_id=row.id, member_id=member_id))
    work.record(
        PanelFormed(
            subject=row.id, kind=row.kind, from_on=row.from_on,
            member_ids=tuple(form.member_ids), chair_id=row.chair_id,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def dissolve_panel(
    work: Work, *, panel_id: str, form: EndIn, version: int | None
) -> CommitteePanel:
    """End a panel with a day; what it has on its agenda it still decides."""
    work.require(May.CASE_DOCKET, OPEN)
    row = work.one(CommitteePanel, panel_id)
    work.expect_version(row, version)
    _refuse_ended(row.until_on, form.until_on)
    _refuse_before(row.from_on, form.until_on)
    row.until_on = form.until_on
    work.record(PanelDissolved(subject=row.id, until_on=form.until_on))
    work.session.flush()
    return row


def _refuse_before(from_on: date, until_on: date | None) -> None:
    if until_on is not None and until_on < from_on:
        words = Text("끝나는 날이 시작하는 날보다 빠릅니다", "It ends before it begins")
        raise TermWrong(errors=(FieldError("/until_on", "before_start", words),))


def _refuse_ended(until_on: date | None, wanted: date) -> None:
    if until_on is not None and until_on <= wanted:
        raise TermOver(until_on=until_on.isoformat())
