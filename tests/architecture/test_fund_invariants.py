"""Every promise of the fund has a test that proves it, and the page names it."""

from pathlib import Path

import pytest

from scripts import fund_invariants
from scripts.fund_invariants import Proof, missing, numbers, page, proofs, unknown

MARKED = '''
import pytest

@pytest.mark.invariant(3, 4)
@pytest.mark.parametrize("x", [1])
def test_one(x): ...

@pytest.mark.invariant(5)
class TestTwo:
    @pytest.mark.invariant(6)
    def test_inside(self): ...

TestMachine = pytest.mark.invariant(7)(Machine.TestCase)
'''  # fmt: skip
WHOLE_FILE = (
    "import pytest\npytestmark = pytest.mark.invariant(9)\ndef test_a(): ...\ndef b(): ...\n"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_marked.py").write_text(MARKED, encoding="utf-8")
    (tmp_path / "tests/test_whole.py").write_text(WHOLE_FILE, encoding="utf-8")
    return tmp_path


def test_there_are_thirty_six_promises_in_order() -> None:
    assert numbers() == tuple(range(1, 37))


def test_every_promise_has_a_test() -> None:
    assert missing(proofs()) == []


def test_no_test_names_a_promise_that_is_not_made() -> None:
    assert unknown(proofs()) == []


def test_markers_are_read_wherever_they_may_stand(tree: Path) -> None:
    assert [(proof.number, proof.test) for proof in proofs(tree)] == [
        (3, "test_one"),
        (4, "test_one"),
        (5, "TestTwo"),
        (6, "TestTwo.test_inside"),
        (7, "TestMachine"),
        (9, "test_a"),
    ]


def test_a_promise_without_a_test_is_named(tree: Path) -> None:
    assert missing(proofs(tree)) == [n for n in range(1, 37) if n not in {3, 4, 5, 6, 7, 9}]


def test_a_marker_without_a_promise_is_named() -> None:
    stray = Proof(37, "tests/test_x.py", "test_x")
    assert unknown([stray, Proof(1, "tests/test_x.py", "test_y")]) == [stray]


def test_a_missing_proof_fails_the_command(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fund_invariants, "proofs", lambda: proofs(tree))
    assert fund_invariants.main() == 1
    assert "1: no test proves it" in capsys.readouterr().out


def test_the_page_names_the_tests_of_a_promise() -> None:
    row = next(line for line in page().splitlines() if line.startswith("| 33 |"))
    assert "`tests/law/test_reading.py`" in row
