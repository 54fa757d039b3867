"""The README tells the truth: commands, settings with their defaults, floors, links, picture."""

import re
import tomllib
from typing import Any

import pytest
from typer.main import get_command

from app.__main__ import cli
from app.law.figures import Status
from app.settings import Settings
from tests.support.house import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]
MOST_PICTURE_BYTES = 300_000


def shown(value: Any) -> str:
    """Return a default as the table of settings writes it."""
    if value in (None, ""):
        return "(empty)"
    if isinstance(value, tuple):
        return f"`{','.join(value)}`"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_stands_there_with_its_default_and_meaning(name: str) -> None:
    field = Settings.model_fields[name]
    row = f"| `SANGSAENG_{name.upper()}` | {shown(field.default)} | {field.description} |"
    assert row in README.splitlines()


def test_every_command_stands_there() -> None:
    commands = set(get_command(cli).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"^\| `sangsaeng ([a-z-]+)", README, flags=re.MULTILINE)) == commands


def test_every_floor_of_the_house_is_on_the_map() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = {name for layer in layers if "(" not in layer for name in layer.split(" | ")}
    named = re.findall(r"(?:^  | )(\w+)(?:/|\.py)(?: |$)", README, flags=re.MULTILINE)
    assert floors <= set(named)


def test_every_status_of_a_figure_is_explained() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", README, flags=re.MULTILINE)) >= set(Status)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Any) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\./scripts/[\w-]+", README))))
def test_a_script_that_is_named_can_be_run(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111


def test_the_picture_is_light() -> None:
    picture = (ROOT / "docs/pictures/portal.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= MOST_PICTURE_BYTES
