"""What was deleted, flipped, swapped, cut short or rolled back is named within one pass."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.kernel.clock import FrozenClock
from app.storage.base import ObjectDamaged, StorageFault, Stored
from app.storage.keyring import Keyring
from app.storage.scrub import Checked, Expected, Finding, Scrubber
from tests.storage.local_lab import LocalLab
from tests.storage.store_contract import NEW_ROOT, OLD_ROOT, flipped, put, taken_out

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture(params=[None, OLD_ROOT], ids=["clear", "encrypted"])
def lab(request: pytest.FixtureRequest, tmp_path: Path) -> LocalLab:
    return LocalLab(tmp_path / "first", Keyring.of(request.param) if request.param else None)


@pytest.fixture
def second(tmp_path: Path) -> LocalLab:
    return LocalLab(tmp_path / "second", Keyring.of(NEW_ROOT))


def expected(stored: Stored, *, days_ago: float = 100, held: bool | None = None) -> Expected:
    return Expected(stored.key, stored.sha256, NOW - timedelta(days=days_ago), held)


def scrubber(lab: LocalLab, clock: FrozenClock, second: LocalLab | None = None) -> Scrubber:
    other = second.store if second else None
    return Scrubber(lab.store, clock=clock, within_days=90, second=other)


def copied(lab: LocalLab, second: LocalLab, payload: bytes) -> Stored:
    stored = put(lab.store, payload)
    second.store.restore(stored.key, lab.store.open(stored.key), sha256=stored.sha256)
    return stored


def rolled_back(lab: LocalLab, key: str) -> None:
    """Put back what the same key held in an earlier life, with the key record of that time."""
    other = LocalLab(lab.root.parent / "earlier", lab.keyring)
    earlier = put(other.store, b"an earlier state")
    older = other.store.restore(
        key, [b"an earlier state"], sha256=other.store.verify(earlier.key).sha256
    )
    lab.overwrite(key, other.content(older.key))
    if lab.keyring:
        lab.overwrite_key_record(key, other.key_record(older.key))


def swapped(lab: LocalLab, key: str) -> None:
    stranger = put(lab.store, b"another whole object")
    lab.overwrite(key, lab.content(stranger.key))


DAMAGES: list[tuple[str, Callable[[LocalLab, str], object], set[Finding]]] = [
    ("deleted", lambda lab, key: lab.lose(key), {Finding.MISSING}),
    ("flipped", lambda lab, key: lab.overwrite(key, flipped(lab.content(key), 70)), {Finding.DAMAGED}),
    ("suite", lambda lab, key: lab.overwrite(key, flipped(lab.content(key), 9)), {Finding.DAMAGED}),
    ("truncated", lambda lab, key: lab.overwrite(key, lab.content(key)[:-1]), {Finding.DAMAGED}),
    ("emptied", lambda lab, key: lab.overwrite(key, b""), {Finding.DAMAGED}),
    ("swapped", swapped, {Finding.OTHER, Finding.DAMAGED}),
    ("rolled back", rolled_back, {Finding.OTHER}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "damage", "findings"), DAMAGES, ids=[d[0] for d in DAMAGES])
def test_each_damage_is_named_within_one_pass_and_mended_from_the_second_copy(
    lab: LocalLab,
    second: LocalLab,
    clock: FrozenClock,
    what: str,
    damage: Callable[[LocalLab, str], object],
    findings: set[Finding],
) -> None:
    payload = os.urandom(5000)
    harmed, whole = copied(lab, second, payload), copied(lab, second, b"left alone")
    damage(lab, harmed.key)
    rows = [expected(harmed), expected(whole)]

    alone = {one.key: one for one in scrubber(lab, clock).run(rows)}
    assert alone[harmed.key].finding in findings
    assert not alone[harmed.key].whole
    assert alone[whole.key] == Checked(whole.key, NOW, Finding.WHOLE)

    mended = {one.key: one for one in scrubber(lab, clock, second).run(rows)}
    assert mended[harmed.key].restored
    assert mended[harmed.key].whole
    assert mended[harmed.key].second is Finding.WHOLE
    assert taken_out(lab.store, harmed) == payload
    assert [one.finding for one in scrubber(lab, clock).run(rows)] == [Finding.WHOLE] * 2


def test_a_swapped_pair_is_named_and_mended(
    lab: LocalLab, second: LocalLab, clock: FrozenClock
) -> None:
    one, other = copied(lab, second, b"one"), copied(lab, second, b"other")
    contents = lab.content(one.key), lab.content(other.key)
    lab.overwrite(one.key, contents[1])
    lab.overwrite(other.key, contents[0])
    found = list(scrubber(lab, clock, second).run([expected(one), expected(other)]))
    expects = Finding.OTHER if lab.keyring is None else Finding.DAMAGED
    assert [(one.finding, one.restored) for one in found] == [(expects, True)] * 2
    assert (taken_out(lab.store, one), taken_out(lab.store, other)) == (b"one", b"other")


def test_what_is_damaged_in_both_stores_stays_named(
    lab: LocalLab, second: LocalLab, clock: FrozenClock
) -> None:
    stored = copied(lab, second, b"x")
    lab.lose(stored.key)
    second.overwrite(stored.key, flipped(second.content(stored.key), -1))
    (found,) = scrubber(lab, clock, second).run([expected(stored)])
    assert (found.finding, found.second, found.restored, found.whole) == (
        Finding.MISSING, Finding.DAMAGED, False, False,
    )  # fmt: skip
    with pytest.raises(ObjectDamaged):
        scrubber(lab, clock).restore(expected(stored), second.store)


def test_an_object_without_its_root_key_is_named_and_mended(
    second: LocalLab, clock: FrozenClock, tmp_path: Path
) -> None:
    lab = LocalLab(tmp_path / "first", Keyring.of(OLD_ROOT))
    stored = copied(lab, second, b"x")
    lab.store = lab.again(Keyring.of(NEW_ROOT))
    (found,) = scrubber(lab, clock).run([expected(stored)])
    assert found.finding is Finding.UNREADABLE
    (found,) = scrubber(lab, clock, second).run([expected(stored)])
    assert found.restored
    assert taken_out(lab.store, stored) == b"x"


def test_a_store_that_does_not_answer_is_no_damage(
    lab: LocalLab, second: LocalLab, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = copied(lab, second, b"x")

    def down(key: str, *, sha256: str | None = None) -> Stored:
        raise StorageFault

    monkeypatch.setattr(lab.store, "verify", down)
    (found,) = scrubber(lab, clock, second).run([expected(stored, held=True)])
    assert found == Checked(stored.key, NOW, Finding.UNREAD)
    assert not found.settled


def test_a_store_that_can_not_be_written_leaves_the_object_named(
    lab: LocalLab, second: LocalLab, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = copied(lab, second, b"x")
    lab.lose(stored.key)

    def full(*_args: object, **_options: object) -> Stored:
        raise StorageFault

    monkeypatch.setattr(lab.store, "restore", full)
    (found,) = scrubber(lab, clock, second).run([expected(stored)])
    assert (found.second, found.restored) == (Finding.WHOLE, False)


@pytest.mark.parametrize("held", [True, False])
def test_a_hold_that_store_and_record_do_not_agree_on_is_told(
    lab: LocalLab, clock: FrozenClock, held: bool
) -> None:
    stored = put(lab.store, b"x")
    if held:
        lab.store.hold(stored.key)
    for said in (True, False, None):
        found = scrubber(lab, clock).check(expected(stored, held=said))
        assert found.hold_differs == (said is not None and said != held)


def test_a_rolled_back_folder_loses_its_hold_and_that_is_told(
    lab: LocalLab, clock: FrozenClock
) -> None:
    stored = put(lab.store, b"x")
    lab.store.hold(stored.key)
    for mark in lab.root.rglob("*.hold"):
        mark.unlink()
    assert scrubber(lab, clock).check(expected(stored, held=True)).hold_differs


# ------------------------------------------------------------------------------- whose turn it is


def rows_read(days_ago: list[float]) -> list[Expected]:
    return [
        Expected(f"{number:064x}", "", NOW - timedelta(days=days))
        for number, days in enumerate(days_ago)
    ]


def test_the_oldest_readings_come_first_and_what_was_never_read_before_all(
    lab: LocalLab, clock: FrozenClock
) -> None:
    rows = rows_read([1, 95, 5, 91])
    rows.append(replace(rows[0], key="f" * 64, last_checked_at=None))
    turn = scrubber(lab, clock).turn(rows)
    assert [row.key for row in turn] == ["f" * 64, rows[1].key, rows[3].key]


def test_an_even_share_is_read_though_nothing_is_due(lab: LocalLab, clock: FrozenClock) -> None:
    rows = rows_read([10] * 5000)
    assert len(scrubber(lab, clock).turn(rows)) == 3  # 5000 / (90 days x 24 passes), rounded up


def test_every_object_is_read_within_the_promised_days(lab: LocalLab, clock: FrozenClock) -> None:
    rows = {row.key: row for row in rows_read([day / 10 for day in range(300)])}
    scrub = Scrubber(lab.store, clock=clock, within_days=7, passes_per_day=4)
    longest = timedelta()
    for step in range(4 * 40):
        for row in scrub.turn(rows.values()):
            if step > 4 * 7:
                longest = max(longest, clock.now() - row.last_checked_at)
            rows[row.key] = replace(row, last_checked_at=clock.now())
        clock.advance(hours=6)
        assert step < 1 or not scrub.overdue(rows.values())
    assert timedelta(days=5) < longest <= timedelta(days=7)


def test_what_is_older_than_promised_is_overdue(lab: LocalLab, clock: FrozenClock) -> None:
    rows = rows_read([1, 95, 89, 91])
    assert scrubber(lab, clock).overdue(rows) == [rows[1], rows[3]]


def test_every_finding_has_words() -> None:
    assert len({finding.text.ko for finding in Finding}) == len(Finding)
    assert len({finding.text.en for finding in Finding}) == len(Finding)
