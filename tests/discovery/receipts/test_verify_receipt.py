"""The checker inside a receipt names whatever was changed in it."""

import json
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from app.discovery.receipts.verify_receipt import WORDS, check
from tests.discovery.receipts.conftest import open_bench

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    folder = tmp_path_factory.mktemp("whole")
    with open_bench(folder / "town", "") as bench:
        bench.stage.settle()
        yield bench.unpacked(folder / "receipt")


@pytest.fixture
def place(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "receipt"))


def codes(place: Path) -> set[str]:
    found = {code for code, _ in check(place)}
    assert found <= set(WORDS)
    return found


def test_an_untouched_receipt_has_no_fault(place: Path) -> None:
    assert not codes(place)


@pytest.mark.parametrize("name", ["receipt.json", "checkpoint.txt"])
def test_a_missing_or_garbled_part_is_a_fault_of_form(place: Path, name: str) -> None:
    (place / name).write_bytes(b"\xff\x00")
    assert codes(place) == {"form"}
    (place / name).unlink()
    assert codes(place) == {"form"}


def _entry(receipt: dict[str, Any], old: str, new: str) -> None:
    last = receipt["entries"][-1]
    assert old in last["entry"]
    last["entry"] = last["entry"].replace(old, new)


_CHANGES: dict[str, tuple[Change, str]] = {
    "time": (lambda r: r["sealed"].update(at="2020-01-01T00:00:00.000000+00:00"), "sealed"),
    "hash": (lambda r: r["sealed"].update(sha256="0" * 64), "sealed"),
    "entry": (lambda r: _entry(r, "complainant", "respondent"), "leaf"),
    "leaf": (lambda r: r["entries"][0].update(leaf_hash="0" * 64), "leaf"),
    "proof": (lambda r: r["entries"][1]["proof"].reverse(), "inclusion"),
    "position": (lambda r: r["entries"][1].update(position=0), "inclusion"),
    "outside": (lambda r: r["entries"][1].update(position=10**9), "inclusion"),
    "root": (lambda r: r["checkpoint"].update(root="0" * 64), "checkpoint"),
    "size": (lambda r: r["checkpoint"].update(tree_size=1), "checkpoint"),
    "order": (lambda r: r["entries"].reverse(), "form"),
    "nothing": (lambda r: r["entries"].clear(), "form"),
    "format": (lambda r: r.update(format="another"), "form"),
    "key": (lambda r: r.update(public_key="none"), "key"),
    "no-hex": (lambda r: r["entries"][0].update(proof=["xyz"]), "form"),
}


@pytest.mark.parametrize("name", list(_CHANGES))
def test_whatever_is_changed_in_it_is_named(place: Path, name: str) -> None:
    change, code = _CHANGES[name]
    receipt = json.loads((place / "receipt.json").read_text("utf-8"))
    change(receipt)
    (place / "receipt.json").write_text(json.dumps(receipt), "utf-8")
    assert code in codes(place)


@pytest.mark.parametrize(
    ("old", "new"), [("\n", "\n0"), ("sangsaeng/audit\n", "sangsaeng/audit2\n"), ("— ", "- ")]
)
def test_a_changed_checkpoint_is_named(place: Path, old: str, new: str) -> None:
    note = (place / "checkpoint.txt").read_text("utf-8")
    (place / "checkpoint.txt").write_text(note.replace(old, new, 1), "utf-8")
    assert {"checkpoint", "signature"} <= codes(place) or codes(place) == {"form"}
