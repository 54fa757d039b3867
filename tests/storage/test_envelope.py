"""The byte table of a stored object."""

import hashlib

import pytest

from app.storage import envelope
from app.storage.base import ObjectDamaged, SuiteUnknown


def test_the_header_is_these_32_bytes() -> None:
    assert envelope.header().hex() == (
        b"SSOBJ1\n".hex() + "01" + "0000" + "0020" + "00100000" + "00" * 16
    )


def test_the_trailer_is_48_bytes_and_reads_back() -> None:
    digest = hashlib.sha256(b"abc").digest()
    packed = envelope.trailer(3, digest)
    assert len(packed) == envelope.TRAILER_BYTES == 48
    assert envelope.read_trailer(packed) == envelope.Seal(3, digest.hex())


def test_an_unknown_suite_is_named_and_refused() -> None:
    later = bytearray(envelope.header())
    later[9] = 7
    with pytest.raises(SuiteUnknown) as refusal:
        envelope.check_header(bytes(later))
    assert refusal.value.facts == {"version": 1, "suite": 7}


def test_a_later_version_is_refused() -> None:
    later = bytearray(envelope.header())
    later[7] = 2
    with pytest.raises(SuiteUnknown):
        envelope.check_header(bytes(later))


@pytest.mark.parametrize("position", range(envelope.HEADER_BYTES))
def test_a_change_anywhere_in_the_header_is_refused(position: int) -> None:
    changed = bytearray(envelope.header())
    changed[position] ^= 0x10
    with pytest.raises((ObjectDamaged, SuiteUnknown)):
        envelope.check_header(bytes(changed))


@pytest.mark.parametrize("found", [b"", b"SSOBJ1\n", b"PK\x03\x04" + bytes(28)])
def test_what_is_no_header_is_damage(found: bytes) -> None:
    with pytest.raises(ObjectDamaged):
        envelope.check_header(found)


@pytest.mark.parametrize("found", [b"", bytes(48), b"SSEND1\n\x01" + bytes(40)])
def test_what_is_no_trailer_is_damage(found: bytes) -> None:
    with pytest.raises(ObjectDamaged):
        envelope.read_trailer(found)


# ------------------------------------------------------------------------------- encrypted objects

HEAD = envelope.SealedHead(prefix=b"prefix.", commitment=bytes(range(32)))


def test_the_header_of_an_encrypted_object_is_these_64_bytes() -> None:
    packed = envelope.sealed_header(HEAD)
    assert packed.hex() == (
        b"SSOBJ1\n".hex() + "01" + "0002" + "0040" + "00100000"
        + b"prefix.".hex() + "00" * 9 + bytes(range(32)).hex()
    )  # fmt: skip
    assert envelope.read_sealed_header(packed) == HEAD
    assert (len(packed), envelope.suite_of(packed)) == (64, envelope.SEALED_SUITE)


@pytest.mark.parametrize("position", range(16))
def test_a_change_in_the_start_of_an_encrypted_header_is_refused(position: int) -> None:
    changed = bytearray(envelope.sealed_header(HEAD))
    changed[position] ^= 0x10
    with pytest.raises((ObjectDamaged, SuiteUnknown)):
        envelope.read_sealed_header(bytes(changed))


@pytest.mark.parametrize("found", [b"", bytes(64), envelope.header(), envelope.header() * 2])
def test_what_is_no_encrypted_header_is_damage(found: bytes) -> None:
    with pytest.raises(ObjectDamaged):
        envelope.read_sealed_header(found)


def test_the_key_record_is_these_88_bytes() -> None:
    record = envelope.KeyRecord(b"r" * 16, b"n" * 12, b"w" * 48)
    packed = envelope.key_record(record)
    assert packed.hex() == (
        b"SSKEY1\n".hex() + "01" + "0002" + "0058"
        + b"r".hex() * 16 + b"n".hex() * 12 + b"w".hex() * 48
    )  # fmt: skip
    assert envelope.read_key_record(packed) == record


@pytest.mark.parametrize("found", [b"", bytes(64), b"SSEND1\n\x01" + bytes(56)])
def test_what_is_no_encrypted_trailer_is_damage(found: bytes) -> None:
    with pytest.raises(ObjectDamaged):
        envelope.read_sealed_trailer(found)
