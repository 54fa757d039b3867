"""The closed list of what the cooperation account may pay (상생협력법 제20조의5), as dated data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.figures import Status
from app.law.reading import Block, LawDataError

_PAGE = Path(__file__).parent / "data" / "cooperation_uses.toml"


@dataclass(frozen=True, slots=True)
class Use:
    """Something the account may pay, and how sure that is."""

    code: str
    label: Text
    status: Status


@dataclass(frozen=True, slots=True)
class UseList:
    """The list as it holds from a day on."""

    name: str
    basis: Basis
    source: Text
    status: Status
    from_on: date
    uses: Mapping[str, Use]

    def permits(self, purpose: str) -> bool | None:
        """Tell whether a purpose is on the list; None where the list is not fully known."""
        use = self.uses.get(purpose)
        if use is not None:
            return True if use.status is not Status.UNKNOWN else None
        closed = all(one.status is not Status.UNKNOWN for one in self.uses.values())
        return False if closed else None


@cache
def known_lists() -> tuple[UseList, ...]:
    """Return every list shipped; raises LawDataError on wrong data."""
    return read_lists(_PAGE)


def read_lists(page: Path) -> tuple[UseList, ...]:
    """Read a page of lists; a stray key, an unknown source or an empty list is an error."""
    content = Block(page.name, tomllib.loads(page.read_text(encoding="utf-8")))
    sources = {name: _source(block) for name, block in content.tables("sources")}
    names = list(content.rest)
    blocks = [(name, Block(f"{page.name}:{name}", content.take(name, dict))) for name in names]
    return tuple(_list(name, block, sources) for name, block in blocks)


def applying(lists: tuple[UseList, ...], on: date, *, demonstration: bool) -> UseList | None:
    """Return the list of a day: the demonstration's own in a demonstration, else the enacted one."""
    wanted = Status.DEMONSTRATION if demonstration else Status.ENACTED
    found = [one for one in lists if one.status is wanted and one.from_on <= on]
    return max(found, key=lambda one: one.from_on, default=None)


def _source(block: Block) -> Text:
    words = block.words()
    block.text("address")
    block.close()
    return words


def _list(name: str, block: Block, sources: Mapping[str, Text]) -> UseList:
    uses = {code: _use(code, inner) for code, inner in block.tables("uses")}
    from_on, source = block.day("from"), block.text("source")
    if from_on is None or not uses or source not in sources:
        raise LawDataError(f"{block.where}: needs a first day, a known source and uses")
    made = UseList(name, block.basis(), sources[source], block.status(), from_on, uses)
    block.close()
    return made


def _use(code: str, block: Block) -> Use:
    made = Use(code, block.words(), block.status())
    block.close()
    return made
