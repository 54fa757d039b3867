"""The form of an encrypted object: what went in comes out, and nothing else ever does."""

import hashlib
import io
import itertools
import os
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage import envelope, sealing
from app.storage.base import KeyUnknown, ObjectDamaged, SuiteUnknown, new_key
from app.storage.envelope import SEALED_HEADER_BYTES, SEALED_TRAILER_BYTES, SEGMENT_BYTES
from app.storage.keyring import Keyring
from app.storage.payload import Payload
from app.storage.sealing import SEALED_SEGMENT_BYTES, rewrap, sealer_for

RING = Keyring.of(bytes(range(32)))
OTHER_RING = Keyring.of(bytes(range(1, 33)))
REFUSALS = (ObjectDamaged, SuiteUnknown)
SIZES = [
    0, 1, 15, 16, 17, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1,
    2 * SEGMENT_BYTES, 2 * SEGMENT_BYTES + 1,
]  # fmt: skip


class Sealed:
    """One object as it would lie in a store."""

    def __init__(self, payload: bytes, ring: Keyring | None = RING, step: int = 300_000) -> None:
        self.key, self.ring = new_key(), ring
        sealer = sealer_for(self.key, ring)
        chunks = [payload[at : at + step] for at in range(0, len(payload), step)]
        sealed = b"".join(bytes(sealer.seal(chunk)) for chunk in chunks)
        self.content = sealer.head() + sealed + sealer.finish()
        self.record = sealer.key_record
        self.size_bytes, self.sha256 = sealer.size_bytes, sealer.sha256

    def payload(self, content: bytes | None = None, **other: object) -> Payload:
        ring = other.get("ring", self.ring)
        record, key = other.get("record", self.record), other.get("key", self.key)
        assert ring is None or isinstance(ring, Keyring)
        raw = io.BytesIO(self.content if content is None else content)
        return Payload(raw, key=str(key), keyring=ring, key_record=lambda: bytes(record))  # type: ignore[arg-type]

    def read(self, content: bytes | None = None, **other: object) -> bytes:
        """Check and take out, as a store does."""
        payload = self.payload(content, **other)
        payload.check()
        return b"".join(payload.chunks())

    def segments(self) -> list[bytes]:
        body = self.content[SEALED_HEADER_BYTES:-SEALED_TRAILER_BYTES]
        return [
            body[at : at + SEALED_SEGMENT_BYTES] for at in range(0, len(body), SEALED_SEGMENT_BYTES)
        ]

    def with_segments(self, segments: Iterable[bytes]) -> bytes:
        head, tail = self.content[:SEALED_HEADER_BYTES], self.content[-SEALED_TRAILER_BYTES:]
        return head + b"".join(segments) + tail


def flipped(content: bytes, position: int, bit: int = 0) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 1 << bit
    return bytes(changed)


@pytest.fixture(scope="module")
def long() -> Sealed:
    return Sealed(os.urandom(2 * SEGMENT_BYTES + 1000))


@pytest.fixture(scope="module")
def short() -> Sealed:
    return Sealed(b"a short letter")


# ------------------------------------------------------------------------------------ round trips


@pytest.mark.parametrize("ring", [None, RING], ids=["clear", "encrypted"])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_is_read_again(size: int, ring: Keyring | None) -> None:
    payload = os.urandom(size)
    sealed = Sealed(payload, ring)
    assert (sealed.size_bytes, sealed.sha256) == (size, hashlib.sha256(payload).hexdigest())
    assert sealed.read() == payload
    assert sealed.payload().size_bytes == size
    assert sealed.payload().sha256 == sealed.sha256
    assert io.BufferedReader(sealed.payload()).read() == payload


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_chunks_give_the_same_payload(data: st.DataObject) -> None:
    sealing_small = pytest.MonkeyPatch()
    with sealing_small.context() as patch:
        small_segments(patch)
        chunks = data.draw(st.lists(st.binary(max_size=200), max_size=12))
        key = new_key()
        sealer = sealer_for(key, RING)
        content = sealer.head()
        content += b"".join(bytes(sealer.seal(chunk)) for chunk in chunks)
        content += sealer.finish()
        payload = b"".join(chunks)
        record = sealer.key_record or b""
        found = Payload(io.BytesIO(content), key=key, keyring=RING, key_record=lambda: record)
        found.check(hashlib.sha256(payload).hexdigest())
        assert found.size_bytes == len(payload)
        for _ in range(5):
            at = data.draw(st.integers(0, len(payload) + 5))
            wanted = data.draw(st.integers(0, 100))
            buffered = io.BufferedReader(found)
            buffered.seek(at)
            assert buffered.read(wanted) == payload[at : at + wanted]
            buffered.detach()
        assert b"".join(found.chunks()) == payload


