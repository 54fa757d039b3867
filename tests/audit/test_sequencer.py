"""Leaves get positions once, in order, without gaps, and only those that the service wrote."""

import threading

import pytest
from sqlalchemy import text

from app.access.actor import ANYBODY, WORKER
from app.audit import merkle, sequencer
from app.audit.checkpoint import verify
from app.audit.sequencer import LogDamaged, sequence, unsequenced_alarm
from app.audit.witness import WitnessRefused
from app.db.work import perform
from app.kernel.clock import FrozenClock
from app.kernel.problems import Problem


def column(log, statement: str) -> list:
    with log.world.engine.connect() as connection:
        return list(connection.execute(text(statement)).scalars())


def place(log, limit: int = 500) -> sequencer.Sequenced:
    return perform(log.world, WORKER, lambda work: sequence(work, log.signer, limit=limit))


def test_positions_follow_each_other_and_the_root_is_signed(log) -> None:
    log.write(5)
    assert place(log, 3) == sequencer.Sequenced(3, 3)
    assert place(log, 3) == sequencer.Sequenced(2, 5)
    log.write(2)
    log.sequence()
    assert column(log, "SELECT position FROM audit_leaf ORDER BY id") == list(range(7))
    leaves = column(log, "SELECT leaf_hash FROM audit_leaf ORDER BY position")
    tree = merkle.levels([bytes.fromhex(leaf) for leaf in leaves])
    for size, note in zip([3, 5, 7], column(log, "SELECT note FROM audit_checkpoint ORDER BY size"),
                          strict=True):  # fmt: skip
        said = verify(note, log.signer.public)
        assert (said.size, said.root) == (size, merkle.root_at(tree, size))


def test_a_second_run_changes_nothing(log) -> None:
    log.write(3)
    log.sequence()
    before = column(log, "SELECT note FROM audit_checkpoint")
    assert place(log) == sequencer.Sequenced(0, 3)
    log.sequence()
    assert column(log, "SELECT note FROM audit_checkpoint") == before


def test_an_empty_log_signs_nothing(log) -> None:
    log.sequence()
    assert place(log) == sequencer.Sequenced(0, 0)
    assert not column(log, "SELECT size FROM audit_checkpoint")


def test_many_batches_are_placed_in_one_run(log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "BATCH", 500)
    log.write(3)
    with log.world.engine.begin() as connection:
        connection.execute(text("UPDATE audit_leaf SET position = NULL"))
    done = sequencer.run(log.world, signer=log.signer, witness=log.witness)
    assert done == sequencer.Sequenced(3, 3)
    assert log.witness.size == 3


def test_sequencers_that_race_place_every_leaf_once(log) -> None:
    log.write(20)
    faults: list[Exception] = []

    def race() -> None:
        try:
            while place(log, 3).placed:
                pass
        except Exception as fault:  # noqa: BLE001 - shown below
            faults.append(fault)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert sorted(column(log, "SELECT position FROM audit_leaf")) == list(range(20))
    assert log.verify(witness=False).ok


def test_a_leaf_without_the_services_seal_is_left_and_does_not_block_others(log) -> None:
    log.write(4)
    log.sql("UPDATE audit_leaf SET seal = :seal WHERE event_id = :id", seal="0" * 64,
            id=log.events[0])  # fmt: skip
    log.sql("UPDATE audit_leaf SET payload = '{}' WHERE event_id = :id", id=log.events[1])
    assert place(log, 1) == sequencer.Sequenced(1, 1)
    assert place(log, 5) == sequencer.Sequenced(1, 2)
    assert column(log, "SELECT position FROM audit_leaf ORDER BY id") == [None, None, 0, 1]


def test_leaves_that_wait_longer_than_a_minute_raise_the_alarm(log, clock: FrozenClock) -> None:
    def alarm() -> sequencer.Late | None:
        return perform(log.world, WORKER, unsequenced_alarm, reading=True)

    log.write(2)
    written_at = clock.now()
    clock.advance(seconds=60)
    assert alarm() is None
    clock.advance(seconds=1)
    assert alarm() == sequencer.Late(2, written_at)
    log.sequence()
    assert alarm() is None


@pytest.mark.parametrize(
    "statement",
    [
        # Another first byte, whichever it was: an update that changes nothing is no damage.
        (
            "UPDATE audit_node SET hash = "
            "CASE substr(hash, 1, 2) WHEN '00' THEN '01' ELSE '00' END || substr(hash, 3) "
            "WHERE level = 1"
        ),
        "DELETE FROM audit_node WHERE level = 1",
        "UPDATE audit_leaf SET position = 3 WHERE position = 2",
        "UPDATE audit_checkpoint SET root = root, note = replace(note, '— ', '- ')",
    ],
)
def test_nothing_is_signed_on_top_of_a_damaged_tree(log, statement: str) -> None:
    log.write(3)
    log.sequence()
    log.write(1)
    log.sql(statement)
    with pytest.raises(LogDamaged):
        place(log)


def test_the_witness_catches_up_after_it_was_out_of_reach(log) -> None:
    for _ in range(3):
        log.write(2)
        place(log)
    log.sequence()
    assert log.witness.size == 6
    assert log.verify().ok


def test_a_history_rewritten_with_the_services_own_key_is_refused_by_the_witness(log) -> None:
    log.write(3)
    log.sequence()
    for table in ("audit_node", "audit_checkpoint"):
        log.sql(f"DELETE FROM {table}")
    log.sql("UPDATE audit_leaf SET position = -1 - position")
    log.sql("UPDATE audit_leaf SET position = 3 + position")
    log.sql("UPDATE audit_leaf SET position = NULL WHERE position >= 0")
    log.write(1)
    log.sql("DELETE FROM audit_leaf WHERE id = 1")
    place(log)
    log.write(1)
    with pytest.raises(WitnessRefused):
        log.sequence()


def test_only_the_worker_sequences(log) -> None:
    for act in (lambda work: sequence(work, log.signer), unsequenced_alarm,
                lambda work: sequencer.news(work, 0)):  # fmt: skip
        with pytest.raises(Problem):
            perform(log.world, ANYBODY, act)
