"""A Work is one transaction: what it changed, its leaves and its outbox rows, or nothing."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlmodel import SQLModel, col

from app.access.actor import WORKER
from app.db.engine import is_sqlite
from app.db.leaf import leaf_hash, row_digest, seal
from app.db.numbering import next_number
from app.db.tables import AuditLeaf, Counter, Job, OutboxEntry
from app.db.work import UnrecordedChange, Work, begin, perform, row_values
from app.db.world import World
from app.kernel.problems import Stale
from app.people.tables import Message, Person


def person(work: Work, name: str = "김하늘") -> Person:
    """Add an audited row."""
    return work.add(Person(id=work.new_id("per"), name=name, created_at=work.now))


def counted(world: World, *kinds: type[SQLModel]) -> list[int]:
    """Return how many rows each table has."""
    with begin(world, WORKER, reading=True) as work:
        return [
            work.session.execute(select(func.count()).select_from(kind)).scalar_one()
            for kind in kinds
        ]


def leaves(world: World) -> list[dict[str, Any]]:
    """Return all leaves in the order in which they were written."""
    with begin(world, WORKER, reading=True) as work:
        table = AuditLeaf.__table__  # type: ignore[attr-defined]
        found = work.session.execute(select(table).order_by(table.c.id)).mappings()
        return [dict(row) for row in found]


def test_a_change_that_no_event_tells_is_undone(world: World) -> None:
    with pytest.raises(UnrecordedChange), begin(world, WORKER) as work:
        person(work)
    assert counted(world, Person, AuditLeaf, OutboxEntry) == [0, 0, 0]


def test_a_change_that_was_flushed_long_before_is_not_forgotten(world: World) -> None:
    def act(work: Work) -> None:
        person(work)
        work.session.flush()
        work.session.execute(select(Person)).all()

    with pytest.raises(UnrecordedChange):
        perform(world, WORKER, act)
    assert counted(world, Person) == [0]


def test_a_removal_needs_an_event_too(world: World, happened: Any) -> None:
    with begin(world, WORKER) as work:
        key = person(work).id
        work.record(happened(subject=key))
    with pytest.raises(UnrecordedChange), begin(world, WORKER) as work:
        work.session.delete(work.session.get_one(Person, key))
    assert counted(world, Person) == [1]


def test_a_statement_may_not_write_an_audited_table(world: World, happened: Any) -> None:
    def act(work: Work, statement: Any) -> None:
        work.record(happened(subject="x"))
        work.execute(statement)

    statements = (
        update(Person).values(name="x"),
        update(Person.__table__).values(name="x"),  # type: ignore[attr-defined]
        insert(Person),
        text("UPDATE person SET name = 'x'"),
    )
    for statement in statements:
        with pytest.raises(UnrecordedChange):
            perform(world, WORKER, partial(act, statement=statement))
    assert counted(world, Person, AuditLeaf) == [0, 0]


def test_housekeeping_needs_no_event(world: World) -> None:
    with begin(world, WORKER) as work:
        work.add(
            Message(id="msg", address="a@b.example", channel="email", template="x", body="",
                    created_at=work.now)
        )  # fmt: skip
    assert counted(world, Message, AuditLeaf) == [1, 0]


def test_row_leaf_and_outbox_entry_are_written_together(world: World, happened: Any) -> None:
    with begin(world, WORKER) as work:
        row = person(work)
        first = work.record(happened(subject=row.id, number=1))
        last = work.record(happened(subject=row.id, number=2))
        values = row_values(row)
    found = leaves(world)
    assert [leaf["event_id"] for leaf in found] == [first, last]
    payloads = [json.loads(leaf["payload"]) for leaf in found]
    assert [payload["data"]["number"] for payload in payloads] == [1, 2]
    salt = bytes.fromhex(found[1]["salt"])
    digest = {"digest": row_digest(salt, "person", values), "id": row.id, "table": "person"}
    assert [payload["rows"] for payload in payloads] == [[], [digest]]
    for leaf in found:
        hashed = leaf_hash(leaf["payload"].encode())
        assert (leaf["leaf_hash"], leaf["seal"]) == (hashed.hex(), seal(world.seal_key, hashed))
        assert "김하늘" not in leaf["payload"]
    with begin(world, WORKER, reading=True) as work:
        entries = work.session.execute(select(OutboxEntry).order_by(col(OutboxEntry.id))).scalars()
        assert [(e.event_id, e.data["number"], e.state) for e in entries] == [
            (first, 1, "waiting"), (last, 2, "waiting"),
        ]  # fmt: skip


def test_a_removed_row_leaves_an_empty_digest(world: World, happened: Any) -> None:
    with begin(world, WORKER) as work:
        row = person(work)
        work.record(happened(subject=row.id))
    with begin(world, WORKER) as work:
        work.session.delete(work.session.get_one(Person, row.id))
        work.record(happened(subject=row.id))
    said = json.loads(leaves(world)[-1]["payload"])["rows"]
    assert said == [{"digest": "", "id": row.id, "table": "person"}]


def test_an_act_that_fails_leaves_nothing_and_gives_its_number_back(
    world: World, happened: Any
) -> None:
    woken: list[int] = []
    world.wake = lambda: woken.append(1)

    def act(work: Work) -> None:
        assert next_number(work, "sample") == 1
        work.record(happened(subject=person(work).id))
        work.later("job", {}, key="k")
        work.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        perform(world, WORKER, act)
    assert counted(world, Person, AuditLeaf, OutboxEntry, Job, Counter) == [0, 0, 0, 0, 0]
    assert not woken
    with begin(world, WORKER) as work:
        assert next_number(work, "sample") == 1


def test_a_job_is_queued_once_under_its_key(world: World) -> None:
    for _ in range(2):
        with begin(world, WORKER) as work:
            work.later("job", {"a": 1}, key="k")
            work.later("job", {"a": 2}, key="k")
    assert counted(world, Job) == [1]


def test_a_reading_work_writes_nothing(world: World) -> None:
    with begin(world, WORKER, reading=True) as work:
        person(work)
        work.session.flush()
    assert counted(world, Person) == [0]


def test_of_two_changes_made_on_one_version_the_later_is_told_the_present_one(
    world: World, happened: Any
) -> None:
    with begin(world, WORKER) as work:
        row = person(work)
        work.record(happened(subject=row.id))
    read = threading.Barrier(2)

    def rename(work: Work, name: str) -> None:
        found = work.session.get_one(Person, row.id)
        if not is_sqlite(world.engine) and found.version == 1:
            read.wait(30)  # both have read before either writes; SQLite lets one in at a time
        work.expect_version(found, 1)
        found.name = name
        work.record(happened(subject=row.id))

    def attempt(name: str) -> str:
        try:
            perform(world, WORKER, partial(rename, name=name))
        except Stale as stale:
            return str(stale.facts["current_etag"])
        return name

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(attempt, ("first", "second")))
    assert told[0] == '"v2"'
    with begin(world, WORKER, reading=True) as work:
        kept = work.session.get_one(Person, row.id)
        assert (kept.name, kept.version) == (told[1], 2)


def test_a_reader_does_not_wait_for_a_writer(world: World, happened: Any) -> None:
    written, read = threading.Event(), threading.Event()

    def write() -> None:
        with begin(world, WORKER) as work:
            work.record(happened(subject=person(work).id))
            work.session.flush()
            written.set()
            assert read.wait(30)

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        assert written.wait(30)
        assert counted(world, Person) == [0]  # what is not committed is not seen
        read.set()
        writing.result()
    assert counted(world, Person) == [1]


def test_racing_acts_get_numbers_without_gaps_though_some_fail(world: World, happened: Any) -> None:
    given: list[int] = []

    def act(turn: int) -> None:
        def once(work: Work) -> int:
            number = next_number(work, "sample")
            work.record(happened(subject=person(work).id, number=number))
            if turn % 4 == 0:
                raise ZeroDivisionError
            return number

        with suppress(ZeroDivisionError):
            given.append(perform(world, WORKER, once))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(act, range(40)))
    assert sorted(given) == list(range(1, 31))
    assert counted(world, Person, AuditLeaf, OutboxEntry) == [30, 30, 30]


def test_racing_acts_queue_a_job_once_and_all_go_on(world: World) -> None:
    def queue(work: Work) -> None:
        work.later("job", {}, key="k")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: perform(world, WORKER, queue), range(24)))
    assert counted(world, Job) == [1]
