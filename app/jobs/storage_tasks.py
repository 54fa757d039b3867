"""What the queued jobs of safekeeping do: reading the store again and bringing second copies."""

from collections.abc import Mapping

from app.db.world import World
from app.discovery.safekeeping.rounds import Keeper
from app.jobs.worker import Task
from app.storage.base import Store


def storage_tasks(world: World, store: Store, *, scrub_within_days: int) -> Mapping[str, Task]:
    """Return every job by the name under which it is queued."""
    keeper = Keeper(world, store, scrub_within_days)
    return {
        "scrub_store": keeper.scrub_share,
        "scrub_item": keeper.scrub_item,
        "copy_evidence": keeper.bring_copies,
    }
