"""Forms that only our own pages can send: a token bound to the browser's random cookie."""

import hashlib
import hmac

from starlette.requests import Request

from app.kernel import ids
from app.kernel.problems import Forbidden
from app.kernel.text import Text

CSRF_COOKIE = "sangsaeng_form"
FIELD = "csrf_token"


class ForgedForm(Forbidden):
    """A form came from another site, or its page was open too long."""

    slug = "forged-form"
    title = Text(
        "화면을 새로 고친 뒤 다시 제출해 주세요", "Reload the page and submit the form again"
    )


def new_cookie() -> str:
    """Return a fresh random value for the browser's cookie."""
    return ids.new_secret(18)


def token_for(key: bytes, cookie: str) -> str:
    """Return the token that belongs to a cookie."""
    return hmac.new(key, b"form:" + cookie.encode(), hashlib.sha256).hexdigest()


def refuse_other_sites(request: Request) -> None:
    """Raise ForgedForm where the browser says that another site sends the request."""
    if request.headers.get("sec-fetch-site") not in {None, "same-origin", "none"}:
        raise ForgedForm


def check(key: bytes, request: Request, token: str) -> None:
    """Raise ForgedForm unless the token fits the cookie and the form came from this site."""
    cookie = request.cookies.get(CSRF_COOKIE, "")
    refuse_other_sites(request)
    if not cookie or not hmac.compare_digest(token_for(key, cookie), token):
        raise ForgedForm
