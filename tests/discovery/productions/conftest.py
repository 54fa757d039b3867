"""An examiner's desk over a case with four files, whose texts are read in this process."""

from typing import Any

import pytest

from app.access.actor import Role
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions.build_job import build_production
from app.discovery.texts import examining
from app.discovery.texts.reading_jobs import read_evidence
from app.discovery.texts.tables import EvidenceText
from tests.discovery.conftest import CASE, Office, actor
from tests.discovery.productions.reading_here import read_here
from tests.discovery.productions.sample_set import a_signer, pdf

FORM: dict[str, Any] = {
    "title": "문서제출명령에 따른 제출", "recipient": "서울중앙지방법원", "recipient_level": 3,
    "organisation": "공정거래위원회(가상)", "exhibit_side": "소갑",
}  # fmt: skip


class Desk:
    """The examiner's hands on productions; `lead` and `secretary` issue."""

    def __init__(self, office: Office) -> None:
        self.office = office
        office.actors["lead"] = actor("lead", Role.LEAD, unit="subcontract")

    def get(self, path: str, who: str = "examiner") -> Any:
        answer = self.office.call(who, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None, who: str = "examiner") -> Any:
        if path.endswith("/check"):
            self.read()
        version = self.get(path.rpartition("/")[0])["version"] if "/productions/" in path else 0
        headers = {"Idempotency-Key": f"desk-{next(self.office.keys)}", "If-Match": f'"v{version}"'}
        return self.office.call(who, "POST", path, json=body or {}, headers=headers)

    def prepare(self, **more: Any) -> str:
        answer = self.post(f"/cases/{CASE}/productions", FORM | more)
        assert answer.status_code == 201, answer.text
        return f"/productions/{answer.json()['id']}"

    def items(self, path: str) -> list[str]:
        return [one["item_id"] for one in self.get(f"{path}/documents")["items"]]

    def mark(self, path: str, **standings: dict[str, str]) -> None:
        items = self.items(path)
        marks = [{"item_id": item, **standings.get(f"n{number}", {"standing": "produced"})}
                 for number, item in enumerate(items)]  # fmt: skip
        answer = self.post(f"{path}/marks", {"marks": marks})
        assert answer.status_code == 201, answer.text

    def built(self, path: str) -> Any:
        checked = self.post(f"{path}/check").json()
        assert checked["state"]["code"] == "checked", checked["findings"]
        assert self.post(f"{path}/build").status_code == 202
        self.run(path)
        return self.get(path)

    def run(self, path: str) -> None:
        payload = {"production_id": path[13:]}
        build_production(self.office.world, self.office.store, payload, a_signer())

    def read(self, scan: Any = None) -> None:
        """Let the worker read what nobody has read yet."""
        known = set() if scan else {row.item_id for row in self.office.rows(EvidenceText)}
        for item in self.office.rows(EvidenceItem):
            if item.id not in known:
                read_evidence(
                    self.office.world, self.office.store, {"item_id": item.id}, scanner=scan
                )


@pytest.fixture
def desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk in a case with three files of one side and one of the other."""
    monkeypatch.setattr(examining, "read_text", read_here)
    files = [(f"도면 {n}.pdf", pdf("drawing", str(n), pages=n)) for n in (1, 2)]
    for who, name, content in (("complainant", *files[0]), ("complainant", *files[1]),
                               ("complainant", "메모.txt", "메모\n".encode()),
                               ("respondent", "답변.pdf", pdf("answer"))):  # fmt: skip
        assert office.send(who, (name, content)).status_code == 201
        office.world.clock.advance(seconds=1)  # type: ignore[attr-defined]
    return Desk(office)
