"""Recognising text in pictures and scanned pages with Tesseract; runs only in the limited process."""

import csv
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageSequence

from app.discovery.files.file_types import FileType
from app.discovery.texts.extracts import Extract, finished
from app.discovery.texts.rules import TextState

MOST_PAGES = 200
MOST_PIXELS = 80_000_000
PAGE_SECONDS = 120
_DPI = 300
_POINTS_PER_INCH = 72
# A page is read as one column of text of differing sizes, which suits Korean letters and forms.
_LAYOUT = ("-l", "kor+eng", "--psm", "4", "tsv")
_WORD = "5"
_PICTURES = frozenset({FileType.JPG, FileType.PNG, FileType.TIF})
RECOGNISED = _PICTURES | {FileType.PDF}
_PLAIN_SPACE = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one page and how sure the engine is of each, in percent."""

    text: str
    confidences: tuple[float, ...]


class LanguageMissing(RuntimeError):
    """The engine is there, but not its data for Korean and English."""


def recognise(kind: FileType, path: str, *, binary: str) -> Extract:
    """Return the text of the pictures or pages, with the mean confidence over all words."""
    by: dict[str, Any] = {"engine": "tesseract", "engine_version": _version(binary)}
    if kind not in RECOGNISED:
        return Extract(state=TextState.UNSUPPORTED, reason="kind", **by)
    pages: list[Recognised] = []
    cut: dict[str, Any] = {}
    try:
        for number, picture in enumerate(_pictures(kind, path)):
            if number == MOST_PAGES:
                cut = {"state": TextState.TOO_LARGE, "reason": "pages"}
                break
            pages.append(parsed(_ask(binary, picture)))
    except LanguageMissing:
        return Extract(state=TextState.OCR_NOT_AVAILABLE, reason="language_data", **by)
    sure = [value for page in pages for value in page.confidences]
    return finished(
        "\n\n".join(page.text for page in pages), pages=len(pages),
        confidence_percent=round(sum(sure) / len(sure)) if sure else None, **by, **cut,
    )  # fmt: skip


def parsed(table: str) -> Recognised:
    """Return the words of Tesseract's table, line by line."""
    lines: dict[tuple[str, ...], list[str]] = {}
    confidences: list[float] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row.get("text") or "").strip()
        if row.get("level") != _WORD or not word:
            continue
        place = tuple(row.get(name) or "" for name in ("block_num", "par_num", "line_num"))
        lines.setdefault(place, []).append(word)
        confidences.append(float(row.get("conf") or 0))
    return Recognised("\n".join(" ".join(words) for words in lines.values()), tuple(confidences))


def _pictures(kind: FileType, path: str) -> Iterator[bytes]:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if kind is FileType.PDF:
        with pypdfium2.PdfDocument(Path(path).read_bytes()) as document:
            for number in range(len(document)):
                yield _rendered(document, number)
        return
    with Image.open(path) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield _as_png(frame.convert("L"))


def _rendered(document: pypdfium2.PdfDocument, number: int) -> bytes:
    page = document[number]
    try:
        width, height = page.get_size()
        pixels = width * height * (_DPI / _POINTS_PER_INCH) ** 2
        shrunk = min(1.0, (MOST_PIXELS / max(pixels, 1)) ** 0.5)
        bitmap = page.render(scale=shrunk * _DPI / _POINTS_PER_INCH, grayscale=True)
        return _as_png(bitmap.to_pil())
    finally:
        page.close()


def _as_png(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(_DPI, _DPI))
    return kept.getvalue()


def _ask(binary: str, picture: bytes) -> str:
    answer = subprocess.run(  # noqa: S603 - a fixed command; the picture goes in as data
        [binary, "stdin", "stdout", *_LAYOUT], input=picture, capture_output=True, check=False,
        timeout=PAGE_SECONDS, env=_PLAIN_SPACE,
    )  # fmt: skip
    if answer.returncode and (b"language" in answer.stderr or b"traineddata" in answer.stderr):
        raise LanguageMissing
    answer.check_returncode()
    return answer.stdout.decode("utf-8", "replace")


def _version(binary: str) -> str:
    answer = subprocess.run(  # noqa: S603 - a fixed command
        [binary, "--version"], capture_output=True, check=False, timeout=30, env=_PLAIN_SPACE
    )
    told = (answer.stdout or answer.stderr).decode("utf-8", "replace").split()
    return told[1][:40] if len(told) > 1 else ""
