"""The text of secret evidence that a viewer's note is compared with."""

from collections.abc import Iterable

from app.discovery.confidentiality.problems import PdfTooLong, PdfUnreadable
from app.discovery.confidentiality.redaction.pages import Pages, opened

_PDF = "application/pdf"
_ENCODINGS = ("utf-8-sig", "cp949", "utf-16")


def text_of(content: bytes, media_type: str) -> str:
    """Return the text of a PDF or a plain text; empty where none can be read."""
    if media_type == _PDF:
        return _pdf_text(content)
    return _plain_text(content) if media_type.startswith("text/") else ""


def texts(files: Iterable[tuple[str, str, bytes]]) -> tuple[list[str], list[str]]:
    """Return the texts of files, each given by id, kind and bytes, and the ids without text."""
    found, unread = [], []
    for item_id, media_type, content in files:
        text = text_of(content, media_type)
        if text.strip():
            found.append(text)
        else:
            unread.append(item_id)
    return found, unread


def _pdf_text(content: bytes) -> str:
    try:
        with opened(content) as pages:
            return "\n".join(_page_text(pages, number) for number in range(1, pages.count + 1))
    except (PdfUnreadable, PdfTooLong):
        return ""


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
