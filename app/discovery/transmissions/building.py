"""The job that makes the packages of a released request, outside any transaction."""

from collections.abc import Mapping
from typing import Any

from app.access.actor import WORKER
from app.audit.checkpoint import Signer
from app.db import work as transactions
from app.db.world import World
from app.discovery.evidence import queries as evidence
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.actions.sending import Built
from app.discovery.transmissions.packing import pack
from app.storage.base import Store


def build_transmission(
    world: World, store: Store, payload: Mapping[str, Any], signer: Signer | None = None
) -> int:
    """Make, seal and register the packages of a request; returns how many were registered.

    Run again after a crash it begins anew; what was made in vain is taken out of the store.
    """
    transmission_id = str(payload["transmission_id"])
    plan = transactions.perform(
        world, WORKER, lambda work: queries.plan(work, transmission_id), reading=True
    )
    if plan is None:
        return 0
    built: list[Built] = []
    registered = 0
    try:
        for kind in plan.kinds:
            built.append(pack(plan, kind, store, signer))  # noqa: PERF401 - kept if one fails
        registered = len(
            transactions.perform(
                world,
                WORKER,
                lambda work: actions.register_packages(
                    work, transmission_id=transmission_id, built=built
                ),
            )
        )
    finally:
        if not registered:
            _discard(world, store, built)
    return registered


def _discard(world: World, store: Store, built: list[Built]) -> None:
    def known(key: str) -> bool:
        return transactions.perform(
            world, WORKER, lambda work: evidence.names_object(work, key), reading=True
        )

    for package in built:
        store.discard_unregistered(package.store_key, is_registered=known)
