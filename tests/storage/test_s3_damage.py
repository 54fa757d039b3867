"""A store that lies: what was overwritten, hidden, rolled back or lost is named, not given out."""

import os

import pytest

from app.storage.base import ObjectDamaged, ObjectMissing, StorageFault, Stored
from app.storage.keyring import Keyring
from app.storage.s3_names import object_name, record_name, versions_of
from tests.storage.s3_lab import S3Lab
from tests.storage.store_contract import OLD_ROOT, a_disposal, flipped, put, taken_out


@pytest.fixture(scope="module")
def lab() -> S3Lab:
    return S3Lab(Keyring.of(OLD_ROOT))


def read_in_every_way(lab: S3Lab, stored: Stored, refusal: type[Exception]) -> None:
    for read in (lab.store.open, lab.store.reader, lab.store.verify):
        with pytest.raises(refusal):
            read(stored.key)


def test_an_overwritten_object_is_named_and_the_original_lies_beneath(lab: S3Lab) -> None:
    stored = put(lab.store, b"the original")
    original = lab.content(stored.key)
    lab.overwrite(stored.key, flipped(original, 100))
    read_in_every_way(lab, stored, ObjectDamaged)
    newest, beneath = versions_of(lab.raw, object_name(stored.key)).real
    lab.raw.delete(newest.name, newest.version_id)
    assert (lab.content(stored.key), beneath.newest) == (original, False)
    assert taken_out(lab.store, stored) == b"the original"


def test_the_service_itself_can_not_overwrite(lab: S3Lab) -> None:
    stored = put(lab.store, b"first")
    with pytest.raises(StorageFault):
        lab.raw.put(object_name(stored.key), b"second")
    assert taken_out(lab.store, stored) == b"first"


def test_a_key_that_came_twice_is_refused_and_the_first_object_stays(
    lab: S3Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = put(lab.store, b"first")
    names = lab.names()
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.s3.new_key", lambda: stored.key)
        with pytest.raises(StorageFault):
            put(lab.store, b"second")
    assert taken_out(lab.store, stored) == b"first"
    assert lab.names() == names


def test_an_object_rolled_back_to_another_one_is_named(lab: S3Lab) -> None:
    old, new = put(lab.store, b"before"), put(lab.store, b"after")
    lab.overwrite(new.key, lab.content(old.key))
    read_in_every_way(lab, new, ObjectDamaged)
    lab.overwrite_key_record(new.key, lab.key_record(old.key))
    read_in_every_way(lab, new, ObjectDamaged)


def test_a_hidden_object_is_named_and_can_be_shown_again(lab: S3Lab) -> None:
    stored = put(lab.store, b"evidence")
    lab.lose(stored.key)
    read_in_every_way(lab, stored, ObjectMissing)
    with pytest.raises(ObjectMissing) as refusal:
        lab.store.verify(stored.key)
    assert refusal.value.facts == {"hidden": True}
    (marker,) = versions_of(lab.raw, object_name(stored.key)).markers
    lab.raw.delete(marker.name, marker.version_id)
    assert taken_out(lab.store, stored) == b"evidence"


def test_a_deleted_object_is_named(lab: S3Lab) -> None:
    stored = put(lab.store, b"evidence")
    (version,) = versions_of(lab.raw, object_name(stored.key)).real
    lab.raw.delete(version.name, version.version_id)
    read_in_every_way(lab, stored, ObjectMissing)


def test_what_is_restored_lies_over_the_damage_and_is_held_like_it(lab: S3Lab) -> None:
    payload = os.urandom(100_000)
    stored = put(lab.store, payload)
    lab.store.hold(stored.key)
    lab.overwrite(stored.key, b"forged")
    lab.store.restore(stored.key, [payload], sha256=stored.sha256)
    assert taken_out(lab.store, stored) == payload
    assert [one.size_bytes for one in versions_of(lab.raw, object_name(stored.key)).real][1] == 6
    newest = versions_of(lab.raw, object_name(stored.key)).newest
    assert lab.raw.is_held(newest)
    assert lab.raw.is_held(versions_of(lab.raw, record_name(stored.key)).newest)
    lab.store.release(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert not [name for name in lab.names() if stored.key in name]


def test_a_copy_with_another_hash_leaves_the_key_as_it_was(lab: S3Lab) -> None:
    stored = put(lab.store, b"evidence")
    record = lab.key_record(stored.key)
    lab.lose(stored.key)
    with pytest.raises(ObjectDamaged):
        lab.store.restore(stored.key, [b"forgery"], sha256=stored.sha256)
    assert lab.key_record(stored.key) == record


def test_what_is_hidden_can_still_be_held_and_removed(lab: S3Lab) -> None:
    stored = put(lab.store, b"evidence")
    lab.lose(stored.key)
    lab.store.hold(stored.key)
    assert lab.store.is_held(stored.key)
    assert lab.refuses_to_delete(record_name(stored.key), bypass=True)
    lab.store.release(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert not [name for name in lab.names() if stored.key in name]
