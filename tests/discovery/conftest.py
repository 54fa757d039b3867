"""A small server that takes evidence in, a case with two sides, and those who act in it."""

import itertools
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, select
from sqlmodel import SQLModel, col
from starlette.testclient import TestClient

from app.access.actor import ANYBODY, Actor, Role, Tie
from app.cases.routes import router as cases_router
from app.cases.rules import code_digest
from app.cases.tables import Case, ComplaintDraft, Exhibit
from app.db.events import ActRefused
from app.db.tables import AuditLeaf
from app.db.work import Work, begin
from app.db.world import World
from app.discovery.evidence.rules import IntakeLimits
from app.discovery.evidence.tables import CustodyEvent, EvidenceItem
from app.discovery.orders.reading import refuse_unnamed
from app.discovery.routes import ROUTERS, UPLOAD_PATHS
from app.discovery.texts.queries import refuse_quarantined
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.law.book import load
from app.people.tables import CaseTie, Person
from app.storage.local import LocalStore
from app.web import problems
from app.web.deps import Credentials, Desk
from app.web.edge import Edge
from tests.support.sample_files import SAMPLES

LIMITS = IntakeLimits(file_bytes=4096, case_bytes=20_000, case_files=6)
CODE = "7K3M-Q2XD-91VF-T0PA"
FAR = datetime(2100, 1, 1, tzinfo=UTC)
CASE, DRAFT, OWNED = "case_" + "a" * 32, "draft_" + "b" * 32, "draft_" + "c" * 32

File = tuple[str, bytes]


def actor(name: str, role: Role, **more: Any) -> Actor:
    """Return an actor with an account and a person of this name."""
    return Actor(f"account_{name}", f"person_{name}", role, channel="test", **more)


ACTORS = {
    "complainant": actor("complainant", Role.PARTY),
    "colleague": actor("colleague", Role.PARTY),
    "respondent": actor("respondent", Role.PARTY),
    "stranger": actor("stranger", Role.PARTY),
    "examiner": actor("examiner", Role.INVESTIGATOR),
    "other_examiner": actor("other_examiner", Role.INVESTIGATOR),
    "secretary": actor("secretary", Role.SECRETARY),
    "auditor": actor("auditor", Role.AUDITOR),
    "administrator": actor("administrator", Role.ADMINISTRATOR),
}
TIES = {
    "complainant": Tie.COMPLAINANT,
    "colleague": Tie.COMPLAINANT,
    "respondent": Tie.RESPONDENT,
    "examiner": Tie.ASSIGNED,
}


@dataclass
class Office:
    """The server under test and what lies behind it."""

    client: TestClient
    world: World
    store: LocalStore
    actors: dict[str, Actor]
    keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def call(self, who: str, method: str, path: str, **more: Any) -> httpx.Response:
        """Send one request as somebody; nobody is signed in under the empty name."""
        headers = {"Authorization": f"Bearer {who}"} if who else {}
        headers |= more.pop("headers", {})
        return self.client.request(method, f"/api/v1{path}", headers=headers, **more)

    def send(
        self, who: str, *files: File, to: str = f"/cases/{CASE}", key: str = "", code: str = "",
        headers: dict[str, str] | None = None, **fields: Any,
    ) -> httpx.Response:  # fmt: skip
        """Upload files to a case or draft."""
        sent = {"Idempotency-Key": key or f"key-{next(self.keys)}"} | (headers or {})
        if code:
            sent["X-Resume-Code"] = code
        parts = [("files", (name, content)) for name, content in files]
        return self.call(who, "POST", f"{to}/evidence", files=parts, data=fields, headers=sent)

    def item(self, who: str = "complainant", *, level: int = 3, name: str = "도면.pdf") -> str:
        """Upload one good file and return its id."""
        answer = self.send(who, (name, SAMPLES["pdf"]), level=str(level))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["items"][0]["id"])

    def step_up(self, who: str) -> None:
        """Let somebody have shown the second factor just now."""
        self.actors[who] = replace(self.actors[who], stepped_up_at=self.world.clock.now())

    def rows(self, kind: type[SQLModel]) -> list[Any]:
        """Return all rows of a table, oldest first."""
        with begin(self.world, ANYBODY, reading=True) as work:
            order = kind.__table__.c.id  # type: ignore[attr-defined]
            found = list(work.session.execute(select(kind).order_by(order)).scalars())
            work.session.expunge_all()
            return found

    def states(self) -> list[str]:
        """Return the state of every piece of evidence."""
        return [row.state for row in self.rows(EvidenceItem)]

    def news(self, *names: str) -> list[str]:
        """Return the names of the events in the audit log, all of them or some."""
        found = [leaf.event for leaf in self.rows(AuditLeaf)]
        return [name for name in found if not names or name in names]

    def chain(self, item_id: str) -> list[str]:
        """Return what the chain of custody of an item says."""
        links = [link for link in self.rows(CustodyEvent) if link.item_id == item_id]
        assert sorted(link.sequence for link in links) == [*range(1, len(links) + 1)]
        return [link.act for link in sorted(links, key=lambda link: link.sequence)]

    def objects(self) -> list[str]:
        """Return the key of everything that lies in the store, whole or not."""
        return [leftover.key for leftover in self.store.keys_older_than(FAR)]

    def keeps_nothing(self) -> bool:
        """Tell if no upload left a row that counts, an object or an exhibit."""
        counting = {"pending", "stored"} & set(self.states())
        return not counting and not self.objects() and not self.exhibits()

    def exhibits(self) -> list[Exhibit]:
        """Return the exhibits as cases know them."""
        return self.rows(Exhibit)


