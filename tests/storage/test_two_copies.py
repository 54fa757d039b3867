"""Two stores as one keep the promises of every store, and nothing stays of what was removed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.kernel.clock import SystemClock
from app.storage.base import Disposal, ObjectDamaged, ObjectHeld, ObjectMissing, Store, Stored
from app.storage.keyring import Keyring
from app.storage.local import LocalStore
from app.storage.opening import OpeningRefused, Wanted, open_store
from app.storage.two_copies import TwoCopies
from tests.storage.local_lab import LocalLab
from tests.storage.store_contract import (
    NEW_ROOT,
    OLD_ROOT,
    SealedStoreContract,
    a_disposal,
    flipped,
    keys_in,
    put,
    taken_out,
)

FAR = datetime(2100, 1, 1, tzinfo=UTC)


class TwoLab:
    """Two directories as one store; what is done behind its back is done to the first."""

    def __init__(self, root: Path, keyring: Keyring) -> None:
        self.root = root
        self.keyring: Keyring | None = keyring
        self.first = LocalLab(root / "first", keyring)
        self.second = LocalLab(root / "second", keyring)
        self.store = self.again(keyring)
        self.content, self.overwrite = self.first.content, self.first.overwrite
        self.lose, self.key_record = self.first.lose, self.first.key_record
        self.overwrite_key_record = self.first.overwrite_key_record

    def again(self, keyring: Keyring | None) -> TwoCopies:
        return TwoCopies(self.first.again(keyring), self.second.again(keyring))

    def twice(self, payload: bytes) -> Stored:
        stored = put(self.store, payload)
        self.store.copy(stored.key, sha256=stored.sha256)
        return stored


@pytest.fixture
def lab(tmp_path: Path) -> TwoLab:
    return TwoLab(tmp_path, Keyring.of(OLD_ROOT))


class TestTwoCopies(SealedStoreContract):
    @pytest.fixture
    def lab(self, tmp_path: Path) -> TwoLab:
        return TwoLab(tmp_path, Keyring.of(OLD_ROOT))


def test_two_copies_are_a_store(lab: TwoLab) -> None:
    port: Store = lab.store
    assert port.ready()


def test_a_copy_holds_the_same_payload_under_the_same_key_and_a_key_of_its_own(
    lab: TwoLab,
) -> None:
    stored = lab.twice(b"evidence")
    assert taken_out(lab.second.store, stored) == b"evidence"
    assert lab.second.content(stored.key) != lab.first.content(stored.key)
    assert lab.store.copy(stored.key, sha256=stored.sha256) == stored


def test_what_is_damaged_is_not_copied(lab: TwoLab) -> None:
    stored = put(lab.store, b"evidence")
    lab.overwrite(stored.key, flipped(lab.content(stored.key), -1))
    with pytest.raises(ObjectDamaged):
        lab.store.copy(stored.key, sha256=stored.sha256)
    assert keys_in(lab.second.store) == []


def test_removal_takes_both_copies_and_a_hold_keeps_both(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    lab.store.hold(stored.key)
    assert lab.second.store.is_held(stored.key)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    assert taken_out(lab.second.store, stored) == b"evidence"
    lab.store.release(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert (keys_in(lab.first.store), keys_in(lab.second.store)) == ([], [])


def test_a_copy_that_comes_later_gets_the_marks_of_the_first(lab: TwoLab) -> None:
    held, sealed = put(lab.store, b"held"), put(lab.store, b"sealed")
    lab.store.hold(held.key)
    lab.store.seal_until(sealed.key, FAR)
    for stored in (held, sealed):
        lab.store.copy(stored.key, sha256=stored.sha256)
        assert lab.second.store.is_held(stored.key)
    assert lab.second.store.sealed_until(sealed.key) == FAR
    assert lab.second.store.sealed_until(held.key) is None
    lab.store.seal_until(sealed.key, FAR + timedelta(days=1))
    assert lab.second.store.sealed_until(sealed.key) == FAR + timedelta(days=1)


def test_a_hold_left_on_the_copy_alone_keeps_both_until_it_is_released(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    lab.second.store.hold(stored.key)
    assert lab.store.is_held(stored.key)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    assert taken_out(lab.store, stored) == taken_out(lab.second.store, stored) == b"evidence"
    lab.store.release(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert keys_in(lab.second.store) == []


def test_a_hold_that_comes_between_the_two_removals_saves_both_copies(
    lab: TwoLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = lab.twice(b"evidence")
    remove = lab.store.second.remove

    def late(key: str, disposal: Disposal) -> None:
        remove(key, disposal)
        lab.store.hold(key)

    monkeypatch.setattr(lab.store.second, "remove", late)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    for one in (lab.store.first, lab.store.second):
        assert taken_out(one, stored) == b"evidence"
        assert one.is_held(stored.key)


def test_a_hold_that_comes_while_the_holds_are_asked_saves_both_copies(
    lab: TwoLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = lab.twice(b"evidence")
    is_held = lab.store.second.is_held

    def late(key: str) -> bool:
        monkeypatch.undo()
        found = is_held(key)
        lab.store.hold(key)
        return found

    monkeypatch.setattr(lab.store.second, "is_held", late)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    assert taken_out(lab.store.second, stored) == b"evidence"
    assert lab.store.second.is_held(stored.key)


def test_what_the_first_store_lost_is_removed_from_the_second(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    lab.lose(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert keys_in(lab.second.store) == []
    with pytest.raises(ObjectMissing):
        lab.store.remove(stored.key, a_disposal(stored.key))


def test_what_the_first_store_lost_is_held_and_sealed_in_the_second(lab: TwoLab) -> None:
    held, sealed = lab.twice(b"held"), lab.twice(b"sealed")
    for stored in (held, sealed):
        lab.lose(stored.key)
    with pytest.raises(ObjectMissing):
        lab.store.hold(held.key)
    with pytest.raises(ObjectMissing):
        lab.store.seal_until(sealed.key, FAR)
    assert lab.second.store.is_held(held.key)
    assert lab.second.store.sealed_until(sealed.key) == FAR


def test_marks_that_the_first_store_lost_stay_on_the_second(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    lab.store.hold(stored.key)
    lab.store.first.release(stored.key)
    lab.store.follow(stored.key)
    assert lab.second.store.is_held(stored.key)


def test_a_hold_beneath_a_seal_travels_with_it(lab: TwoLab) -> None:
    stored = put(lab.store, b"issued")
    lab.store.hold(stored.key)
    lab.store.seal_until(stored.key, FAR)
    lab.store.copy(stored.key, sha256=stored.sha256)
    for path in lab.second.root.rglob("*.seal"):
        path.unlink()
    assert lab.second.store.sealed_until(stored.key) is None
    assert lab.second.store.is_held(stored.key)


def test_a_seal_on_the_copy_alone_keeps_both(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    lab.second.store.seal_until(stored.key, SystemClock().now() + timedelta(days=1))
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    assert taken_out(lab.store, stored) == b"evidence"


def test_what_is_restored_from_the_copy_gets_its_marks_back(lab: TwoLab) -> None:
    held, sealed = lab.twice(b"held"), lab.twice(b"sealed")
    lab.store.hold(held.key)
    lab.store.seal_until(sealed.key, FAR)
    for path in lab.first.root.rglob("*.[hs]*"):
        path.unlink()
    for stored in (held, sealed):
        lab.store.give_back(stored.key)
    assert lab.store.is_held(held.key)
    assert lab.store.sealed_until(sealed.key) == FAR


def test_the_reaper_finds_what_lies_in_the_second_store_alone(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    lab.first.store.remove(stored.key, a_disposal(stored.key))
    assert keys_in(lab.store) == [stored.key]
    assert lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
    assert keys_in(lab.store) == []


def test_a_new_root_key_wraps_both_copies(lab: TwoLab) -> None:
    stored = lab.twice(b"evidence")
    both = lab.again(Keyring.of(NEW_ROOT, OLD_ROOT))
    assert [both.rewrap(stored.key), both.rewrap(stored.key)] == [True, False]
    new = lab.again(Keyring.of(NEW_ROOT))
    assert taken_out(new.first, stored) == taken_out(new.second, stored) == b"evidence"


def test_a_second_folder_is_opened_beside_the_store(tmp_path: Path) -> None:
    wanted = Wanted(folder=tmp_path / "first", second_folder=tmp_path / "second")
    store = open_store(wanted, keyring=Keyring.of(OLD_ROOT))
    assert isinstance(store, TwoCopies)
    assert isinstance(store.second, LocalStore)
    assert isinstance(open_store(Wanted(folder=tmp_path / "first")), LocalStore)


@pytest.mark.parametrize("place", ["store", "store/inside", "."])
def test_a_second_folder_in_the_store_is_refused(tmp_path: Path, place: str) -> None:
    wanted = Wanted(folder=tmp_path / "store", second_folder=tmp_path / place)
    with pytest.raises(OpeningRefused, match="second copies"):
        open_store(wanted)


def test_what_is_not_there_is_not_copied(lab: TwoLab) -> None:
    with pytest.raises(ObjectMissing):
        lab.store.copy("0" * 64, sha256="")
