"""The door: one request, one hop, one Work; commit inside, answer bytes afterwards."""

import asyncio
import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import ANYBODY, Actor
from app.access.policy import May
from app.db import answered
from app.db import work as transactions
from app.db.events import ActRefused
from app.db.faults import AlreadyThere
from app.db.work import Work
from app.db.world import World
from app.kernel.problems import (
    FieldError,
    Kind,
    Malformed,
    Problem,
    Unauthenticated,
    VersionRequired,
)
from app.kernel.text import Text
from app.web import csrf
from app.web.language import language_of

T = TypeVar("T")
SESSION_COOKIE = "sangsaeng_session"
_NOTED = {Kind.FORBIDDEN, Kind.HIDDEN, Kind.CONFLICT, Kind.STALE, Kind.NOT_CONFIGURED}
_SAFE = {"GET", "HEAD", "OPTIONS"}
_ID = re.compile(r"[a-z]+_[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows of who is asking; `secret` is a session's or a token's."""

    kind: str = ""  # "session", "token", "code" of a draft, or nothing
    secret: str = ""
    address: str = ""


@dataclass(slots=True)
class Desk:
    """What the web floor is given by the composition root."""

    world: World
    identify: Callable[[Work, Credentials], Actor]
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(4, thread_name_prefix="act")
    )

    async def hop(self, function: Callable[[], T]) -> T:
        """Run a transaction: inline on SQLite, in a small pool of threads on PostgreSQL."""
        if self.world.one_writer:
            return function()
        return await asyncio.get_running_loop().run_in_executor(self.threads, function)