@pytest.fixture
def office(engine: Engine, clock: FrozenClock, tmp_path: Path) -> Generator[Office]:
    """Yield a server with one open case, one draft of nobody and one of an account."""
    book, actors = load(), dict(ACTORS)
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    world = World(engine, clock, lambda _: book, lambda _: calendar, b"k" * 32)
    world.reading_rule = refuse_unnamed
    store = LocalStore(tmp_path / "evidence")
    _settle(world)

    def identify(_work: Work, credentials: Credentials) -> Actor:
        return actors.get(credentials.secret, ANYBODY)

    api = FastAPI()
    api.state.desk = Desk(world, identify)
    api.state.evidence_store, api.state.intake_limits = store, LIMITS
    api.state.evidence_gate = refuse_quarantined
    for router in ROUTERS:
        api.include_router(router)
    api.include_router(cases_router)
    problems.install(api)
    api.add_middleware(Edge, hosts=("*",), body_limit_bytes=1024, upload_paths=UPLOAD_PATHS)
    with TestClient(api, raise_server_exceptions=False) as client:
        yield Office(client, world, store, actors)


def _settle(world: World) -> None:
    now = world.clock.now()
    with begin(world, ANYBODY) as work:
        for name in ACTORS:
            work.add(Person(id=f"person_{name}", name=name, created_at=now))
        work.add(a_case(now))
        for draft_id, owner, code in ((DRAFT, "", CODE), (OWNED, "account_complainant", "other")):
            work.add(a_draft(draft_id, owner, code, now))
        work.session.flush()
        work.session.add_all(_ties(now))
        work.record(ActRefused(subject=CASE, problem="set-up"))


def _ties(now: datetime) -> Iterable[CaseTie]:
    for name, kind in TIES.items():
        yield CaseTie(
            id=f"tie_{name}", case_id=CASE, person_id=f"person_{name}", kind=kind,
            from_at=now - timedelta(days=1), set_by="test", set_at=now,
        )  # fmt: skip


def a_case(now: datetime) -> Case:
    """Return a case that was filed by the complainant."""
    return Case(
        id=CASE, number="2026-제감-1", number_type="SUB", number_year=2026, number_serial=1,
        public_reference="reference", track="kftc", state="received", unit="subcontract",
        examiner_id="person_examiner", filed_by="person_complainant", complainant_name="한빛(가상)",
        respondent_name="대한(가상)", respondent_company_id="", violations=[], complaint={},
        identity_choice="private", consent_state="not_asked", received_on=date(2026, 11, 2),
        received_at=now, law_edition="test",
    )  # fmt: skip


def a_draft(draft_id: str, owner: str, code: str, now: datetime) -> ComplaintDraft:
    """Return a complaint that is being written."""
    return ComplaintDraft(
        id=draft_id, account_id=owner, resume_code_hash=code_digest(code), sections={},
        created_at=now, saved_at=now, expires_on=date(2026, 12, 20),
    )  # fmt: skip


def filed(office: Office, draft_id: str) -> None:
    """File a draft into the case, as cases does it."""
    with begin(office.world, ANYBODY) as work:
        draft = work.session.get(ComplaintDraft, draft_id)
        assert draft is not None
        draft.case_id = "filed"
        chosen = select(Exhibit).where(col(Exhibit.draft_id) == draft_id)
        for number, exhibit in enumerate(work.session.execute(chosen).scalars(), start=1):
            exhibit.case_id, exhibit.label = CASE, f"신 제{number}호증"
        work.record(ActRefused(subject=CASE, problem="set-up"))
