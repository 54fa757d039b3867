"""A stage: people who speak to the service over HTTP in this process, and a clock that is moved."""

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

import httpx
from fastapi import FastAPI

from app import main as root
from app.access.actor import WORKER, Role
from app.db.work import begin, perform
from app.kernel import ids
from app.kernel.clock import FrozenClock
from app.people import actions as people
from app.people import rules
from app.people.actions import NewPerson
from app.people.actions.tokens import MARK
from app.people.queries import actor_of
from app.web.deps import SESSION_COOKIE

TOKEN_DAYS = 365
NO_PASSWORD = "$argon2id$v=19$m=19456,t=2,p=1$c2FuZ3NhZW5n$none"  # noqa: S105 - fits no password


class StoryRefused(RuntimeError):
    """The service refused a step that a story takes; the answer is in the message."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass
class Player:
    """Somebody with an account and a token for everything that the role may do."""

    stage: "Stage"
    account_id: str
    person_id: str
    name: str
    token: str
    login: str = ""
    keys: "itertools.count[int]" = field(default_factory=itertools.count)
    session: str = ""  # the secret of a session, which is then shown instead of the token

    def call(
        self, method: str, path: str, json: Any = None, *, key: str = "",
        version: int | None = None, headers: Mapping[str, str] | None = None, **more: Any,
    ) -> Answer:  # fmt: skip
        """Send one request; a POST gets an Idempotency-Key, a version becomes If-Match."""
        shown = (
            {"Cookie": f"{SESSION_COOKIE}={self.session}"}
            if self.session
            else {"Authorization": f"Bearer {self.token}"}
        )
        sent = {**shown, **(headers or {})}
        if method == "POST":
            sent["Idempotency-Key"] = key or f"{self.account_id}-{next(self.keys)}"
        if version is not None:
            sent["If-Match"] = f'"v{version}"'
        return self.stage.send(method, f"/api/v1{path}", json=json, headers=sent, **more)

    def get(self, path: str, **more: Any) -> Any:
        """Return what a GET gives; raise StoryRefused where it is refused."""
        return _expect(self.call("GET", path, **more), path)

    def post(self, path: str, json: Any = None, **more: Any) -> Any:
        """Return what a POST gives; raise StoryRefused where it is refused."""
        return _expect(self.call("POST", path, json, **more), path)

    def act(self, path: str, json: Any = None, *, about: str, **more: Any) -> Any:
        """Post on a thing at its present version; `about` is where it is read."""
        version = self.get(about)["version"]
        return self.post(path, {} if json is None else json, version=version, **more)

    def step(self, case_id: str, command: str, **form: Any) -> Any:
        """Take a step of a case at its present version."""
        path = f"/cases/{case_id}"
        return self.act(f"{path}/transitions", {"command": command, **form}, about=path)


def _expect(answer: Answer, path: str) -> Any:
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise StoryRefused(f"{path}: {answer.status} {answer.body}")
    return answer.body


class Stage:
    """The service in this process, its people, and the clock of the story."""

    def __init__(self, house: root.House, app: FastAPI, clock: FrozenClock) -> None:
        """Keep the parts; requests run on a loop of the stage's own."""
        self.house, self.clock = house, clock
        self._loop = asyncio.new_event_loop()
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")

    def send(self, method: str, path: str, **more: Any) -> Answer:
        """Send one request as nobody in particular."""
        response = self._loop.run_until_complete(self._client.request(method, path, **more))
        plain = "json" in response.headers.get("content-type", "")
        return Answer(
            response.status_code, response.json() if plain else response.content, response.headers
        )

    def close(self) -> None:
        """Let go of the loop."""
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()

    def player(
        self, role: Role, name: str, *, unit: str = "", login: str = "", of: str = ""
    ) -> Player:
        """Open an account and give it a token; `of` names the person of a second account."""
        world = self.house.world
        login = login or f"{ids.new_secret(6).lower()}@demo.example"
        with begin(world, WORKER) as work:
            account = people.create_account(
                work,
                role=role,
                person=of or NewPerson(name=name),
                login=login,
                password_hash=NO_PASSWORD,
                unit=unit,
            )
        actor = perform(world, WORKER, lambda work: actor_of(work, account.id), reading=True)
        prefix, secret = ids.spoken_code(3).replace("-", ""), ids.new_secret()
        with begin(world, actor) as work:
            people.issue_token(
                work,
                label="story",
                scopes=sorted(rules.grantable(role)),
                lasts_days=TOKEN_DAYS,
                prefix=prefix,
                secret=secret,
            )
        token = f"{MARK}_{prefix}_{secret}"
        return Player(self, account.id, account.person_id, name, token, login)

    def on(self, day: date, *, hour: int = 10) -> None:
        """Move the clock to an hour of a day in Seoul, and let the worker catch up."""
        self.settle()
        self.clock.set_day(day, hour=hour)
        self.settle()

    def settle(self) -> None:
        """Let the worker do everything that is due."""
        self.house.worker.drain()
