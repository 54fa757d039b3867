"""The tree keeps the house rules, and every rule notices when it is broken."""

from pathlib import Path, PurePosixPath

import pytest

from tests.support import house
from tests.support.house import RULES, Rule

BY_NAME = {rule.name: rule for rule in RULES}
SAID = '"""What it is."""\n'

# rule, path, source that breaks it, source that keeps it
PLANTED = [
    ("one-commit", "app/cases/actions.py", "session.commit()", "work.record(event)"),
    ("one-commit", "app/jobs/worker.py", "with self.engine.begin() as c: ...", "begin(engine)"),
    ("sql-in-its-rooms", "app/cases/actions.py", "from sqlmodel import select", "import sqlmodel"),
    (
        "sql-in-its-rooms",
        "app/cases/routes.py",
        "import sqlalchemy as sa\nsa.delete(x)",
        "x.delete()",
    ),
    ("sql-in-its-rooms", "app/cases/rules.py", "rows = select(Case)", "rows = chosen(Case)"),
    ("short-files", "app/cases/actions.py", "x = 1\n" * 401, "x = 1\n" * 400),
    ("said-what-it-is", "app/cases/actions.py", "x = 1", SAID + "x = 1"),
    ("nobody-asks-the-machine", "app/cases/rules.py", "datetime.now(UTC)", "clock.now()"),
    ("nobody-asks-the-machine", "app/cases/rules.py", "datetime.date.today()", "seoul_day(now)"),
    (
        "nobody-asks-the-machine",
        "app/cases/rules.py",
        "from uuid import uuid4",
        "from uuid import UUID",
    ),
    ("nobody-asks-the-machine", "app/cases/rules.py", "os.environ['X']", "settings.x"),
    (
        "nobody-asks-the-machine",
        "app/cases/rules.py",
        "import uuid\nuuid.uuid4()",
        "new_id('c', now)",
    ),
    (
        "work-first",
        "app/cases/actions.py",
        "def file(case_id): ...",
        "def file(work, case_id): ...",
    ),
    ("work-first", "app/cases/actions/file.py", "def file(*, work): ...", "def _own(case_id): ..."),
    (
        "absolute-imports",
        "app/cases/actions.py",
        "from . import store",
        "from app.cases import store",
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    assert not rule.findings(), rule.sentence


@pytest.mark.parametrize(("name", "path", "broken", "kept"), PLANTED)
def test_a_planted_violation_is_found_and_its_cure_is_not(
    name: str, path: str, broken: str, kept: str
) -> None:
    check = BY_NAME[name].check
    assert list(check(PurePosixPath(path), broken))
    assert not list(check(PurePosixPath(path), kept))


@pytest.mark.parametrize("name", ["service", "utils", "helpers", "common", "manager"])
def test_a_name_that_says_nothing_is_found(name: str) -> None:
    check = BY_NAME["telling-names"].check
    assert list(check(PurePosixPath(f"app/cases/{name}.py"), ""))
    assert list(check(PurePosixPath(f"app/{name}/rules.py"), ""))
    assert not list(check(PurePosixPath("app/cases/rules.py"), ""))


def test_every_rule_has_a_planted_violation() -> None:
    assert {name for name, *_ in PLANTED} | {"telling-names"} == set(BY_NAME)


@pytest.mark.parametrize("room", ["store", "queries"])
def test_sql_is_at_home_in_its_rooms_and_their_folders(room: str) -> None:
    source = "from sqlmodel import select\nselect(Case)"
    assert not list(house.sql_outside(PurePosixPath(f"app/cases/{room}.py"), source))
    assert not list(house.sql_outside(PurePosixPath(f"app/cases/{room}/lists.py"), source))


def test_the_one_place_that_commits_may_commit() -> None:
    assert not list(house.commits(PurePosixPath("app/db/work.py"), "self.session.commit()"))


def test_a_rule_reads_the_files_of_a_tree(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "cases"
    folder.mkdir(parents=True)
    (folder / "actions.py").write_text(SAID + "session.commit()\n", encoding="utf-8")
    assert BY_NAME["one-commit"].findings(tmp_path) == ["app/cases/actions.py: line 2 commits"]
