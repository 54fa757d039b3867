"""The register of generated pages: which page of `docs/` is made by which function."""

import argparse
import hashlib
import importlib
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAW_EDITIONS = "docs/law-editions.toml"


def law_choices_page() -> str:
    """Return how each point that the law leaves open was answered."""
    from app.law import book, listing  # noqa: PLC0415

    return listing.choices_page(book.load())


def law_figures_page() -> str:
    """Return every figure of the law in use, without those of the demonstration."""
    from app.law import book, listing  # noqa: PLC0415

    return listing.figures_page(book.load())


def lifecycles_page() -> str:
    """Return every table of steps as a diagram and a list, in the order of their names."""
    from scripts.glossary import lifecycles  # noqa: PLC0415

    lines = ["# Lifecycles", "", "Generated from the tables of steps in the code."]
    for table in lifecycles().values():
        lines += [
            "",
            f"## {table.title.en} · {table.title.ko}",
            "",
            "```mermaid",
            table.diagram(),
            "```",
            "",
        ]
        lines += ["| from | command | to | who may | basis |", "|---|---|---|---|---|"]
        lines += [
            f"| {table.label(row.source).ko} `{row.source}` | {row.label.ko} `{row.command}` "
            f"| {table.label(row.target).ko} `{row.target}` | `{row.by}` | {row.basis} |"
            for row in table.rows
        ]
    return "\n".join(lines) + "\n"


def law_digest(folder: Path) -> str:
    """Return the SHA-256 over names and contents of the law's data files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        digest.update(
            path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()


def law_editions_page() -> str:
    """Return the digest of the law's data per version: earlier lines as they were, ours anew."""
    kept = ROOT / LAW_EDITIONS
    editions = tomllib.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    editions[project["version"]] = law_digest(ROOT / "app/law/data")
    head = (
        "# Digest of app/law/data per version of the product. A version whose digest differs from\n"
        "# the one before it must say in CHANGELOG.md: in force from, impacted cases, basis.\n"
    )
    return head + "".join(f'"{version}" = "{digest}"\n' for version, digest in editions.items())


# A maker takes nothing and returns the whole page; `module:function` is imported when needed.
PAGES: dict[str, str | Callable[[], str]] = {
    "docs/law-choices.md": law_choices_page,
    "docs/law-figures.md": law_figures_page,
    "docs/authorisation.md": "app.access.explain:as_markdown",
    "docs/lifecycles.md": lifecycles_page,
    "docs/glossary.md": "scripts.glossary:page",
    "docs/house-rules.md": "tests.support.house:as_markdown",
    "docs/procedure.md": "scripts.procedure_table:page",
    "docs/fund-invariants.md": "scripts.fund_invariants:page",
    LAW_EDITIONS: law_editions_page,
}


def page_text(maker: str | Callable[[], str]) -> str:
    """Return a page; raise ImportError or AttributeError where its maker is not there."""
    if isinstance(maker, str):
        module, _, function = maker.partition(":")
        maker = getattr(importlib.import_module(module), function)
    text = str(maker())
    return text if text.endswith("\n") else text + "\n"


def stale(path: Path, text: str) -> bool:
    """Tell whether the page on disk is not the page that would be written."""
    return not path.exists() or path.read_text(encoding="utf-8") != text


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return 1 if one is stale or has no maker."""
    parser = argparse.ArgumentParser(prog="scripts/docs", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail if a page is stale"
    )
    only_check = parser.parse_args(arguments).check
    wrong = False
    for name, maker in PAGES.items():
        try:
            text = page_text(maker)
        except (ImportError, AttributeError) as missing:
            print(f"{name}: its maker is not there ({missing})")
            wrong = True
            continue
        if not stale(ROOT / name, text):
            print(f"{name}: fresh")
        elif only_check:
            print(f"{name}: stale; run scripts/docs")
            wrong = True
        else:
            (ROOT / name).write_text(text, encoding="utf-8")
            print(f"{name}: written")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
