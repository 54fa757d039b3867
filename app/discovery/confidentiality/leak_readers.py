"""Foreign readers that look at a finished file where they are installed: pdftotext, tesseract."""

import io
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from app.discovery.confidentiality.redaction.pages import Pages, opened

_SECONDS: Final = 120
_OCR_PAGES = 20
# How a page is held before the engine, by degrees, and how finely: upright text is read best at 300.
_LOOKS: Final = ((0, 300), (90, 150), (270, 150))
# Several threads for one page take longer than one; nothing else of the surroundings goes along.
_SURROUNDINGS = {
    "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a foreign reader read; `reader` names it, with the pages where it did not read all."""

    reader: str
    code: str
    text: str


def installed() -> tuple[str, ...]:
    """Return the names of the foreign readers of this machine."""
    return tuple(name for name in ("pdftotext", "tesseract") if shutil.which(name))


def readings(content: bytes) -> list[Told]:
    """Return what each reader of this machine reads in a PDF; one that gave up is left out."""
    told = []
    text = pdftotext(content)
    if text is not None:
        told.append(Told("pdftotext", "pdftotext", text))
    if shutil.which("tesseract") is not None:
        told += _recognition(content)
    return told


def pdftotext(content: bytes) -> str | None:
    """Return what Poppler reads in a PDF; None where it is not installed or gave up."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "read.pdf"
        path.write_bytes(content)
        return _run([tool, "-enc", "UTF-8", "-q", str(path), "-"])


def recognised(content: bytes) -> list[str | None]:
    """Return what tesseract sees on each of the first pages; None where it gave up.

    Each page is looked at upright and from both sides: sideways text is plain to a person, and
    nothing at all to the engine.
    """
    with opened(content) as pages:
        return [_seen(pages, number) for number in range(1, min(pages.count, _OCR_PAGES) + 1)]


def _recognition(content: bytes) -> list[Told]:
    with opened(content) as pages:
        count = pages.count
    seen = recognised(content)
    texts = [text for text in seen if text is not None]
    if not texts:
        return []
    name = "tesseract" if len(texts) == count else f"tesseract {len(texts)}/{count}"
    return [Told(name, "ocr", "\n".join(texts))]


def _seen(pages: Pages, number: int) -> str | None:
    tool = shutil.which("tesseract")
    if tool is None:
        return None
    texts = []
    for degrees, dpi in _LOOKS:
        with pages.page(number) as page:
            picture = page.picture(dpi, grey=True).rotate(degrees, expand=True)
        kept = io.BytesIO()
        picture.save(kept, "PNG", dpi=(dpi, dpi))
        texts.append(_run([tool, "-", "-", "-l", "kor+eng", "--psm", "4"], kept.getvalue()))
    read = [text for text in texts if text is not None]
    return "\n".join(read) if len(read) == len(_LOOKS) else None


def _run(command: list[str], given: bytes | None = None) -> str | None:
    try:
        # The command is made of a tool's own path and fixed options; nothing of a user is in it.
        done = subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, timeout=_SECONDS, check=True,
            env=_SURROUNDINGS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
