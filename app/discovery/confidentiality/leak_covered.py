"""Text that lies in a PDF but can not be seen: under a black box, or white on white."""

from typing import Final

from PIL import Image

from app.discovery.confidentiality.redaction.boxes import Area, Character
from app.discovery.confidentiality.redaction.pages import POINTS_AN_INCH, Pages

_DPI: Final = 110
_LEAST_CONTRAST = 20
_LEAST_IN_A_ROW = 2


def covered_pages(pages: Pages) -> list[int]:
    """Return the pages on which characters stand where the picture shows one flat colour."""
    return [number for number in range(1, pages.count + 1) if _has_covered(pages, number)]


def _has_covered(pages: Pages, number: int) -> bool:
    with pages.page(number) as page:
        characters = [one for one in page.characters() if one.text.strip()]
        if not characters:
            return False
        picture = page.picture(_DPI, grey=True)
    in_a_row = 0
    for one in characters:
        in_a_row = in_a_row + 1 if _is_flat(picture, one) else 0
        if in_a_row >= _LEAST_IN_A_ROW:
            return True
    return False


def _is_flat(picture: Image.Image, one: Character) -> bool:
    scale = _DPI / POINTS_AN_INCH
    area = one.area.within(picture.width / scale, picture.height / scale)
    if area.empty:
        return True  # drawn outside the page, where nobody sees it
    shades = picture.crop(_pixels(area, scale)).tobytes()
    return max(shades) - min(shades) < _LEAST_CONTRAST


def _pixels(area: Area, scale: float) -> tuple[int, int, int, int]:
    left, top = int(area.left * scale), int(area.top * scale)
    return (
        left,
        top,
        max(int(area.right * scale), left + 1),
        max(int(area.bottom * scale), top + 1),
    )
