"""What the queued jobs of discovery do, over the parts they need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.access.actor import WORKER
from app.audit.checkpoint import Signer
from app.db import work as transactions
from app.db.world import World
from app.discovery.confidentiality.actions.marks import lapse as lapse_marks
from app.discovery.confidentiality.redacting import redact_evidence
from app.discovery.evidence.rules import IntakeLimits
from app.discovery.orders import actions as orders
from app.discovery.orders.reconcile import reconcile
from app.discovery.orders.removal import dispose
from app.discovery.productions.build_job import build_production, hold_production
from app.discovery.receipts.timestamp_job import stamp_newest
from app.discovery.receipts.timestamps import Authorities
from app.discovery.texts import reading_jobs
from app.discovery.texts.scanning import Scanner
from app.discovery.transmissions.building import build_transmission
from app.jobs.worker import Task
from app.storage.base import Store

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EvidenceTasks:
    """The jobs that read, redact, pack and hold what lies in the evidence store."""

    world: World
    store: Store
    signer: Signer | None = None
    scanner: Scanner | None = None
    issued_seal_days: int = 0
    limits: IntakeLimits = field(default_factory=IntakeLimits)
    authorities: Authorities | None = None

    def by_name(self) -> Mapping[str, Task]:
        """Return every job by the name under which it is queued."""
        world, store = self.world, self.store
        return {
            "read_evidence": lambda payload: reading_jobs.read_evidence(
                world, store, payload, scanner=self.scanner
            ),
            "scan_waiting": lambda payload: reading_jobs.scan_waiting(
                world, store, payload, scanner=self.scanner
            ),
            "ocr_evidence": lambda payload: reading_jobs.ocr_evidence(world, store, payload),
            "forget_texts": lambda payload: reading_jobs.forget_texts(world, store, payload),
            "redact_evidence": lambda payload: redact_evidence(world, store, payload, self.limits),
            "lapse_marks": self.lapse_marks,
            "build_production": lambda payload: build_production(
                world, store, payload, self.signer
            ),
            "hold_production": lambda payload: hold_production(
                world, store, payload, seal_days=self.issued_seal_days
            ),
            "build_transmission": self.build_transmission,
            "reconcile_holds": self.reconcile_holds,
            "dispose_evidence": self.dispose_evidence,
            "watch_orders": self.watch_orders,
            "timestamp_receipts": self.timestamp_receipts,
        }

    def timestamp_receipts(self, _payload: Payload) -> None:
        """Have the newest checkpoint stamped by an outside authority, where one is configured."""
        stamp_newest(self.world, self.authorities, self.signer.public if self.signer else None)

    def reconcile_holds(self, payload: Payload) -> None:
        """Make the store's own holds agree with the orders, in one case or everywhere."""
        reconcile(self.world, self.store, case_id=payload.get("case_id", ""))

    def dispose_evidence(self, payload: Payload) -> None:
        """Carry out an approved disposal."""
        dispose(self.world, self.store, disposal_id=payload["disposal_id"])

    def watch_orders(self, _payload: Payload) -> None:
        """Note orders that ran out, warn of missing suits, remind silent custodians."""
        for act in (orders.lapse, orders.warn_of_suits, orders.remind):
            transactions.perform(self.world, WORKER, act)

    def lapse_marks(self, _payload: Payload) -> None:
        """End marks of secrecy whose last day is over."""
        transactions.perform(self.world, WORKER, lapse_marks)

    def build_transmission(self, payload: Payload) -> None:
        """Make the sealed packages of a released request for records."""
        build_transmission(self.world, self.store, payload, self.signer)
