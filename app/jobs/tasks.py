"""What each queued job does."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog

from app.access.actor import WORKER
from app.audit.sequencer import unsequenced_alarm
from app.cases import actions as cases
from app.cases import queries
from app.db import work as transactions
from app.db.world import World
from app.discovery.reaper import reap
from app.jobs.worker import Task
from app.kernel.clock import SystemClock
from app.people import actions as people
from app.storage.base import Store

log = structlog.get_logger("jobs")


def tasks_of(world: World, store: Store) -> Mapping[str, Task]:
    """Return every job by name."""

    def lapse_consents(_payload: dict[str, Any]) -> None:
        due = transactions.perform(world, WORKER, queries.silent_consents, reading=True)
        for case_id in due:
            transactions.perform(world, WORKER, partial(cases.lapse_consent, case_id=case_id))

    def reap_uploads(_payload: dict[str, Any]) -> None:
        reap(world, store, SystemClock())

    def purge_people(_payload: dict[str, Any]) -> None:
        transactions.perform(world, WORKER, people.purge)

    def watch_sequence(_payload: dict[str, Any]) -> None:
        late = transactions.perform(world, WORKER, unsequenced_alarm, reading=True)
        if late is not None:
            log.error("leaves without position", count=late.count, oldest_at=str(late.oldest_at))

    return {
        "lapse_consents": lapse_consents,
        "reap_uploads": reap_uploads,
        "purge_people": purge_people,
        "watch_sequence": watch_sequence,
    }
