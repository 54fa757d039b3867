"""Locks in the store itself: what is held or sealed there outlives even a stolen key."""

import base64
import hashlib
import time
from datetime import UTC, datetime, timedelta

import pytest
from minio.commonconfig import COMPLIANCE, GOVERNANCE
from minio.error import S3Error
from minio.retention import Retention
from minio.xml import marshal

from app.kernel.clock import SystemClock
from app.storage.base import ObjectHeld, ObjectMissing, StorageFault, Store, new_key
from app.storage.keyring import Keyring
from app.storage.s3_faults import AccessRefused
from app.storage.s3_names import object_name, record_name, versions_of
from tests.storage.s3_lab import S3Lab
from tests.storage.store_contract import NEW_ROOT, OLD_ROOT, a_disposal, put, taken_out


@pytest.fixture(scope="module")
def lab() -> S3Lab:
    return S3Lab(Keyring.of(OLD_ROOT))


def test_an_s3_store_is_a_store(lab: S3Lab) -> None:
    port: Store = lab.store
    assert port.ready()


@pytest.mark.parametrize("bypass", [False, True])
def test_a_held_object_and_its_key_are_refused_to_the_operator_too(
    lab: S3Lab, bypass: bool
) -> None:
    stored = put(lab.store, b"evidence")
    lab.store.hold(stored.key)
    for name in (object_name(stored.key), record_name(stored.key)):
        assert lab.refuses_to_delete(name, bypass=bypass)
    assert taken_out(lab.store, stored) == b"evidence"
    lab.store.release(stored.key)
    for name in (object_name(stored.key), record_name(stored.key)):
        assert not lab.refuses_to_delete(name, bypass=bypass)
    with pytest.raises(ObjectMissing):
        lab.store.open(stored.key)


def test_the_bucket_itself_can_not_be_thrown_away(lab: S3Lab) -> None:
    stored = put(lab.store, b"evidence")
    lab.store.hold(stored.key)
    with pytest.raises(S3Error):
        lab.operator.remove_bucket(bucket_name=lab.bucket)
    assert taken_out(lab.store, stored) == b"evidence"
    lab.store.release(stored.key)


def test_a_hold_that_was_laid_by_half_is_laid_again(lab: S3Lab) -> None:
    stored = put(lab.store, b"x")
    lab.raw.hold(versions_of(lab.raw, object_name(stored.key)).newest)
    assert not lab.store.is_held(stored.key)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    lab.store.hold(stored.key)
    assert lab.store.is_held(stored.key)
    lab.store.release(stored.key)


def test_a_release_by_half_leaves_an_object_that_can_be_removed(lab: S3Lab) -> None:
    stored = put(lab.store, b"x")
    lab.store.hold(stored.key)
    lab.raw.release(versions_of(lab.raw, object_name(stored.key)).newest)
    assert not lab.store.is_held(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))
    assert not [name for name in lab.names() if stored.key in name]


