"""The tree of the log accepts and refuses what the published vectors say (RFC 9162)."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from app.audit import merkle
from app.discovery.receipts.verify_receipt import root_above


def vectors(kind: str) -> list[dict[str, Any]]:
    path = Path(__file__).parent / f"merkle_{kind}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    assert len(found) == 98
    return found


def raw(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def proof(vector: dict[str, Any]) -> list[bytes]:
    return [raw(step) for step in vector["proof"] or []]


@pytest.mark.parametrize("vector", vectors("inclusion"), ids=lambda vector: vector["name"])
def test_inclusion_is_judged_as_published(vector: dict[str, Any]) -> None:
    leaf, root = raw(vector["leafHash"]), raw(vector["root"])
    where = (vector["leafIdx"], vector["treeSize"])
    assert merkle.verify_inclusion(leaf, *where, proof(vector), root) is not vector["wantErr"]


# The checker hashes every leaf itself, so it never meets an empty one.
@pytest.mark.parametrize(
    "vector", [one for one in vectors("inclusion") if one["leafHash"]],
    ids=lambda vector: vector["name"],
)  # fmt: skip
def test_the_checker_in_receipts_judges_inclusion_the_same(vector: dict[str, Any]) -> None:
    found = root_above(
        raw(vector["leafHash"]), vector["leafIdx"], vector["treeSize"], proof(vector)
    )
    assert (found == raw(vector["root"])) is not vector["wantErr"]


@pytest.mark.parametrize("vector", vectors("consistency"), ids=lambda vector: vector["name"])
def test_consistency_is_judged_as_published(vector: dict[str, Any]) -> None:
    sizes, roots = (vector["size1"], vector["size2"]), (raw(vector["root1"]), raw(vector["root2"]))
    assert merkle.verify_consistency(*sizes, *roots, proof(vector)) is not vector["wantErr"]
