"""The house rules: each a sentence, the files it concerns and a check over source text."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
MAXIMUM_LINES = 400
BANNED_NAMES = {"service", "services", "utils", "util", "helpers", "helper", "common", "manager"}
SQL_ROOMS = {"store", "queries", "db", "audit"}
SQL_WORDS = {"select", "insert", "update", "delete"}
ACTION_ROOMS = {"actions", "queries"}
BANNED_CALLS = {
    "datetime.now": "ask the Clock",
    "datetime.utcnow": "ask the Clock",
    "datetime.today": "ask the Clock",
    "date.today": "ask the Clock",
    "time.time": "ask the Clock",
    "uuid4": "ask app.kernel.ids",
    "os.environ": "ask app.settings",
    "os.getenv": "ask app.settings",
}
LAW_WORDS = ("in force from", "impacted cases", "basis")
BANNED_IMPORTS = {"uuid.uuid4", "os.environ", "os.getenv", "time.time"}

Check = Callable[[PurePosixPath, str], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    """One house rule; `check` gets a path relative to the root and the file's text."""

    name: str
    sentence: str
    check: Check
    folders: tuple[str, ...] = ("app",)

    def findings(self, root: Path = ROOT) -> list[str]:
        """Return one line for each place in the tree where the rule is broken."""
        found = []
        for folder in self.folders:
            for path in sorted((root / folder).rglob("*.py")):
                place = PurePosixPath(path.relative_to(root).as_posix())
                text = path.read_text(encoding="utf-8")
                found += [f"{place}: {finding}" for finding in self.check(place, text)]
        return found


def _rooms(path: PurePosixPath) -> set[str]:
    """Return the names on the way to a module, its own included."""
    return {*path.parts[:-1], path.stem}


def _dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, or nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = _dotted(node.value)
        return f"{left}.{node.attr}" if left else node.attr
    return ""


