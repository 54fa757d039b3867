"""REST for votes."""

from starlette.responses import Response

from app.access.policy import May
from app.committee.fields import NothingIn
from app.committee.votes import actions, queries
from app.committee.votes.schemas import BallotIn, BallotOut, ProposalIn, VoteList, VoteOut
from app.db.work import Work
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS

router = Area(prefix="/api/v1", tags=["committee"], responses=PROBLEMS)
_READ = needs(May.CASE_READ, level=2)
_DOCKET = needs(May.CASE_DOCKET, level=2)


@router.get("/agenda/{agenda_item_id}/votes", response_model=VoteList, openapi_extra=_READ,
            operation_id="list_votes", summary="안건의 표결 · Votes of an item")  # fmt: skip
async def votes(agenda_item_id: str, door: At) -> Response:
    """Return the votes of an item; counts only, and only once every voter has voted."""
    return await door.read(lambda work: queries.votes(work, agenda_item_id))


@router.post("/hearings/{hearing_id}/votes", response_model=VoteOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="open_vote",
             summary="표결 부의 · Put a proposal to the vote")  # fmt: skip
async def open_vote(hearing_id: str, form: ProposalIn, door: At) -> Response:
    """Put a proposal to the vote; If-Match names the hearing's version."""
    version = door.version
    return await door.act(
        lambda work: queries.shown(
            work, actions.open_vote(work, hearing_id=hearing_id, form=form, version=version)
        ),
        status=201,
    )


@router.get("/votes/{vote_id}", response_model=VoteOut, openapi_extra=_READ,
            operation_id="get_vote", summary="표결 · One vote")  # fmt: skip
async def vote(vote_id: str, door: At) -> Response:
    """Return a vote."""
    return await door.read(lambda work: queries.vote(work, vote_id))


@router.post("/votes/{vote_id}/ballot", response_model=BallotOut, status_code=201,
             openapi_extra=needs(May.CASE_DECIDE, level=2), operation_id="cast_ballot",
             summary="비밀 투표 · Cast a secret ballot")  # fmt: skip
async def ballot(vote_id: str, form: BallotIn, door: At) -> Response:
    """Vote once. A repeat is refused as voted before: no answer is kept under the key, because
    what is kept of a request would tell what its ballot said."""
    door.key()

    def done(work: Work) -> str:
        row = actions.cast_ballot(work, vote_id=vote_id, form=form)
        return BallotOut(vote_id=row.id, voted=True).model_dump_json()

    body = await door.do(done)
    headers = {"Cache-Control": "no-store"}
    return Response(body, status_code=201, media_type="application/json", headers=headers)


@router.post("/votes/{vote_id}/count", response_model=VoteOut, status_code=201,
             openapi_extra=_DOCKET, operation_id="count_vote",
             summary="개표와 의결 · Count the ballots")  # fmt: skip
async def count(vote_id: str, form: NothingIn, door: At) -> Response:
    """Open the box once every voter has voted; a carried proposal is the resolution."""
    del form
    version = door.version
    return await door.act(
        lambda work: queries.shown(work, actions.count(work, vote_id=vote_id, version=version)),
        status=201,
    )