def small_segments(patch: pytest.MonkeyPatch) -> None:
    """Let a segment be 64 bytes, so that small examples have many."""
    patch.setattr(envelope, "SEGMENT_BYTES", 64)
    for module in ("sealing", "payload"):
        patch.setattr(f"app.storage.{module}.SEGMENT_BYTES", 64)
    patch.setattr(sealing, "SEALED_SEGMENT_BYTES", 80)
    patch.setattr("app.storage.payload._SealedForm.stride", 80)


def test_two_objects_of_the_same_payload_have_nothing_in_common() -> None:
    one, other = Sealed(bytes(1000)), Sealed(bytes(1000))
    assert one.content[16:23] != other.content[16:23]
    pairs = zip(one.content[32:], other.content[32:], strict=True)
    assert sum(left == right for left, right in pairs) < 50


def test_neither_payload_nor_hash_nor_data_key_lies_in_the_open() -> None:
    sealed = Sealed(b"canary " * 1000)
    lying = sealed.content + (sealed.record or b"")
    data_key = sealing.unwrap(sealed.record or b"", key=sealed.key, keyring=RING)
    for secret in (b"canary", bytes.fromhex(sealed.sha256), data_key):
        assert secret not in lying


# -------------------------------------------------------------------------------------- alteration


def test_any_bit_of_a_short_object_may_flip_and_nothing_is_read(short: Sealed) -> None:
    for position, bit in itertools.product(range(len(short.content)), range(8)):
        with pytest.raises(REFUSALS):
            short.read(flipped(short.content, position, bit))


def test_any_bit_of_a_key_record_may_flip_and_nothing_is_read(short: Sealed) -> None:
    record = short.record or b""
    for position, bit in itertools.product(range(len(record)), range(8)):
        with pytest.raises((*REFUSALS, KeyUnknown)):
            short.read(record=flipped(record, position, bit))


def test_a_flip_in_any_part_of_a_long_object_is_found(long: Sealed) -> None:
    starts = [SEALED_HEADER_BYTES + number * SEALED_SEGMENT_BYTES for number in range(3)]
    inside = [start + offset for start in starts for offset in (0, 500, 1000)]
    tags = [start - 1 for start in (*starts[1:], len(long.content) - SEALED_TRAILER_BYTES)]
    for position in (*inside, *tags, *range(-SEALED_TRAILER_BYTES, 0, 7)):
        with pytest.raises(REFUSALS):
            long.read(flipped(long.content, position))


def test_a_read_in_one_place_gives_no_altered_byte_even_without_a_check(long: Sealed) -> None:
    altered = flipped(long.content, SEALED_HEADER_BYTES + SEALED_SEGMENT_BYTES + 5)
    payload = long.payload(altered)
    assert payload.read(10)
    payload.seek(SEGMENT_BYTES)
    with pytest.raises(ObjectDamaged):
        payload.read(1)
    with pytest.raises(ObjectDamaged):
        payload.read(1)


def test_segments_in_another_order_doubled_or_left_out_are_refused(long: Sealed) -> None:
    one, two, last = long.segments()
    for wrong in (
        [two, one, last], [one, one, last], [one, two, two, last], [one, last], [two, last],
        [last], [one, two], [one, two, last, last], [last, one, two], [],
    ):  # fmt: skip
        with pytest.raises(ObjectDamaged):
            long.read(long.with_segments(wrong))


def test_segments_of_another_object_are_refused(long: Sealed) -> None:
    other = Sealed(os.urandom(2 * SEGMENT_BYTES + 1000))
    for number in range(3):
        mixed = long.segments()
        mixed[number] = other.segments()[number]
        with pytest.raises(ObjectDamaged):
            long.read(long.with_segments(mixed))
    trailer = other.content[-SEALED_TRAILER_BYTES:]
    with pytest.raises(ObjectDamaged):
        long.read(long.content[:-SEALED_TRAILER_BYTES] + trailer)


@pytest.mark.parametrize("size", [0, 5, SEGMENT_BYTES, SEGMENT_BYTES + 5])
def test_an_object_cut_short_or_made_longer_anywhere_is_refused(size: int) -> None:
    sealed = Sealed(os.urandom(size))
    whole = sealed.content
    ends = {
        0, 1, 7, 16, 31, 32, 63, 64, 65, 79, 80, 127, 128, 143, len(whole) - 1,
        len(whole) - 16, len(whole) - SEALED_TRAILER_BYTES, len(whole) - SEALED_TRAILER_BYTES - 1,
        SEALED_HEADER_BYTES + SEALED_SEGMENT_BYTES,
        SEALED_HEADER_BYTES + SEALED_SEGMENT_BYTES + SEALED_TRAILER_BYTES,
    }  # fmt: skip
    for end in sorted(ends):
        if end < len(whole):
            with pytest.raises(ObjectDamaged):
                sealed.read(whole[:end])
    for more in (b"\0", bytes(16), bytes(SEALED_TRAILER_BYTES), whole[-SEALED_TRAILER_BYTES:]):
        with pytest.raises(ObjectDamaged):
            sealed.read(whole + more)


