"""Declaring, challenging and filling vacant seats; none commits."""

from app.access.actor import MINE, Target
from app.access.policy import May
from app.committee.agenda import queries as agenda
from app.committee.agenda.actions import name_seat
from app.committee.agenda.lifecycle import ItemState, SeatState
from app.committee.agenda.rules import side_of
from app.committee.agenda.tables import AgendaItem, PanelSeat
from app.committee.members import queries as members
from app.committee.recusal import rules, store
from app.committee.recusal.events import (
    ChallengeDecided,
    MemberChallenged,
    SeatDeclared,
    SeatFilled,
    SeatVacated,
)
from app.committee.recusal.lifecycle import CHALLENGE, ChallengeCommand
from app.committee.recusal.problems import (
    DeclaredBefore,
    ItemDecided,
    NoVacancy,
    OwnChallenge,
    SeatVacant,
)
from app.committee.recusal.rules import Ground
from app.committee.recusal.schemas import (
    ChallengeDecisionIn,
    ChallengeIn,
    DeclarationIn,
    FillIn,
)
from app.committee.recusal.tables import Challenge
from app.committee.terms import holds
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import actions as people
from app.people.rules import WallKind
from app.people.schemas.relations import WallDeclarationIn


def declare(work: Work, *, seat_id: str, form: DeclarationIn, version: int | None) -> PanelSeat:
    """Say whether anything keeps oneself away: the file opens, or a wall stands at once.

    One who sits already may still stay away; nobody may come back.
    """
    work.require(May.WALL_DECLARE, MINE)
    seat = agenda.seat(work, seat_id)
    own = seat.person_id == work.actor.person_id
    work.require(May.WALL_DECLARE, MINE if own else Target())
    work.expect_version(seat, version)
    rules.check_declaration(form.ground, form.reason, form.article)
    if seat.state == SeatState.VACANT:
        raise SeatVacant
    if form.ground is Ground.NONE and seat.state == SeatState.OPEN:
        raise DeclaredBefore
    seat.declared_at = work.now
    if form.ground is Ground.NONE:
        people.open_own_seat(work, case_id=seat.case_id)
        seat.state = SeatState.OPEN
    else:
        _refuse_decided(agenda.subject(work, seat.item_id))
        wall = _wall(seat, WallKind(form.ground), form.reason)
        people.declare_wall(work, wall)
        _vacate(work, seat, by=str(form.ground), article=form.article)
    work.record(
        SeatDeclared(
            subject=seat.id, case_id=seat.case_id, item_id=seat.item_id,
            person_id=seat.person_id, ground=str(form.ground),
        )
    )  # fmt: skip
    work.session.flush()
    return seat


def challenge(work: Work, *, item_id: str, form: ChallengeIn) -> Challenge:
    """Challenge a member as a party (기피)."""
    item = agenda.subject(work, item_id)
    target = agenda.target_of(work, item.case_id)
    work.require(May.HEARING_ANSWER, target)
    return _file(work, item, form, kind="challenge", side=side_of(target))


def note_disqualification(work: Work, *, item_id: str, form: ChallengeIn) -> Challenge:
    """Note of office that a member is disqualified (제척); those who sit decide on it."""
    item = agenda.subject(work, item_id)
    work.require(May.CASE_DOCKET, agenda.target_of(work, item.case_id))
    return _file(work, item, form, kind="disqualification", side="")


