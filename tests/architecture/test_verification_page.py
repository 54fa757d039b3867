"""The program on the page for strangers checks what the service hands out, and nothing else."""

import re
from collections.abc import Generator
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature

from app.access.actor import Role
from app.audit.checkpoint import sign_leaf
from app.demo.stage import Stage
from tests.support.house import ROOT
from tests.support.town import open_town

PAGE = (ROOT / "docs/verification.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def program() -> dict[str, Any]:
    found = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec("\n".join(found), names)
    return names


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    with open_town(tmp_path_factory.mktemp("town")) as stage:
        for name in ("김하늘", "이누리", "박대한"):
            stage.player(Role.PARTY, name)
        stage.settle()
        yield stage


@pytest.fixture(scope="module")
def proof(town: Stage) -> Any:
    owner = town.player(Role.PARTY, "정세진")
    company = {"name": "한빛정밀(가상)", "business_number": "102-81-00004", "size": "small"}
    owner.post("/companies", company)
    town.settle()
    mine = owner.get("/audit/own-leaves")["items"]
    return town.send("GET", f"/api/v1/audit/proofs/{mine[0]['event_id']}").body


def test_an_entry_is_included(program: dict[str, Any], town: Stage, proof: Any) -> None:
    assert proof["state"] == "included"
    program["entry_is_included"](proof, town.house.keys.public.text)


def test_a_changed_entry_is_not(program: dict[str, Any], town: Stage, proof: Any) -> None:
    forged = {**proof, "leaf_hash": "00" * 32}
    with pytest.raises(AssertionError):
        program["entry_is_included"](forged, town.house.keys.public.text)


def test_a_forged_checkpoint_is_noticed(program: dict[str, Any], town: Stage, proof: Any) -> None:
    origin, size, rest = proof["checkpoint"].split("\n", 2)
    forged = "\n".join((origin, str(int(size) + 1), rest))
    with pytest.raises(InvalidSignature):
        program["checkpoint_holds"](forged, town.house.keys.public.text)


def test_a_receipt_holds(program: dict[str, Any], town: Stage, proof: Any) -> None:
    signer, leaf = town.house.keys.signer, proof["leaf_hash"]
    promise = sign_leaf(signer, bytes.fromhex(leaf))
    program["receipt_holds"](leaf, promise, signer.public.text)
    with pytest.raises(InvalidSignature):
        program["receipt_holds"]("00" * 32, promise, signer.public.text)


@pytest.mark.parametrize("path", ["/api/v1/audit/checkpoint", "/verification"])
def test_what_the_page_names_is_open_to_everybody(town: Stage, path: str) -> None:
    assert town.send("GET", path).status == 200
