"""What the self-check reads off pages: fonts, tagged and untagged content, the order of tabs."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, Pdf

# Operators that put something on the page: text, filled or stroked paths, shadings, images.
_PAINTING: Final = frozenset(
    {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}
)
_DEEPEST: Final = 8


def fonts(pdf: Pdf) -> list[Any]:
    """Return every font that a page or a form on it uses, each once."""
    found: dict[tuple[int, int], Any] = {}
    for page in pdf.pages:
        _gather(page.obj.get(Name.Resources, Dictionary()), found, _DEEPEST)
    return list(found.values())


def _gather(resources: Any, found: dict[tuple[int, int], Any], deep: int) -> None:
    for font in dict(resources.get(Name.Font, Dictionary())).values():
        found.setdefault(font.objgen, font)
    if deep:
        for form in dict(resources.get(Name.XObject, Dictionary())).values():
            _gather(form.get(Name.Resources, Dictionary()), found, deep - 1)


def untagged(pdf: Pdf) -> Iterator[str]:
    """Yield pages on which something is painted that is neither tagged nor called decoration."""
    for number, page in enumerate(pdf.pages, start=1):
        known = _known_ids(pdf, page)
        bare, unknown = _painted_bare(page, known)
        if bare:
            yield f"page {number}: {bare} painted without a tag"
        if unknown:
            yield f"page {number}: marks {sorted(unknown)[:3]} that the structure does not know"


def _painted_bare(page: Any, known: int) -> tuple[int, set[int]]:
    """Return how much is painted bare, and which ids lie beyond those that the structure knows."""
    open_marks, bare, unknown = 0, 0, set()
    for one in pikepdf.parse_content_stream(page):
        operands, word = one.operands, str(one.operator)
        if word in ("BMC", "BDC"):
            open_marks += 1
            mark = operands[1] if word == "BDC" else None
            if isinstance(mark, Dictionary) and int(mark.get(Name.MCID, -1)) >= known:
                unknown.add(int(mark[Name.MCID]))
        elif word == "EMC":
            open_marks -= 1
        elif word in _PAINTING and open_marks == 0:
            bare += 1
    return bare, unknown


def _known_ids(pdf: Pdf, page: Any) -> int:
    """Return how many marked pieces of a page the structure knows; they are counted from nought."""
    root: Any = pdf.Root.get(Name.StructTreeRoot, Dictionary())
    wanted = page.obj.get(Name.StructParents)
    if wanted is None or Name.ParentTree not in root:
        return 0
    for number, pieces in _numbers(root[Name.ParentTree], _DEEPEST):
        if number == int(wanted):
            return len(pieces)
    return 0


def _numbers(node: Any, deep: int) -> Iterator[tuple[int, Any]]:
    pairs = list(node.get(Name.Nums, pikepdf.Array()))
    yield from ((int(pairs[at]), pairs[at + 1]) for at in range(0, len(pairs), 2))
    if deep:
        for child in node.get(Name.Kids, pikepdf.Array()):
            yield from _numbers(child, deep - 1)


def tab_order(pdf: Pdf) -> Iterator[str]:
    """Yield pages with links that are not walked through in the order of the structure."""
    for number, page in enumerate(pdf.pages, start=1):
        if Name.Annots in page.obj and page.obj.get(Name.Tabs) != Name.S:
            yield f"page {number} does not follow the structure"
