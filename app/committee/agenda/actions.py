"""Bringing a case before a panel: tabling, notices, answers, closed parts; none commits."""

from app.access.actor import Target
from app.access.policy import May
from app.cases import actions as case_actions
from app.cases import queries as cases
from app.cases.lifecycle import Command
from app.committee.agenda import rules, store
from app.committee.agenda.events import (
    AgendaItemMoved,
    AgendaItemTabled,
    HearingAnswered,
    HearingNotified,
    HearingPostponed,
    OpinionHearingSet,
    SecrecyAsked,
    SecrecyDecided,
)
from app.committee.agenda.lifecycle import (
    AGENDA_ITEM,
    ItemCommand,
    ItemFacts,
    SeatState,
)
from app.committee.agenda.problems import (
    AnsweredBefore,
    NotACommitteeCase,
    PanelNotSitting,
)
from app.committee.agenda.queries import LEVEL, target_of
from app.committee.agenda.schemas import (
    AnswerIn,
    OpinionHearingIn,
    PostponeIn,
    SecrecyDecisionIn,
    SecrecyIn,
    TableIn,
)
from app.committee.agenda.tables import AgendaItem, PanelSeat, SecrecyRequest
from app.committee.members import queries as members
from app.committee.members.tables import CommitteeMember
from app.committee.terms import holds
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.people import actions as people
from app.people import queries as relations

COMMITTEE_TRACKS = frozenset({"kftc"})
TABLING_CLOCK = "tabling"
_OTHER_PANEL = Text(
    "심사보고서를 보낼 때 정한 회의와 종류가 다릅니다",
    "The report was sent for another kind of panel",
)


