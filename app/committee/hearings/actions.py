"""Holding a hearing and keeping its minutes; none commits."""

from app.access.policy import May
from app.cases import actions as cases
from app.cases.lifecycle import Command
from app.committee.agenda import actions as agenda_actions
from app.committee.agenda import queries as agenda
from app.committee.agenda.lifecycle import ItemCommand
from app.committee.hearings import queries, rules, store
from app.committee.hearings.events import HearingClosed, HearingOpened, StatementTaken
from app.committee.hearings.problems import HearingOver, NotClosedPart, PartyUnheard
from app.committee.hearings.schemas import OpenIn, Side, StatementIn
from app.committee.hearings.tables import Hearing, HearingAttendance, HearingStatement
from app.committee.recusal import queries as recusal
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text

_PARTIES = (Side.COMPLAINANT, Side.RESPONDENT)


def open_hearing(work: Work, *, item_id: str, form: OpenIn, version: int | None) -> Hearing:
    """Open the hearing on its day, with a quorum of members whom nothing keeps away."""
    item = agenda.subject(work, item_id)
    target = agenda.target_of(work, item.case_id)
    work.require(May.CASE_DOCKET, target)
    work.expect_version(item, version)
    open_challenges = recusal.open_challenges(work, item_id)
    facts = agenda_actions.facts_of(work, item, challenges_open=open_challenges)
    agenda_actions.advance(work, item, ItemCommand.OPEN_HEARING, facts)
    seats = queries.unhindered(work, item_id, item.case_id, set(form.seat_ids), target)
    if len(seats) != len(set(form.seat_ids)):
        words = Text("심의에 참여할 수 없는 위원이 있습니다", "Not every member named may sit")
        raise Invalid(errors=(FieldError("/seat_ids", "kept_away", words),))
    rules.check_quorum(item.panel_kind, item.panel_size, len(seats))
    row = work.add(
        Hearing(
            id=work.new_id("hearing"), item_id=item_id, case_id=item.case_id, state="open",
            held_on=work.today, opened_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    for seat in seats:
        _attends(work, row, side=Side.MEMBER, name=seat.name, seat_id=seat.id)
    for other in form.others:
        _attends(work, row, side=other.side, name=other.name)
    work.record(
        HearingOpened(
            subject=row.id, case_id=row.case_id, item_id=item_id, on=row.held_on,
            seat_ids=tuple(seat.id for seat in seats),
        )
    )  # fmt: skip
    work.session.flush()
    return row


def take_statement(
    work: Work, *, hearing_id: str, form: StatementIn, version: int | None
) -> Hearing:
    """Take a statement into the minutes; a closed part needs a request that was granted."""
    row = _open(work, hearing_id, version)
    if form.closed and not agenda.granted_secrecy(work, row.item_id):
        raise NotClosedPart
    sequence = len(store.statements(work, row.id)) + 1
    work.add(
        HearingStatement(
            id=work.new_id("statement"), hearing_id=row.id, sequence=sequence, side=form.side,
            speaker=form.speaker, words=form.words, closed=form.closed,
        )
    )  # fmt: skip
    work.touch(row)
    work.record(
        StatementTaken(
            subject=row.id, case_id=row.case_id, hearing_id=row.id, sequence=sequence,
            side=form.side, closed=form.closed,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def close_hearing(work: Work, *, hearing_id: str, version: int | None) -> Hearing:
    """Close hearing and minutes once every party that came was heard; the case is deliberated."""
    row = _open(work, hearing_id, version)
    came = {one.side for one in store.attendance(work, row.id)} & set(_PARTIES)
    heard = {one.side for one in store.statements(work, row.id)}
    if came - heard:
        raise PartyUnheard(basis=(rules.BASIS,), unheard=sorted(came - heard))
    item = agenda.subject(work, row.item_id)
    agenda_actions.advance(
        work, item, ItemCommand.CLOSE_HEARING, agenda_actions.facts_of(work, item)
    )
    row.state, row.closed_at = "closed", work.now
    cases.move(work, case_id=row.case_id, command=Command.DELIBERATE)
    work.record(
        HearingClosed(subject=row.id, case_id=row.case_id, item_id=row.item_id, on=work.today)
    )
    work.session.flush()
    return row


def _open(work: Work, hearing_id: str, version: int | None) -> Hearing:
    row = store.hearing(work, hearing_id)
    work.require(May.CASE_DOCKET, agenda.target_of(work, row.case_id))
    work.expect_version(row, version)
    if row.state != "open":
        raise HearingOver
    return row


def _attends(
    work: Work, row: Hearing, *, side: str, name: str, seat_id: str | None = None
) -> None:  # fmt: skip
    work.add(
        HearingAttendance(
            id=work.new_id("attendance"), hearing_id=row.id, side=side, name=name,
            seat_id=seat_id,
        )
    )  # fmt: skip