def test_a_hold_laid_during_a_removal_wins_and_nothing_is_lost(
    lab: S3Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = put(lab.store, b"evidence")
    real, asked = lab.store._locks.lies_on, []

    def late(version: object) -> bool:
        asked.append(version)
        if len(asked) == 1:
            lab.store.hold(stored.key)
            return False
        return real(version)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(lab.store._locks, "lies_on", late)
        with pytest.raises(ObjectHeld):
            lab.store.remove(stored.key, a_disposal(stored.key))
    assert taken_out(lab.store, stored) == b"evidence"
    lab.store.release(stored.key)


def test_what_was_issued_is_sealed_against_everybody(lab: S3Lab) -> None:
    stored = put(lab.store, b"production")
    assert lab.store.sealed_until(stored.key) is None
    until = (SystemClock().now() + timedelta(seconds=3)).replace(microsecond=0)
    lab.store.seal_until(stored.key, until)
    assert lab.store.sealed_until(stored.key) == until
    assert lab.store.is_held(stored.key)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    lab.store.release(stored.key)
    assert lab.store.is_held(stored.key)
    for name in (object_name(stored.key), record_name(stored.key)):
        assert lab.refuses_to_delete(name, bypass=True)
    with pytest.raises(ObjectHeld):
        lab.store.seal_until(stored.key, until - timedelta(seconds=1))
    lab.store.seal_until(stored.key, until + timedelta(seconds=1))
    time.sleep(max(0.0, (until - datetime.now(UTC)).total_seconds()) + 1.5)
    assert not lab.store.is_held(stored.key)
    lab.store.remove(stored.key, a_disposal(stored.key))


def test_a_seal_is_not_shortened_or_weakened_by_the_operator_of_the_store(lab: S3Lab) -> None:
    stored = put(lab.store, b"production")
    until = (SystemClock().now() + timedelta(seconds=4)).replace(microsecond=0)
    lab.store.seal_until(stored.key, until)
    headers = {"x-amz-bypass-governance-retention": "true"}
    for name in (object_name(stored.key), record_name(stored.key)):
        version_id = versions_of(lab.raw, name).newest.version_id
        for weaker in (
            Retention(COMPLIANCE, until - timedelta(seconds=2)),
            Retention(GOVERNANCE, until + timedelta(days=1)),
        ):
            body = marshal(weaker)
            sent = {**headers, "Content-MD5": base64.b64encode(hashlib.md5(body).digest()).decode()}
            with pytest.raises(S3Error):
                lab.operator._execute(
                    "PUT", lab.bucket, name, body=body, headers=sent,
                    query_params={"retention": "", "versionId": version_id},
                )  # fmt: skip
    assert lab.store.sealed_until(stored.key) == until


def test_a_seal_goes_on_when_the_root_key_changes(lab: S3Lab) -> None:
    stored = put(lab.store, b"production")
    until = (SystemClock().now() + timedelta(seconds=4)).replace(microsecond=0)
    lab.store.seal_until(stored.key, until)
    assert lab.again(Keyring.of(NEW_ROOT, OLD_ROOT)).rewrap(stored.key)
    newest = versions_of(lab.raw, record_name(stored.key)).newest
    assert lab.store._locks.sealed_until([newest]) == until
    assert not lab.raw.is_held(newest)


def test_what_is_not_there_or_in_the_past_is_not_sealed(lab: S3Lab) -> None:
    with pytest.raises(ObjectMissing):
        lab.store.seal_until(new_key(), datetime(2100, 1, 1, tzinfo=UTC))
    stored = put(lab.store, b"x")
    with pytest.raises(StorageFault):
        lab.store.seal_until(stored.key, datetime(2020, 1, 1, tzinfo=UTC))


def test_governance_keeps_what_is_held_though_the_hold_is_taken_off() -> None:
    lab = S3Lab(governance_days=30)
    stored = put(lab.store, b"evidence")
    lab.store.hold(stored.key)
    lab.store.hold(stored.key)
    (version,) = versions_of(lab.raw, object_name(stored.key)).real
    lab.raw.release(version)
    found = lab.raw.retention(version)
    assert found is not None
    assert found.mode == "GOVERNANCE"
    assert found.retain_until_date > datetime.now(UTC) + timedelta(days=29)
    with pytest.raises(AccessRefused):
        lab.raw.delete(version.name, version.version_id)
    # The service's key may not bypass, so a release does not get through before it runs out.
    with pytest.raises(ObjectHeld):
        lab.store.release(stored.key)
    with pytest.raises(ObjectHeld):
        lab.store.remove(stored.key, a_disposal(stored.key))
    assert lab.store.is_held(stored.key)


def locks_on(lab: S3Lab, key: str) -> list[tuple[str, datetime]]:
    names = object_name(key), record_name(key)
    found = [lab.raw.retention(versions_of(lab.raw, name).newest) for name in names]
    return [(str(one.mode), one.retain_until_date) for one in found if one]


def test_what_is_sealed_and_then_held_is_sealed_as_long_as_governance_would_last() -> None:
    lab = S3Lab(Keyring.of(OLD_ROOT), governance_days=1)
    stored = put(lab.store, b"production")
    end = (SystemClock().now() + timedelta(hours=1)).replace(microsecond=0)
    lab.store.seal_until(stored.key, end)
    assert lab.store.sealed_until(stored.key) == end
    lab.store.hold(stored.key)
    assert lab.store.is_held(stored.key)
    governed = datetime.now(UTC) + timedelta(hours=23)
    assert [(mode, until > governed) for mode, until in locks_on(lab, stored.key)] == [
        ("COMPLIANCE", True), ("COMPLIANCE", True),
    ]  # fmt: skip
    later = end + timedelta(days=2)
    lab.store.seal_until(stored.key, later)
    lab.store.hold(stored.key)
    assert lab.store.sealed_until(stored.key) == later


def test_a_seal_over_a_longer_governance_lasts_as_long_where_the_key_may_bypass_it() -> None:
    lab = S3Lab(Keyring.of(OLD_ROOT), governance_days=1)
    stored = put(lab.store, b"production")
    lab.store.hold(stored.key)
    before = locks_on(lab, stored.key)
    end = datetime.now(UTC) + timedelta(hours=1)
    with pytest.raises(AccessRefused):
        lab.store.seal_until(stored.key, end)
    lab.as_operator(governance_days=1).seal_until(stored.key, end)
    assert locks_on(lab, stored.key) == [("COMPLIANCE", until) for _, until in before]
    assert lab.store.sealed_until(stored.key) == before[0][1]


def test_governance_ends_with_the_hold_where_the_key_may_bypass_it() -> None:
    lab = S3Lab(governance_days=30)
    operating = lab.as_operator(governance_days=30)
    stored = put(operating, b"evidence")
    operating.hold(stored.key)
    operating.release(stored.key)
    time.sleep(2.5)
    assert not operating.is_held(stored.key)
    operating.remove(stored.key, a_disposal(stored.key))