def decide(
    work: Work, *, challenge_id: str, form: ChallengeDecisionIn, version: int | None
) -> Challenge:
    """Grant or dismiss a challenge, as one who sits and is not challenged; a wall stands at once."""
    row = store.challenge(work, challenge_id)
    target = agenda.target_of(work, row.case_id)
    work.require(May.CASE_DECIDE, target)
    work.expect_version(row, version)
    seat = agenda.seat(work, row.seat_id)
    if seat.person_id == work.actor.person_id:
        raise OwnChallenge
    command = ChallengeCommand.GRANT if form.granted else ChallengeCommand.DISMISS
    row.state = str(CHALLENGE.take(row.state, command).target)
    row.decided_on, row.decision = work.today, form.reason
    if form.granted and seat.state != SeatState.VACANT:
        wall = _wall(seat, WallKind.DISQUALIFICATION, row.reason)
        people.wall_off(work, person_id=seat.person_id, form=wall, target=target)
        _vacate(work, seat, by=row.kind, article=row.article)
    work.record(
        ChallengeDecided(
            subject=row.id, case_id=row.case_id, item_id=row.item_id, seat_id=row.seat_id,
            granted=form.granted,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def fill(work: Work, *, item_id: str, form: FillIn, version: int | None) -> PanelSeat:
    """Name another member in office for a seat that has become vacant."""
    item = agenda.subject(work, item_id)
    target = agenda.target_of(work, item.case_id)
    work.require(May.CASE_DOCKET, target)
    work.expect_version(item, version)
    _refuse_decided(item)
    seats = agenda.seats_of(work, item_id)
    empty = next((one for one in seats if one.id == form.seat_id), None)
    filled = any(one.fills_seat_id == form.seat_id for one in seats)
    if empty is None or empty.state != SeatState.VACANT or filled:
        raise NoVacancy
    member = members.member(work, form.member_id)
    if not holds(item.hearing_on, member.from_on, member.until_on) or any(
        one.person_id == member.person_id for one in seats
    ):
        words = Text("이 자리를 채울 수 없는 위원입니다", "This member cannot take the seat")
        raise Invalid(errors=(FieldError("/member_id", "unfit", words),))
    work.touch(item)
    seat = name_seat(work, item, member, target, chair=empty.chair, fills_seat_id=empty.id)
    work.record(
        SeatFilled(
            subject=seat.id, case_id=item.case_id, item_id=item.id, member_id=member.id,
            fills_seat_id=empty.id,
        )
    )  # fmt: skip
    work.session.flush()
    return seat


def _file(
    work: Work, item: AgendaItem, form: ChallengeIn, *, kind: str, side: str
) -> Challenge:  # fmt: skip
    _refuse_decided(item)
    seat = next((one for one in agenda.seats_of(work, item.id) if one.id == form.seat_id), None)
    if seat is None:
        words = Text("이 안건의 위원이 아닙니다", "Not a member of this panel")
        raise Invalid(errors=(FieldError("/seat_id", "unknown", words),))
    if seat.state == SeatState.VACANT:
        raise SeatVacant
    row = work.add(
        Challenge(
            id=work.new_id("challenge"), item_id=item.id, case_id=item.case_id, seat_id=seat.id,
            kind=kind, side=side, reason=form.reason, article=form.article, filed_on=work.today,
            state=str(CHALLENGE.initial),
        )
    )  # fmt: skip
    # A vote that is being taken must notice the challenge: both change the item.
    work.touch(item)
    work.record(
        MemberChallenged(
            subject=row.id, case_id=item.case_id, item_id=item.id, seat_id=seat.id, kind=kind,
            side=side,
        )
    )  # fmt: skip
    work.session.flush()
    return row


def _wall(seat: PanelSeat, kind: WallKind, reason: str) -> WallDeclarationIn:
    return WallDeclarationIn(case_id=seat.case_id, kind=kind, reason=reason[:1000])


def _vacate(work: Work, seat: PanelSeat, *, by: str, article: str) -> None:
    seat.state, seat.kept_away_by, seat.article = SeatState.VACANT, by, article
    # A vote that is being taken must notice the vacancy: both change the item.
    work.touch(agenda.subject(work, seat.item_id))
    work.record(
        SeatVacated(
            subject=seat.id, case_id=seat.case_id, item_id=seat.item_id,
            person_id=seat.person_id, by=by,
        )
    )  # fmt: skip


def _refuse_decided(item: AgendaItem) -> None:
    if item.state == ItemState.RESOLVED:
        raise ItemDecided
