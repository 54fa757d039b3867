"""Whatever is changed behind the service's back is named: leaves, tree, signatures and rows."""

import hashlib
import hmac
import json

import pytest
from sqlalchemy import text

from app.audit import merkle
from app.audit import verify as verifying
from app.audit.witness import read_lines
from app.db.leaf import canonical, leaf_hash
from tests.audit.conftest import SEAL_KEY

EDIT = "UPDATE audit_leaf SET payload = :payload WHERE position = :at"


@pytest.fixture
def full(log):
    """A log of ten leaves under two checkpoints, all remembered by the witness."""
    log.write(6)
    log.sequence()
    log.change(1)
    log.delete(2)
    log.write(2)
    log.sequence()
    assert log.verify().ok
    return log


def rows(log, columns: str = "*", where: str = "position >= 0") -> list:
    with log.world.engine.connect() as connection:
        found = connection.execute(
            text(f"SELECT {columns} FROM audit_leaf WHERE {where} ORDER BY position")
        )
        return [dict(row) for row in found.mappings()]


def edited(payload: str) -> str:
    """Return a payload in which another account has acted, without its rows."""
    return canonical({**json.loads(payload), "channel": "forged"}).decode()


def edit(log, at: int, *, with_hash: bool = False, with_seal: bool = False) -> None:
    payload = edited(rows(log, "payload", f"position = {at}")[0]["payload"])
    log.sql(EDIT, payload=payload, at=at)
    digest = leaf_hash(payload.encode())
    if with_hash:
        log.sql("UPDATE audit_leaf SET leaf_hash = :h WHERE position = :at", h=digest.hex(), at=at)
    if with_seal:
        mark = hmac.new(SEAL_KEY, digest, hashlib.sha256).hexdigest()
        log.sql("UPDATE audit_leaf SET seal = :s WHERE position = :at", s=mark, at=at)


def rebuild(log) -> None:
    """Recompute nodes and checkpoints over the leaves as they now stand, with the true key."""
    leaves = [bytes.fromhex(row["leaf_hash"]) for row in rows(log, "leaf_hash")]
    tree = merkle.levels(leaves)
    with log.world.engine.begin() as connection:
        sizes = list(connection.execute(text("SELECT size FROM audit_checkpoint")).scalars())
        connection.execute(text("DELETE FROM audit_node"))
        for level, nodes in enumerate(tree[1:], start=1):
            for index, value in enumerate(nodes):
                connection.execute(
                    text('INSERT INTO audit_node (level, "index", hash) VALUES (:l, :i, :h)'),
                    {"l": level, "i": index, "h": value.hex()},
                )
        for size in sizes:
            covered = min(size, len(leaves))
            root = merkle.root_at(tree, covered)
            connection.execute(
                text("UPDATE audit_checkpoint SET size = :n, root = :r, note = :t WHERE size = :s"),
                {"r": root.hex(), "t": log.signer.note(covered, root), "s": size, "n": covered},
            )


def insert(log, *, position: int | None, seal: str = "0" * 64) -> str:
    """Write a leaf as an intruder would, and return its event id."""
    event_id = "evt_" + "f" * 32
    row = rows(log)[0]
    payload = canonical({**json.loads(row["payload"]), "id": event_id, "rows": []}).decode()
    log.sql(
        "INSERT INTO audit_leaf (event_id, event, subject, actor_id, at, payload, salt, leaf_hash,"
        " seal, position) SELECT :id, event, subject, actor_id, at, :payload, salt, :hash, :seal,"
        " :position FROM audit_leaf WHERE position = 0",
        id=event_id, payload=payload, hash=leaf_hash(payload.encode()).hex(), seal=seal,
        position=position,
    )  # fmt: skip
    return event_id


def shift(log, start: int, by: int) -> None:
    """Renumber every leaf from a position on."""
    log.sql("UPDATE audit_leaf SET position = -1000 - position WHERE position >= :p", p=start)
    log.sql(f"UPDATE audit_leaf SET position = -1000 - position + {by} WHERE position < -900")


def test_an_untouched_log_is_well_and_everything_was_looked_at(full) -> None:
    report = full.verify()
    assert report.ok
    assert report.as_dict()["findings"] == []
    assert report.counts == {
        "leaves": 10, "seals_checked": 10, "checkpoints": 2, "sequenced": 10, "witnessed": 10,
        "rows": 7, "rows_of_unknown_tables": 0,
    }  # fmt: skip


def test_leaves_that_still_wait_are_well(full) -> None:
    full.write(2)
    assert full.verify().ok
    assert full.verify(witness=False, seal_key=None).ok


def test_an_edited_payload_is_named(full, named) -> None:
    edit(full, 4)
    assert ("edited", "position 4") in named(full.verify())
    assert ("edited", "position 4") in named(full.verify(witness=False, seal_key=None))


def test_an_edited_payload_with_its_hash_is_named(full, named) -> None:
    edit(full, 4, with_hash=True)
    for report in (full.verify(), full.verify(seal_key=None), full.verify(witness=False)):
        assert ("edited", "position 4") in named(report)
    assert not full.verify(witness=False, seal_key=None).ok


