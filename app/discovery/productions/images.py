"""What a page looks like: 300 dots an inch, black and white (Group IV TIFF), its number burned in.

A strip is added below the page for the number, so that nothing of the page is covered.
"""

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

from app.discovery.files.pdfium import PDFIUM
from app.discovery.productions.values import Source
from app.papers.fonts import FOLDER

DOTS_AN_INCH = 300
_POINTS_AN_INCH = 72
_LONGEST_SIDE = 7200  # 24 inches: a larger page is made smaller, not refused
_INK_BELOW = 160
_STRIP, _MARGIN, _STAMP_SIZE = 84, 30, 36
_SHEET = (2480, 3508)  # A4
_PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/gif"})
_PDF = "application/pdf"
_UNREADABLE = (
    pypdfium2.PdfiumError, OSError, ValueError, SyntaxError, EOFError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip

# PDFium keeps global state and is used by one thread at a time.


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pages a document has; without page images it counts as one."""

    pages: int
    imaged: bool


def count(source: Source) -> Counted:
    """Count the pages that can be shown; what cannot be read as pages is one native piece."""
    try:
        with source.open() as stream:
            pages = _count(stream, source.media_type)
    except _UNREADABLE:
        pages = 0
    return Counted(max(pages, 1), imaged=pages > 0)


def pages(source: Source) -> Iterator[Image.Image]:
    """Yield each page in black and white at 300 dots an inch."""
    with source.open() as stream:
        if source.media_type == _PDF:
            yield from _pdf_pages(stream)
        else:
            yield from _picture_pages(stream)


def stamped(page: Image.Image, number: str, beside: str = "") -> Image.Image:
    """Return a page with its number in a strip below it, and the exhibit number at the left."""
    width, height = max(page.width, 900), page.height
    sheet = Image.new("1", (width, height + _STRIP), 1)
    sheet.paste(page, (0, 0))
    draw, font = _pen(sheet, _STAMP_SIZE)
    top = height + (_STRIP - _STAMP_SIZE) // 2 - 8
    right = width - _MARGIN - int(draw.textlength(number, font=font))
    draw.text((right, top), number, font=font, fill=0)
    if beside:
        draw.text((_MARGIN, top), beside, font=font, fill=0)
    return sheet


def slip_sheet(lines: Sequence[str]) -> Image.Image:
    """Return the sheet that stands for what is not shown, with a few lines on it."""
    sheet = Image.new("1", _SHEET, 1)
    draw, font = _pen(sheet, 60)
    draw.rectangle((200, 1200, _SHEET[0] - 200, 1260 + 120 * len(lines)), outline=0, width=4)
    for row, line in enumerate(lines):
        draw.text((260, 1240 + 120 * row), _fitting(line, font), font=font, fill=0)
    return sheet


def tiff(page: Image.Image) -> bytes:
    """Return a page as a single Group IV TIFF; the same page gives the same bytes."""
    out = io.BytesIO()
    page.save(out, format="TIFF", compression="group4", dpi=(DOTS_AN_INCH, DOTS_AN_INCH))
    return out.getvalue()


def _count(stream: BinaryIO, media_type: str) -> int:
    if media_type == _PDF:
        with PDFIUM, pypdfium2.PdfDocument(stream) as found:
            return len(found)
    if media_type in _PICTURES:
        with _picture(stream) as picture:
            picture.load()
            return int(getattr(picture, "n_frames", 1))
    return 0


def _pdf_pages(stream: BinaryIO) -> Iterator[Image.Image]:
    with PDFIUM, pypdfium2.PdfDocument(stream) as found:
        found.init_forms()
        number_of_pages = len(found)
        for index in range(number_of_pages):
            yield _shown(partial(_rendered, found, index))


def _rendered(found: Any, index: int) -> Image.Image:
    page = found[index]
    try:
        longest = max(page.get_size())
        scale = min(DOTS_AN_INCH / _POINTS_AN_INCH, _LONGEST_SIDE / max(longest, 1))
        grey: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()
    return grey.convert("L").point(lambda light: 255 * (light >= _INK_BELOW), mode="1")


def _picture_pages(stream: BinaryIO) -> Iterator[Image.Image]:
    with _picture(stream) as picture:
        for index in range(int(getattr(picture, "n_frames", 1))):
            yield _shown(partial(_frame, picture, index))


def _frame(picture: Image.Image, index: int) -> Image.Image:
    picture.seek(index)
    flat = _flat(picture)
    flat.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return flat.convert("1")  # shades become dots, so that a photograph stays readable


def _shown(page: Callable[[], Image.Image]) -> Image.Image:
    """Return a page, or a sheet that says that this one page cannot be shown."""
    try:
        return page()
    except _UNREADABLE:
        return slip_sheet(["이 쪽은 그림으로 나타낼 수 없습니다.", "This page cannot be shown."])


def _picture(stream: BinaryIO) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(stream)


def _flat(frame: Image.Image) -> Image.Image:
    """Return a frame in greys, on white where it is transparent."""
    seen = frame.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("L")


def _pen(sheet: Image.Image, size: int) -> tuple[ImageDraw.ImageDraw, ImageFont.FreeTypeFont]:
    draw = ImageDraw.Draw(sheet)
    draw.fontmode = "1"
    return draw, _font(size)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine, whatever text library it has.
    path = str(FOLDER / "NotoSansKR-Regular.otf")
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _fitting(line: str, font: ImageFont.FreeTypeFont) -> str:
    room, line = _SHEET[0] - 520, " ".join(line.split())
    while font.getlength(line) > room:
        line = f"{line[:-2]}…"
    return line
