"""Answers that must not be kept under an Idempotency-Key, because they carry or follow a secret."""

from pydantic import BaseModel
from starlette.responses import Response

from app.people.cookies import set_session
from app.people.flows import Opened
from app.web.deps import Door


def plain(door: Door, body: BaseModel, *, status: int = 201) -> Response:
    """Answer with a body that nobody keeps."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": door.language,
        "Vary": "Accept-Language",
    }
    return Response(
        body.model_dump_json(), status_code=status, media_type="application/json", headers=headers
    )


def opened(door: Door, session: Opened, *, status: int = 201) -> Response:
    """Answer with a session and put its secret into the cookie."""
    secret, body = session
    response = plain(door, body, status=status)
    set_session(response, door.request, secret)
    return response