def test_an_edit_with_everything_recomputed_and_signed_is_named_by_the_witness(full, named) -> None:
    edit(full, 4, with_hash=True, with_seal=True)
    rebuild(full)
    found = named(full.verify())
    assert ("edited", "position 4") in found
    assert {kind for kind, _ in found} == {"edited", "checkpoint"}
    # Nobody without a witness can tell: this is what the witness is for.
    assert full.verify(witness=False).ok


def test_an_edited_copy_of_the_payload_is_named(full, named) -> None:
    full.sql("UPDATE audit_leaf SET actor_id = 'account_2' WHERE position = 3")
    full.sql("UPDATE audit_leaf SET subject = 'other' WHERE position = 5")
    assert named(full.verify()) == {("edited", "position 3"), ("edited", "position 5")}


def test_a_dropped_leaf_is_named(full, named) -> None:
    full.sql("DELETE FROM audit_leaf WHERE position = 4")
    for report in (full.verify(), full.verify(witness=False)):
        assert ("dropped", "position 4") in named(report)
        assert ("dropped", f"event {full.events[4]}") in named(report)


def test_a_dropped_leaf_is_named_even_when_the_rest_is_renumbered(full, named) -> None:
    full.sql("DELETE FROM audit_leaf WHERE position = 4")
    shift(full, 5, -1)
    rebuild(full)
    found = named(full.verify())
    assert ("dropped", "position 4") in found
    assert not {kind for kind, _ in found} & {"edited", "inserted", "reordered"}


def test_a_dropped_tail_is_named(full, named) -> None:
    full.sql("DELETE FROM audit_leaf WHERE position >= 8")
    for report in (full.verify(), full.verify(witness=False)):
        assert {("dropped", "position 8"), ("dropped", "position 9")} <= named(report)


def test_a_dropped_tail_is_named_even_when_its_checkpoint_and_outbox_rows_are_gone(
    full, named
) -> None:
    full.sql("DELETE FROM audit_leaf WHERE position >= 6")
    full.sql("DELETE FROM audit_checkpoint WHERE size = 10")
    full.sql("DELETE FROM outbox_entry WHERE id > 6")
    full.sql('DELETE FROM audit_node WHERE (level = 1 AND "index" > 2) OR level > 2')
    found = named(full.verify())
    assert {("dropped", f"position {at}") for at in (6, 7, 8, 9)} <= found
    assert ("checkpoint", "checkpoint 10") in found


def test_two_swapped_leaves_are_named(full, named) -> None:
    for was, now in ((3, -7), (7, 3), (-7, 7)):
        full.sql("UPDATE audit_leaf SET position = :now WHERE position = :was", now=now, was=was)
    found = named(full.verify())
    assert {("reordered", "position 3"), ("reordered", "position 7")} <= found
    alone = named(full.verify(witness=False))
    assert {("node", "node 1/1"), ("node", "node 1/3"), ("root", "checkpoint 6")} <= alone


def test_a_leaf_inserted_in_the_middle_is_named(full, named) -> None:
    shift(full, 5, 1)
    insert(full, position=5)
    found = named(full.verify())
    assert ("inserted", "position 5") in found
    assert not {kind for kind, _ in found} & {"edited", "dropped", "reordered"}
    assert not full.verify(witness=False).ok


def test_a_leaf_inserted_at_the_end_is_named(full, named) -> None:
    insert(full, position=10)
    assert named(full.verify()) == {("inserted", "position 10")}
    assert named(full.verify(witness=False, seal_key=None)) == {("inserted", "position 10")}


def test_a_waiting_leaf_that_the_service_did_not_write_is_named(full, named) -> None:
    event_id = insert(full, position=None)
    assert named(full.verify()) == {("inserted", f"event {event_id}")}
    full.sequence()
    assert named(full.verify()) == {("inserted", f"event {event_id}")}


def test_a_waiting_leaf_that_was_dropped_is_named(full, named) -> None:
    full.write(1)
    full.sql("DELETE FROM audit_leaf WHERE position IS NULL")
    found = named(full.verify())
    assert ("dropped", f"event {full.events[-1]}") in found
    assert ("row_inserted", f"issued_paper {full.papers[-1]}") in found


def test_a_row_edited_by_sql_is_named(full, named) -> None:
    full.sql("UPDATE issued_paper SET size_bytes = 99 WHERE id = :id", id=full.papers[3])
    full.sql("UPDATE issued_paper SET status = 'issued' WHERE id = :id", id=full.papers[1])
    assert named(full.verify()) == {
        ("row_edited", f"issued_paper {full.papers[3]}"),
        ("row_edited", f"issued_paper {full.papers[1]}"),
    }


@pytest.mark.parametrize("column", ["issued_at", "issued_on", "data", "demonstration"])
def test_an_edit_of_any_kind_of_column_is_named(full, named, column: str) -> None:
    full.sql(f"UPDATE issued_paper SET {column} = (SELECT {column} FROM issued_paper WHERE id = :o)"
             " WHERE id = :id", o=full.papers[1], id=full.papers[0])  # fmt: skip
    if column in {"issued_at", "issued_on"}:
        full.sql("UPDATE issued_paper SET issued_at = '2026-01-01 00:00:00', issued_on ="
                 " '2026-01-01' WHERE id = :id", id=full.papers[0])  # fmt: skip
    assert named(full.verify()) == {("row_edited", f"issued_paper {full.papers[0]}")}


