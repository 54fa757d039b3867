"""Opens a PDF through PDFium: its pages as pictures, and where each character stands.

PDFium may be used by one thread at a time, so every call takes the same lock, a page at a time.
"""

import ctypes
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image
from pypdfium2 import raw

from app.discovery.confidentiality.problems import PageTooLarge, PdfTooLong, PdfUnreadable
from app.discovery.confidentiality.redaction.boxes import Area, Character
from app.discovery.files.pdfium import PDFIUM

POINTS_AN_INCH: Final = 72
MAXIMUM_PAGES: Final = 3000
MAXIMUM_PIXELS: Final = 60_000_000
_FINE = 1_000_000  # how finely a page is divided while places on it are measured
_SURROGATES = range(0xD800, 0xE000)


class Page:
    """One page as a reader sees it, with what annotations and form fields show drawn in."""

    def __init__(self, page: Any) -> None:
        """Take an open page of PDFium."""
        self._page = page
        self.width, self.height = page.get_size()

    def picture(self, dpi: int, *, grey: bool = False) -> Image.Image:
        """Return the page as a picture; raise PageTooLarge where it would not fit into memory."""
        scale = dpi / POINTS_AN_INCH
        if self.width * self.height * scale * scale > MAXIMUM_PIXELS:
            raise PageTooLarge
        drawn = self._page.render(scale=scale, grayscale=grey, prefer_bgrx=not grey)
        # A copy: the bitmap's memory goes when the page is closed.
        picture: Image.Image = drawn.to_pil().convert("L" if grey else "RGB")
        return picture.copy()

    def characters(self) -> list[Character]:
        """Return the characters of the page's text in reading order, each with its place."""
        text = self._page.get_textpage()
        try:
            place = self._placer()
            return [
                Character(sign, place(text, index))
                for index in range(text.count_chars())
                if (sign := _sign(text, index))
            ]
        finally:
            text.close()

    def _placer(self) -> Any:
        origin = self._on_screen(0, 0)
        right, up = self._on_screen(1000, 0), self._on_screen(0, 1000)
        along = [(right[i] - origin[i]) / 1000 for i in (0, 1)]
        upward = [(up[i] - origin[i]) / 1000 for i in (0, 1)]

        def seen(x: float, y: float) -> tuple[float, float]:
            return (origin[0] + x * along[0] + y * upward[0],
                    origin[1] + x * along[1] + y * upward[1])  # fmt: skip

        def place(text: Any, index: int) -> Area:
            left, bottom, right, top = _bounds(text, index)
            (x1, y1), (x2, y2) = seen(left, bottom), seen(right, top)
            return Area(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

        return place

    def _on_screen(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        return across.value / _FINE * self.width, down.value / _FINE * self.height


class Pages:
    """An open PDF; pages are counted from 1."""

    def __init__(self, document: Any) -> None:
        """Take an open document of PDFium."""
        self._document = document
        self.count = len(document)

    @contextmanager
    def page(self, number: int) -> Generator[Page]:
        """Open one page; nobody else uses PDFium meanwhile."""
        with PDFIUM:
            try:
                self._flatten(number)
                opened = self._document[number - 1]
            except pdfium.PdfiumError as fault:
                raise PdfUnreadable from fault
            try:
                yield Page(opened)
            finally:
                opened.close()

    def _flatten(self, number: int) -> None:
        # What a form field or a note shows becomes part of the page, so words in it are found too.
        opened = self._document[number - 1]
        raw.FPDFPage_Flatten(opened, raw.FLAT_NORMALDISPLAY)
        opened.close()


@contextmanager
def opened(content: bytes) -> Generator[Pages]:
    """Open a PDF; raise PdfUnreadable for what is none, is damaged or needs a password."""
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as fault:
            raise PdfUnreadable from fault
    try:
        if not len(document):
            raise PdfUnreadable
        if len(document) > MAXIMUM_PAGES:
            raise PdfTooLong(limit_pages=MAXIMUM_PAGES)
        yield Pages(document)
    finally:
        with PDFIUM:
            document.close()


def _sign(text: Any, index: int) -> str:
    code = raw.FPDFText_GetUnicode(text, index)
    if raw.FPDFText_IsGenerated(text, index) == 1 or not code or code in _SURROGATES:
        return ""
    return chr(code)


def _bounds(text: Any, index: int) -> tuple[float, float, float, float]:
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, loose)
    left, bottom, right, top = text.get_charbox(index)
    return (min(left, loose.left), min(bottom, loose.bottom),
            max(right, loose.right), max(top, loose.top))  # fmt: skip
