"""The command line: answers on stdout, progress on stderr, exit codes that scripts can trust."""

import json
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from app import __version__
from app.access.actor import Role
from app.db.migrate import newest
from tests.cli.conftest import Run
from tests.support.house import ROOT
from tests.support.town import open_town

COMMANDS = (
    "serve", "demo", "worker", "migrate", "add-account", "verify-audit", "scrub",
    "rotate-root-key", "explain", "version", "fund",
)  # fmt: skip


@pytest.fixture
def taken_port() -> Generator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_version_is_printed(run: Run) -> None:
    done = run("version")
    assert (done.exit_code, done.stdout) == (0, f"{__version__}\n")


def test_help_names_every_command_in_both_languages(run: Run) -> None:
    words = run("--help").stdout
    assert all(command in words for command in COMMANDS)
    assert "서비스를 시작합니다" in words
    assert "Start the service" in words


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert any("가" <= letter <= "힣" for letter in done.stdout)


def test_help_does_not_wait_for_the_whole_service() -> None:
    program = (
        "import sys, app.__main__; "
        "sys.exit(bool({'fastapi', 'sqlalchemy', 'alembic', 'uvicorn'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_a_missing_schema_is_told_and_then_brought_up_to_date(run: Run) -> None:
    before = run("migrate", "--check", "--json")
    assert before.exit_code == 1
    assert json.loads(before.stdout) == {"current": None, "newest": newest()}
    done = run("migrate", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"current": newest(), "newest": newest()}
    assert "looking at the schema" in done.stderr
    assert run("migrate", "--check").exit_code == 0


def test_production_names_every_setting_that_is_unsafe(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANGSAENG_ENVIRONMENT", "production")
    monkeypatch.setenv("SANGSAENG_DEMO_NOW", "2026-11-23T10:00:00+09:00")
    done = run("migrate")
    assert done.exit_code == 2
    assert done.stdout == ""
    for name in ("database_url", "key_folder", "evidence_folder", "base_url", "demo_now"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_production_makes_no_keys_of_its_own(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    values = {
        "ENVIRONMENT": "production",
        "DATABASE_URL": "postgresql://localhost/none",
        "KEY_FOLDER": str(tmp_path / "keys"),
        "EVIDENCE_FOLDER": str(tmp_path / "evidence"),
        "BASE_URL": "https://127.0.0.1",
    }
    for name, value in values.items():
        monkeypatch.setenv(f"SANGSAENG_{name}", value)
    done = run("serve", "--port", _free_port())
    assert done.exit_code == 2
    assert "no key is made here" in done.stderr
    assert str(tmp_path / "keys") in done.stderr
    assert "--data-folder" not in done.stderr
    assert not (tmp_path / "keys").exists()


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANGSAENG_CASE_LIMIT_FILES", "many")
    done = run("migrate")
    assert done.exit_code == 2
    assert "case_limit_files" in done.stderr


def test_an_unknown_kind_of_database_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANGSAENG_DATABASE_URL", "mysql://localhost/x")
    done = run("migrate")
    assert done.exit_code == 2
    assert "neither SQLite nor PostgreSQL" in done.stderr


@pytest.fixture
def sequenced_log(data_folder: Path) -> Path:
    """Return a data folder in which somebody registered a company."""
    with open_town(data_folder) as town:
        owner = town.player(Role.PARTY, "김하늘")
        company = {"name": "한빛정밀(가상)", "business_number": "102-81-00004", "size": "small"}
        owner.post("/companies", company)
        town.settle()
    return data_folder


def test_a_sound_log_verifies_with_exit_code_0(run: Run, sequenced_log: Path) -> None:
    done = run("verify-audit", "--json")
    assert done.exit_code == 0, done.stdout
    report = json.loads(done.stdout)
    assert report["ok"]
    assert report["counts"]["sequenced"] > 0
    assert report["counts"]["witnessed"] == report["counts"]["sequenced"]
    assert "reading the log" in done.stderr
    assert run("verify-audit", "--data-folder", sequenced_log).stdout == "이상 없음 · sound\n"


def test_a_row_edited_by_sql_is_named_with_exit_code_1(run: Run, sequenced_log: Path) -> None:
    connection = sqlite3.connect(sequenced_log / "sangsaeng.db")
    connection.execute("UPDATE company SET name = '다른 이름'")
    connection.commit()
    connection.close()
    done = run("verify-audit", "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["found"] == {"row_edited": 1}
    assert report["findings"][0]["where"].startswith("company ")
    assert "behind the service's back" in done.stderr


def test_verifying_without_keys_is_refused(run: Run) -> None:
    done = run("verify-audit", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "missing" in done.stderr


def test_verifying_in_the_wrong_folder_names_the_folder_and_the_option_in_both_languages(
    run: Run, data_folder: Path
) -> None:
    done = run("verify-audit")
    assert done.exit_code == 2
    assert str(data_folder / "keys") in done.stderr
    assert "파일이 없습니다" in done.stderr
    assert "--data-folder demo-data" in done.stderr
    assert "자료가 다른 폴더에 있으면" in done.stderr
    assert "name the folder of the data" in done.stderr
    assert "production" not in done.stderr


def test_explain_says_why_in_both_languages(run: Run) -> None:
    done = run("explain", "investigator", "cases:investigate", "--tie", "assigned")
    assert done.exit_code == 0
    korean, english = done.stdout.splitlines()
    assert "조사관" in korean
    assert "assigned cases" in english
    words = json.loads(run("explain", "party", "audit:read", "--json").stdout)
    assert set(words) == {"ko", "en"}


@pytest.mark.parametrize("arguments", [("nobody", "cases:read"), ("party", "cases:everything")])
def test_an_unknown_role_or_permission_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("explain", *arguments).exit_code == 2


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_told_before_anything_is_made(
    run: Run, command: str, taken_port: int, data_folder: Path
) -> None:
    done = run(command, "--port", taken_port)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"127.0.0.1:{taken_port}" in done.stderr
    assert f"--port {taken_port + 1}" in done.stderr
    assert not data_folder.exists()
    assert not Path("demo-data").exists()


def test_the_demonstration_is_for_this_machine_only(run: Run) -> None:
    done = run("demo", "--host", "0.0.0.0")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--i-know" in done.stderr
    assert not Path("demo-data").exists()


def test_the_demonstration_leaves_a_foreign_folder_alone(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    for arguments in ([], ["--reset"]):
        done = run("demo", "--folder", mine, "--port", _free_port(), *arguments)
        assert done.exit_code == 2
        assert "holds other files" in done.stderr
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_account_is_opened_once_and_its_password_is_shown_once(run: Run) -> None:
    opened = run("add-account", "administrator", "관리원", "admin@example.kr", "--json")
    told = json.loads(opened.stdout)
    assert (opened.exit_code, told["login"]) == (0, "admin@example.kr")
    assert len(told["password"]) >= 12
    again = run("add-account", "administrator", "관리원", "admin@example.kr", "--json")
    assert (again.exit_code, again.stdout) == (2, "")


BREAKS = """
import structlog
from app.__main__ import _log_to_stderr

def opened(secret):
    raise RuntimeError("the door is stuck")

_log_to_stderr()
try:
    opened("unspoken-" + "formula")
except RuntimeError:
    structlog.get_logger("test").exception("failed")
"""


def test_a_logged_fault_tells_where_it_broke_and_no_value_that_a_function_held() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAKS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    line = json.loads(done.stderr)
    assert line["exception"][0]["exc_value"] == "the door is stuck"
    assert line["exception"][0]["frames"][-1]["name"] == "opened"
    assert "unspoken-formula" not in done.stderr
