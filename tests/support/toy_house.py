"""An empty house with the floors of the real one and its contracts, to plant bad imports in."""

import tomllib
from pathlib import Path

from tests.support.house import ROOT

ROOMS = ("lifecycle", "rules", "events", "tables", "store", "actions", "queries")
DOMAINS = (
    "people",
    "papers",
    "deadlines",
    "rulebook",
    "cases",
    "sanctions",
    "collection",
    "evaluations",
    "committee/agenda",
    "settlements/mediation",
    "discovery/evidence",
    "remedy_fund/ledger",
)
PLAIN = (
    "kernel",
    "law",
    "access",
    "db",
    "storage",
    "web",
    "audit",
    "reactions",
    "jobs",
    "portal",
    "demo",
)
MODULES = (
    "__main__",
    "main",
    "settings",
    "tables",
    "db/work",
    "db/leaf",
    "kernel/clock",
    "law/book",
)
SOUND = {
    "cases/actions": "import app.cases.store\nimport app.cases.rules",
    "cases/store": "import app.cases.tables\nimport sqlmodel",
    "sanctions/actions": "import app.cases.actions",
    "portal/__init__": "import app.cases.queries",
    "tables": "import app.cases.tables",
}


def build(folder: Path, planted: dict[str, str] | None = None) -> None:
    """Write the toy house into a folder: sound imports first, then what is planted."""
    sources = {f"{name}/__init__": "" for name in (*PLAIN, *DOMAINS)}
    sources |= {f"{domain}/{room}": "" for domain in DOMAINS for room in ROOMS}
    sources |= dict.fromkeys(MODULES, "") | {"__init__": ""}
    sources |= {f"{domain.split('/')[0]}/__init__": "" for domain in DOMAINS}
    for module, source in [*SOUND.items(), *(planted or {}).items()]:
        sources[module] = "\n".join([sources.get(module, ""), source])
    for module, source in sources.items():
        path = folder / "app" / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source + "\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(_contracts(), encoding="utf-8")


def _contracts() -> str:
    """Return the part of the project's own pyproject.toml that import-linter reads."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    part = text[text.index("[tool.importlinter]") :]
    assert set(tomllib.loads(part)["tool"]) == {"importlinter"}
    return part
