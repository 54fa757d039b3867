"""What is done and asked over REST in tests of secrecy."""

from typing import Any

from app.access.actor import ANYBODY, WORKER
from app.db.work import Work, perform
from app.discovery.confidentiality import queries, redacting
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.texts.events import EvidenceQuarantined
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.tables import EvidenceFinding
from tests.discovery.conftest import CASE, Office

TRADE = {"kind": "trade_secret", "level": 4, "reason": "배합 비율"}


def post(house: Office, who: str, path: str, body: Any = None, *, version: int | None = None,
         want: int = 0) -> Any:  # fmt: skip
    headers = {"Idempotency-Key": f"key-{next(house.keys)}"}
    if version is not None:
        headers["If-Match"] = f'"v{version}"'
    answer = house.call(who, "POST", path, json=body if body is not None else {}, headers=headers)
    assert answer.status_code == want if want else answer.status_code < 400, answer.text
    return answer.json()


def get(house: Office, who: str, path: str) -> Any:
    answer = house.call(who, "GET", path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pdf(house: Office, content: bytes, name: str = "배합표.pdf", who: str = "complainant") -> str:
    answer = house.send(who, (name, content), level="3")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["items"][0]["id"])


def reads(house: Office, who: str, item: str) -> int:
    return house.call(who, "GET", f"/evidence/{item}/content").status_code


def level(house: Office, item: str, page: int | None = None) -> int:
    def asked(work: Work) -> int:
        row = work.session.get(EvidenceItem, item)
        assert row is not None
        return queries.level_of(work, row, page)

    return perform(house.world, ANYBODY, asked, reading=True)


def quarantine(house: Office, item: str) -> None:
    """Let the scanner have found malware in a piece of evidence."""

    def found(work: Work) -> None:
        work.add(
            EvidenceFinding(
                id=work.new_id("find"), item_id=item, malware_state=ScanState.QUARANTINED,
                signature="Test.Found", examined_at=work.now, scanned_at=work.now,
            )
        )  # fmt: skip
        work.record(EvidenceQuarantined(subject=item, signature="Test.Found", sha256=""))

    perform(house.world, WORKER, found)


def redacted(house: Office, item: str, body: dict[str, Any]) -> Any:
    asked = post(house, "examiner", f"/evidence/{item}/redactions", body)
    redacting.redact_evidence(house.world, house.store, {"redaction_id": asked["id"]})
    return get(house, "examiner", f"/redactions/{asked['id']}")


def a_room(house: Office, *items: str, opened: bool = True, **more: Any) -> Any:
    form = {"viewer_person_id": "person_stranger", "item_ids": list(items), "level": 4,
            "purpose": "방어권", "from_at": "2026-11-23T09:00:00+09:00",
            "until_at": "2026-11-24T18:00:00+09:00", **more}  # fmt: skip
    room = post(house, "examiner", f"/cases/{CASE}/data-rooms", form)
    return (
        post(house, "secretary", f"/data-rooms/{room['id']}/opening", version=1) if opened else room
    )


def look(house: Office, who: str, room: Any, item: str, page: int = 1) -> Any:
    return house.call(who, "GET", f"/data-rooms/{room['id']}/items/{item}/pages/{page}")
