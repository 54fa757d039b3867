"""The cookie that carries a session's secret; no script and no other site can read or send it."""

from starlette.requests import Request
from starlette.responses import Response

from app.people.rules import SESSION_LASTS
from app.web.deps import SESSION_COOKIE


def set_session(response: Response, request: Request, secret: str) -> None:
    """Put a session's secret into the browser; over https it never leaves by http."""
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=int(SESSION_LASTS.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def clear_session(response: Response, request: Request) -> None:
    """Take a session's secret out of the browser."""
    response.delete_cookie(
        SESSION_COOKIE,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
