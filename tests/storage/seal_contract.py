"""What every store promises of seals, as tests over a `lab`; part of the contract of every store."""

import time
from datetime import datetime, timedelta

import pytest

from app.kernel.clock import SystemClock
from app.storage.base import ObjectHeld, ObjectMissing, StorageFault, new_key
from tests.storage.contract_lab import LATER, Lab, a_disposal, flipped, keys_in, put, taken_out


def soon(seconds: int) -> datetime:
    """Return a whole second that lies as many seconds ahead, and up to one more."""
    return SystemClock().now().replace(microsecond=0) + timedelta(seconds=seconds + 1)


def wait_for(instant: datetime) -> None:
    """Wait until an instant is over on this machine and on a store that runs on it."""
    time.sleep(max(0.0, (instant - SystemClock().now()).total_seconds()) + 0.3)


class SealContract:
    """The promises of the port about seals."""

    def test_what_is_sealed_stays_until_its_instant_whatever_anybody_wants(self, lab: Lab) -> None:
        stored = put(lab.store, b"issued")
        assert lab.store.sealed_until(stored.key) is None
        until = soon(2)
        lab.store.seal_until(stored.key, until - timedelta(milliseconds=700))
        assert lab.store.sealed_until(stored.key) == until
        assert lab.again(lab.keyring).sealed_until(stored.key) == until
        assert lab.store.is_held(stored.key)
        lab.store.release(stored.key)
        with pytest.raises(ObjectHeld):
            lab.store.remove(stored.key, a_disposal(stored.key))
        assert not lab.store.discard_unregistered(stored.key, is_registered=lambda _: False)
        assert taken_out(lab.store, stored) == b"issued"
        wait_for(until)
        assert lab.store.sealed_until(stored.key) is None
        assert not lab.store.is_held(stored.key)
        lab.store.remove(stored.key, a_disposal(stored.key))
        assert keys_in(lab.store) == []

    def test_a_seal_is_only_ever_made_longer(self, lab: Lab) -> None:
        stored = put(lab.store, b"issued")
        until = soon(2)
        lab.store.seal_until(stored.key, until)
        with pytest.raises(ObjectHeld) as refusal:
            lab.store.seal_until(stored.key, until - timedelta(seconds=1))
        assert refusal.value.facts == {"until": until.isoformat()}
        lab.store.seal_until(stored.key, until)
        assert lab.store.sealed_until(stored.key) == until
        lab.store.seal_until(stored.key, until + timedelta(seconds=1))
        assert lab.store.sealed_until(stored.key) == until + timedelta(seconds=1)
        wait_for(until + timedelta(seconds=1))

    def test_a_seal_stays_on_what_is_restored(self, lab: Lab) -> None:
        stored = put(lab.store, b"issued")
        until = soon(3)
        lab.store.seal_until(stored.key, until)
        lab.overwrite(stored.key, flipped(lab.content(stored.key), 9))
        lab.store.restore(stored.key, [b"issued"], sha256=stored.sha256)
        assert lab.store.sealed_until(stored.key) == until
        with pytest.raises(ObjectHeld):
            lab.store.remove(stored.key, a_disposal(stored.key))
        wait_for(until)
        lab.store.remove(stored.key, a_disposal(stored.key))

    def test_what_is_not_there_or_is_over_can_not_be_sealed(self, lab: Lab) -> None:
        assert lab.store.sealed_until(new_key()) is None
        with pytest.raises(ObjectMissing):
            lab.store.seal_until(new_key(), LATER)
        stored = put(lab.store, b"x")
        with pytest.raises(StorageFault):
            lab.store.seal_until(stored.key, SystemClock().now() - timedelta(days=1))
        assert not lab.store.is_held(stored.key)