def table(work: Work, *, case_id: str, form: TableIn, version: int | None) -> AgendaItem:
    """Put a case on the agenda of a panel and name its members; the case moves with it (K14)."""
    target = target_of(work, case_id)
    work.require(May.CASE_DOCKET, target)
    case = cases.subject(work, case_id)
    if case.track not in COMMITTEE_TRACKS:
        raise NotACommitteeCase(track=case.track)
    work.expect_version(case, version)
    panel = members.panel(work, form.panel_id)
    if not holds(form.hearing_on, panel.from_on, panel.until_on):
        words = Text("그날 열리지 않는 회의입니다", "This panel does not sit on that day")
        raise PanelNotSitting(errors=(FieldError("/panel_id", "not_sitting", words),))
    if case.panel and case.panel != panel.kind:
        raise PanelNotSitting(errors=(FieldError("/panel_id", "other_kind", _OTHER_PANEL),))
    due_on = next(
        (c.due_on for c in deadlines.clocks_of(work, case_id) if c.name == TABLING_CLOCK), None
    )
    case_actions.move(
        work, case_id=case_id, command=Command.TABLE, hearing_on=form.hearing_on
    )  # fmt: skip
    seated = members.panel_members(work, panel.id)
    row = work.add(
        AgendaItem(
            id=work.new_id("item"), case_id=case_id,
            sequence=len(store.items_of(work, case_id)) + 1, panel_id=panel.id,
            panel_kind=panel.kind, panel_size=len(seated), state=str(AGENDA_ITEM.initial),
            tabled_on=work.today, due_on=due_on, late=rules.is_late(due_on, work.today),
            hearing_on=form.hearing_on, place=form.place,
        )
    )  # fmt: skip
    work.session.flush()
    for member in seated:
        name_seat(work, row, member, target, chair=member.id == panel.chair_id)
    work.record(
        AgendaItemTabled(
            subject=row.id, case_id=case_id, panel_id=panel.id, panel_kind=panel.kind,
            hearing_on=row.hearing_on, member_ids=tuple(one.id for one in seated), late=row.late,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def name_seat(
    work: Work, row: AgendaItem, member: CommitteeMember, target: Target, *, chair: bool,
    fills_seat_id: str | None = None,
) -> PanelSeat:  # fmt: skip
    """Name a member for a case: the file stays shut until the member has declared."""
    away = relations.kept_away(work, row.case_id, {member.person_id}, target=target)
    seat = work.add(
        PanelSeat(
            id=work.new_id("seat"), item_id=row.id, case_id=row.case_id, member_id=member.id,
            person_id=member.person_id, name=member.name, chair=chair,
            state=SeatState.VACANT if away else SeatState.NAMED,
            kept_away_by="wall" if away else "", fills_seat_id=fills_seat_id,
        )
    )  # fmt: skip
    work.session.flush()
    if not away:
        people.name_member(work, case_id=row.case_id, person_id=member.person_id, target=target)
    return seat


def facts_of(work: Work, row: AgendaItem, *, challenges_open: int = 0) -> ItemFacts:
    """Gather what the guards of an item look at."""
    seats = store.seats_of(work, row.id)
    return ItemFacts(
        today=work.today,
        hearing_on=row.hearing_on,
        notice_days=work.law.figure("hearing_notice_days", work.today).number,
        undeclared=sum(one.state == SeatState.NAMED for one in seats),
        challenges_open=challenges_open,
    )


def advance(work: Work, row: AgendaItem, command: ItemCommand, facts: ItemFacts) -> None:
    """Take a step of an item for the rooms beside this one; they have asked for permission."""
    step = AGENDA_ITEM.take(row.state, command, facts)
    row.state = str(step.target)
    work.record(
        AgendaItemMoved(
            subject=row.id, case_id=row.case_id, command=str(command), to_state=row.state
        )
    )


def notify(work: Work, *, item_id: str, version: int | None) -> AgendaItem:
    """Give both parties notice of the hearing; each, the complainant too, is offered to be heard."""
    row = _docketed(work, item_id, version)
    advance(work, row, ItemCommand.NOTIFY, facts_of(work, row))
    row.notified_on = work.today
    row.complainant_answer = row.respondent_answer = ""
    work.record(HearingNotified(subject=row.id, case_id=row.case_id, hearing_on=row.hearing_on))
    work.session.flush()
    return row


def postpone(work: Work, *, item_id: str, form: PostponeIn, version: int | None) -> AgendaItem:
    """Set another day for a hearing that has not begun; notice is then given anew."""
    row = _docketed(work, item_id, version)
    row.hearing_on = form.hearing_on
    advance(work, row, ItemCommand.POSTPONE, facts_of(work, row))
    row.notified_on = None
    cases.subject(work, row.case_id).hearing_on = form.hearing_on
    work.record(HearingPostponed(subject=row.id, case_id=row.case_id, hearing_on=form.hearing_on))
    work.session.flush()
    return row


def set_opinion_hearing(
    work: Work, *, item_id: str, form: OpinionHearingIn, version: int | None
) -> AgendaItem:
    """Set the day on which opinions are heard before the hearing (의견청취절차)."""
    row = _docketed(work, item_id, version)
    days = work.law.figure("opinion_hearing_notice_days", work.today).number
    rules.check_opinion_hearing(form.on, row.hearing_on, work.today, days)
    row.opinion_hearing_on = form.on
    work.record(OpinionHearingSet(subject=row.id, case_id=row.case_id, on=form.on))
    work.session.flush()
    return row


def answer(work: Work, *, item_id: str, form: AnswerIn, version: int | None) -> AgendaItem:
    """Say for one's own side whether it attends the hearing."""
    row = store.item(work, item_id)
    target = target_of(work, row.case_id)
    work.require(May.HEARING_ANSWER, target)
    work.expect_version(row, version)
    side, word = rules.side_of(target), "attends" if form.attends else "absent"
    if side == "respondent":
        row.respondent_answer = word
    else:
        row.complainant_answer = word
    work.touch(row)
    work.record(
        HearingAnswered(subject=row.id, case_id=row.case_id, side=side, attends=form.attends)
    )
    work.session.flush()
    return row


def ask_secrecy(work: Work, *, item_id: str, form: SecrecyIn) -> SecrecyRequest:
    """Ask that parts of the hearing be closed, at least the prescribed days before it."""
    row = store.item(work, item_id)
    target = target_of(work, row.case_id)
    work.require(May.HEARING_ANSWER, target)
    days = work.law.figure("secrecy_request_days", work.today).number
    rules.check_secrecy_day(row.hearing_on, work.today, days)
    asked = work.add(
        SecrecyRequest(
            id=work.new_id("secrecy"), item_id=row.id, case_id=row.case_id, side=rules.side_of(target),
            passages=form.passages, reason=form.reason, asked_on=work.today,
        )
    )  # fmt: skip
    work.record(
        SecrecyAsked(subject=asked.id, case_id=row.case_id, item_id=row.id, side=asked.side)
    )
    work.session.flush()
    return asked


def decide_secrecy(
    work: Work, *, secrecy_id: str, form: SecrecyDecisionIn, version: int | None
) -> SecrecyRequest:
    """Decide, as one who sits, whether the parts are closed."""
    asked = store.secrecy(work, secrecy_id)
    work.require(May.CASE_DECIDE, target_of(work, asked.case_id))
    work.expect_version(asked, version)
    if asked.state != "asked":
        raise AnsweredBefore
    asked.state = "granted" if form.granted else "refused"
    asked.decided_on, asked.decision = work.today, form.reason
    work.record(
        SecrecyDecided(
            subject=asked.id, case_id=asked.case_id, item_id=asked.item_id, granted=form.granted
        )
    )
    work.session.flush()
    return asked


def _docketed(work: Work, item_id: str, version: int | None) -> AgendaItem:
    row = store.item(work, item_id)
    work.require(May.CASE_DOCKET, target_of(work, row.case_id, level=LEVEL))
    work.expect_version(row, version)
    return row
