"""The service is killed at the calls of an upload: every file is absent or whole, and sent again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def died(folder: Path, *, stride: int) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.upload_deaths", str(folder), str(stride)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_a_kill_while_files_come_in_leaves_them_absent_or_whole(tmp_path: Path) -> None:
    told = died(tmp_path, stride=9)
    assert told["findings"] == []
    assert int(str(told["deaths"])) >= 5


@pytest.mark.slow
def test_a_kill_at_every_call_of_an_upload_leaves_it_absent_or_whole(tmp_path: Path) -> None:
    told = died(tmp_path, stride=1)
    assert told["findings"] == []
    assert told["deaths"] == told["calls"]