def test_a_row_deleted_by_sql_is_named(full, named) -> None:
    full.sql("DELETE FROM issued_paper WHERE id = :id", id=full.papers[4])
    assert named(full.verify()) == {("row_deleted", f"issued_paper {full.papers[4]}")}


def test_a_row_inserted_by_sql_is_named(full, named) -> None:
    columns = (
        "version, case_id, subject_id, template, language, audience, title_ko, title_en, sha256,"
        " size_bytes, issued_on, issued_at, status, demonstration, data"
    )
    for paper_id in ("paper_new", full.papers[2]):
        full.sql(
            f"INSERT INTO issued_paper (id, registration_number, verification_code, {columns})"
            f" SELECT :id, :id, :code, {columns} FROM issued_paper WHERE id = :of",
            id=paper_id, code=paper_id[-20:], of=full.papers[0],
        )  # fmt: skip
    assert named(full.verify()) == {
        ("row_inserted", "issued_paper paper_new"),
        ("row_inserted", f"issued_paper {full.papers[2]}"),
    }


def test_rows_are_read_in_several_chunks(full, named, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_ROWS_CHUNK", 3)
    monkeypatch.setattr(verifying, "_CHUNK", 2)
    assert full.verify().ok
    full.sql("UPDATE issued_paper SET size_bytes = 99 WHERE id = :id", id=full.papers[3])
    assert named(full.verify()) == {("row_edited", f"issued_paper {full.papers[3]}")}


def test_a_checkpoint_that_nobody_signed_is_named(full, named) -> None:
    full.sql("UPDATE audit_checkpoint SET note = replace(note, '\n6\n', '\n5\n') WHERE size = 6")
    assert ("checkpoint", "checkpoint 6") in named(full.verify(witness=False))
    full.sql("UPDATE audit_checkpoint SET root = :r WHERE size = 10", r="0" * 64)
    assert ("checkpoint", "checkpoint 10") in named(full.verify(witness=False))


def test_an_edited_node_is_named(full, named) -> None:
    full.sql('UPDATE audit_node SET hash = :h WHERE level = 1 AND "index" = 2', h="zz")
    full.sql('DELETE FROM audit_node WHERE level = 2 AND "index" = 0')
    assert named(full.verify()) == {("node", "node 1/2"), ("node", "node 2/0")}


def test_a_damaged_or_missing_witness_is_named(full, named) -> None:
    lines = full.path.read_bytes().splitlines(keepends=True)
    full.path.write_bytes(lines[0] + lines[1].replace(b'"first":6', b'"first":7'))
    assert ("witness", "witness line 2") in named(full.verify())
    full.path.unlink()
    assert ("witness", "witness.jsonl") in named(full.verify())


def test_a_witness_that_lags_behind_is_no_damage(full) -> None:
    lines = full.path.read_bytes().splitlines(keepends=True)
    full.path.write_bytes(lines[0] + lines[1][:50])
    assert list(read_lines(full.path))[1] is None
    report = full.verify()
    assert report.ok
    assert report.counts["witnessed"] == 6


def test_absurd_values_are_named_and_break_nothing(full) -> None:
    full.sql("UPDATE audit_leaf SET position = 4000000000000000 WHERE position = 9")
    full.sql("UPDATE audit_leaf SET salt = 'zz', payload = 'no json' WHERE position = 1")
    full.sql("UPDATE audit_leaf SET payload = '[]', leaf_hash = 'zz' WHERE position = 2")
    full.sql("UPDATE audit_leaf SET payload = '{\"rows\":[1]}' WHERE position = 3")
    full.sql("UPDATE audit_checkpoint SET size = 5000000000000000, note = '' WHERE size = 10")
    for report in (full.verify(), full.verify(witness=False)):
        assert not report.ok
        assert len(report.findings) < 2_000
        assert all(finding.text.ko and finding.text.en for finding in report.findings)


@pytest.mark.slow
def test_twenty_thousand_leaves_are_verified(log) -> None:
    log.write(1)
    row = rows(log, "*", "position IS NULL")[0]
    body = json.loads(row["payload"])
    several = []
    for number in range(20_000):
        event_id = f"evt_{number:032x}"
        payload = canonical({**body, "id": event_id}).decode()
        digest = leaf_hash(payload.encode())
        mark = hmac.new(SEAL_KEY, digest, hashlib.sha256).hexdigest()
        several.append({
            **row, "id": number + 2, "event_id": event_id, "payload": payload,
            "leaf_hash": digest.hex(), "seal": mark,
        })  # fmt: skip
    names = ", ".join(row)
    with log.world.engine.begin() as connection:
        places = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO audit_leaf ({names}) VALUES ({places})"), several)
    log.sequence()
    report = log.verify()
    assert report.ok
    assert report.counts["leaves"] == report.counts["witnessed"] == 20_001
