"""Everything that lies in a PDF beside what is drawn: objects, streams, older versions, files."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from app.discovery.confidentiality.problems import PdfUnreadable

_END = re.compile(rb"%%EOF")
_LINEARIZED = re.compile(rb"/Linearized\b")
_CODES = ("utf-8", "utf-16", "cp949", "latin-1")
_MOST_REVISIONS, _DEEPEST = 50, 40


def revisions(content: bytes) -> list[bytes]:
    """Return the earlier versions that a PDF keeps inside, oldest first, without the last one."""
    ends = [match.end() for match in _END.finditer(content)]
    if _LINEARIZED.search(content[:2048]) and ends:
        ends = ends[1:]  # a linearised file ends its first part so, too
    return [content[:end] for end in ends[:-1][:_MOST_REVISIONS]]


def streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every stream, decoded, and every string of a PDF with the object's number.

    Raise PdfUnreadable where it can not be opened. A stream that can not be decoded is given as it
    lies there.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            for value in document.objects:
                name = str(value.objgen[0]) if hasattr(value, "objgen") else ""
                if isinstance(value, pikepdf.Stream):
                    yield name, _decoded(value)
                yield name, "\n".join(_strings(value)).encode("utf-8", "surrogatepass")
            trailer = "\n".join(_strings(document.trailer))
            yield "trailer", trailer.encode("utf-8", "surrogatepass")
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError) as fault:
        raise PdfUnreadable from fault


def drawn_strings(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the strings that content streams draw, also of forms that no page uses."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            yield "page", _drawn(page)
        for value in document.objects:
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Form":
                yield str(value.objgen[0]), _drawn(value)


def extras(content: bytes) -> list[str]:
    """Return codes for what a public version must not carry: attached files, scripts, forms."""
    with pikepdf.open(io.BytesIO(content)) as document:
        found = ["attachment"] if len(document.attachments) else []
        names = document.Root.get("/Names", pikepdf.Dictionary())
        if "/JavaScript" in names or "/OpenAction" in document.Root:
            found.append("script")
        if "/AcroForm" in document.Root:
            found.append("form")
        if any("/Thumb" in page.obj for page in document.pages):
            found.append("thumbnail")
        return found


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, NotImplementedError):
        return stream.read_raw_bytes()


def _drawn(page_or_form: Any) -> str:
    try:
        steps = pikepdf.parse_content_stream(page_or_form)
    except (pikepdf.PdfError, pikepdf.PdfParsingError, TypeError):
        return ""
    return "".join(
        text for step in steps for operand in step.operands for text in _strings(operand)
    )


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the strings inside an object, read in every way they may be meant."""
    if isinstance(value, pikepdf.String):
        plain = bytes(value)
        yield str(value)
        yield from (plain.decode(code, "ignore") for code in _CODES)
    elif isinstance(value, pikepdf.Name):
        yield str(value)
    elif depth < _DEEPEST:
        for part in _parts(value):
            yield from _strings(part, depth + 1)


def _parts(value: Any) -> Iterator[Any]:
    """Yield what lies directly in an object; what it only points at is visited by itself."""
    inside: list[Any] = []
    if isinstance(value, pikepdf.Array):
        inside = list(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        keys = list(value.keys())
        yield from (pikepdf.Name(key) for key in keys)
        inside = [value.get(key) for key in keys]
    yield from (part for part in inside if not getattr(part, "is_indirect", False))
