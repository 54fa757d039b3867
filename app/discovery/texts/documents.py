"""How PDF, Hangul and office documents are read; runs only in the limited process."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from app.discovery.files.file_types import FileType
from app.discovery.texts.extracts import Extract, finished
from app.discovery.texts.rules import MOST_CHARACTERS, TextState

MOST_PAGES = 5_000
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_LOCKED_WORDS = ("암호", "DRM", "encrypt", "password")
_BY_DOCHAN = frozenset({
    FileType.HWP, FileType.HWPX, FileType.DOCX, FileType.XLSX, FileType.PPTX,
    FileType.DOC, FileType.XLS, FileType.PPT,
})  # fmt: skip


def read_document(kind: FileType, path: str) -> Extract:
    """Return the text of a document; kinds that nothing here reads are `unsupported`."""
    if kind is FileType.PDF:
        return read_pdf(path)
    if kind in _BY_DOCHAN:
        return read_office(path)
    return Extract(state=TextState.UNSUPPORTED, reason="kind")


def read_pdf(path: str) -> Extract:
    """Return the text that the pages of a PDF hold, without what is only in pictures."""
    by: dict[str, Any] = {"engine": "pypdfium2", "engine_version": version("pypdfium2")}
    try:
        document = pypdfium2.PdfDocument(Path(path).read_bytes())
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code == _PASSWORD_ERROR
        state = TextState.ENCRYPTED if locked else TextState.FAILED
        return Extract(state=state, reason="password" if locked else "damaged", **by)
    with document:
        pages = len(document)
        texts: list[str] = []
        length = 0
        for number in range(min(pages, MOST_PAGES)):
            texts.append(_page_text(document, number))
            length += len(texts[-1])
            if length > MOST_CHARACTERS:
                break
    cut: dict[str, Any] = (
        {"state": TextState.TOO_LARGE, "reason": "pages"} if pages > MOST_PAGES else {}
    )
    return finished("\n\n".join(texts), pages=pages, **by, **cut)


def read_office(path: str) -> Extract:
    """Return the text of a Hangul or office document, with notes, tables and headers.

    The reader gives empty text and a list of errors where it could not read; both are looked at.
    """
    # Loading it takes longer than reading a PDF.
    from dochan import Dochan  # type: ignore[import-untyped]  # noqa: PLC0415

    by: dict[str, Any] = {"engine": "dochan", "engine_version": version("dochan")}
    document = Dochan(path)
    errors = [str(error) for error in document.errors if str(error).startswith("ERR")]
    text = document.to_plain_text()
    if any(word in error for error in errors for word in _LOCKED_WORDS):
        return Extract(state=TextState.ENCRYPTED, reason="password", **by)
    if errors and not text.strip():
        return Extract(state=TextState.FAILED, reason="damaged", **by)
    return finished(text, reason="partly" if errors else "", **by)


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            return str(words.get_text_range())
        finally:
            words.close()
    finally:
        page.close()
