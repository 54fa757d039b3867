"""How the TOML pages are read: strictly, so that a stray key or wrong kind stops start-up."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.figures import Status


class LawDataError(ValueError):
    """The law's data is wrong; the service must not start on it."""


@dataclass
class Block:
    """One TOML table of which every key has to be taken."""

    where: str
    rest: dict[str, Any]

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """Return and strike off a key; raise where it is missing or of a wrong kind."""
        if key not in self.rest:
            if default is None:
                raise LawDataError(f"{self.where}: `{key}` is missing")
            return default
        value = self.rest.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise LawDataError(f"{self.where}: `{key}` must be of kind {kind.__name__}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string."""
        return str(self.take(key, str, default))

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return a boolean."""
        return bool(self.take(key, bool, default))

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty where the key is absent."""
        found = self.take(key, list, [])
        if not all(isinstance(item, str) for item in found):
            raise LawDataError(f"{self.where}: `{key}` must list strings")
        return tuple(found)

    def day(self, key: str) -> date | None:
        """Return a date; None where it is absent or recorded as `unrecorded`."""
        value = self.rest.pop(key, None)
        if value is None or value == "unrecorded":
            return None
        if type(value) is not date:
            raise LawDataError(f"{self.where}: `{key}` must be a date")
        return value

    def start(self, key: str) -> date | None:
        """Return a first day, which must be written, be it as `unrecorded`."""
        if key not in self.rest:
            raise LawDataError(f"{self.where}: `{key}` is missing")
        return self.day(key)

    def words(self, prefix: str = "") -> Text:
        """Return the wording under `ko` and `en`, or `prefix_ko` and `prefix_en`."""
        mark = f"{prefix}_" if prefix else ""
        return Text(self.text(f"{mark}ko"), self.text(f"{mark}en"))

    def basis(self, key: str = "basis") -> Basis:
        """Return the article cited."""
        return Basis.parse(self.text(key))

    def status(self, default: str | None = None) -> Status:
        """Return how sure the thing is."""
        return Status(self.text("status", default))

    def blocks(self, key: str) -> Iterator["Block"]:
        """Return the tables listed under a key."""
        for number, table in enumerate(self.take(key, list, [])):
            yield Block(f"{self.where}.{key}[{number}]", dict(table))

    def tables(self, key: str) -> Iterator[tuple[str, "Block"]]:
        """Return the named tables under a key."""
        for name, table in self.take(key, dict, {}).items():
            yield name, Block(f"{self.where}.{key}.{name}", dict(table))

    def close(self) -> None:
        """Refuse keys that nobody asked for."""
        if self.rest:
            raise LawDataError(f"{self.where}: unknown keys {sorted(self.rest)}")


def pages(folder: Path, stem: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the pages of a kind, such as every `parameters*.toml`, by file name."""
    for path in sorted(folder.glob(f"{stem}*.toml")):
        yield path.name, tomllib.loads(path.read_text(encoding="utf-8"))


def named_blocks(folder: Path, stem: str) -> Iterator[tuple[str, Block]]:
    """Return every named table of the pages of a kind; a name may stand on one page only.

    A page may open with `[defaults]`, whose keys hold for each table that does not write its own.
    """
    seen: set[str] = set()
    for page, content in pages(folder, stem):
        defaults = content.pop("defaults", {})
        for name, table in content.items():
            if name in seen:
                raise LawDataError(f"{page}: `{name}` stands on two pages")
            seen.add(name)
            yield name, Block(f"{page}:{name}", {**defaults, **table})


def resolve(sources: Mapping[str, str], key: str, where: str) -> str:
    """Return the address of a source named by its key."""
    if key not in sources:
        raise LawDataError(f"{where}: unknown source `{key}`")
    return sources[key]
