"""A worker is killed at a job: another one takes the job up when its lease is over, and no sooner."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from app import main as root
from app.access.actor import WORKER, Role
from app.cases.tables import ComplaintDraft
from app.db.tables import Job
from app.db.work import begin
from app.demo.complaints import FILES, draft_with_files
from app.demo.stage import Stage
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.uploads.reaper import reap
from app.kernel.clock import FrozenClock, SystemClock
from app.settings import Settings
from tests.support.fault_checks import reading
from tests.support.fault_servers import Death, Warm

SECOND = timedelta(seconds=1)


@dataclass
class Office:
    """A house without a worker, and a draft with two files whose time is over."""

    settings: Settings
    house: root.House
    draft_id: str

    def job(self) -> Job:
        """Return the job that clears drafts."""
        with reading(self.house.world.engine) as session:
            chosen = select(Job).where(col(Job.name) == "clear_drafts").order_by(col(Job.run_at))
            return session.execute(chosen).scalars().first()

    def states(self) -> set[str]:
        """Return the states of the draft's files."""
        with reading(self.house.world.engine) as session:
            return set(session.execute(select(EvidenceItem.state)).scalars())

    def has_draft(self) -> bool:
        """Tell whether the draft is there."""
        with reading(self.house.world.engine) as session:
            return session.get(ComplaintDraft, self.draft_id) is not None

    def objects(self) -> int:
        """Return how many objects lie in the store."""
        return len(list(self.house.store.keys_older_than(SystemClock().now() + timedelta(days=1))))

    def another_worker(self, at: datetime) -> None:
        """Let another worker do all that is due at an instant."""
        house = root.build(self.settings, FrozenClock(at))
        house.worker.drain()
        house.world.engine.dispose()


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Generator[Office]:
    """Yield the office on a fresh database."""
    settings = Settings(data_folder=tmp_path / "data", database_url=database_url, _env_file=None)
    house = root.build(settings)
    root.prepare(house)
    stage = Stage(house, root.create_app(house), FrozenClock(SystemClock().now()))
    draft_id = draft_with_files(stage.player(Role.PARTY, "김하늘"))
    stage.close()
    with begin(house.world, WORKER) as work:
        draft = work.session.get(ComplaintDraft, draft_id)
        assert draft is not None
        draft.expires_on = date(2020, 1, 1)
    yield Office(settings, house, draft_id)
    house.world.engine.dispose()


@pytest.mark.parametrize(
    ("death", "done_before", "objects_left"),
    [
        (("job:clear_drafts", 1, "before"), False, len(FILES)),
        (("evidence_withdrawn", 1, "before"), False, len(FILES)),
        (("evidence_withdrawn", 1, "after"), True, len(FILES)),
    ],
    ids=["as it begins", "before its commit", "after its commit"],
)
def test_the_job_of_a_killed_worker_is_taken_up_after_its_lease(
    office: Office, warm: Warm, tmp_path: Path, death: Death, done_before: bool, objects_left: int
) -> None:
    settings = {
        "data_folder": str(office.settings.data_folder), "database_url": office.settings.database_url
    }  # fmt: skip
    assert warm.start(["worker"], settings, tmp_path / "worker", die=death).wait() == -9
    left = office.job()
    assert (left.state, left.attempts) == ("running", 1)
    assert left.leased_until is not None
    assert (office.has_draft(), office.objects()) == (not done_before, objects_left)

    office.another_worker(left.leased_until - SECOND)
    assert (office.job().state, office.job().worker) == ("running", left.worker)

    office.another_worker(left.leased_until + SECOND)
    assert (office.job().state, office.job().attempts) == ("done", 2)
    assert office.job().worker != left.worker
    assert (office.states(), office.has_draft()) == ({"withdrawn"}, False)
    # What the dead worker had let go of and not removed is nobody's, and goes with the reaper.
    assert office.objects() == (objects_left if done_before else 0)
    later = FrozenClock(SystemClock().now() + timedelta(hours=25))
    reaped = reap(office.house.world, office.house.store, later)
    assert reaped.discarded == (objects_left if done_before else 0)
    assert office.objects() == 0