def _calls(text: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield node.lineno, _dotted(node.func)


def commits(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find commits, and transactions that commit by themselves, outside the unit of work."""
    if str(path) in {"app/db/work.py", "app/db/migrate.py"} or "migrations" in path.parts:
        return
    for line, name in _calls(text):
        owner, _, verb = name.rpartition(".")
        own = owner.rpartition(".")[2].lstrip("_")
        if verb == "commit":
            yield f"line {line} commits"
        elif (
            verb == "begin"
            and own in {"engine", "session", "connection"}
            and "db" not in path.parts
        ):
            yield f"line {line} begins a transaction of its own"


def sql_outside(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find SQL statements built outside the rooms that may."""
    if _rooms(path) & SQL_ROOMS:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("sqlal", "sqlmodel")
        ):
            words = SQL_WORDS & {alias.name for alias in node.names}
            if words:
                yield f"line {node.lineno} imports {', '.join(sorted(words))}"
        elif isinstance(node, ast.Call):
            owner, _, verb = _dotted(node.func).rpartition(".")
            if verb in SQL_WORDS and owner in {"sa", "sqlalchemy", "sqlmodel"}:
                yield f"line {node.lineno} builds SQL"
            elif verb == "select" and not owner:
                yield f"line {node.lineno} calls select"


def too_long(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find files longer than the limit; what Alembic writes is as long as the schema."""
    lines = len(text.splitlines())
    if lines > MAXIMUM_LINES and "versions" not in path.parts:
        yield f"{lines} lines"


def banned_names(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find modules and folders whose name says nothing."""
    for name in sorted(_rooms(path) & BANNED_NAMES):
        yield f"the name “{name}” says nothing about what is inside"


def undescribed(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find modules without a docstring."""
    if not ast.get_docstring(ast.parse(text)):
        yield "does not say what it is"


def banned_calls(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find questions to the machine that the Clock, the ids or the settings answer."""
    if str(path) == "app/kernel/clock.py" or path.parts[1:2] in {("settings",), ("settings.py",)}:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            for name in sorted(names & BANNED_IMPORTS):
                yield f"line {node.lineno} imports {name}"
        elif isinstance(node, ast.Attribute | ast.Name):
            name = _dotted(node)
            for banned, instead in BANNED_CALLS.items():
                if name == banned or name.endswith(f".{banned}"):
                    yield f"line {node.lineno} uses {banned}; {instead}"


def acts_without_work(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find public acts and questions that do not take `work` first."""
    if not _rooms(path) & ACTION_ROOMS or len(path.parts) < 3 or path.parts[1] in {"kernel", "law"}:
        return
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith(
            "_"
        ):
            continue
        taken = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        if taken[:1] != ["work"]:
            yield f"line {node.lineno}: {node.name} does not take `work` first"


def relative_imports(path: PurePosixPath, text: str) -> Iterator[str]:
    """Find imports that depend on where the file stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"line {node.lineno} imports relatively"


EVERYWHERE = ("app", "tests", "scripts", "benchmarks")

RULES = (
    Rule(
        "one-commit", "Only app/db/work.py commits (and migrations, which change tables).", commits
    ),
    Rule(
        "sql-in-its-rooms",
        "SQL is built only in store, queries, db and audit.",
        sql_outside,
    ),
    Rule("short-files", f"No file is longer than {MAXIMUM_LINES} lines.", too_long, EVERYWHERE),
    Rule(
        "telling-names",
        "No module is called service, utils, helpers, common or manager.",
        banned_names,
        EVERYWHERE,
    ),
    Rule(
        "said-what-it-is",
        "Every module says in its first line what it is.",
        undescribed,
        EVERYWHERE,
    ),
    Rule(
        "nobody-asks-the-machine",
        "Time comes from the Clock, ids from app.kernel.ids, the environment from app.settings.",
        banned_calls,
    ),
    Rule(
        "work-first",
        "Every public function of actions and queries takes `work` first.",
        acts_without_work,
    ),
    Rule("absolute-imports", "Imports are absolute.", relative_imports, EVERYWHERE),
)

# Configuration may name only the machine itself and kinds of database, never somebody's host.
CONFIGURATION = ("pyproject.toml", "Dockerfile", ".dockerignore", ".editorconfig", ".ci/run")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s\"'`)]*")
_ALLOWED_ADDRESS = re.compile(
    r"https?://(127\.0\.0\.1|localhost)\b|sqlite:///|postgresql(\+psycopg)?://($|[\W…]|localhost|127\.0\.0\.1)"
)


def foreign_addresses(text: str) -> list[str]:
    """Return every address in a file of configuration that is not on the list."""
    return [found for found in _ADDRESS.findall(text) if not _ALLOWED_ADDRESS.match(found)]


def version_section(changelog: str, version: str) -> str:
    """Return what the CHANGELOG says under the heading of a version."""
    pattern = rf"^##\s+\[?v?{re.escape(version)}\]?.*?$(.*?)(?=^##\s|\Z)"
    found = re.search(pattern, changelog, flags=re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def unexplained_law(changelog: str, editions: dict[str, str]) -> list[str]:
    """Return one line per version that changed the law's data without saying what follows."""
    findings = []
    before = ""
    for version, digest in editions.items():
        section = version_section(changelog, version).lower()
        lacking = [words for words in LAW_WORDS if words not in section]
        if digest != before and lacking:
            findings.append(f"{version} changed app/law/data; its section lacks {lacking}")
        before = digest
    return findings


def settings_in_readme(readme: str, prefix: str) -> set[str]:
    """Return the settings that have a row in a table of the README."""
    return set(re.findall(rf"^\|\s*`({re.escape(prefix)}[A-Z0-9_]+)`", readme, flags=re.MULTILINE))


def as_markdown() -> str:
    """Return the page `docs/house-rules.md`."""
    head = (
        "# House rules\n\nGenerated from `tests/support/house.py`; a test holds each of them.\n\n"
    )
    return head + "".join(f"- {rule.sentence} (`{rule.name}`)\n" for rule in RULES)
