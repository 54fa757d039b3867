"""An office in which orders are entered: two leads, an auditor, and a worker's rounds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from app.access.actor import WORKER, Role
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.tables import Job
from app.db.work import begin, perform
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import actions
from app.discovery.orders.reconcile import Reconciled, reconcile
from app.discovery.orders.removal import CarriedOut, dispose
from app.kernel.clock import FrozenClock
from tests.discovery.conftest import CASE, Office, actor

HOLD: dict[str, Any] = {
    "kind": "legal_hold", "footing": "agency", "issued_on": "2026-11-23", "binds": "case",
    "terms": "사건 자료 일체를 보존한다.",
}  # fmt: skip
COURT: dict[str, Any] = {
    "kind": "preservation_order", "footing": "other", "legal_basis": "민사소송법 제375조",
    "court": "서울중앙지방법원", "docket_number": "2026카합1", "issued_on": "2026-11-23",
    "binds": "case",
}  # fmt: skip
RELEASE = {
    "outcome": "release", "authority": "서울중앙지방법원 해제 결정", "decided_on": "2026-11-23",
    "reason": "본안 확정",
}  # fmt: skip
DISPOSAL = {
    "ground": "retention_over", "retention_years": 1, "review_reference": "심의회 2029-1호",
    "reviewed_on": "2029-01-10", "reason": "보존기간이 지남",
}  # fmt: skip


@dataclass
class Registry:
    """The office with the words of orders: enter, end, dispose, and what the worker does."""

    office: Office
    clock: FrozenClock
    orders: list[str] = field(default_factory=list)

    def post(self, who: str, path: str, body: Any = None, *, version: int = 0) -> httpx.Response:
        """Send a write under a fresh key, on a version where one is named."""
        headers = {"Idempotency-Key": f"order-{next(self.office.keys)}"}
        if version:
            headers["If-Match"] = f'"v{version}"'
        return self.office.call(
            who, "POST", path, json={} if body is None else body, headers=headers
        )

    def made(self, who: str, path: str, body: Any = None, *, version: int = 0) -> dict[str, Any]:
        """Send a write that must succeed and return what it answered."""
        answer = self.post(who, path, body, version=version)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def get(self, who: str, path: str) -> dict[str, Any]:
        """Read something that must be there."""
        answer = self.office.call(who, "GET", path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def enter(self, who: str = "secretary", **order: Any) -> dict[str, Any]:
        """Enter the authority's own hold over the case, or what is said instead."""
        return self.made(who, f"/cases/{CASE}/orders", {**HOLD, **order})

    def end(self, order_id: str, *, outcome: str = "release") -> dict[str, Any]:
        """End an order by two people."""
        version = self.get("secretary", f"/orders/{order_id}")["version"]
        day = self.clock.now().date().isoformat()
        form = {**RELEASE, "outcome": outcome, "decided_on": day}
        asked = self.made(
            "secretary", f"/orders/{order_id}/release-requests", form, version=version
        )
        path = f"/release-requests/{asked['id']}/confirmation"
        return self.made("lead", path, version=asked["version"])

    def reconcile(self) -> Reconciled:
        """Let the worker make the store agree with the orders."""
        return reconcile(self.office.world, self.office.store)

    def dispose(self, disposal_id: str) -> CarriedOut:
        """Let the worker carry out a plan of disposal."""
        return dispose(self.office.world, self.office.store, disposal_id=disposal_id)

    def worker(self, act: Callable[..., Any], **given: Any) -> Any:
        """Run an act as the worker."""
        return perform(self.office.world, WORKER, partial(act, **given))

    def tick(self) -> None:
        """Let the worker do what time asks of orders."""
        for act in (actions.lapse, actions.warn_of_suits, actions.remind):
            self.worker(act)

    def close_case(self, on: date = date(2026, 11, 20)) -> None:
        """Let the case have been closed on a day."""
        with begin(self.office.world, WORKER) as work:
            case = work.session.get(Case, CASE)
            assert case is not None
            case.open, case.closed_on = False, on
            work.record(ActRefused(subject=CASE, problem="set-up"))

    def key_of(self, item_id: str) -> str:
        """Return where the bytes of a piece of evidence lie, nothing once they are gone."""
        return next(
            row.store_key or "" for row in self.office.rows(EvidenceItem) if row.id == item_id
        )

    def held(self, item_id: str) -> bool:
        """Tell if the store itself holds a piece of evidence."""
        return self.office.store.is_held(self.key_of(item_id))

    def queued(self, name: str) -> list[dict[str, Any]]:
        """Return what jobs of a name were queued with."""
        with begin(self.office.world, WORKER, reading=True) as work:
            jobs = work.session.execute(select(Job)).scalars()
            return [job.payload for job in jobs if job.name == name]


@pytest.fixture
def registry(office: Office, clock: FrozenClock) -> Registry:
    """Return the office with two leads of the unit that has the case."""
    for name in ("lead", "second_lead"):
        office.actors[name] = actor(name, Role.LEAD, unit="subcontract")
    office.actors["other_lead"] = actor("other_lead", Role.LEAD, unit="technology")
    return Registry(office, clock)
