"""A page as a picture with the reader's name written across, to be looked at and not kept."""

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from app.discovery.confidentiality.problems import PageMissing
from app.discovery.confidentiality.redaction.pages import opened
from app.papers import fonts

VIEW_DPI: Final = 110
_INK = (176, 0, 32, 70)
_SIZE = 22


def watermarked(content: bytes, page_number: int, words: str) -> bytes:
    """Return a page of a PDF as a PNG with words across it; raise PageMissing for no such page."""
    with opened(content) as pages:
        if not 1 <= page_number <= pages.count:
            raise PageMissing(pages=pages.count)
        with pages.page(page_number) as page:
            picture = page.picture(VIEW_DPI)
    return _png(_across(picture, words))


def _across(picture: Image.Image, words: str) -> Image.Image:
    sheet = Image.new("RGBA", (picture.width * 2, picture.height * 2))
    pen, face = ImageDraw.Draw(sheet), _face()
    step = int(face.getlength(words)) + 80
    for line, top in enumerate(range(0, sheet.height, 130)):
        for left in range(-(line % 2) * step // 2, sheet.width, step):
            pen.text((left, top), words, fill=_INK, font=face)
    turned = sheet.rotate(30, resample=Image.Resampling.BILINEAR)
    corner = (picture.width // 2, picture.height // 2)
    turned = turned.crop((*corner, corner[0] + picture.width, corner[1] + picture.height))
    return Image.alpha_composite(picture.convert("RGBA"), turned).convert("RGB")


def _png(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


@cache
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.FOLDER / fonts.FILES[0]), _SIZE)
