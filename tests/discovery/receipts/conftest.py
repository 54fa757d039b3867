"""A time-stamping authority for the tests of receipts."""

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.complaints import DRAWING_LIST, FILES
from app.demo.stage import Answer, Player, Stage
from tests.discovery.receipts.authority import Desk, make_authority, open_desk
from tests.support.town import open_town


@dataclass
class Bench:
    """A service with two files in a draft, the first of which was registered an hour before."""

    stage: Stage
    owner: Player
    items: list[dict[str, Any]]
    fingerprint_id: str
    draft_id: str

    def receipt(self, item: int = 0) -> Answer:
        """Ask for the receipt of a file."""
        return self.owner.call("GET", f"/evidence/{self.items[item]['id']}/receipt")

    def unpacked(self, folder: Path, answer: Answer | None = None) -> Path:
        """Unpack a receipt, the first file's by default, and return where it lies."""
        found = answer or self.receipt()
        assert found.status == 200, found.body
        with zipfile.ZipFile(io.BytesIO(found.body)) as package:
            package.extractall(folder)
        return next(folder.iterdir())


def checked(place: Path, *words: str | Path) -> tuple[int, str]:
    """Run the checker that came with a receipt, with nothing of ours to import."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", place / "verify_receipt.py", *map(str, words)],
        cwd="/", capture_output=True, check=False,
    )  # fmt: skip
    assert not done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode()


@pytest.fixture(scope="session")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an authority's keys and certificates."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def desk(authority_folder: Path) -> Generator[Desk]:
    """Yield the authority behind a loopback address."""
    with open_desk(authority_folder) as opened:
        yield opened


@contextmanager
def open_bench(folder: Path, database_url: str) -> Generator[Bench]:
    """Yield a running service with a draft and its two pieces of evidence."""
    with open_town(folder, database_url=database_url) as stage:
        owner = stage.player(Role.PARTY, "김하늘")
        draft_id = owner.post("/drafts")["id"]
        form = {"sha256": hashlib.sha256(DRAWING_LIST).hexdigest(), "title": "도면 목록",
                "size_bytes": len(DRAWING_LIST), "file_name": "도면 목록.csv"}  # fmt: skip
        fingerprint = owner.post(f"/drafts/{draft_id}/fingerprints", form)
        stage.clock.advance(hours=1)
        sent = owner.post(
            f"/drafts/{draft_id}/evidence",
            files=[("files", file) for file in FILES],
            data={"fingerprint_id": [fingerprint["id"], ""]},
        )
        yield Bench(stage, owner, sent["items"], fingerprint["id"], draft_id)


@pytest.fixture
def bench(new_database: Callable[[str], str], tmp_path: Path) -> Generator[Bench]:
    """Yield the service of a test."""
    with open_bench(tmp_path / "town", new_database("sqlite")) as opened:
        yield opened


@pytest.fixture
def either_bench(database_url: str, tmp_path: Path) -> Generator[Bench]:
    """Yield the service of a test that runs on each kind of database."""
    with open_bench(tmp_path / "town", database_url) as opened:
        yield opened
