"""An office whose evidence is read in this process, and what its worker does there."""

from dataclasses import dataclass
from typing import Any, BinaryIO

import pytest

from app.discovery.evidence.rules import IntakeLimits
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.files.file_types import FileType
from app.discovery.texts import examining, reading_jobs
from app.discovery.texts.extracts import Extract
from app.discovery.texts.reading import attempted, read_message, read_plain
from app.discovery.texts.rules import TextState
from app.discovery.texts.scanning import Scan
from app.discovery.texts.tables import EvidenceFinding, EvidenceRelation, EvidenceText
from tests.discovery.conftest import Office


def read_here(content: BinaryIO, kind: FileType) -> Extract:
    """Read a file in this process, as the limited one does."""
    content.seek(0)
    data = content.read()
    readers = {FileType.TXT: read_plain, FileType.EML: read_message}
    if kind not in readers:
        return Extract(state=TextState.UNSUPPORTED, reason="kind")
    return attempted(lambda: readers[kind](data))


@dataclass
class Says:
    """A scanner that says what it was told to say."""

    answer: Scan

    def scan(self, chunks: Any) -> Scan:
        """Take every chunk and answer."""
        assert sum(map(len, chunks)) > 0
        return self.answer


@dataclass
class Library:
    """The office with its worker's jobs of this room."""

    office: Office

    def file(
        self, name: str, data: bytes, *, who: str = "complainant", level: int = 3, scan: Any = None
    ) -> str:
        """Upload a file and let the worker read it; returns its id."""
        answer = self.office.send(who, (name, data), level=str(level))
        assert answer.status_code == 201, answer.text
        item_id = str(answer.json()["items"][0]["id"])
        self.read(item_id, scan=scan)
        return item_id

    def read(self, item_id: str, *, scan: Any = None) -> None:
        """Do the worker's reading of an item."""
        reading_jobs.read_evidence(
            self.office.world, self.office.store, {"item_id": item_id}, scanner=scan
        )

    def get(self, path: str, who: str = "examiner", *, status: int = 200) -> Any:
        """Ask a door of this room and return its answer."""
        answer = self.office.call(who, "GET", path)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(
        self, path: str, who: str = "examiner", *, status: int = 201, key: str = "", **body: Any
    ) -> Any:
        """Act at a door of this room and return its answer."""
        headers = {"Idempotency-Key": key or f"text-{next(self.office.keys)}"}
        answer = self.office.call(who, "POST", path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def row(self, item_id: str) -> EvidenceItem:
        """Return the row of an item."""
        return next(row for row in self.office.rows(EvidenceItem) if row.id == item_id)

    def texts(self) -> list[EvidenceText]:
        """Return all rows of texts."""
        return self.office.rows(EvidenceText)

    def finding(self, item_id: str) -> EvidenceFinding:
        """Return what was found of an item."""
        return next(row for row in self.office.rows(EvidenceFinding) if row.item_id == item_id)

    def members(self) -> list[EvidenceRelation]:
        """Return all rows of members."""
        return sorted(self.office.rows(EvidenceRelation), key=lambda row: row.position)


@pytest.fixture
def library(office: Office, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Return the office with its readers in this process and room for larger files."""
    monkeypatch.setattr(examining, "read_text", read_here)
    roomy = IntakeLimits(file_bytes=65_536, case_bytes=400_000, case_files=10)
    office.client.app.state.intake_limits = roomy  # type: ignore[attr-defined]
    return Library(office)
