"""What every store of evidence promises, as tests over a `lab`: subclass for each adapter.

A subclass named `Test…` gives a fixture `lab` of this class's type; the lab reaches behind the
store, so that damage can be done, and opens it anew, as after a restart.
"""

import hashlib
import io
import os
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.storage.base import (
    KeyRefused,
    ObjectDamaged,
    ObjectHeld,
    ObjectMissing,
    ObjectTooLarge,
    Stored,
    SuiteUnknown,
    new_key,
)
from app.storage.keyring import Keyring
from tests.storage.contract_lab import (
    LATER,
    MEBIBYTE,
    NEW_ROOT,
    OLD_ROOT,
    Lab,
    a_disposal,
    flipped,
    keys_in,
    put,
    taken_out,
)
from tests.storage.seal_contract import SealContract

REFUSALS = (ObjectDamaged, SuiteUnknown)


class StoreContract(SealContract):
    """The promises of the port."""

    # -------------------------------------------------------------------------- what goes in

    @pytest.mark.parametrize("size", [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE + 7])
    def test_what_was_put_comes_out(self, lab: Lab, size: int) -> None:
        payload = os.urandom(size)
        stored = put(lab.store, payload)
        assert (stored.size_bytes, stored.sha256) == (size, hashlib.sha256(payload).hexdigest())
        assert taken_out(lab.store, stored) == payload
        assert lab.store.verify(stored.key, sha256=stored.sha256) == stored
        with lab.store.reader(stored.key, sha256=stored.sha256) as reader:
            assert reader.read() == payload

    def test_chunks_of_any_size_are_one_object(self, lab: Lab) -> None:
        payload = os.urandom(MEBIBYTE + 100)
        for step in (1000, 65_536, 700_000):
            chunks = [payload[at : at + step] for at in range(0, len(payload), step)]
            stored = lab.store.put(chunks, limit_bytes=8 * MEBIBYTE)
            assert taken_out(lab.store, stored) == payload

    def test_a_store_takes_objects_and_says_so(self, lab: Lab) -> None:
        assert lab.store.ready()

    def test_equal_files_are_two_objects(self, lab: Lab) -> None:
        assert put(lab.store, b"same").key != put(lab.store, b"same").key

    def test_a_second_start_finds_what_the_first_one_stored(self, lab: Lab) -> None:
        stored = put(lab.store, b"kept")
        assert lab.again(lab.keyring).verify(stored.key) == stored

    def test_one_byte_over_the_limit_is_refused_and_leaves_nothing(self, lab: Lab) -> None:
        assert lab.store.put([b"x" * 60, b"y" * 40], limit_bytes=100).size_bytes == 100
        before = keys_in(lab.store)
        with pytest.raises(ObjectTooLarge) as refusal:
            lab.store.put([b"x" * 60, b"y" * 41], limit_bytes=100)
        assert refusal.value.facts == {"limit_bytes": 100}
        assert keys_in(lab.store) == before

    def test_a_source_that_breaks_off_leaves_nothing(self, lab: Lab) -> None:
        def source() -> object:
            yield b"first"
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            lab.store.put(source(), limit_bytes=100)  # type: ignore[arg-type]
        assert keys_in(lab.store) == []

    def test_an_aborted_writer_leaves_nothing(self, lab: Lab) -> None:
        writer = lab.store.writer(limit_bytes=100)
        writer.write(b"half")
        writer.abort()
        writer.abort()
        assert keys_in(lab.store) == []

    def test_a_finished_writer_takes_no_more_and_keeps_its_object(self, lab: Lab) -> None:
        writer = lab.store.writer(limit_bytes=100)
        writer.write(b"whole")
        stored = writer.finish()
        for act in (lambda: writer.write(b"more"), writer.finish):
            with pytest.raises(ValueError, match="finished"):
                act()
        assert lab.store.verify(stored.key) == stored

    def test_many_threads_may_store_at_once(self, lab: Lab) -> None:
        found: list[tuple[bytes, Stored]] = []

        def work() -> None:
            for _ in range(3):
                payload = os.urandom(50_000)
                found.append((payload, put(lab.store, payload)))

        threads = [threading.Thread(target=work) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({stored.key for _, stored in found}) == 15
        assert all(taken_out(lab.store, stored) == payload for payload, stored in found)

    # ------------------------------------------------------------------------- what comes out

    def test_the_reader_is_a_seekable_file_of_the_payload_alone(self, lab: Lab) -> None:
        payload = os.urandom(2 * MEBIBYTE + 10)
        stored = put(lab.store, payload)
        with lab.store.reader(stored.key, sha256=stored.sha256) as reader:
            assert reader.read(3) == payload[:3]
            assert reader.seek(-2, os.SEEK_END) == len(payload) - 2
            assert reader.read() == payload[-2:]
            assert reader.read() == b""
            reader.seek(MEBIBYTE - 5)
            reader.seek(1, os.SEEK_CUR)
            assert (reader.tell(), reader.read(9)) == (
                MEBIBYTE - 4,
                payload[MEBIBYTE - 4 : MEBIBYTE + 5],
            )
            with pytest.raises(ValueError, match="before the payload"):
                reader.seek(-1)
        with pytest.raises(ValueError, match="closed"):
            reader.read()

    def test_one_flipped_bit_and_not_a_byte_is_given_out(self, lab: Lab) -> None:
        stored = put(lab.store, os.urandom(200))
        whole = lab.content(stored.key)
        for position in (0, 8, 9, 20, 31, len(whole) // 2, -49, -48, -33, -1):
            lab.overwrite(stored.key, flipped(whole, position))
            for read in (lab.store.verify, lab.store.open, lab.store.reader):
                with pytest.raises(REFUSALS):
                    read(stored.key)
        lab.overwrite(stored.key, whole)
        assert lab.store.verify(stored.key) == stored

    def test_a_torn_object_is_refused(self, lab: Lab) -> None:
        stored = put(lab.store, os.urandom(200))
        whole = lab.content(stored.key)
        for length in (len(whole) - 1, 231, 100, 32, 5, 0):
            lab.overwrite(stored.key, whole[:length])
            with pytest.raises(ObjectDamaged):
                lab.store.verify(stored.key)

    def test_another_whole_object_in_its_place_is_refused(self, lab: Lab) -> None:
        mine, other = put(lab.store, b"mine"), put(lab.store, b"other")
        lab.overwrite(mine.key, lab.content(other.key))
        with pytest.raises(ObjectDamaged):
            lab.store.open(mine.key, sha256=mine.sha256)

    def test_an_object_of_a_later_suite_is_refused_by_name(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        later = bytearray(lab.content(stored.key))
        later[9] = 7
        lab.overwrite(stored.key, bytes(later))
        with pytest.raises(SuiteUnknown):
            lab.store.open(stored.key)

    def test_an_object_that_is_not_there_is_named_missing(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        lab.lose(stored.key)
        for key in (stored.key, new_key()):
            with pytest.raises(ObjectMissing):
                lab.store.open(key)

    @pytest.mark.parametrize("key", ["../x", "../../../etc/passwd", "aa/../../x", "", "objects"])
    def test_a_corrupt_key_reaches_nothing(self, lab: Lab, key: str) -> None:
        acts: list[Callable[[str], object]] = [
            lab.store.open, lab.store.reader, lab.store.verify, lab.store.hold, lab.store.release,
            lab.store.is_held, lab.store.rewrap, lab.store.sealed_until,
            lambda one: lab.store.seal_until(one, LATER),
            lambda one: lab.store.remove(one, a_disposal(one)),
            lambda one: lab.store.discard_unregistered(one, is_registered=lambda _: False),
            lambda one: lab.store.restore(one, [b""], sha256=hashlib.sha256(b"").hexdigest()),
        ]  # fmt: skip
        for act in acts:
            with pytest.raises(KeyRefused):
                act(key)

    # --------------------------------------------------------------- holds, removal, the reaper

    def test_a_registered_object_goes_only_with_its_own_disposal(self, lab: Lab) -> None:
        stored, other = put(lab.store, b"x"), put(lab.store, b"y")
        with pytest.raises(ValueError, match="not given for this object"):
            lab.store.remove(other.key, a_disposal(stored.key))
        lab.store.remove(stored.key, a_disposal(stored.key))
        assert keys_in(lab.store) == [other.key]
        with pytest.raises(ObjectMissing):
            lab.store.remove(stored.key, a_disposal(stored.key))

    def test_what_is_held_is_not_removed_until_it_is_released(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        assert not lab.store.is_held(stored.key)
        lab.store.hold(stored.key)
        lab.store.hold(stored.key)
        assert lab.store.is_held(stored.key)
        with pytest.raises(ObjectHeld):
            lab.store.remove(stored.key, a_disposal(stored.key))
        assert not lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
        assert taken_out(lab.store, stored) == b"x"
        lab.store.release(stored.key)
        lab.store.release(stored.key)
        assert not lab.store.is_held(stored.key)
        lab.store.remove(stored.key, a_disposal(stored.key))
        assert keys_in(lab.store) == []

    def test_a_hold_outlives_a_restart(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        lab.store.hold(stored.key)
        again = lab.again(lab.keyring)
        assert again.is_held(stored.key)
        with pytest.raises(ObjectHeld):
            again.remove(stored.key, a_disposal(stored.key))
        again.release(stored.key)
        assert not lab.store.is_held(stored.key)

    def test_a_hold_lies_on_its_own_object_alone(self, lab: Lab) -> None:
        held, free = put(lab.store, b"x"), put(lab.store, b"y")
        lab.store.hold(held.key)
        assert not lab.store.is_held(free.key)
        lab.store.remove(free.key, a_disposal(free.key))
        assert keys_in(lab.store) == [held.key]

    def test_what_is_not_there_can_not_be_held(self, lab: Lab) -> None:
        with pytest.raises(ObjectMissing):
            lab.store.hold(new_key())

    # ------------------------------------------------------------------------------ the reaper

    def test_the_reaper_sees_what_is_older_than_its_instant(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        (found,) = lab.store.keys_older_than(LATER)
        assert (found.key, found.complete) == (stored.key, True)
        assert list(lab.store.keys_older_than(found.modified_at - timedelta(seconds=1))) == []

    def test_what_a_record_names_is_not_discarded(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        assert not lab.store.discard_unregistered(stored.key, is_registered=lambda _: True)
        assert lab.store.verify(stored.key) == stored
        assert lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
        assert not lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
        assert keys_in(lab.store) == []

    # --------------------------------------------------------------------------- second copies

    def test_a_whole_object_is_not_written_again(self, lab: Lab) -> None:
        stored = put(lab.store, b"whole")
        before = lab.content(stored.key)
        chunks = iter([b"whole"])
        assert lab.store.restore(stored.key, chunks, sha256=stored.sha256) == stored
        assert (lab.content(stored.key), list(chunks)) == (before, [b"whole"])

    def test_a_copy_comes_under_the_same_key(self, lab: Lab) -> None:
        key, payload = new_key(), os.urandom(MEBIBYTE + 3)
        sha256 = hashlib.sha256(payload).hexdigest()
        stored = lab.store.restore(key, [payload], sha256=sha256)
        assert stored == Stored(key, len(payload), sha256)
        assert taken_out(lab.store, stored) == payload
        assert keys_in(lab.store) == [key]

    def test_a_damaged_or_lost_object_is_restored_and_its_hold_stays(self, lab: Lab) -> None:
        stored = put(lab.store, b"evidence")
        lab.store.hold(stored.key)
        whole = lab.content(stored.key)
        for damage in (flipped(whole, 9), flipped(whole, len(whole) // 2), whole[:-1], None):
            lab.lose(stored.key) if damage is None else lab.overwrite(stored.key, damage)
            assert lab.store.restore(stored.key, [b"evidence"], sha256=stored.sha256) == stored
            assert taken_out(lab.store, stored) == b"evidence"
        assert lab.store.is_held(stored.key)

    def test_a_copy_with_another_hash_changes_nothing(self, lab: Lab) -> None:
        stored = put(lab.store, b"evidence")
        damaged = flipped(lab.content(stored.key), -1)
        lab.overwrite(stored.key, damaged)
        with pytest.raises(ObjectDamaged):
            lab.store.restore(stored.key, [b"forgery"], sha256=stored.sha256)
        assert lab.content(stored.key) == damaged


class SealedStoreContract(StoreContract):
    """What every store promises besides, when it has root keys."""

    def test_no_part_of_a_payload_is_readable_in_the_store(self, lab: Lab) -> None:
        canary = b"canary: a secret of the complainant " * 40_000
        stored = put(lab.store, canary)
        lying = lab.content(stored.key) + lab.key_record(stored.key)
        assert b"canary" not in lying
        assert bytes.fromhex(stored.sha256) not in lying

    def test_objects_in_the_clear_stay_readable(self, lab: Lab) -> None:
        stored = put(lab.again(None), b"from before")
        assert taken_out(lab.store, stored) == b"from before"
        assert not lab.store.rewrap(stored.key)

    def test_without_its_root_key_nothing_is_given_out(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        for keyring in (None, Keyring.of(NEW_ROOT)):
            with pytest.raises(Exception, match="key of the stored file cannot be found"):
                lab.again(keyring).open(stored.key)

    def test_without_its_key_record_an_object_is_missing(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        lab.overwrite_key_record(stored.key, None)
        with pytest.raises(ObjectMissing):
            lab.store.open(stored.key)
        lab.store.restore(stored.key, [b"x"], sha256=stored.sha256)
        assert taken_out(lab.store, stored) == b"x"

    def test_the_key_record_of_another_object_is_refused(self, lab: Lab) -> None:
        mine, other = put(lab.store, b"mine"), put(lab.store, b"other")
        lab.overwrite_key_record(mine.key, lab.key_record(other.key))
        with pytest.raises(ObjectDamaged):
            lab.store.open(mine.key)
        lab.overwrite(mine.key, lab.content(other.key))
        with pytest.raises(ObjectDamaged):
            lab.store.open(mine.key)

    def test_removal_takes_the_wrapped_key_along(self, lab: Lab) -> None:
        stored = put(lab.store, b"x")
        content = lab.content(stored.key)
        lab.store.remove(stored.key, a_disposal(stored.key))
        lab.overwrite(stored.key, content)
        with pytest.raises(ObjectMissing):
            lab.store.open(stored.key)

    def test_a_new_root_key_wraps_anew_and_touches_no_object(self, lab: Lab) -> None:
        payload = os.urandom(MEBIBYTE + 9)
        stored = put(lab.store, payload)
        lab.store.hold(stored.key)
        before, record = lab.content(stored.key), lab.key_record(stored.key)
        both = lab.again(Keyring.of(NEW_ROOT, OLD_ROOT))
        assert taken_out(both, stored) == payload
        assert [both.rewrap(stored.key), both.rewrap(stored.key)] == [True, False]
        assert lab.content(stored.key) == before
        assert lab.key_record(stored.key) != record
        new = lab.again(Keyring.of(NEW_ROOT))
        assert taken_out(new, stored) == payload
        assert new.is_held(stored.key)
        assert keys_in(new) == [stored.key]

    def test_reads_go_on_while_root_keys_change(self, lab: Lab) -> None:
        payload = os.urandom(MEBIBYTE + 9)
        stored = put(lab.store, payload)
        rings = [Keyring.of(NEW_ROOT, OLD_ROOT), Keyring.of(OLD_ROOT, NEW_ROOT)]
        stores = [lab.again(ring) for ring in rings]
        faults: list[BaseException] = []
        done = threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    assert taken_out(stores[0], stored) == payload
            except BaseException as fault:  # noqa: BLE001 - told to the test below
                faults.append(fault)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        changed = [stores[turn % 2].rewrap(stored.key) for turn in range(20)]
        done.set()
        for reader in readers:
            reader.join()
        assert (changed, faults) == ([True] * 20, [])

    def test_a_reader_that_is_open_reads_on_after_a_change_of_root_key(self, lab: Lab) -> None:
        payload = os.urandom(2 * MEBIBYTE)
        stored = put(lab.store, payload)
        with lab.store.reader(stored.key) as reader:
            start = reader.read(10)
            assert isinstance(reader, io.BufferedReader)
            lab.again(Keyring.of(NEW_ROOT, OLD_ROOT)).rewrap(stored.key)
            assert start + reader.read() == payload
