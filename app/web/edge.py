"""The outermost layer: request ids, host and size limits, security headers."""

import contextlib
import re
from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kernel import ids
from app.kernel.problems import Malformed, Problem, TooLarge
from app.kernel.text import Text
from app.web.deps import SESSION_COOKIE
from app.web.problems import answer

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_LENGTH = re.compile(r"[0-9]{1,18}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Edge:
    """ASGI middleware that every request passes first."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], body_limit_bytes: int,
                 upload_paths: tuple[str, ...] = (),
                 other_limits: Mapping[str, int] | None = None) -> None:  # fmt: skip
        """Keep the hosts allowed (`*` for any) and the largest body outside uploads.

        `upload_paths` are patterns of how the paths of uploads end; `other_limits` are the largest
        bodies of the paths that have a limit of their own.
        """
        self.app = app
        self.hosts = frozenset(hosts)
        self.body_limit_bytes = body_limit_bytes
        self.other_limits = dict(other_limits or {})
        self.uploads = [re.compile(rf"{path}\Z") for path in upload_paths]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it before anything reads it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope["request_id"] = _request_id(headers)
        upload = any(path.search(scope["path"]) for path in self.uploads)
        dressed = _dressed(send, scope)
        if scope["method"] == "HEAD":  # the server leaves the body away
            scope = {**scope, "method": "GET"}
        limit_bytes = self.other_limits.get(scope["path"], self.body_limit_bytes)
        refusal = self._refusal(headers, None if upload else limit_bytes)
        if refusal is not None:
            await answer(refusal, Request(scope))(scope, receive, dressed)
        elif upload:
            await self.app(scope, receive, dressed)
        else:
            await self._pass_on(scope, _Counted(receive, limit_bytes), dressed)

    async def _pass_on(self, scope: Scope, counted: "_Counted", send: Send) -> None:
        """Let the application answer; a body that grew over the limit is answered 413 here.

        The application may take the broken body for bad input and answer by itself, so what it
        says after the limit is not sent.
        """

        async def unless_over(message: Message) -> None:
            if not counted.over:
                await send(message)

        with contextlib.suppress(_BodyTooLarge):
            await self.app(scope, counted, unless_over)
        if counted.over:
            problem = _too_large(counted.limit_bytes)
            await answer(problem, Request(scope))(scope, counted, send)

    def _refusal(self, headers: Headers, limit_bytes: int | None) -> Problem | None:
        host = headers.get("host", "").rsplit(":", 1)[0].lower()
        if "*" not in self.hosts and host not in self.hosts:
            return Malformed(Text("알 수 없는 호스트 이름입니다", "Unknown host name"))
        length = headers.get("content-length", "0")
        if not _LENGTH.fullmatch(length):
            return Malformed(Text("Content-Length가 수가 아닙니다", "Content-Length is no number"))
        if limit_bytes is not None and int(length) > limit_bytes:
            return _too_large(limit_bytes)
        return None


class _BodyTooLarge(Exception):
    pass


class _Counted:
    def __init__(self, receive: Receive, limit_bytes: int) -> None:
        self._receive, self.limit_bytes, self._seen = receive, limit_bytes, 0

    @property
    def over(self) -> bool:
        return self._seen > self.limit_bytes

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self.over:
            raise _BodyTooLarge
        return message


def _too_large(limit_bytes: int) -> TooLarge:
    return TooLarge(
        Text(f"요청은 {limit_bytes:,}바이트까지입니다", f"Requests may hold {limit_bytes:,} bytes"),
        limit_bytes=limit_bytes,
    )


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else ids.new_secret(12)


def _dressed(send: Send, scope: Scope) -> Send:
    state = scope.setdefault("state", {})

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = scope["request_id"]
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            if state.get("session_ended"):
                _forget_session(headers)
        await send(message)

    return dressed


def _forget_session(headers: MutableHeaders) -> None:
    """Take an ended session's cookie away, unless the answer has just set another one."""
    if any(cookie.startswith(f"{SESSION_COOKIE}=") for cookie in headers.getlist("set-cookie")):
        return
    headers.append("set-cookie", f"{SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=lax")
