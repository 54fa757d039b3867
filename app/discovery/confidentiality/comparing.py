"""The text of secret evidence that a viewer's note is compared with."""

from collections.abc import Iterable

from app.discovery.confidentiality.problems import PdfTooLong, PdfUnreadable
from app.discovery.confidentiality.redaction.pages import Pages, opened

_PDF = "application/pdf"
_ENCODINGS = ("utf-8-sig", "cp949", "utf-16")


def pages_of(content: bytes, media_type: str) -> list[str]:
    """Return the text of each page of a PDF, or of a plain text as one; nothing if unreadable."""
    if media_type == _PDF:
        return _pdf_pages(content)
    return [_plain_text(content)] if media_type.startswith("text/") else []


def texts(files: Iterable[tuple[str, str, bytes]]) -> tuple[list[str], list[str]]:
    """Return the texts of files, each given by id, kind and bytes, and the ids not wholly read.

    A page without text, such as a scan, may show what no comparison here finds.
    """
    found, unread = [], []
    for item_id, media_type, content in files:
        pages = pages_of(content, media_type)
        found.append("\n".join(pages))
        if not pages or not all(page.strip() for page in pages):
            unread.append(item_id)
    return [text for text in found if text.strip()], unread


def _pdf_pages(content: bytes) -> list[str]:
    try:
        with opened(content) as pages:
            return [_page_text(pages, number) for number in range(1, pages.count + 1)]
    except (PdfUnreadable, PdfTooLong):
        return []


def _page_text(pages: Pages, number: int) -> str:
    with pages.page(number) as page:
        return "".join(one.text for one in page.characters())


def _plain_text(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
