"""Looks at a PDF for what an archive and a screen reader need; its word is "self-checked" only.

It reads those rules of PDF/A-2 (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) that a program can read off
the file without an outside checker. It certifies nothing: rules that need a person, such as whether
an alternative text says what the picture shows, are not looked at.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from app.papers import self_check_content as content
from app.papers import self_check_structure as structure

VERDICT: Final = "self-checked"
_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
# Keys that make a reader program act, and kinds of action that do more than go somewhere.
_ACTIVE: Final = frozenset({"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent"})
_ACTIONS: Final = frozenset(
    {"/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/Sound", "/Movie", "/ResetForm"}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the file does not keep, and what was found in its place."""

    rule: str
    found: str


def findings(pdf: bytes) -> tuple[Finding, ...]:
    """Return every rule that a PDF does not keep; none means that it is self-checked."""
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            return tuple(
                Finding(rule, found) for rule, look in RULES.items() for found in look(opened)
            )
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return (Finding("readable", "the file can not be opened without a password or repair"),)


def _open_to_all(pdf: Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "the file is encrypted"
    if Name.ID not in pdf.trailer:
        yield "the trailer has no file identifier"


def _archive_mark(pdf: Pdf) -> Iterator[str]:
    with pdf.open_metadata() as told:
        part, level = told.get(f"{{{_PDFA}}}part"), told.get(f"{{{_PDFA}}}conformance")
    if (part, level) != ("2", "A"):
        yield f"part {part}, conformance {level}"


def _accessible_mark(pdf: Pdf) -> Iterator[str]:
    with pdf.open_metadata() as told:
        part = told.get(f"{{{_PDFUA}}}part")
    if part != "1":
        yield f"part {part}"


def _output_intent(pdf: Pdf) -> Iterator[str]:
    intents: Any = pdf.Root.get(Name.OutputIntents, Array())
    kept = [one for one in intents if one.get(Name.S) == Name.GTS_PDFA1]
    if not any(Name.DestOutputProfile in one for one in kept):
        yield "no colour profile for the archive"


def _fonts(pdf: Pdf) -> Iterator[str]:
    for font in content.fonts(pdf):
        name = str(font.get(Name.BaseFont, "a font without a name"))
        inner = font[Name.DescendantFonts][0] if Name.DescendantFonts in font else font
        described = inner.get(Name.FontDescriptor, Dictionary())
        if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"{name} is not embedded"
        if Name.ToUnicode not in font:
            yield f"{name} does not tell its characters"


def _all_in(pdf: Pdf) -> Iterator[Any]:
    """Yield every dictionary of the file, those that stand inside others among them."""
    for whole in pdf.objects:
        waiting: list[Any] = [whole]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Dictionary | pikepdf.Stream):
                yield one
                inner = [one.get(key) for key in one.keys()]  # noqa: SIM118 - it is no mapping
            else:
                inner = list(one) if isinstance(one, Array) else []
            waiting += [part for part in inner if _stands_inside(part)]


def _stands_inside(part: Any) -> bool:
    return isinstance(part, Dictionary | Array) and not part.is_indirect


def _nothing_active(pdf: Pdf) -> Iterator[str]:
    for found in _all_in(pdf):
        yield from (str(key) for key in found.keys() if key in _ACTIVE)  # noqa: SIM118
        if str(found.get(Name.S, "")) in _ACTIONS:
            yield str(found[Name.S])


def _nothing_outside(pdf: Pdf) -> Iterator[str]:
    for found in _all_in(pdf):
        if isinstance(found, pikepdf.Stream) and Name.F in found:
            yield "a stream lies in another file"
        if Name.EF in found:
            yield "a file is attached"


def _marked(pdf: Pdf) -> Iterator[str]:
    told = pdf.Root.get(Name.MarkInfo, Dictionary())
    if not told.get(Name.Marked, False):
        yield "the file does not say that it is tagged"
    if told.get(Name.Suspects, False):
        yield "the tagging is doubtful by its own word"


def _language(pdf: Pdf) -> Iterator[str]:
    language = str(pdf.Root.get(Name.Lang, ""))
    if language.partition("-")[0] not in ("ko", "en"):
        yield f"language {language!r}"


def _title(pdf: Pdf) -> Iterator[str]:
    with pdf.open_metadata() as told:
        title = told.get(_TITLE)
    if not title:
        yield "no title"
    if not pdf.Root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False):
        yield "the window shows the file name in place of the title"


def _bookmarks(pdf: Pdf) -> Iterator[str]:
    if len(pdf.pages) > 1 and Name.Outlines not in pdf.Root:
        yield "several pages and no bookmarks"


RULES: Final[Mapping[str, Callable[[Pdf], Iterator[str]]]] = MappingProxyType({
    "pdfa: open to every reader": _open_to_all,
    "pdfa: identified in its metadata": _archive_mark,
    "pdfa: output intent": _output_intent,
    "pdfa: fonts embedded, with Unicode": _fonts,
    "pdfa: no script and no action": _nothing_active,
    "pdfa: nothing outside the file": _nothing_outside,
    "pdfua: identified in its metadata": _accessible_mark,
    "pdfua: marked as tagged": _marked,
    "pdfua: language": _language,
    "pdfua: title is shown": _title,
    "pdfua: bookmarks": _bookmarks,
    "pdfua: structure tree": structure.tree,
    "pdfua: known kinds of structure": structure.kinds,
    "pdfua: headings in order": structure.headings,
    "pdfua: tables with headers": structure.tables,
    "pdfua: figures with words": structure.figures,
    "pdfua: links with words": structure.links,
    "pdfua: no content without a tag": content.untagged,
    "pdfua: tab order": content.tab_order,
})  # fmt: skip
