"""Makes a PDF of pictures in which boxes are burned in; nothing else of the source goes along."""

import io
import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.discovery.confidentiality.problems import BoxOutside
from app.discovery.confidentiality.redaction.boxes import (
    Area,
    Box,
    on_page,
    one_line_each,
    text_beside,
    texts_under,
)
from app.discovery.confidentiality.redaction.pages import POINTS_AN_INCH, Pages, opened
from app.discovery.confidentiality.redaction.words import folded, places, stands_in
from app.papers import fonts

DEFAULT_DPI: Final = 200
_PADDING_POINTS = 1.0
_SMALLEST_LABEL_PIXELS = 9
_LARGEST_LABEL_POINTS = 9


@dataclass(frozen=True, slots=True)
class Redacted:
    """A PDF of pictures, and what it must not hold: the text that lay under the boxes.

    `shown` is what lay under a box and stands uncovered elsewhere, with the first page of that:
    a number of the same digits, or a place that was overlooked.
    """

    content: bytes
    pages: int
    boxes: int
    removed: tuple[str, ...]
    shown: tuple[tuple[str, int], ...] = ()


def find(content: bytes, words: Iterable[str], reason: str) -> list[Box]:
    """Return boxes over every place where one of some words stands in a PDF's text."""
    wanted, found = list(words), list[Box]()
    with opened(content) as pages:
        for number in range(1, pages.count + 1):
            found += _on_one(pages, number, wanted, reason)
    return found


def _on_one(pages: Pages, number: int, words: Sequence[str], reason: str) -> list[Box]:
    with pages.page(number) as page:
        characters, size = page.characters(), (page.width, page.height)
    signs = [one.text for one in characters]
    return [
        Box(number, area.padded(_PADDING_POINTS).within(*size), reason)
        for word in words
        for indices in places(signs, word)
        for area in one_line_each([characters[index].area for index in indices])
    ]


def redact(
    content: bytes, boxes: Sequence[Box], *, labels: dict[str, str], dpi: int = DEFAULT_DPI
) -> Redacted:
    """Return a PDF of page pictures with the boxes blacked out; the same input, the same bytes.

    `labels` are the words written into a box, by reason. There is no text layer, so nothing can be
    copied out of the result. Raise BoxOutside for a box that touches no page.
    """
    made, removed, left = pikepdf.new(), list[str](), list[str]()
    with opened(content) as pages:
        _check(boxes, pages)
        for number in range(1, pages.count + 1):
            with pages.page(number) as page:
                picture, size = page.picture(dpi), (page.width, page.height)
                characters = page.characters()
            here = [
                Box(number, _burned(box.area, dpi, picture), box.reason)
                for box in on_page(boxes, number)
            ]
            for box in here:
                _burn(picture, box, labels.get(box.reason, ""), dpi)
            removed += texts_under(characters, [box.area for box in here])
            left.append(folded(text_beside(characters, [box.area for box in here])))
            _append(made, picture, size)
    covered = tuple(dict.fromkeys(removed))
    return Redacted(_saved(made), len(made.pages), len(boxes), covered, _shown(covered, left))


def _shown(covered: Iterable[str], left: Sequence[str]) -> tuple[tuple[str, int], ...]:
    wanted = [(text, folded(text)) for text in covered]
    pages = [
        (text, next((n for n, page in enumerate(left, start=1) if stands_in(page, plain)), 0))
        for text, plain in wanted
    ]
    return tuple((text, page) for text, page in pages if page)


def _check(boxes: Sequence[Box], pages: Pages) -> None:
    for index, box in enumerate(boxes):
        if not 1 <= box.page <= pages.count:
            raise BoxOutside(box=index, pages=pages.count)
        with pages.page(box.page) as page:
            if box.area.within(page.width, page.height).empty:
                raise BoxOutside(box=index, pages=pages.count)


def _burned(area: Area, dpi: int, picture: Image.Image) -> Area:
    """Return the box grown to whole pixels, in points: what is touched at all is covered."""
    scale = dpi / POINTS_AN_INCH
    across, down = picture.size
    return Area(
        max(math.floor(area.left * scale), 0) / scale,
        max(math.floor(area.top * scale), 0) / scale,
        min(math.ceil(area.right * scale), across) / scale,
        min(math.ceil(area.bottom * scale), down) / scale,
    )


def _burn(picture: Image.Image, box: Box, label: str, dpi: int) -> None:
    scale = dpi / POINTS_AN_INCH
    left, top = round(box.area.left * scale), round(box.area.top * scale)
    right, bottom = round(box.area.right * scale), round(box.area.bottom * scale)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((left, top, right - 1, bottom - 1), fill="black")
    size = min(int((bottom - top) * 0.7), int(_LARGEST_LABEL_POINTS * scale))
    if not label or size < _SMALLEST_LABEL_PIXELS:
        return
    face = _face(size)
    if face.getlength(label) <= right - left:
        middle = ((left + right) / 2, (top + bottom) / 2)
        pen.text(middle, label, fill="white", font=face, anchor="mm")


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.FOLDER / fonts.FILES[0]), size)


def _append(made: pikepdf.Pdf, picture: Image.Image, size: tuple[float, float]) -> None:
    width, height = (round(length, 2) for length in size)
    shown = picture.convert("L") if _is_grey(picture) else picture
    space = pikepdf.Name.DeviceGray if shown.mode == "L" else pikepdf.Name.DeviceRGB
    image = made.make_stream(
        zlib.compress(shown.tobytes(), 6), Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image, Width=shown.width, Height=shown.height, ColorSpace=space,
        BitsPerComponent=8, Filter=pikepdf.Name.FlateDecode,
    )  # fmt: skip
    drawing = f"q {width} 0 0 {height} 0 0 cm /P Do Q\n".encode()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=[0, 0, width, height],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image)),
        Contents=made.make_stream(drawing),
    )  # fmt: skip
    made.pages.append(pikepdf.Page(made.make_indirect(page)))


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    same = [ImageChops.difference(red, other).getbbox() is None for other in (green, blue)]
    return all(same)


def _saved(made: pikepdf.Pdf) -> bytes:
    kept = io.BytesIO()
    made.save(kept, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return kept.getvalue()
