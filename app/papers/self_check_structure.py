"""What the self-check reads off the structure tree: kinds, headings, tables, figures, links."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, Pdf

_STANDARD: Final = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
    "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
    "Formula", "Form",
})  # fmt: skip
_DEEPEST: Final = 60


def _root(pdf: Pdf) -> Any:
    return pdf.Root.get(Name.StructTreeRoot, Dictionary())


def _elements(pdf: Pdf) -> Iterator[Any]:
    """Yield every element of the structure in reading order."""
    yield from _below(_root(pdf), _DEEPEST)


def _below(node: Any, deep: int) -> Iterator[Any]:
    kids = node.get(Name.K, pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            if deep:
                yield from _below(kid, deep - 1)


def _kind(pdf: Pdf, element: Any) -> str:
    """Return an element's kind, its own or the standard one that it stands for."""
    kind = str(element[Name.S])
    roles = _root(pdf).get(Name.RoleMap, Dictionary())
    return str(roles.get(kind, kind)).removeprefix("/")


def tree(pdf: Pdf) -> Iterator[str]:
    """Yield what the tree lacks as a whole, and pages that hang on no element."""
    root = _root(pdf)
    if not any(True for _ in _elements(pdf)):
        yield "no structure"
    if Name.ParentTree not in root:
        yield "no way from the content back to the structure"
    for number, page in enumerate(pdf.pages, start=1):
        if Name.StructParents not in page.obj:
            yield f"page {number} hangs on no element"


def kinds(pdf: Pdf) -> Iterator[str]:
    """Yield kinds of elements that no reader program knows."""
    yield from sorted({_kind(pdf, one) for one in _elements(pdf)} - _STANDARD)


def headings(pdf: Pdf) -> Iterator[str]:
    """Yield headings that skip a level; the first one is of the first level."""
    last = 0
    for element in _elements(pdf):
        kind = _kind(pdf, element)
        if len(kind) == len("H1") and kind[0] == "H" and kind[1].isdigit():
            level = int(kind[1])
            if level > last + 1:
                yield f"{kind} after level {last}"
            last = level
    if not last:
        yield "no heading"


def tables(pdf: Pdf) -> Iterator[str]:
    """Yield tables without header cells, and header cells that do not say what they head."""
    for table in _elements(pdf):
        if _kind(pdf, table) != "Table":
            continue
        cells = [one for one in _below(table, _DEEPEST) if _kind(pdf, one) == "TH"]
        if not cells:
            yield "a table without headers"
        if any(not _scope(cell) for cell in cells):
            yield "a header that does not say whether it heads a row or a column"


def _scope(cell: Any) -> bool:
    given = cell.get(Name.A, pikepdf.Array())
    return any(
        Name.Scope in one for one in (given if isinstance(given, pikepdf.Array) else [given])
    )


def figures(pdf: Pdf) -> Iterator[str]:
    """Yield pictures and formulas that say nothing to who can not see them."""
    for element in _elements(pdf):
        kind = _kind(pdf, element)
        if kind in ("Figure", "Formula") and not (
            element.get(Name.Alt) or element.get(Name.ActualText)
        ):
            yield f"a {kind.lower()} without words"


def links(pdf: Pdf) -> Iterator[str]:
    """Yield links that the structure does not know or that carry no words."""
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get(Name.Annots, pikepdf.Array()):
            if annotation.get(Name.Subtype) != Name.Link:
                continue
            if Name.StructParent not in annotation:
                yield f"page {number}: a link outside the structure"
            if not annotation.get(Name.Contents):
                yield f"page {number}: a link without words"
