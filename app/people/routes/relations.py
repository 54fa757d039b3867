"""REST: walls."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.people import actions, queries
from app.people.schemas.relations import WallDeclarationIn, WallIn, WallOut
from app.people.store import accounts as names
from app.people.tables import Wall
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Cursor, Limit, Page

router = Area(prefix="/api/v1", tags=["walls"])


def _answer(work: Work, wall: Wall) -> WallOut:
    work.session.flush()
    return WallOut.of(wall, names.person(work, wall.person_id).name)


@router.post(
    "/walls/declarations",
    response_model=WallOut,
    status_code=201,
    openapi_extra=needs(May.WALL_DECLARE),
    operation_id="declare_wall",
    summary="회피 신청 · Declare that one stays away",
    responses=PROBLEMS,
)
async def declare_wall(form: WallDeclarationIn, door: At) -> Response:
    """Declare that one must stay away from a case or a company oneself."""
    return await door.act(lambda work: _answer(work, actions.declare_wall(work, form)), status=201)


@router.get(
    "/walls/declarations",
    response_model=Page[WallOut],
    openapi_extra=needs(May.WALL_DECLARE),
    operation_id="list_own_walls",
    summary="내 회피 내역 · Walls before me",
    responses=PROBLEMS,
)
async def list_own_walls(door: At) -> Response:
    """List the walls that stand before the one who asks."""
    return await door.read(queries.own_walls)


@router.get(
    "/walls",
    response_model=Page[WallOut],
    openapi_extra=needs(May.WALL_SET),
    operation_id="list_walls",
    summary="차단벽 목록 · Walls",
    responses=PROBLEMS,
)
async def list_walls(door: At, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List walls without their reasons."""
    return await door.read(lambda work: queries.walls(work, limit=limit, cursor=cursor))


@router.post(
    "/walls",
    response_model=WallOut,
    status_code=201,
    openapi_extra=needs(May.WALL_SET),
    operation_id="set_wall",
    summary="차단벽 설정 · Set a wall",
    responses=PROBLEMS,
)
async def set_wall(form: WallIn, door: At) -> Response:
    """Set a wall before another person."""
    return await door.act(
        lambda work: _answer(work, actions.set_wall(work, person_id=form.person_id, form=form)),
        status=201,
    )


@router.get(
    "/walls/{wall_id}",
    response_model=WallOut,
    openapi_extra=needs(May.WALL_SET),
    operation_id="read_wall",
    summary="차단벽 보기 · A wall with its reason",
    responses=PROBLEMS,
)
async def read_wall(wall_id: str, door: At) -> Response:
    """Show one wall with its reason; the read is recorded."""
    return await door.read_noted(lambda work: queries.wall(work, wall_id))


@router.post(
    "/walls/{wall_id}/lifting",
    response_model=WallOut,
    status_code=201,
    openapi_extra=needs(May.WALL_SET),
    operation_id="lift_wall",
    summary="차단벽 해제 · Lift a wall",
    responses=PROBLEMS,
)
async def lift_wall(wall_id: str, door: At) -> Response:
    """Lift a wall; never one's own."""
    version = door.version
    return await door.act(
        lambda work: _answer(work, actions.lift_wall(work, wall_id=wall_id, version=version)),
        status=201,
    )
