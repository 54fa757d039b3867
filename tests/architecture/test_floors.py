"""The contracts on imports hold, and each of them notices a module that breaks it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.house import ROOT
from tests.support.toy_house import build

PRIVATE = (
    "people", "papers", "deadlines", "rulebook", "cases", "sanctions", "collection", "evaluations",
)  # fmt: skip
# Houses of their own: each of their rooms keeps tables, and none is named here.
HOUSES = ("committee", "settlements", "discovery", "remedy_fund")


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    program = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports as run; "
    )
    return subprocess.run(
        [sys.executable, "-c", program + "sys.exit(run(cache_dir=None))"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_its_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_domain_package_keeps_its_tables_and_store() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    kept = {m for c in contracts if c["type"] == "protected" for m in c["protected_modules"]}
    packages = [*PRIVATE, *(f"{name}.*" for name in HOUSES)]
    assert kept == {f"app.{name}.{room}" for name in packages for room in ("tables", "store")}


def test_the_toy_house_as_built_keeps_every_contract(tmp_path: Path) -> None:
    build(tmp_path)
    done = lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "source", "contract"),
    [
        ("kernel/clock", "import app.cases.rules", "floors"),
        ("people/actions", "import app.audit", "floors"),
        ("search/__init__", "", "floors"),
        ("cases/rules", "import sqlmodel", "rules of law"),
        ("law/book", "import app.db.work", "floors"),
        ("portal/__init__", "import sqlalchemy", "portal has no SQL"),
        ("portal/__init__", "import app.cases.store", "Cases keeps its own tables"),
        ("sanctions/actions", "import app.cases.tables", "Cases keeps its own tables"),
        ("jobs/__init__", "import app.rulebook.store", "rulebook keeps its own tables"),
        ("cases/rules", "import app.cases.actions", "circles"),
    ],
)
def test_a_planted_import_is_caught(
    tmp_path: Path, module: str, source: str, contract: str
) -> None:
    build(tmp_path, {module: source})
    done = lint(tmp_path)
    assert done.returncode != 0
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), done.stdout + done.stderr
