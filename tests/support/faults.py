"""A town whose server is killed: cycles of work, death, restart and questions what was lost."""

import random
import time
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path

import httpx
from sqlalchemy import Engine

from app import main as root
from app.access.actor import Role
from app.demo.stage import Player, Stage
from app.discovery.uploads import reaper
from app.kernel.clock import FrozenClock, SystemClock
from app.settings import Settings
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from tests.support import fault_checks as checks
from tests.support.fault_requests import BUSY, CREATED, Cast, Client, Crowd, Journal, Person
from tests.support.fault_servers import PATIENCE_S, Death, Server, Starter, alive

DAY_AND_AN_HOUR = timedelta(hours=25)
REPLAYED = 4


@dataclass(slots=True)
class Tally:
    """The figures of one cycle, or of all."""

    acknowledged: int = 0
    unanswered: int = 0
    committed: int = 0
    lost: int = 0
    pending: int = 0
    restart_s: float = 0.0

    def plus(self, other: "Tally") -> "Tally":
        """Return the sum; of restarts the longest, of unfinished uploads those at the end."""
        summed = Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))
        summed.restart_s = max(self.restart_s, other.restart_s)
        summed.pending = other.pending
        return summed


@dataclass(slots=True)
class Town:
    """A server on a database, its people, and everything that was asked of it."""

    server: Server
    engine: Engine
    settings: Settings
    cast: Cast
    chance: random.Random
    journal: Journal = field(default_factory=Journal)
    findings: list[str] = field(default_factory=list)

    @property
    def store(self) -> LocalStore:
        """The evidence as it lies on the disk."""
        ring = Keyring.load(self.settings.keys / "evidence")
        return LocalStore(self.settings.evidence, keyring=ring)

    def cycle(self, *, die: Death | None = None, answers: int = 12) -> Tally:
        """Let people work, kill the server under them, start it anew and ask for everything."""
        before = len(self.journal.answered())
        if die is not None or self.server.program is None:
            self.server.kill()
            self.server.start(die=die)
        crowd = Crowd(self.server.url, self.cast, self.journal, self.chance)
        crowd.begin()
        self._await_death(crowd, before + answers, die)
        crowd.end()
        self.findings += crowd.faults
        tally = Tally(
            acknowledged=len(self.journal.answered()) - before,
            unanswered=len(self.journal.unanswered()),
        )
        self.findings += checks.as_it_was_left(self.engine, self.store)
        left = checks.unfinished(self.engine)
        tally.pending = len(left)
        tally.restart_s = self.server.start()
        self._ask_for_everything(tally, before, left)
        return tally

    def _await_death(self, crowd: Crowd, answers: int, die: Death | None) -> None:
        end = time.monotonic() + PATIENCE_S
        program = self.server.program
        assert program is not None
        while time.monotonic() < end and not crowd.faults:
            if not alive(program.pid):
                break
            if die is None and len(self.journal.answered()) >= answers:
                time.sleep(self.chance.uniform(0, 0.12))
                break
            time.sleep(0.002)
        if die is None:
            self.server.kill()
        elif alive(program.pid):
            self.findings.append(f"the moment {die} never came")
            self.server.kill()
        else:
            self.server.died()

    def _ask_for_everything(self, tally: Tally, before: int, left: list[str]) -> None:
        client = Client(self.server.url)
        fresh = self.journal.answered()[before:]
        gone = [found for asked in fresh for found in checks.lost(client, asked)]
        tally.lost = len({found.split(":")[0] for found in gone})
        self.findings += gone
        self.findings += checks.visible(client, self.cast.complainant, left)
        for asked in self.chance.sample(fresh, min(REPLAYED, len(fresh))):
            again = client.post(asked)
            if (again.status_code, again.json()) != (CREATED, asked.body):
                self.findings.append(f"{asked.key} repeated: {again.status_code} {again.text}")
        self._finish_unanswered(client, tally)
        client.close()

    def _finish_unanswered(self, client: Client, tally: Tally) -> None:
        for asked in self.journal.unanswered():
            again = client.post(asked)
            for _ in range(100):
                if again.status_code != BUSY:
                    break
                time.sleep(0.1)
                again = client.post(asked)
            if self.journal.answer(asked, again):
                tally.committed += asked.replayed
                self.findings += checks.lost(client, asked)
        self.findings += self.journal.refused
        self.journal.refused.clear()

    def another_body(self) -> httpx.Response:
        """Send an acknowledged filing's key with another complaint; to be refused with 422."""
        filing = self.journal.answered("filing")[0]
        changed = {**filing.form, "statement": {"true": True, "signature": "다른 사람"}}
        client = Client(self.server.url)
        filing.form, kept = changed, filing.form
        try:
            return client.post(filing)
        finally:
            filing.form = kept
            client.close()

    def catch_up(self) -> None:
        """Wait until the worker of the server has done everything, then kill it once more."""
        end = time.monotonic() + PATIENCE_S
        while (left := checks.waiting(self.engine)) and time.monotonic() < end:
            time.sleep(0.1)
        if left:
            self.findings.append(f"the worker did not catch up: {left} are waiting")
        self.server.kill()

    def reap(self) -> reaper.Reaped:
        """Let a day pass, clear what unfinished uploads left, and look that nothing else went."""
        later = FrozenClock(SystemClock().now() + DAY_AND_AN_HOUR)
        house = root.build(self.settings, later)
        reaped = reaper.reap(house.world, house.store, later)
        house.world.engine.dispose()
        if left := checks.unfinished(self.engine):
            self.findings.append(f"not reaped: {left}")
        # What was read from a file lies there beside it; both are named by rows.
        again = [one.key for one in self.store.keys_older_than(later.now())]
        named = checks.named(self.engine)
        stored = sum(asked.files for asked in self.journal.answered("upload"))
        if len(named["evidence_item"]) != stored or set(again) != set().union(*named.values()):
            self.findings.append(f"{len(again)} objects lie in the store for {stored} files")
        self.findings += checks.as_it_was_left(self.engine, self.store)
        return reaped

    def close(self) -> None:
        """End what was started here."""
        self.server.kill()
        self.engine.dispose()


def found_town(folder: Path, starter: Starter, *, database_url: str, seed: int) -> Town:
    """Open the accounts by code on a database, and return a town whose server is not yet started."""
    settings = Settings(data_folder=folder, database_url=database_url, _env_file=None)
    house = root.build(settings)
    root.prepare(house)
    stage = Stage(house, root.create_app(house), FrozenClock(SystemClock().now()))
    cast = Cast(
        complainant=_person(stage.player(Role.PARTY, "김하늘")),
        lead=_person(stage.player(Role.LEAD, "한과장", unit="subcontract")),
        examiner=_person(stage.player(Role.INVESTIGATOR, "윤조사", unit="subcontract")),
    )
    stage.close()
    given = {"data_folder": str(folder), "database_url": settings.database_url}
    server = Server(starter, given, folder / "server")
    return Town(server, house.world.engine, settings, cast, random.Random(seed))


def _person(player: Player) -> Person:
    return Person(player.account_id, player.person_id, player.token)
