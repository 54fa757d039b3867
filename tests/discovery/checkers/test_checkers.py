"""Checkers travel as one file each, and know a signature of Ed25519 from anything else."""

import ast
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.discovery.checkers import ed25519
from app.discovery.checkers.standalone import standalone
from app.discovery.productions import verify
from app.discovery.receipts import verify_receipt
from app.discovery.transmissions import verify_package

CHECKERS = (verify, verify_receipt, verify_package)


@pytest.mark.parametrize("script", CHECKERS, ids=lambda script: script.__name__.rpartition(".")[2])
def test_a_checker_travels_as_one_file_of_the_standard_library(script: ModuleType) -> None:
    shipped = standalone(Path(str(script.__file__))).decode()
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(ast.parse(shipped, feature_version=(3, 8)))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    assert "def is_signed" in shipped


def test_signatures_of_the_published_vector_hold_and_altered_ones_do_not() -> None:
    # RFC 8032, 7.1, test 2
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    good = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert ed25519.is_signed(public, b"\x72", good)
    assert not ed25519.is_signed(public, b"\x73", good)
    assert not ed25519.is_signed(public, b"\x72", good[:63] + b"\x40")
    assert not ed25519.is_signed(public[:31], b"\x72", good)
    assert not ed25519.is_signed(b"\xff" * 32, b"\x72", good)


def test_what_imports_the_check_of_signatures_twice_or_not_at_all_is_no_checker(
    tmp_path: Path,
) -> None:
    script = tmp_path / "checker.py"
    script.write_text("import sys\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not import the check"):
        standalone(script)