def test_an_object_under_the_name_of_another_is_refused(short: Sealed) -> None:
    with pytest.raises(ObjectDamaged):
        short.read(key=new_key())


def test_an_object_in_the_clear_is_not_read_as_an_encrypted_one_nor_the_reverse(
    short: Sealed,
) -> None:
    plain = Sealed(b"a short letter", None)
    as_sealed, as_plain = bytearray(plain.content), bytearray(short.content)
    as_sealed[9], as_plain[9] = envelope.SEALED_SUITE, envelope.PLAIN_SUITE
    for sealed, content in ((plain, as_sealed), (short, as_plain)):
        with pytest.raises(ObjectDamaged):
            sealed.read(bytes(content), record=short.record, ring=RING)


# -------------------------------------------------------------------------------- keys


def test_a_wrong_root_key_under_the_right_name_is_refused(
    short: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = envelope.read_key_record(short.record or b"").root_name
    ring = OTHER_RING._ring
    wrong = replace(ring, ciphers={name: ring.ciphers[ring.current]})
    monkeypatch.setattr(OTHER_RING, "_ring", wrong)
    with pytest.raises(ObjectDamaged):
        short.read(ring=OTHER_RING)


def test_a_root_key_that_is_not_in_the_ring_is_named(short: Sealed) -> None:
    for ring in (OTHER_RING, None):
        with pytest.raises(KeyUnknown) as refusal:
            short.read(ring=ring)
        assert refusal.value.facts == {"root_key": RING.current}


def test_another_data_key_does_not_match_the_commitment(short: Sealed) -> None:
    stranger = sealing.wrap(bytes(32), key=short.key, keyring=RING)
    with pytest.raises(ObjectDamaged):
        short.read(record=stranger)


def test_the_commitment_is_bound_to_data_key_and_object() -> None:
    found = {
        sealing._derived(data_key, key)[1]
        for data_key in (bytes(32), bytes([1] * 32))
        for key in ("0" * 64, "1" * 64)
    }
    assert len(found) == 4


def test_rewrapping_changes_the_record_and_not_the_data_key(short: Sealed) -> None:
    record = short.record or b""
    assert rewrap(record, key=short.key, keyring=RING) == record
    both = Keyring.of(bytes(range(1, 33)), bytes(range(32)))
    renewed = rewrap(record, key=short.key, keyring=both)
    assert len(renewed) == len(record)
    assert envelope.read_key_record(renewed).root_name.hex() == OTHER_RING.current
    assert short.read(record=renewed, ring=OTHER_RING) == b"a short letter"
    assert short.read(ring=both) == short.read(record=renewed, ring=both)
    with pytest.raises(KeyUnknown):
        short.read(record=renewed)


def test_the_record_of_another_object_can_not_be_rewrapped(short: Sealed) -> None:
    both = Keyring.of(bytes(range(1, 33)), bytes(range(32)))
    with pytest.raises(ObjectDamaged):
        rewrap(short.record or b"", key=new_key(), keyring=both)


def test_what_is_no_key_record_is_damage(short: Sealed) -> None:
    for record in (b"", bytes(88), (short.record or b"")[:-1], (short.record or b"") + b"\0"):
        with pytest.raises(ObjectDamaged):
            short.read(record=record)
    later = bytearray(short.record or b"")
    later[9] = 9
    with pytest.raises(SuiteUnknown):
        short.read(record=later)


def test_no_nonce_is_used_twice_in_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    real = sealing.AESGCM

    class Watched:
        def __init__(self, key: bytes) -> None:
            self._real = real(key)

        def encrypt(self, nonce: bytes, *rest: object) -> bytes:
            seen.append(nonce)
            return self._real.encrypt(nonce, *rest)  # type: ignore[arg-type]

        def encrypt_into(self, nonce: bytes, *rest: object) -> int:
            seen.append(nonce)
            return self._real.encrypt_into(nonce, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sealing, "AESGCM", Watched)
    Sealed(bytes(3 * SEGMENT_BYTES))
    assert len(seen) == len(set(seen)) == 4
    assert len({nonce[:7] for nonce in seen}) == 1
