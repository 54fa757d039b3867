"""A service with evidence in its store, reached from both sides: by its people, and behind its back."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import select

from app import main as root
from app.access.actor import ANYBODY, Role
from app.db.work import begin
from app.demo.complaints import draft_with_files
from app.demo.stage import Answer, Player, Stage
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.safekeeping.rounds import Keeper, Round
from app.kernel.clock import FrozenClock
from app.settings import Settings
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from tests.storage.local_lab import LocalLab
from tests.storage.s3_lab import S3Lab
from tests.support.sample_files import SAMPLES

FILES = tuple(
    (f"자료{number}.pdf", SAMPLES["pdf"] + b"\n%" + bytes(str(number), "ascii"), "application/pdf")
    for number in range(6)
)


class Behind(Protocol):
    """What lies behind the store."""

    keyring: Keyring | None

    def content(self, key: str) -> bytes:
        """Return the bytes of an object as they lie in the store."""

    def overwrite(self, key: str, content: bytes) -> None:
        """Put other bytes in the place of an object."""

    def lose(self, key: str) -> None:
        """Take an object away."""

    def overwrite_key_record(self, key: str, content: bytes | None) -> None:
        """Put another key record beside an object, or none."""


@dataclass
class Vault:
    """The service, its people, its case, and what lies behind its store and the second copy."""

    stage: Stage
    folder: Path
    behind: Behind
    second: LocalLab | None
    people: dict[str, Player] = field(default_factory=dict)
    case_id: str = ""

    @property
    def keeper(self) -> Keeper:
        """What reads the store."""
        house = self.stage.house
        return Keeper(house.world, house.store, house.settings.scrub_within_days)

    def scrub(self) -> Round:
        """Read every object once."""
        return self.keeper.scrub_all()

    def items(self) -> list[EvidenceItem]:
        """Return the pieces of evidence in the order of their names."""
        return sorted(self.rows(EvidenceItem), key=lambda item: item.file_name)

    def rows(self, kind: Any) -> list[Any]:
        """Return all rows of a table."""
        with begin(self.stage.house.world, ANYBODY, reading=True) as work:
            found = list(work.session.execute(select(kind)).scalars())
            work.session.expunge_all()
            return found

    def promise(self) -> Any:
        """Return the promise as the auditor reads it."""
        return self.people["auditor"].get("/storage/readings")

    def incidents(self) -> list[Any]:
        """Return the incidents as the auditor reads them, newest first."""
        return list(self.people["auditor"].get("/storage/incidents")["items"])

    def download(self, item: EvidenceItem) -> Answer:
        """Let the owner take a file."""
        return self.people["owner"].call("GET", f"/evidence/{item.id}/content")

    def chain(self, item: EvidenceItem) -> list[str]:
        """Return the acts on the chain of a piece, as the examiner reads it."""
        custody = self.people["examiner"].get(f"/evidence/{item.id}/custody")
        return [link["act"] for link in custody["items"]]

    def earlier(self, key: str) -> tuple[bytes, bytes]:
        """Return another whole object of this key and its key record, as of an earlier state."""
        lab = LocalLab(self.folder / "earlier", self.behind.keyring)
        first = lab.store.put([b"an earlier state"], limit_bytes=100)
        lab.store.restore(key, [b"an earlier state"], sha256=first.sha256)
        return lab.content(key), lab.key_record(key)


@contextmanager
def open_vault(
    folder: Path, url: str = "", *, second: bool = True, s3: bool = False, **settings: Any
) -> Generator[Vault]:
    """Yield a vault whose case has six pieces of evidence."""
    keyring = Keyring.load(folder / "keys" / "evidence", create=True)
    place = S3Lab(keyring) if s3 else None
    if place is not None:
        settings |= {
            "s3_endpoint": place.place.endpoint, "s3_bucket": place.place.bucket,
            "s3_access_key": place.place.access_key, "s3_secret_key": place.place.secret_key,
            "s3_secure": False,
        }  # fmt: skip
    made = Settings(
        environment="demo", data_folder=folder, database_url=url, embedded_worker=False,
        evidence_second_folder=folder.parent / "second" if second else None,
        _env_file=None, **settings,
    )  # fmt: skip
    clock = FrozenClock(datetime(2026, 3, 2, 1, tzinfo=UTC))
    house = root.build(made, clock)
    root.prepare(house)
    stage = Stage(house, root.create_app(house), clock)
    copies = LocalLab(folder.parent / "second", keyring) if second else None
    vault = Vault(stage, folder.parent, place or LocalLab(folder / "evidence", keyring), copies)
    try:
        _fill(vault)
        yield vault
    finally:
        stage.close()
        house.world.engine.dispose()


def _fill(vault: Vault) -> None:
    roles = {
        "owner": Role.PARTY, "examiner": Role.INVESTIGATOR, "lead": Role.LEAD,
        "auditor": Role.AUDITOR, "administrator": Role.ADMINISTRATOR,
    }  # fmt: skip
    for part, role in roles.items():
        unit = "technology" if part in {"examiner", "lead"} else ""
        vault.people[part] = vault.stage.player(role, f"{part} (가상)", unit=unit)
    owner = vault.people["owner"]
    form: dict[str, Any] = {
        "complainant": {"kind": "individual", "name": "소유자", "address": "경기도 시흥시",
                        "phone": "031-888-5353"},
        "respondent": {"name": "미래플랜트(가상)", "business_number": "119-81-00002",
                       "address": "울산광역시 남구"},
        "violation": {"codes": ["ST-INF"], "narrative": {"what": "공정 조건을 무단으로 썼습니다."},
                      "technology": {"name": "열처리 조건표", "act": "used"}},
        "consents": {"identity": "public", "collection": True},
        "statement": {"true": True, "signature": "소유자"},
        "draft_id": draft_with_files(owner, FILES),
    }  # fmt: skip
    vault.case_id = str(owner.post("/complaints", form)["case_id"])
    path = f"/cases/{vault.case_id}"
    given = {"account_id": vault.people["examiner"].account_id}
    vault.people["lead"].act(f"{path}/assignment", given, about=path)
    vault.keeper.bring_copies({})


def put_back(vault: Vault, item: EvidenceItem, content: bytes) -> None:
    """Let the operator put an object back as it was."""
    assert isinstance(vault.behind, LocalLab)
    store: LocalStore = vault.behind.store
    store.restore(item.store_key or "", [content], sha256=item.sha256)


@pytest.fixture
def each_vault(database_url: str, tmp_path: Path) -> Generator[Vault]:
    """Yield a vault with second copies, on both kinds of database."""
    with open_vault(tmp_path / "town", database_url) as opened:
        yield opened


@pytest.fixture
def vault(new_database: Callable[[str], str], tmp_path: Path) -> Generator[Vault]:
    """Yield a vault with second copies, for what does not depend on the kind of database."""
    with open_vault(tmp_path / "town", new_database("sqlite")) as opened:
        yield opened


@pytest.fixture
def lone_vault(new_database: Callable[[str], str], tmp_path: Path) -> Generator[Vault]:
    """Yield a vault without second copies."""
    with open_vault(tmp_path / "town", new_database("sqlite"), second=False) as opened:
        yield opened
