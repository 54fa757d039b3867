"""Delivery of the outbox: each reaction in its own Work, behind a receipt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from sqlmodel import Session

from app.access.actor import WORKER
from app.db import outbox
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.kernel.problems import Problem

log = structlog.get_logger("reactions")


@dataclass(frozen=True, slots=True)
class News:
    """An event as a reaction gets it."""

    event_id: str
    event: str
    subject: str
    data: Mapping[str, Any]


Reaction = Callable[[Work, News], None]
Table = Mapping[str, Sequence[Reaction]]


def deliver(world: World, table: Table, limit: int = 50) -> int:
    """Answer waiting events, oldest first; returns how many were taken up."""
    with Session(world.engine.execution_options(reading=True)) as session:
        entries = outbox.waiting(session, world.clock.now(), limit)
    answered: list[str] = []
    for entry in entries:
        reactions = table.get(entry["event"], ())
        if not reactions or _answer(world, entry, reactions):
            answered.append(entry["event_id"])
    if answered:
        transactions.perform(world, WORKER, lambda work: outbox.mark_delivered(work, answered))
    return len(entries)


def _answer(world: World, entry: dict[str, Any], reactions: Sequence[Reaction]) -> bool:
    news = News(entry["event_id"], entry["event"], entry["subject"], entry["data"])
    for reaction in reactions:
        try:
            transactions.perform(world, WORKER, partial(_once, reaction=reaction, news=news))
        except Exception as fault:  # noqa: BLE001 - whatever fails is put off, then parked in sight
            _put_off(world, entry, reaction, fault)
            return False
    return True


def _once(work: Work, reaction: Reaction, news: News) -> None:
    if outbox.receipted(work, news.event_id, reaction.__name__):
        reaction(work, news)


def _put_off(world: World, entry: dict[str, Any], reaction: Reaction, fault: Exception) -> None:
    words = fault.detail.en if isinstance(fault, Problem) else f"{type(fault).__name__}: {fault}"
    log.warning(
        "reaction failed", reaction_name=reaction.__name__, news=entry["event"], error=words
    )
    transactions.perform(
        world,
        WORKER,
        lambda work: outbox.mark_failed(
            work, entry["event_id"], entry["attempts"] + 1, f"{reaction.__name__}: {words}"
        ),
    )
