"""REST for declarations, challenges and vacant seats."""

from starlette.responses import Response

from app.access.policy import May
from app.committee.agenda import queries as agenda
from app.committee.agenda.schemas import OwnSeatOut, SeatOut
from app.committee.recusal import actions, queries
from app.committee.recusal.schemas import (
    ChallengeDecisionIn,
    ChallengeIn,
    ChallengeList,
    ChallengeOut,
    DeclarationIn,
    FillIn,
)
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["committee"], responses=PROBLEMS)


@router.post("/committee/seats/{seat_id}/declaration", response_model=OwnSeatOut,
             status_code=201, openapi_extra=needs(May.WALL_DECLARE),
             operation_id="declare_for_seat",
             summary="제척·회피 확인 · Say whether anything keeps one away")  # fmt: skip
async def declare(seat_id: str, form: DeclarationIn, door: At) -> Response:
    """Open the file to oneself, or stay away from the case from now on."""
    version = door.version
    return await door.act(
        lambda work: agenda.own_shown(
            work, actions.declare(work, seat_id=seat_id, form=form, version=version)
        ),
        status=201,
    )


@router.get("/agenda/{agenda_item_id}/challenges", response_model=ChallengeList,
            openapi_extra=needs(May.CASE_READ, level=2), operation_id="list_challenges",
            summary="기피·제척 신청 목록 · Challenges to members")  # fmt: skip
async def challenges(agenda_item_id: str, door: At) -> Response:
    """Return the challenges of an item; a side reads its own."""
    return await door.read(lambda work: queries.challenges(work, agenda_item_id))


@router.post("/agenda/{agenda_item_id}/challenges", response_model=ChallengeOut, status_code=201,
             openapi_extra=needs(May.HEARING_ANSWER, level=2), operation_id="challenge_member",
             summary="기피 신청 · Challenge a member")  # fmt: skip
async def challenge(agenda_item_id: str, form: ChallengeIn, door: At) -> Response:
    """Challenge a member as a party."""
    return await door.act(
        lambda work: queries.shown(
            work, actions.challenge(work, item_id=agenda_item_id, form=form)
        ),
        status=201,
    )


@router.post("/agenda/{agenda_item_id}/disqualifications", response_model=ChallengeOut,
             status_code=201, openapi_extra=needs(May.CASE_DOCKET, level=2),
             operation_id="note_disqualification",
             summary="제척 사유 보고 · Note a disqualification")  # fmt: skip
async def disqualification(agenda_item_id: str, form: ChallengeIn, door: At) -> Response:
    """Note of office that a member is disqualified; those who sit decide on it."""
    return await door.act(
        lambda work: queries.shown(
            work, actions.note_disqualification(work, item_id=agenda_item_id, form=form)
        ),
        status=201,
    )


@router.post("/challenges/{challenge_id}/decision", response_model=ChallengeOut,
             status_code=201, openapi_extra=needs(May.CASE_DECIDE, level=2),
             operation_id="decide_challenge",
             summary="기피·제척 신청 결정 · Decide on a challenge")  # fmt: skip
async def decide(challenge_id: str, form: ChallengeDecisionIn, door: At) -> Response:
    """Grant or dismiss a challenge, as one who sits and is not challenged."""
    version = door.version
    return await door.act(
        lambda work: queries.shown(
            work, actions.decide(work, challenge_id=challenge_id, form=form, version=version)
        ),
        status=201,
    )


@router.post("/agenda/{agenda_item_id}/substitutes", response_model=SeatOut, status_code=201,
             openapi_extra=needs(May.CASE_DOCKET, level=2), operation_id="fill_seat",
             summary="대체 위원 지정 · Fill a vacant seat")  # fmt: skip
async def fill(agenda_item_id: str, form: FillIn, door: At) -> Response:
    """Name another member for a vacant seat; If-Match names the item's version."""
    version = door.version
    return await door.act(
        lambda work: SeatOut.of(
            actions.fill(work, item_id=agenda_item_id, form=form, version=version)
        ),
        status=201,
    )
