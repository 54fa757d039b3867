"""Locks name no host, configuration names nobody's host, pages and tables follow the code."""

import importlib
import importlib.util
import tomllib

import pytest

from scripts import locks
from scripts.docs import LAW_EDITIONS, PAGES, law_digest, page_text, stale
from tests.support.house import (
    CONFIGURATION,
    ROOT,
    foreign_addresses,
    settings_in_readme,
    unexplained_law,
    version_section,
)


def test_no_lock_names_a_host() -> None:
    assert locks.lock_files(ROOT)
    for path in locks.lock_files(ROOT):
        assert not locks.hosts(path.read_text(encoding="utf-8")), path


def test_a_lock_with_a_host_is_found() -> None:
    assert locks.hosts("a==1 \\\n    --index-url https://packages.example/simple\n")
    assert not locks.hosts("a==1 \\\n    --hash=sha256:00\n    # via b\n")


def test_a_pin_without_a_hash_is_found() -> None:
    assert locks.unhashed("a==1 \\\n    --hash=sha256:00\nb==2\n") == ["b has no hash"]


def test_a_server_runs_with_what_was_tested() -> None:
    full = locks.pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    part = locks.pins((ROOT / "requirements-runtime.lock").read_text(encoding="utf-8"))
    assert part
    assert "pytest" not in part
    assert not locks.strays(part, full)
    assert locks.strays({"a": "2"}, {"a": "1"})


def test_configuration_names_nobodys_host() -> None:
    scripts = [
        str(path.relative_to(ROOT)) for path in (ROOT / "scripts").iterdir() if path.is_file()
    ]
    for name in (*CONFIGURATION, *scripts):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not foreign_addresses(text), name


def test_a_foreign_address_is_found_and_the_machine_itself_is_not() -> None:
    assert foreign_addresses('index = "https://packages.example/simple"')
    assert foreign_addresses("postgresql://db.example/x")
    assert not foreign_addresses(
        "http://127.0.0.1:8000/ sqlite:///data.db postgresql://localhost/x"
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    assert not stale(ROOT / name, page_text(PAGES[name])), "run scripts/docs"


def test_a_version_that_changes_the_law_says_what_follows() -> None:
    editions = tomllib.loads((ROOT / LAW_EDITIONS).read_text(encoding="utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert list(editions.values())[-1] == law_digest(ROOT / "app/law/data"), "run scripts/docs"
    assert not unexplained_law(changelog, editions)


CHANGELOG = """# Changes

## 0.2.0 – 2026-12-01

- A new rung. In force from 2026-12-01; impacted cases: none; basis: art. 1.

## 0.1.0 – 2026-11-22

- The first.
"""


def test_a_silent_change_of_the_law_is_found() -> None:
    assert "first" in version_section(CHANGELOG, "0.1.0")
    assert "rung" not in version_section(CHANGELOG, "0.1.0")
    assert len(unexplained_law(CHANGELOG, {"0.1.0": "a", "0.2.0": "b"})) == 1
    assert not unexplained_law(CHANGELOG, {"0.2.0": "b", "0.2.1": "b"})


def test_the_settings_table_of_the_readme_is_the_settings() -> None:
    if importlib.util.find_spec("app.settings") is None:
        pytest.skip("there is no app.settings")
    settings = importlib.import_module("app.settings").Settings
    prefix = str(settings.model_config.get("env_prefix", "")).upper()
    known = {prefix + name.upper() for name in settings.model_fields}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert settings_in_readme(readme, prefix) == known


def test_a_setting_is_read_from_its_row() -> None:
    table = "| setting | meaning |\n|---|---|\n| `SANGSAENG_DATA` | where |\nNot `SANGSAENG_X`.\n"
    assert settings_in_readme(table, "SANGSAENG_") == {"SANGSAENG_DATA"}
