"""The list of papers is read off the code and wants nothing."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_paper_that_the_service_owes_has_a_template_and_a_step_that_issues_it() -> None:
    told = subprocess.run(
        [sys.executable, "scripts/paper_table.py"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    assert "each in Korean and English" in told.stdout
    for words in (
        "피신고인 통지 동의서",
        "심사보고서",
        "처분 사전통지서",
        "벌점 부과 통지서",
        "고발장",
    ):
        assert words in told.stdout