def credentials_of(request: Request) -> Credentials:
    """Read the bearer token or the session cookie of a request."""
    address = request.client.host if request.client else ""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return Credentials("token", secret.strip(), address)
    cookie = request.cookies.get(SESSION_COOKIE, "")
    if cookie:
        return Credentials("session", cookie, address)
    # A draft's code tells nobody's name, but what it opens is asked for further in.
    code = request.headers.get("x-resume-code", "")
    return Credentials("code", code, address) if code else Credentials(address=address)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act answered: the body as JSON text, the status code and its own headers."""

    body: str
    status: int
    headers: dict[str, str]


class Door:
    """One request's way to the acts. Packages' routes use `act` and `read`; pages use `do`."""

    def __init__(self, request: Request) -> None:
        """Take what is cheap to know; the database is asked inside the hop."""
        self.request = request
        self.desk: Desk = request.app.state.desk
        self.credentials = credentials_of(request)
        self.language = language_of(request)
        self.actor: Actor = ANYBODY
        # An open door serves one whose session has ended as it serves any stranger.
        self.open = False

    @property
    def version(self) -> int:
        """The version named in If-Match; raises VersionRequired where it is missing."""
        header = self.request.headers.get("if-match")
        if header is None:
            raise VersionRequired
        match = re.fullmatch(r'"v(\d{1,9})"', header.strip())
        if match is None:
            raise Malformed(Text('If-Match는 "v3"처럼 적어 주세요', 'Write If-Match as "v3"'))
        return int(match[1])

    async def do(
        self, function: Callable[[Work], T], *, reading: bool = False, keyed: bool = False
    ) -> T:
        """Run an act or a query as the one who asks, and return its result.

        A `keyed` act looks for its earlier answer first and so may be run once more.
        """

        def inside(work: Work) -> T:
            work.actor = self.actor = self._asking(work)
            # An error page that comes later still shows who is signed in.
            self.request.state.actor = self.actor
            return function(work)

        def once() -> T:
            return transactions.perform(self.desk.world, ANYBODY, inside, reading=reading)

        def raced() -> T:
            try:
                return once()
            except AlreadyThere:
                # Another request was quicker: what it answered is replayed, what it changed seen.
                return once()

        try:
            return await self.desk.hop(raced if keyed else once)
        except Problem as problem:
            await self.note_refusal(problem)
            raise

    def _asking(self, work: Work) -> Actor:
        try:
            return self.desk.identify(work, self.credentials)
        except Unauthenticated:
            if not self.open or self.credentials.kind != "session":
                raise
            self.request.state.session_ended = True
            self.credentials = Credentials(address=self.credentials.address)
            return ANYBODY

    async def read(
        self, query: Callable[[Work], BaseModel], *, cache: str = "no-store"
    ) -> Response:
        """Answer with what a query returns; 304 where the reader has this version already."""
        result = await self.do(lambda work: _body(query(work)), reading=True)
        body, etag = result
        headers = {"Cache-Control": cache, **_etag_header(etag)}
        if etag and self.request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return self._json(body, 200, headers)

    async def read_noted(self, query: Callable[[Work], BaseModel]) -> Response:
        """Answer a read that must itself be recorded before a byte leaves (level 3 and up)."""
        body, etag = await self.do(lambda work: _body(query(work)))
        return self._json(body, 200, {"Cache-Control": "no-store", **_etag_header(etag)})

    async def act(self, function: Callable[[Work], BaseModel], *, status: int = 200) -> Response:
        """Run an act under its Idempotency-Key and answer with its result."""
        body = await self.request.body()
        answer = await self.once(self.key(), body, function, status=status)
        headers = {"Cache-Control": "no-store", **answer.headers}
        return self._json(answer.body, answer.status, headers)

    async def once(
        self, key: str, content: bytes, function: Callable[[Work], BaseModel], *, status: int = 200
    ) -> "Answer":
        """Run an act at most once under a key; a repeat with the same content gets its answer."""
        fingerprint = hashlib.sha256(content).hexdigest()
        method, path = self.request.method, self.request.url.path

        def inside(work: Work) -> Answer:
            # Strangers share no keys: what one of them was answered is nobody else's to have.
            keyed = key if work.actor.account_id else ""
            scope = answered.scope_of(work.actor.account_id, method, path)
            before = answered.earlier(work, scope, keyed, fingerprint) if keyed else None
            if before is not None:
                replayed = before.headers | {"Idempotent-Replayed": "true"}
                return Answer(before.body, before.status, replayed)
            body, etag = _body(function(work))
            answer = Answer(body, status, _etag_header(etag))
            if keyed:
                kept = {"status": status, "headers": answer.headers, "body": body}
                answered.keep(work, scope, keyed, fingerprint, kept)
            return answer

        return await self.do(inside, keyed=bool(key))

    async def note_refusal(self, problem: Problem) -> None:
        """Record a refusal of a known actor in its own Work."""
        if problem.kind not in _NOTED or not self.actor.account_id:
            return
        ids = [value for value in self.request.path_params.values() if _ID.fullmatch(str(value))]
        route = getattr(self.request.scope.get("route"), "path", "")
        refusal = ActRefused(
            subject=ids[-1] if ids else "",
            problem=problem.slug,
            permission=str(problem.facts.get("permission", "")),
            because=str(problem.facts.get("because", "")),
            door=f"{self.request.method} {route}",
        )

        def once() -> None:
            with transactions.begin(self.desk.world, self.actor) as work:
                work.record(refusal)

        await self.desk.hop(once)

    def key(self) -> str:
        """Return the Idempotency-Key; raise KeyMissing where a POST has none."""
        key = self.request.headers.get("idempotency-key", "").strip().strip('"')
        if self.request.method == "POST" and not key:
            raise answered.KeyMissing
        if len(key) > answered.KEY_LENGTH:
            raise Malformed(
                Text("Idempotency-Key가 너무 깁니다", "The Idempotency-Key is too long")
            )
        return key

    def _json(self, body: str, status: int, headers: dict[str, str]) -> Response:
        language = {"Content-Language": self.language, "Vary": "Accept-Language"}
        return Response(
            body, status_code=status, media_type="application/json", headers=headers | language
        )


def _body(result: BaseModel) -> tuple[str, str]:
    version = getattr(result, "version", None)
    return result.model_dump_json(), f'"v{version}"' if version is not None else ""


def _etag_header(etag: str) -> dict[str, str]:
    return {"ETag": etag} if etag else {}


async def _door(request: Request) -> Door:
    route = request.scope.get("route")
    known = {f.alias for f in getattr(getattr(route, "dependant", None), "query_params", [])}
    unknown = [n for n in request.query_params if n not in known | {"lang"}]
    api = request.scope["path"].startswith("/api/")
    if unknown and api:
        words = Text("알 수 없는 검색 조건입니다", "Unknown query parameter")
        raise UnknownParameter(errors=tuple(FieldError(f"/{n}", "unknown", words) for n in unknown))
    door = Door(request)
    if api and door.credentials.kind == "session" and request.method not in _SAFE:
        csrf.refuse_other_sites(request)
    declared = getattr(route, "openapi_extra", None) or {}
    # A draft is its writer's own: one whose session has ended is told so, not that there is none.
    door.open = bool(declared.get("x-public")) and "draft_id" not in request.path_params
    if declared.get("x-permission") and api and not door.credentials.kind:
        # A stranger hears the same of what is there, of what is not, and of what is wrong.
        raise Unauthenticated(permission=declared["x-permission"])
    return door


class UnknownParameter(Malformed):
    """A query parameter that the list does not know; ignoring it would answer another question."""

    slug = "unknown-parameter"
    title = Text("알 수 없는 검색 조건이 있습니다", "There is an unknown query parameter")


At = Annotated[Door, Depends(_door)]


def needs(may: May | None, *, level: int = 1, public: str = "") -> dict[str, Any]:
    """Return what a route declares for documents and the policy test: its row in the table.

    A public door has no permission and says why it is open.
    """
    if (may is None) != bool(public):
        raise ValueError("a door needs a permission, or a reason to be public")
    return {"x-permission": str(may) if may else None, "x-level": level, "x-public": public}
