"""A world whose acts write papers' rows, the log's keys, and a second place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, text

from app.access.actor import Actor, Role
from app.audit.checkpoint import Signer
from app.audit.findings import Report
from app.audit.sequencer import run
from app.audit.verify import verify
from app.audit.witness import Witness
from app.db.work import begin
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import FrozenClock
from app.kernel.event import Event
from app.law.book import load
from app.papers.tables import IssuedPaper

SEAL_KEY = b"k" * 32
OFFICER = Actor(account_id="account_1", person_id="person_1", role=Role.LEAD, channel="test")


@dataclass(frozen=True, kw_only=True)
class SampleChanged(Event):
    """Stands for any event of a domain."""

    number: int


@pytest.fixture
def world(engine: Engine, clock: FrozenClock) -> World:
    book = load()
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    return World(engine, clock, lambda _: book, lambda _: calendar, SEAL_KEY)


@dataclass
class Log:
    """A log to fill, tamper with and verify; `sql` is what an intruder does."""

    world: World
    path: Path
    signer: Signer = field(
        default_factory=lambda: Signer(
            "log.example.kr", Ed25519PrivateKey.from_private_bytes(b"1" * 32)
        )
    )
    papers: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.witness = Witness(self.path, self.signer.public)

    def write(self, count: int) -> None:
        """Run acts that each make one audited row."""
        for _ in range(count):
            number = len(self.papers)
            with begin(self.world, OFFICER) as work:
                paper = work.add(a_row(work.new_id("paper"), number, work.now))
                self.events.append(work.record(SampleChanged(subject=paper.id, number=number)))
            self.papers.append(paper.id)

    def change(self, number: int) -> None:
        """Change an audited row by an act."""
        with begin(self.world, OFFICER) as work:
            paper = work.session.get_one(IssuedPaper, self.papers[number])
            paper.status = "withdrawn"
            paper.data = {**paper.data, "changed_at": work.now.isoformat()}
            self.events.append(work.record(SampleChanged(subject=paper.id, number=number)))

    def delete(self, number: int) -> None:
        """Remove an audited row by an act."""
        with begin(self.world, OFFICER) as work:
            work.session.delete(work.session.get_one(IssuedPaper, self.papers[number]))
            self.events.append(work.record(SampleChanged(subject=self.papers[number], number=0)))

    def sequence(self) -> None:
        """Place what waits and tell the witness."""
        run(self.world, signer=self.signer, witness=self.witness)

    def sql(self, statement: str, **values: object) -> None:
        """Do what only somebody with the database's password can do."""
        with self.world.engine.begin() as connection:
            assert connection.execute(text(statement), values).rowcount

    def verify(self, *, witness: bool = True, seal_key: bytes | None = SEAL_KEY) -> Report:
        """Verify everything."""
        return verify(
            self.world.engine,
            public_key=self.signer.public,
            audited_tables={"issued_paper": IssuedPaper},
            witness_path=self.path if witness else None,
            seal_key=seal_key,
        )


def a_row(paper_id: str, number: int, at: datetime) -> IssuedPaper:
    """Return an audited row with every kind of column."""
    return IssuedPaper(
        id=paper_id, case_id="case_1", subject_id="measure_1", template="receipt", language="ko",
        audience="parties", title_ko="접수증", title_en="Receipt",
        registration_number=f"과-2026-{number:04d}", verification_code=f"code-{number}",
        sha256="0" * 64, size_bytes=number, issued_on=at.date(),
        issued_at=at.replace(microsecond=120_340), demonstration=bool(number % 2),
        data={"word": "한글 \u0000 'quoted'", "list": [1, None, True, {"deep": "값"}], "n": 10**15},
    )  # fmt: skip


@pytest.fixture
def log(world: World, tmp_path: Path) -> Log:
    return Log(world, tmp_path / "elsewhere" / "witness.jsonl")


@pytest.fixture
def named() -> Callable[[Report], set[tuple[str, str]]]:
    """Return kinds and places of all findings."""
    return lambda report: {(finding.kind, finding.where) for finding in report.findings}
