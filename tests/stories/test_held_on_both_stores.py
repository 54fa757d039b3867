"""Evidence under an order, from its upload to its disposal, over both stores and plain HTTP.

Refused while the order lives: by the service, and by the store itself, whoever asks it. Two people
release the order, two people approve the disposal; then nothing of the bytes is left.
"""

import base64
import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.complaints import complaint
from app.demo.stage import Player, Stage
from app.discovery.evidence.holds import NO_HOLDS, may_dispose
from app.discovery.evidence.tables import EvidenceItem
from app.storage.base import ObjectHeld
from app.storage.local import LocalStore
from app.storage.s3_names import object_name, record_name
from tests.storage.s3_lab import S3Lab
from tests.support.fault_checks import reading
from tests.support.town import open_town

MEBIBYTE = 1024 * 1024
PLAIN = "도면을 넘겨 달라는 요구를 받았습니다.\n".encode()
LARGE = b"2026-03-02 A-12, 1000\n" * (6 * MEBIBYTE // 22)
ORDER = {
    "kind": "preservation_order", "footing": "other", "legal_basis": "민사소송법 제375조",
    "court": "서울중앙지방법원", "docket_number": "2026카합1", "issued_on": "2026-03-03",
    "served_on": "2026-03-03", "binds": "case",
}  # fmt: skip
RELEASE = {
    "outcome": "release", "authority": "서울중앙지방법원 해제 결정", "decided_on": "2029-01-10",
    "reason": "본안 확정",
}  # fmt: skip
DISPOSAL = {
    "ground": "retention_over", "retention_years": 1, "review_reference": "심의회 2029-1호",
    "reviewed_on": "2029-01-10", "reason": "보존기간이 지남",
}  # fmt: skip


@dataclass
class Place:
    """The service over one of the stores, and the hands that reach the store from outside."""

    stage: Stage
    lab: S3Lab | None

    def key_of(self, item_id: str) -> str:
        """Return where the bytes of a piece lie, nothing once they are gone."""
        with reading(self.stage.house.world.engine) as session:
            return session.get_one(EvidenceItem, item_id).store_key or ""

    def refuses(self, key: str, item_id: str) -> bool:
        """Tell if the store lets nobody remove an object: not us, and not its own operator."""
        now = self.stage.clock.now()
        given = may_dispose(key, "force", NO_HOLDS, now, item_id=item_id)
        with pytest.raises(ObjectHeld):
            self.stage.house.store.remove(key, given)
        if self.lab is None:
            return self.stage.house.store.is_held(key)
        return all(
            self.lab.refuses_to_delete(name, bypass=bypass)
            for name in (object_name(key), record_name(key))
            for bypass in (False, True)
        )

    def left_of(self, key: str) -> list[str]:
        """Return every name that the store still has for an object: versions, records, files."""
        if self.lab is not None:
            return [name for name in self.lab.names() if key in name]
        store = self.stage.house.store
        assert isinstance(store, LocalStore)
        paths = (store.object_path(key), store.partial_path(key), store.key_path(key))
        return [str(path) for path in paths if path.exists()]


@contextmanager
def opened(kind: str, folder: Path, url: str) -> Generator[Place]:
    """Yield the service over a store of a kind."""
    lab, settings = None, dict[str, Any]()
    if kind == "s3":
        lab = S3Lab()
        access_key, secret_key = lab.server.service
        settings = {
            "s3_endpoint": lab.server.endpoint, "s3_bucket": lab.bucket, "s3_secure": False,
            "s3_access_key": access_key, "s3_secret_key": secret_key,
        }  # fmt: skip
    with open_town(folder, database_url=url, demonstration=False, **settings) as stage:
        yield Place(stage, lab)


def filed(owner: Player) -> tuple[str, list[str]]:
    """File a complaint with a small file and one that came in parts; return case and items."""
    draft = owner.post("/drafts")["id"]
    owner.post(f"/drafts/{draft}/evidence", files=[("files", ("요구.txt", PLAIN, "text/plain"))])
    said = {"name": "기록.txt", "size_bytes": len(LARGE)}
    upload = owner.post(f"/drafts/{draft}/uploads", said)["id"]
    for number, at in enumerate(range(0, len(LARGE), 5 * MEBIBYTE), start=1):
        piece = LARGE[at : at + 5 * MEBIBYTE]
        digest = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        path = f"/uploads/{upload}/parts/{number}"
        headers = {"Content-Digest": f"sha-256=:{digest}:"}
        assert owner.call("PUT", path, content=piece, headers=headers).status == 201
    owner.post(f"/uploads/{upload}/completion", {"sha256": hashlib.sha256(LARGE).hexdigest()})
    form = complaint(["SC-CUT"], "대한모터스(가상)", "도면을 넘겼습니다.") | {"draft_id": draft}
    case_id = owner.post("/complaints", form)["case_id"]
    exhibits = owner.get(f"/cases/{case_id}/exhibits")["items"]
    return case_id, [exhibit["evidence_item_id"] for exhibit in exhibits]


def officials(stage: Stage) -> tuple[Player, Player, Player]:
    """Return a lead, a secretary and an auditor; tokens last a year, so later ones are others."""
    return (
        stage.player(Role.LEAD, "한과장", unit="subcontract"),
        stage.player(Role.SECRETARY, "심의담"),
        stage.player(Role.AUDITOR, "감은서"),
    )


@pytest.mark.parametrize(
    ("kind", "database"),
    [("local", "sqlite"), ("s3", "sqlite"),
     pytest.param("local", "postgresql", marks=pytest.mark.postgresql)],
)  # fmt: skip
def test_what_an_order_holds_stays_until_two_people_release_it(
    tmp_path: Path, new_database: Callable[[str], str], kind: str, database: str
) -> None:
    with opened(kind, tmp_path / "town", new_database(database)) as place:
        stage = place.stage
        owner = stage.player(Role.PARTY, "김하늘")
        _, secretary, _ = officials(stage)
        case_id, items = filed(owner)
        assert len(items) == 2
        keys = {item: place.key_of(item) for item in items}

        stage.on(date(2026, 3, 3))
        order = secretary.post(f"/cases/{case_id}/orders", ORDER)
        stage.settle()
        assert all(place.refuses(keys[item], item) for item in items)
        owner.act(f"/cases/{case_id}/withdrawal", {}, about=f"/cases/{case_id}")

        # The file is closed and its retention is over, but the order stands.
        stage.on(date(2029, 1, 10))
        owner = stage.player(Role.PARTY, "김하늘", of=owner.person_id)
        lead, secretary, auditor = officials(stage)
        plan_path, form = f"/cases/{case_id}/disposals", {**DISPOSAL, "item_ids": items}
        refused = lead.call("POST", plan_path, form)
        assert (refused.status, refused.body["code"]) == (409, "held-by-order")
        assert refused.body["orders"] == [order["id"]]
        for item in items:
            acts = [link["act"] for link in auditor.get(f"/evidence/{item}/custody")["items"]]
            assert acts[-1] == "disposal_refused"
            assert place.refuses(keys[item], item)

        asked = secretary.act(
            f"/orders/{order['id']}/release-requests", RELEASE, about=f"/orders/{order['id']}"
        )
        confirmation = f"/release-requests/{asked['id']}/confirmation"
        assert secretary.call("POST", confirmation, {}, version=asked["version"]).status == 403
        stage.settle()
        assert place.refuses(keys[items[0]], items[0])
        auditor.post(confirmation, {}, version=asked["version"])
        stage.settle()
        assert not any(stage.house.store.is_held(key) for key in keys.values())

        plan = lead.post(plan_path, form)
        approval = f"/disposals/{plan['id']}/approval"
        assert lead.call("POST", approval, {}, version=plan["version"]).status == 403
        assert all(place.left_of(key) for key in keys.values())
        auditor.post(approval, {}, version=plan["version"])
        stage.settle()

        assert [place.left_of(key) for key in keys.values()] == [[], []]
        carried_out = lead.get(f"/disposals/{plan['id']}")
        assert carried_out["state"]["code"] == "carried_out"
        assert [one["outcome"] for one in carried_out["items"]] == ["disposed"] * 2
        for item in items:
            assert place.key_of(item) == ""
            assert owner.call("GET", f"/evidence/{item}/content").status == 404
            acts = [link["act"] for link in auditor.get(f"/evidence/{item}/custody")["items"]]
            assert acts[-3:] == ["hold_lifted", "disposed", "erased"]
            assert "held" in acts
