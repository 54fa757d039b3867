"""A town for stories: a running service, its people with tokens, and a clock that can be moved."""

import itertools
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from app import main as root
from app.access.actor import WORKER, Role
from app.db.work import begin, perform
from app.kernel import ids
from app.kernel.clock import SEOUL, FrozenClock
from app.people import actions as people
from app.people import rules
from app.people.actions import NewPerson
from app.people.actions.tokens import MARK
from app.people.queries import actor_of
from app.settings import Settings
from tests.support.sample_files import SAMPLES

PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$unusable"  # nobody signs in with it
UNITS = {Role.INVESTIGATOR: "subcontract", Role.LEAD: "subcontract", Role.SECRETARY: "subcontract"}


@dataclass
class Person:
    """Somebody who speaks to the service over HTTP with a token of their own."""

    town: "Town"
    account_id: str
    person_id: str
    token: str
    keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def call(
        self, method: str, path: str, json: Any = None, *, key: str = "", version: int | None = None,
        **more: Any,
    ) -> httpx.Response:  # fmt: skip
        """Send one request; a POST gets an Idempotency-Key, a version becomes If-Match."""
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        if method == "POST":
            headers["Idempotency-Key"] = key or f"{self.account_id}-{next(self.keys)}"
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        return self.town.client.request(
            method, f"/api/v1{path}", json=json, headers=headers, **more
        )

    def get(self, path: str, **more: Any) -> Any:
        """Return the body of a GET that succeeds."""
        response = self.call("GET", path, **more)
        assert response.status_code == 200, response.text
        return response.json()

    def post(self, path: str, json: Any = None, *, status: int = 201, **more: Any) -> Any:
        """Return the body of a POST that answers with a status."""
        response = self.call("POST", path, json, **more)
        assert response.status_code == status, (response.status_code, response.text)
        return response.json()

    def refused(self, path: str, json: Any = None, *, status: int, code: str = "", **more: Any) -> Any:
        """Return the problem document of a POST that is refused."""
        body = self.post(path, json, status=status, **more)
        assert not code or body["code"] == code, body
        return body

    def step(self, case_id: str, command: str, **form: Any) -> Any:
        """Take a step on a case at its present version."""
        version = self.get(f"/cases/{case_id}")["version"]
        return self.post(
            f"/cases/{case_id}/transitions", {"command": command, **form}, version=version
        )

    def act(self, path: str, json: Any = None, *, about: str, **more: Any) -> Any:
        """Act on a thing at its present version; `about` is where it is read."""
        version = self.get(about)["version"]
        return self.post(path, json if json is not None else {}, version=version, **more)


@dataclass
class Town:
    """The service under test. People are made without HTTP, as an operator's set-up would."""

    house: root.House
    client: TestClient
    clock: FrozenClock

    def person(self, role: Role, name: str, *, unit: str | None = None, of: str | None = None) -> Person:
        """Open an account and give it a token with everything its role may do."""
        work_unit = UNITS.get(role, "") if unit is None else unit
        with begin(self.house.world, WORKER) as work:
            account = people.create_account(
                work, role=role, person=of or NewPerson(name=name),
                login=f"{name}-{role}@example.kr".replace(" ", ""), password_hash=PASSWORD_HASH,
                unit=work_unit,
            )  # fmt: skip
        actor = perform(
            self.house.world, WORKER, lambda work: actor_of(work, account.id), reading=True
        )
        prefix, secret = ids.spoken_code(3).replace("-", ""), ids.new_secret()
        with begin(self.house.world, actor) as work:
            people.issue_token(
                work, label="story", scopes=sorted(rules.grantable(role)), lasts_days=3650,
                prefix=prefix, secret=secret,
            )  # fmt: skip
        return Person(self, account.id, account.person_id, f"{MARK}_{prefix}_{secret}")

    def on(self, day: date) -> None:
        """Move the clock to ten in the morning of a day in Seoul, and let the worker catch up."""
        self.clock.set_day(day)
        self.work()

    def work(self) -> None:
        """Let the worker do everything that is due."""
        self.house.worker.drain()


@contextmanager
def open_town(
    folder: Path, *, database_url: str = "", today: date = date(2026, 3, 2),
    adopted_on: date | None = None, demonstration: bool = True,
) -> Generator[Town]:  # fmt: skip
    """Yield a town on a database of its own; the worker runs only when it is told to."""
    clock = FrozenClock(datetime(today.year, today.month, today.day, 10, tzinfo=SEOUL).astimezone(UTC))
    settings = Settings(
        environment="demo" if demonstration else "development",
        data_folder=folder,
        database_url=database_url,
        embedded_worker=False,
        announced_regime_from=adopted_on,
        _env_file=None,
    )
    house = root.build(settings, clock)
    root.prepare(house)
    with TestClient(root.create_app(house)) as client:
        yield Town(house, client, clock)
    house.world.engine.dispose()


def two_files() -> list[tuple[str, tuple[str, bytes, str]]]:
    """Return two pieces of evidence as a multipart upload sends them."""
    return [
        ("file", ("도면 A-12.pdf", SAMPLES["pdf"], "application/pdf")),
        ("file", ("거래명세.xlsx", SAMPLES["xlsx"], "application/octet-stream")),
    ]


def complaint(**changes: Any) -> dict[str, Any]:
    """Return a technology complaint that can be filed; groups are changed by name."""
    body: dict[str, Any] = {
        "complainant": {
            "kind": "corporation", "name": "김상생", "address": "경기도 안산시 단원구 별망로 1",
            "phone": "031-400-1234", "company_name": "한빛정밀(가상)",
        },
        "respondent": {"name": "대한모터스(가상)", "address": "서울특별시 강남구 테헤란로 1"},
        "violation": {
            "codes": ["TK-USE"], "trade_ended_on": "2025-06-30", "price_won": 1_000_000_000,
            "narrative": {"what": "금형 도면을 경쟁사에 넘겨 같은 부품을 만들게 했습니다."},
            "technology": {"name": "금형 도면 A-12", "act": "disclosed"},
        },
        "consents": {"identity": "private", "notify_respondent": True, "collection": True},
        "statement": {"true": True, "signature": "김상생"},
    }  # fmt: skip
    for group, values in changes.items():
        body[group] = {**body.get(group, {}), **values} if isinstance(values, dict) else values
    return body
