"""A command line with a data folder of its own and nothing set in its environment."""

import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
import structlog
from click.testing import Result
from typer.testing import CliRunner

from app.__main__ import cli

Run = Callable[..., Result]


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that SANGSAENG_DATA_FOLDER names; no other setting is set."""
    for name in [name for name in os.environ if name.startswith("SANGSAENG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data"
    monkeypatch.setenv("SANGSAENG_DATA_FOLDER", str(folder))
    return folder


@pytest.fixture
def run(data_folder: Path) -> Generator[Run]:
    """Yield a function that runs `sangsaeng …` and returns exit code, stdout and stderr."""

    def running(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    yield running
    structlog.reset_defaults()
