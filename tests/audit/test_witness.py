"""The second place keeps what it has seen, heals a torn line, and takes no rewritten history."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit import merkle
from app.audit.checkpoint import Signer
from app.audit.witness import Line, Witness, WitnessRefused, read_line, read_lines
from app.db.leaf import leaf_hash

SIGNER = Signer("log.example.kr", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
LEAVES = [leaf_hash(bytes([number])) for number in range(20)]


def line(first: int, size: int, leaves: list[bytes] = LEAVES) -> Line:
    root = merkle.root_at(merkle.levels(leaves), size)
    return Line(first, tuple(leaves[first:size]), SIGNER.note(size, root))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "second place" / "witness.jsonl"


@pytest.fixture
def witness(path: Path) -> Witness:
    return Witness(path, SIGNER.public)


def test_lines_are_remembered_by_the_next_process(witness: Witness, path: Path) -> None:
    assert witness.catch_up() == 0
    witness.append([line(0, 3), line(3, 4)])
    witness.append([line(4, 9)])
    later = Witness(path, SIGNER.public)
    assert later.catch_up() == 9
    assert [found.size for found in read_lines(path) if found] == [3, 4, 9]


def test_a_line_cut_short_is_passed_over_and_written_again(witness: Witness, path: Path) -> None:
    witness.append([line(0, 3), line(3, 9)])
    raw = path.read_bytes()
    for cut in (2, 40, 200):
        path.write_bytes(raw[:-cut])
        later = Witness(path, SIGNER.public)
        assert later.catch_up() == 3
        later.append([line(3, 9), line(9, 12)])
        assert Witness(path, SIGNER.public).catch_up() == 12


def test_a_line_that_only_lacks_its_end_is_kept(witness: Witness, path: Path) -> None:
    witness.append([line(0, 3), line(3, 9)])
    path.write_bytes(path.read_bytes()[:-1])
    later = Witness(path, SIGNER.public)
    assert later.catch_up() == 9
    later.append([line(9, 12)])
    assert [found.size for found in read_lines(path) if found] == [3, 9, 12]


def test_two_writers_take_turns(witness: Witness, path: Path) -> None:
    other = Witness(path, SIGNER.public)
    witness.append([line(0, 3)])
    other.append([line(0, 3), line(3, 5)])
    witness.append([line(3, 5), line(5, 6)])
    assert [found.size for found in read_lines(path) if found] == [3, 5, 6]


def test_a_rewritten_history_is_refused_even_when_signed(witness: Witness, path: Path) -> None:
    witness.append([line(0, 3)])
    before = path.read_bytes()
    rewritten = [LEAVES[1], LEAVES[0], *LEAVES[2:]]
    with pytest.raises(WitnessRefused, match="does not continue"):
        witness.append([line(3, 6, rewritten)])
    assert path.read_bytes() == before
    witness.append([line(3, 6)])


def test_a_gap_or_a_foreign_signature_is_refused(witness: Witness) -> None:
    with pytest.raises(WitnessRefused, match="begins at 3"):
        witness.append([line(3, 6)])
    false = Line(0, tuple(LEAVES[:3]), line(0, 3).note.replace("log.example", "gol.example"))
    with pytest.raises(WitnessRefused, match="checkpoint 3"):
        witness.append([false])


def test_a_shortened_file_is_noticed(witness: Witness, path: Path) -> None:
    witness.append([line(0, 3), line(3, 5)])
    path.write_bytes(line(0, 3).as_bytes())
    with pytest.raises(WitnessRefused, match="shorter"):
        witness.catch_up()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b'{"first":0}', b"\xff", b'{"first":"0","leaves":[],"note":""}',
        b'{"first":0,"leaves":["00"],"note":""}', b'{"first":0,"leaves":["zz"],"note":""}',
        b'{"first":0,"leaves":[1],"note":""}', b'{"first":0,"leaves":[],"note":1}',
    ],
)  # fmt: skip
def test_a_line_in_another_form_is_no_line(raw: bytes) -> None:
    assert read_line(raw) is None
