"""REST: tokens for programmes. A secret is shown in the first answer and kept nowhere."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel import ids
from app.people import actions, queries
from app.people.actions.tokens import MARK
from app.people.schemas.accounts import TokenIn, TokenOut
from app.web.area import Area
from app.web.deps import At, needs
from app.web.documented import PROBLEMS
from app.web.paging import Page

router = Area(prefix="/api/v1", tags=["tokens"])


@router.get(
    "/tokens",
    response_model=Page[TokenOut],
    openapi_extra=needs(May.TOKEN_MANAGE),
    operation_id="list_tokens",
    summary="내 토큰 · My tokens",
    responses=PROBLEMS,
)
async def list_tokens(door: At) -> Response:
    """List one's own tokens."""
    return await door.read(queries.tokens)


@router.post(
    "/tokens",
    response_model=TokenOut,
    status_code=201,
    openapi_extra=needs(May.TOKEN_MANAGE),
    operation_id="issue_token",
    summary="토큰 발급 · Issue a token",
    responses=PROBLEMS,
)
async def issue_token(form: TokenIn, door: At) -> Response:
    """Issue a token; a repeat under the same key shows it again without its secret."""
    prefix, secret = ids.spoken_code(3).replace("-", ""), ids.new_secret()
    answer = await door.act(
        lambda work: TokenOut.of(
            actions.issue_token(
                work,
                label=form.label,
                scopes=form.scopes,
                lasts_days=form.lasts_days,
                prefix=prefix,
                secret=secret,
            )
        ),
        status=201,
    )
    if "Idempotent-Replayed" in answer.headers:
        return answer
    shown = TokenOut.model_validate_json(bytes(answer.body))
    body = shown.model_copy(update={"secret": f"{MARK}_{prefix}_{secret}"}).model_dump_json()
    headers = {key: value for key, value in answer.headers.items() if key != "content-length"}
    return Response(body, status_code=201, headers=headers)


@router.post(
    "/tokens/{token_id}/revocation",
    response_model=TokenOut,
    status_code=201,
    openapi_extra=needs(May.TOKEN_MANAGE),
    operation_id="revoke_token",
    summary="토큰 폐기 · Revoke a token",
    responses=PROBLEMS,
)
async def revoke_token(token_id: str, door: At) -> Response:
    """End a token at once."""
    version = door.version

    def act(work: Work) -> TokenOut:
        row = actions.revoke_token(work, token_id=token_id, version=version)
        work.session.flush()
        return TokenOut.of(row)

    return await door.act(act, status=201)
